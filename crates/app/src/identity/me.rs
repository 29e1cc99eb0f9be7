//! Who is signed in, and the server's half of the key that opens their desk again.

use crate::{App, Caller, Read, Refusal};
use anju_contract::commands::{DeskHalf, GetMe};
use anju_contract::identity::{DeskHalfRequest, DeskHalfResponse, MeRequest, MeResponse};
use anju_store::identity as store;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

impl Read for GetMe {
    async fn read(app: &App, caller: &Caller, _: MeRequest) -> Result<MeResponse, Refusal> {
        let user =
            store::user_by_id(&app.store, caller.user_id).await?.ok_or_else(Refusal::unauthenticated)?;
        Ok(MeResponse { me: app.me(user).await?, server_time: app.clock.now() })
    }
}

impl Read for DeskHalf {
    async fn read(app: &App, caller: &Caller, _: DeskHalfRequest) -> Result<DeskHalfResponse, Refusal> {
        Ok(DeskHalfResponse { half: BASE64.encode(app.keys.desk_half(caller.session_id)) })
    }
}
