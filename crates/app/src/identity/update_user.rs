//! Setting a user's name, roles, and whether they may sign in.

use super::administration::{CENTRE, account_to_write, name_fault, roles_fault, stale};
use super::phone;
use crate::{App, Caller, Refusal, Unit, Write};
use anju_contract::commands::UpdateUser;
use anju_contract::identity::{UpdateUserRequest, UserWritten};
use anju_domain::permission::OrganisationKind;
use anju_store::StoreError;
use anju_store::identity::administration as store;
use anju_store::identity::phone::{AccountPhone, set_phone};
use serde_json::json;

impl Write for UpdateUser {
    type Prepared = Option<AccountPhone>;

    fn hashed(request: &UpdateUserRequest) -> UpdateUserRequest {
        UpdateUserRequest { phone: request.phone.as_ref().map(|_| String::new()), ..request.clone() }
    }

    async fn prepare(
        app: &App,
        _: &Caller,
        request: &UpdateUserRequest,
    ) -> Result<Option<AccountPhone>, Refusal> {
        let mut faults: Vec<_> = name_fault(&request.display_name).into_iter().collect();
        let number = request.phone.as_deref().map(phone::read).transpose();
        match number.map_err(|fault| faults.push(fault)) {
            Ok(number) if faults.is_empty() => {
                number.map(|number| phone::seal(&app.keys, request.user_id, number.as_ref())).transpose()
            }
            _ => Err(Refusal::invalid_fields(faults)),
        }
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: UpdateUserRequest,
        phone: Option<AccountPhone>,
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
        if let Some(phone) = &phone {
            set_phone(unit.tx, account.id, phone).await?;
        }
        if request.disabled {
            store::end_sessions(unit.tx, account.id, unit.now).await?;
        }
        let before = json!({ "disabled": account.disabled }).to_string();
        let after = json!({ "disabled": request.disabled, "roles": request.roles, "phone": phone.is_some() })
            .to_string();
        unit.audit(caller, account.district_id.unwrap_or(CENTRE), account.id, before, after);
        Ok(UserWritten { user_id: account.id, version: account.version + 1 })
    }
}
