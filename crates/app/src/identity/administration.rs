//! What the administrator's commands share: looking an account up, and the words of their refusals.

use super::password;
use crate::{Caller, Refusal, Unit};
use anju_contract::problem::FieldProblem;
use anju_domain::permission::{OrganisationKind, Role, check_grant};
use anju_store::StoreError;
use anju_store::identity::administration::{self as store, Account};
use serde_json::json;
use uuid::Uuid;

/// The chain that takes what concerns no district.
pub(crate) const CENTRE: Uuid = Uuid::nil();

pub(super) fn field(field: &str, code: &str, message: impl Into<String>) -> FieldProblem {
    FieldProblem { field: field.to_owned(), code: code.to_owned(), message: message.into() }
}

/// What is wrong with the roles that somebody in this kind of organisation is to hold.
pub(super) fn roles_fault(kind: OrganisationKind, roles: &[Role]) -> Option<FieldProblem> {
    check_grant(kind, roles).err().map(|fault| field("roles", fault.code(), fault.to_string()))
}

/// What is wrong with a person's name.
pub(super) fn name_fault(name: &str) -> Option<FieldProblem> {
    let length = name.trim().chars().count();
    (length == 0 || length > 40)
        .then(|| field("display_name", "display_name.length", "请填写姓名，最多 40 个字。"))
}

/// The hash of a first password, or what is wrong with it. Slow: outside any transaction.
pub(super) async fn first_password(
    user_name: &str,
    password: &str,
) -> Result<Result<String, FieldProblem>, Refusal> {
    if let Err(fault) = password::check_rules(user_name, password) {
        return Ok(Err(field("initial_password", fault.code(), fault.to_string())));
    }
    let password = password.to_owned();
    let hash = crate::App::blocking(move || password::hash_password(&password)).await?;
    Ok(Ok(hash.ok_or(StoreError::Corrupt("password hash"))?))
}

/// The account to be written, in the version that the administrator saw; never their own.
pub(super) async fn account_to_write(
    unit: &mut Unit<'_>,
    caller: &Caller,
    user_id: Uuid,
    version: i64,
) -> Result<Account, Refusal> {
    if user_id == caller.user_id {
        return Err(Refusal::conflict(
            "user.oneself",
            "不能修改自己的账号，以免失去管理权限。请由另一位系统管理员办理。",
            None,
        ));
    }
    let account = store::find_account(unit.tx, user_id).await?.ok_or_else(|| Refusal::not_found("该用户"))?;
    if account.version != version {
        return Err(stale(account.version));
    }
    Ok(account)
}

pub(super) fn stale(version: i64) -> Refusal {
    Refusal::conflict(
        "version.stale",
        "该用户的资料刚被他人修改过。请刷新列表，核对后再改。",
        Some(json!({ "version": version })),
    )
}
