//! Ending one's session.

use crate::{App, Caller, Read, Refusal};
use anju_contract::commands::SignOut;
use anju_contract::identity::{SignOutRequest, SignOutResponse};
use anju_store::identity as store;

impl Read for SignOut {
    async fn read(app: &App, caller: &Caller, _: SignOutRequest) -> Result<SignOutResponse, Refusal> {
        let (session_id, now) = (caller.session_id, app.clock.now());
        app.store.write(move |tx| Box::pin(store::end_session(tx, session_id, now))).await?;
        Ok(SignOutResponse {})
    }
}
