//! Where somebody is signed in, and ending such a session from elsewhere.

use super::administration::CENTRE;
use super::token;
use crate::{App, Caller, Read, Refusal, Unit, Write};
use anju_contract::commands::{EndSession, ListSessions};
use anju_contract::identity::{
    EndSessionRequest, EndSessionResponse, ListSessionsRequest, ListSessionsResponse, SessionRow,
};
use anju_domain::permission::Permission;
use anju_store::identity::{self as store, administration, session};

impl Read for ListSessions {
    async fn read(
        app: &App,
        caller: &Caller,
        request: ListSessionsRequest,
    ) -> Result<ListSessionsResponse, Refusal> {
        let user_id = request.user_id.unwrap_or(caller.user_id);
        if user_id != caller.user_id && !caller.may(Permission::IdentityManage) {
            return Err(Refusal::forbidden(&[Permission::IdentityManage]));
        }
        let open = session::open_of(&app.store, user_id, app.clock.now()).await?;
        let row = |open: session::Open| SessionRow {
            session_id: open.id,
            device: open.device,
            opened_at: open.created_at,
            renewed_at: open.access_expires_at - token::ACCESS,
            current: open.id == caller.session_id,
        };
        Ok(ListSessionsResponse { sessions: open.into_iter().map(row).collect() })
    }
}

impl Write for EndSession {
    type Prepared = ();

    async fn prepare(_: &App, _: &Caller, _: &EndSessionRequest) -> Result<(), Refusal> {
        Ok(())
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: EndSessionRequest,
        (): (),
    ) -> Result<EndSessionResponse, Refusal> {
        let owner = session::owner(unit.tx, request.session_id).await?;
        // Another's session is as if it were not there for whoever does not manage accounts.
        let owner = owner
            .filter(|owner| *owner == caller.user_id || caller.may(Permission::IdentityManage))
            .ok_or_else(|| Refusal::not_found("该登录"))?;
        store::end_session(unit.tx, request.session_id, unit.now).await?;
        let account = administration::find_account(unit.tx, owner).await?;
        let district_id = account.and_then(|account| account.district_id).unwrap_or(CENTRE);
        unit.audit(caller, district_id, owner, String::new(), "session ended".to_owned());
        Ok(EndSessionResponse {})
    }
}
