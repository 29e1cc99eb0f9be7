//! Giving a user a new first password.

use super::administration::{CENTRE, account_to_write, first_password, stale};
use crate::{App, Caller, Refusal, Unit, Write};
use anju_contract::commands::ResetPassword;
use anju_contract::identity::{ResetPasswordRequest, UserWritten};
use anju_store::identity::{self, administration as store};

impl Write for ResetPassword {
    type Prepared = String;

    fn hashed(request: &ResetPasswordRequest) -> ResetPasswordRequest {
        ResetPasswordRequest { initial_password: String::new(), ..request.clone() }
    }

    async fn prepare(app: &App, _: &Caller, request: &ResetPasswordRequest) -> Result<String, Refusal> {
        let user = identity::user_by_id(&app.store, request.user_id)
            .await?
            .ok_or_else(|| Refusal::not_found("该用户"))?;
        let hash = first_password(&user.user_name, &request.initial_password).await?;
        hash.map_err(|fault| Refusal::invalid_fields(vec![fault]))
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: ResetPasswordRequest,
        password_hash: String,
    ) -> Result<UserWritten, Refusal> {
        let account = account_to_write(unit, caller, request.user_id, request.version).await?;
        if !store::reset_password(unit.tx, account.id, account.version, &password_hash).await? {
            return Err(stale(account.version + 1));
        }
        store::end_sessions(unit.tx, account.id, unit.now).await?;
        let district_id = account.district_id.unwrap_or(CENTRE);
        unit.audit(caller, district_id, account.id, String::new(), "password reset".to_owned());
        Ok(UserWritten { user_id: account.id, version: account.version + 1 })
    }
}
