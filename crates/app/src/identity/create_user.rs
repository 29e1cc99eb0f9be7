//! Making an account.

use super::administration::{CENTRE, field, first_password, name_fault, roles_fault};
use super::phone;
use crate::{App, Caller, Refusal, Unit, Write};
use anju_contract::commands::CreateUser;
use anju_contract::identity::{CreateUserRequest, UserWritten};
use anju_contract::problem::FieldProblem;
use anju_domain::permission::OrganisationKind;
use anju_store::StoreError;
use anju_store::identity::phone::{AccountPhone, set_phone};
use anju_store::identity::{self, NewUser, administration as store};
use serde_json::json;

/// The longest name of an account.
const LONGEST_NAME: usize = 40;

impl Write for CreateUser {
    type Prepared = (String, AccountPhone);

    fn hashed(request: &CreateUserRequest) -> CreateUserRequest {
        CreateUserRequest { initial_password: String::new(), phone: String::new(), ..request.clone() }
    }

    async fn prepare(app: &App, _: &Caller, request: &CreateUserRequest) -> Result<Self::Prepared, Refusal> {
        let mut faults: Vec<FieldProblem> = user_name_fault(&request.user_name)
            .into_iter()
            .chain(name_fault(&request.display_name))
            .collect();
        let number = phone::read(&request.phone).map_err(|fault| faults.push(fault));
        let hash = first_password(&request.user_name, &request.initial_password).await?;
        match (hash.map_err(|fault| faults.push(fault)), number) {
            (Ok(hash), Ok(number)) if faults.is_empty() => {
                Ok((hash, phone::seal(&app.keys, request.user_id, number.as_ref())?))
            }
            _ => Err(Refusal::invalid_fields(faults)),
        }
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: CreateUserRequest,
        (password_hash, phone): (String, AccountPhone),
    ) -> Result<UserWritten, Refusal> {
        let organisation = store::find_organisation(unit.tx, request.organisation_id)
            .await?
            .ok_or_else(|| Refusal::not_found("该单位"))?;
        let kind = OrganisationKind::from_code(&organisation.kind)
            .ok_or(StoreError::Corrupt("kind of an organisation"))?;
        if let Some(fault) = roles_fault(kind, &request.roles) {
            return Err(Refusal::invalid_fields(vec![fault]));
        }
        let user_name = request.user_name.trim().to_lowercase();
        if store::name_taken(unit.tx, &user_name).await? {
            let message = "该用户名已被使用，请换一个。";
            return Err(Refusal::invalid_fields(vec![field("user_name", "user_name.taken", message)]));
        }
        let new = NewUser {
            id: request.user_id,
            organisation_id: organisation.id,
            user_name,
            display_name: request.display_name.trim().to_owned(),
            password_hash,
            must_change_password: true,
            roles: request.roles.iter().map(|role| role.code()).collect(),
            created_at: unit.now,
        };
        identity::add_user(unit.tx, &new).await?;
        set_phone(unit.tx, new.id, &phone).await?;
        let after = json!({ "organisation": organisation.id, "roles": request.roles }).to_string();
        unit.audit(caller, organisation.district_id.unwrap_or(CENTRE), new.id, String::new(), after);
        Ok(UserWritten { user_id: new.id, version: 1 })
    }
}

fn user_name_fault(name: &str) -> Option<FieldProblem> {
    let name = name.trim();
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
    (name.is_empty() || name.len() > LONGEST_NAME || !plain).then(|| {
        field("user_name", "user_name.form", "用户名由字母、数字、点、横线组成，最多 40 位，请修改。")
    })
}
