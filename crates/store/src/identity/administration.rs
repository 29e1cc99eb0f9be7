//! What the administrator reads and writes.

use super::{
    ACCOUNT, ADD_ROLE, END_ALL, NAME_TAKEN, ORGANISATION, ORGANISATIONS, REMOVE_ROLES, RESET, ROLES_OF_PAGE,
    UPDATE_USER, USERS,
};
use crate::{Row, Store, StoreError, Tx, args};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use uuid::Uuid;

/// An organisation.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// The organisation.
    pub id: Uuid,
    /// The code of its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its district, if its scope is one.
    pub district_id: Option<Uuid>,
    /// The district's name.
    pub district_name: Option<String>,
}

fn organisation(row: &Row) -> Result<Organisation, StoreError> {
    Ok(Organisation {
        id: row.get("id")?,
        kind: row.get("kind")?,
        name: row.get("name")?,
        district_id: row.get("district_id")?,
        district_name: row.get("district_name")?,
    })
}

/// Every organisation, by name, at most 5,000.
pub async fn organisations(store: &Store) -> Result<Vec<Organisation>, StoreError> {
    store.all(ORGANISATIONS, args![]).await?.iter().map(organisation).collect()
}

/// The organisation with this id.
pub async fn find_organisation(tx: &mut Tx, id: Uuid) -> Result<Option<Organisation>, StoreError> {
    tx.opt(ORGANISATION, args![id]).await?.as_ref().map(organisation).transpose()
}

/// An account, as the administrator sees it.
#[derive(Clone, Debug)]
pub struct Account {
    /// The user.
    pub id: Uuid,
    /// The account's name.
    pub user_name: String,
    /// The person's name.
    pub display_name: String,
    /// Nobody signs in with it any more.
    pub disabled: bool,
    /// No sign-in is tried before then.
    pub locked_until: Option<DateTime<Utc>>,
    /// The next sign-in has to change the password.
    pub must_change_password: bool,
    /// The person's mobile number, masked.
    pub phone_masked: String,
    /// Counts every change by an administrator and of the password.
    pub version: i64,
    /// The organisation that the user acts for.
    pub organisation_id: Uuid,
    /// Its name.
    pub organisation_name: String,
    /// The code of its kind.
    pub organisation_kind: String,
    /// Its district.
    pub district_id: Option<Uuid>,
    /// The codes of the user's roles; filled by [`accounts`] only.
    pub roles: Vec<String>,
}

fn account(row: &Row) -> Result<Account, StoreError> {
    Ok(Account {
        id: row.get("id")?,
        user_name: row.get("user_name")?,
        display_name: row.get("display_name")?,
        disabled: row.get("disabled")?,
        locked_until: row.get("locked_until")?,
        must_change_password: row.get("must_change_password")?,
        phone_masked: row.get("phone_masked")?,
        version: row.get("version")?,
        organisation_id: row.get("organisation_id")?,
        organisation_name: row.get("organisation_name")?,
        organisation_kind: row.get("organisation_kind")?,
        district_id: row.get("district_id")?,
        roles: Vec::new(),
    })
}

/// One page of accounts with their roles, by name, after `after`.
pub async fn accounts(store: &Store, after: &str, limit: i64) -> Result<Vec<Account>, StoreError> {
    let rows = store.all(USERS, args![after, limit]).await?;
    let mut accounts = rows.iter().map(account).collect::<Result<Vec<_>, _>>()?;
    let Some(last) = accounts.last().map(|account| account.user_name.clone()) else {
        return Ok(accounts);
    };
    let mut roles: HashMap<Uuid, Vec<String>> = HashMap::new();
    for row in store.all(ROLES_OF_PAGE, args![after, last]).await? {
        roles.entry(row.get("user_id")?).or_default().push(row.get("role")?);
    }
    for account in &mut accounts {
        account.roles = roles.remove(&account.id).unwrap_or_default();
    }
    Ok(accounts)
}

/// The account of this user.
pub async fn find_account(tx: &mut Tx, user_id: Uuid) -> Result<Option<Account>, StoreError> {
    tx.opt(ACCOUNT, args![user_id]).await?.as_ref().map(account).transpose()
}

/// Somebody has this account name, which must be in lower case.
pub async fn name_taken(tx: &mut Tx, user_name: &str) -> Result<bool, StoreError> {
    Ok(tx.opt(NAME_TAKEN, args![user_name]).await?.is_some())
}

/// Sets name, roles and whether the account is closed. `false` if it is not of this version.
pub async fn update_user(
    tx: &mut Tx,
    user_id: Uuid,
    version: i64,
    display_name: &str,
    disabled: bool,
    roles: &[&'static str],
) -> Result<bool, StoreError> {
    if tx.exec(UPDATE_USER, args![user_id, version, display_name, disabled]).await? == 0 {
        return Ok(false);
    }
    tx.exec(REMOVE_ROLES, args![user_id]).await?;
    for role in roles {
        tx.exec(ADD_ROLE, args![user_id, *role]).await?;
    }
    Ok(true)
}

/// Sets a first password. `false` if the account is not of this version.
pub async fn reset_password(
    tx: &mut Tx,
    user_id: Uuid,
    version: i64,
    password_hash: &str,
) -> Result<bool, StoreError> {
    Ok(tx.exec(RESET, args![user_id, version, password_hash, true]).await? == 1)
}

/// Ends every session of a user.
pub async fn end_sessions(tx: &mut Tx, user_id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    tx.exec(END_ALL, args![user_id, at]).await.map(drop)
}
