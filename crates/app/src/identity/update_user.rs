//! Setting a user's name, roles, and whether they may sign in.

use super::administration::{CENTRE, account_to_write, name_fault, roles_fault, stale};
use crate::{App, Caller, Refusal, Unit, Write};
use anju_contract::commands::UpdateUser;
use anju_contract::identity::{UpdateUserRequest, UserWritten};
use anju_domain::permission::OrganisationKind;
use anju_store::StoreError;
use anju_store::identity::administration as store;
use serde_json::json;

impl Write for UpdateUser {
    type Prepared = ();

    async fn prepare(_: &App, _: &Caller, request: &UpdateUserRequest) -> Result<(), Refusal> {
        match name_fault(&request.display_name) {
            Some(fault) => Err(Refusal::invalid_fields(vec![fault])),
            None => Ok(()),
        }
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: UpdateUserRequest,
        (): (),
    ) -> Result<UserWritten, Refusal> {
        let account = account_to_write(unit, caller, request.user_id, request.version).await?;
        let kind = OrganisationKind::from_code(&account.organisation_kind)
            .ok_or(StoreError::Corrupt("kind of an organisation"))?;
        if let Some(fault) = roles_fault(kind, &request.roles) {
            return Err(Refusal::invalid_fields(vec![fault]));
        }
        let roles: Vec<&'static str> = request.roles.iter().map(|role| role.code()).collect();
        let name = request.display_name.trim();
        if !store::update_user(unit.tx, account.id, account.version, name, request.disabled, &roles).await? {
            return Err(stale(account.version + 1));
        }
        if request.disabled {
            store::end_sessions(unit.tx, account.id, unit.now).await?;
        }
        let before = json!({ "disabled": account.disabled }).to_string();
        let after = json!({ "disabled": request.disabled, "roles": request.roles }).to_string();
        unit.audit(caller, account.district_id.unwrap_or(CENTRE), account.id, before, after);
        Ok(UserWritten { user_id: account.id, version: account.version + 1 })
    }
}
