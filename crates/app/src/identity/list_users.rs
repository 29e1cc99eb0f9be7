//! The accounts, by name.

use crate::{App, Caller, Read, Refusal};
use anju_contract::commands::ListUsers;
use anju_contract::identity::{ListUsersRequest, ListUsersResponse, UserRow};
use anju_domain::permission::Role;
use anju_store::identity::administration::{self as store, Account};

/// How many accounts one page has.
const PAGE: usize = 500;

impl Read for ListUsers {
    async fn read(app: &App, _: &Caller, request: ListUsersRequest) -> Result<ListUsersResponse, Refusal> {
        let after = request.after.unwrap_or_default();
        let mut accounts = store::accounts(&app.store, &after, PAGE as i64 + 1).await?;
        let more = accounts.len() > PAGE;
        accounts.truncate(PAGE);
        Ok(ListUsersResponse { users: accounts.into_iter().map(row).collect(), more })
    }
}

fn row(account: Account) -> UserRow {
    UserRow {
        user_id: account.id,
        user_name: account.user_name,
        display_name: account.display_name,
        organisation_id: account.organisation_id,
        organisation_name: account.organisation_name,
        roles: account.roles.iter().filter_map(|code| Role::from_code(code)).collect(),
        disabled: account.disabled,
        locked_until: account.locked_until,
        must_change_password: account.must_change_password,
        phone_masked: account.phone_masked,
        version: account.version,
    }
}
