//! Users, organisations, districts and sessions.

pub mod administration;
pub mod captcha;
pub mod key;
pub mod phone;
pub mod session;
pub mod unknown_name;

use crate::{Row, Store, StoreError, Tx, args, statements};
use chrono::{DateTime, Utc};
use uuid::Uuid;

statements! {
    ADD_DISTRICT = "INSERT INTO district (id, code, name) VALUES ($1, $2, $3)";
    ADD_ORGANISATION = "INSERT INTO organisation (id, kind, name, credit_code, district_id, version)
                        VALUES ($1, $2, $3, $4, $5, 1)";
    ADD_USER = "INSERT INTO user_account (id, organisation_id, user_name, display_name, password_hash,
                must_change_password, disabled, failed_count, locked_until, version, created_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, 0, NULL, 1, $8)";
    ADD_ROLE = "INSERT INTO user_role (user_id, role) VALUES ($1, $2)";
    USER_BY_NAME = "SELECT u.id, u.user_name, u.display_name, u.password_hash, u.must_change_password, u.disabled,
                    u.certified, u.failed_count, u.locked_until, u.organisation_id, o.name AS organisation_name,
                    o.kind AS organisation_kind, o.district_id, d.name AS district_name
                    FROM user_account u JOIN organisation o ON o.id = u.organisation_id
                    LEFT JOIN district d ON d.id = o.district_id WHERE u.user_name = $1";
    USER_BY_ID = "SELECT u.id, u.user_name, u.display_name, u.password_hash, u.must_change_password, u.disabled,
                  u.certified, u.failed_count, u.locked_until, u.organisation_id, o.name AS organisation_name,
                  o.kind AS organisation_kind, o.district_id, d.name AS district_name
                  FROM user_account u JOIN organisation o ON o.id = u.organisation_id
                  LEFT JOIN district d ON d.id = o.district_id WHERE u.id = $1";
    ROLES = "SELECT role FROM user_role WHERE user_id = $1 ORDER BY role";
    FAILED = "UPDATE user_account SET failed_count = failed_count + 1, locked_until = $2 WHERE id = $1";
    SUCCEEDED = "UPDATE user_account SET failed_count = 0, locked_until = NULL WHERE id = $1";
    SET_PASSWORD = "UPDATE user_account SET password_hash = $2, must_change_password = $3, failed_count = 0,
                    locked_until = NULL, version = version + 1 WHERE id = $1";
    ADD_SESSION = "INSERT INTO session (id, user_id, device, access_hash, access_expires_at, previous_access_hash,
                   refresh_hash, refresh_used, refresh_expires_at, previous_refresh_hash, previous_expires_at,
                   created_at, ended_at) VALUES ($1, $2, $3, $4, $5, NULL, $6, $7, $8, NULL, NULL, $9, NULL)";
    SESSION = "SELECT id, user_id, access_hash, access_expires_at, previous_access_hash, refresh_hash, refresh_used,
               refresh_expires_at, previous_refresh_hash, previous_expires_at FROM session
               WHERE id = $1 AND ended_at IS NULL";
    ROTATE = "UPDATE session SET previous_access_hash = access_hash, previous_refresh_hash = refresh_hash,
              previous_expires_at = $2, access_hash = $3, access_expires_at = $4, refresh_hash = $5,
              refresh_used = $6, refresh_expires_at = $7 WHERE id = $1 AND refresh_hash = $8 AND ended_at IS NULL";
    REPLACE = "UPDATE session SET access_hash = $2, access_expires_at = $3, refresh_hash = $4, refresh_expires_at = $5
               WHERE id = $1 AND refresh_hash = $6 AND refresh_used = $7 AND ended_at IS NULL";
    USED = "UPDATE session SET refresh_used = $2, previous_access_hash = NULL, previous_refresh_hash = NULL
            WHERE id = $1 AND refresh_used <> $2";
    END_SESSION = "UPDATE session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    ORGANISATIONS = "SELECT o.id, o.kind, o.name, o.district_id, d.name AS district_name FROM organisation o
                     LEFT JOIN district d ON d.id = o.district_id ORDER BY o.name LIMIT 5000";
    ORGANISATION = "SELECT o.id, o.kind, o.name, o.district_id, d.name AS district_name FROM organisation o
                    LEFT JOIN district d ON d.id = o.district_id WHERE o.id = $1";
    USERS = "SELECT u.id, u.user_name, u.display_name, u.disabled, u.locked_until, u.must_change_password, u.phone_masked,
             u.version, u.organisation_id, o.name AS organisation_name, o.kind AS organisation_kind, o.district_id
             FROM user_account u JOIN organisation o ON o.id = u.organisation_id
             WHERE u.user_name > $1 ORDER BY u.user_name LIMIT $2";
    ROLES_OF_PAGE = "SELECT r.user_id, r.role FROM user_role r JOIN user_account u ON u.id = r.user_id
                     WHERE u.user_name > $1 AND u.user_name <= $2 ORDER BY r.user_id, r.role";
    ACCOUNT = "SELECT u.id, u.user_name, u.display_name, u.disabled, u.locked_until, u.must_change_password, u.phone_masked,
               u.version, u.organisation_id, o.name AS organisation_name, o.kind AS organisation_kind, o.district_id
               FROM user_account u JOIN organisation o ON o.id = u.organisation_id WHERE u.id = $1";
    UPDATE_USER = "UPDATE user_account SET display_name = $3, disabled = $4, version = version + 1
                   WHERE id = $1 AND version = $2";
    REMOVE_ROLES = "DELETE FROM user_role WHERE user_id = $1";
    RESET = "UPDATE user_account SET password_hash = $3, must_change_password = $4, failed_count = 0,
             locked_until = NULL, version = version + 1 WHERE id = $1 AND version = $2";
    END_ALL = "UPDATE session SET ended_at = $2 WHERE user_id = $1 AND ended_at IS NULL";
    NAME_TAKEN = "SELECT id FROM user_account WHERE user_name = $1";
    END_OTHERS = "UPDATE session SET ended_at = $3 WHERE user_id = $1 AND id <> $2 AND ended_at IS NULL";
}

/// A user, as signing in needs it.
#[derive(Clone)]
pub struct User {
    /// The user.
    pub id: Uuid,
    /// The name of the account.
    pub user_name: String,
    /// The person's name.
    pub display_name: String,
    /// The argon2 hash of the password, in its own text form.
    pub password_hash: String,
    /// The password was set by somebody else.
    pub must_change_password: bool,
    /// Nobody signs in with it any more.
    pub disabled: bool,
    /// The department has approved the user's company; staff are certified by being made.
    pub certified: bool,
    /// Failed sign-ins since the last success.
    pub failed_count: i64,
    /// No sign-in is tried before then.
    pub locked_until: Option<DateTime<Utc>>,
    /// The organisation that the user acts for.
    pub organisation_id: Uuid,
    /// Its name.
    pub organisation_name: String,
    /// Its kind: `department`, `bureau`, `property_company`, `centre`.
    pub organisation_kind: String,
    /// Its district, if its scope is one.
    pub district_id: Option<Uuid>,
    /// The district's name.
    pub district_name: Option<String>,
}

fn user(row: &Row) -> Result<User, StoreError> {
    Ok(User {
        id: row.get("id")?,
        user_name: row.get("user_name")?,
        display_name: row.get("display_name")?,
        password_hash: row.get("password_hash")?,
        must_change_password: row.get("must_change_password")?,
        disabled: row.get("disabled")?,
        certified: row.get("certified")?,
        failed_count: row.get("failed_count")?,
        locked_until: row.get("locked_until")?,
        organisation_id: row.get("organisation_id")?,
        organisation_name: row.get("organisation_name")?,
        organisation_kind: row.get("organisation_kind")?,
        district_id: row.get("district_id")?,
        district_name: row.get("district_name")?,
    })
}

/// A session: hashes and times only.
#[derive(Clone)]
pub struct Session {
    /// The session.
    pub id: Uuid,
    /// Whose it is.
    pub user_id: Uuid,
    /// The hash of the access token.
    pub access_hash: Vec<u8>,
    /// When the access token ends.
    pub access_expires_at: DateTime<Utc>,
    /// The access token of the pair before, until the new pair is first used.
    pub previous_access_hash: Option<Vec<u8>>,
    /// The hash of the refresh token.
    pub refresh_hash: Vec<u8>,
    /// The newest pair has been used.
    pub refresh_used: bool,
    /// When the refresh token ends.
    pub refresh_expires_at: DateTime<Utc>,
    /// The refresh token of the pair before.
    pub previous_refresh_hash: Option<Vec<u8>>,
    /// When the pair before ends, used or not.
    pub previous_expires_at: Option<DateTime<Utc>>,
}

/// A pair of tokens to be stored.
#[derive(Clone)]
pub struct TokenPair {
    /// The hash of the access token.
    pub access_hash: [u8; 32],
    /// When the access token ends.
    pub access_expires_at: DateTime<Utc>,
    /// The hash of the refresh token.
    pub refresh_hash: [u8; 32],
    /// When the refresh token ends.
    pub refresh_expires_at: DateTime<Utc>,
}

/// The user with this name, which must be in lower case.
pub async fn user_by_name(store: &Store, name: &str) -> Result<Option<User>, StoreError> {
    store.opt(USER_BY_NAME, args![name]).await?.as_ref().map(user).transpose()
}

/// The user with this id.
pub async fn user_by_id(store: &Store, id: Uuid) -> Result<Option<User>, StoreError> {
    store.opt(USER_BY_ID, args![id]).await?.as_ref().map(user).transpose()
}

/// The codes of a user's roles.
pub async fn roles(store: &Store, user_id: Uuid) -> Result<Vec<String>, StoreError> {
    store.all(ROLES, args![user_id]).await?.iter().map(|row| row.get("role")).collect()
}

/// The session, if it has not ended.
pub async fn session(store: &Store, id: Uuid) -> Result<Option<Session>, StoreError> {
    let Some(row) = store.opt(SESSION, args![id]).await? else {
        return Ok(None);
    };
    Ok(Some(Session {
        id: row.get("id")?,
        user_id: row.get("user_id")?,
        access_hash: row.get("access_hash")?,
        access_expires_at: row.get("access_expires_at")?,
        previous_access_hash: row.get("previous_access_hash")?,
        refresh_hash: row.get("refresh_hash")?,
        refresh_used: row.get("refresh_used")?,
        refresh_expires_at: row.get("refresh_expires_at")?,
        previous_refresh_hash: row.get("previous_refresh_hash")?,
        previous_expires_at: row.get("previous_expires_at")?,
    }))
}

/// Adds a district.
pub async fn add_district(tx: &mut Tx, id: Uuid, code: &str, name: &str) -> Result<(), StoreError> {
    tx.exec(ADD_DISTRICT, args![id, code, name]).await.map(drop)
}

/// An organisation to be added.
#[derive(Clone)]
pub struct NewOrganisation {
    /// The organisation.
    pub id: Uuid,
    /// `department`, `bureau`, `property_company` or `centre`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// Its credit code.
    pub credit_code: Option<String>,
    /// Its district, if its scope is one.
    pub district_id: Option<Uuid>,
}

/// Adds an organisation.
pub async fn add_organisation(tx: &mut Tx, new: &NewOrganisation) -> Result<(), StoreError> {
    let args = args![new.id, new.kind, new.name.as_str(), new.credit_code.clone(), new.district_id];
    tx.exec(ADD_ORGANISATION, args).await.map(drop)
}

/// A user to be added.
#[derive(Clone)]
pub struct NewUser {
    /// The user.
    pub id: Uuid,
    /// Whom the user acts for.
    pub organisation_id: Uuid,
    /// The account's name, in lower case.
    pub user_name: String,
    /// The person's name.
    pub display_name: String,
    /// The argon2 hash of the first password.
    pub password_hash: String,
    /// The first sign-in has to change it.
    pub must_change_password: bool,
    /// The codes of the user's roles.
    pub roles: Vec<&'static str>,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
}

/// Adds a user with their roles.
pub async fn add_user(tx: &mut Tx, new: &NewUser) -> Result<(), StoreError> {
    let args = args![
        new.id,
        new.organisation_id,
        new.user_name.as_str(),
        new.display_name.as_str(),
        new.password_hash.as_str(),
        new.must_change_password,
        false,
        new.created_at
    ];
    tx.exec(ADD_USER, args).await?;
    for role in &new.roles {
        tx.exec(ADD_ROLE, args![new.id, *role]).await?;
    }
    Ok(())
}

/// Counts a failed sign-in and closes the account until then.
pub async fn record_failure(
    tx: &mut Tx,
    user_id: Uuid,
    locked_until: Option<DateTime<Utc>>,
) -> Result<(), StoreError> {
    tx.exec(FAILED, args![user_id, locked_until]).await.map(drop)
}

/// Opens a session and forgets the failures before it.
pub async fn open_session(
    tx: &mut Tx,
    id: Uuid,
    user_id: Uuid,
    device: &str,
    pair: &TokenPair,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.exec(SUCCEEDED, args![user_id]).await?;
    let args = args![
        id,
        user_id,
        device,
        pair.access_hash,
        pair.access_expires_at,
        pair.refresh_hash,
        false,
        pair.refresh_expires_at,
        at
    ];
    tx.exec(ADD_SESSION, args).await.map(drop)
}

/// Makes `pair` the session's newest and keeps the present one as the one before. `false` if somebody was faster.
pub async fn rotate(
    tx: &mut Tx,
    session: &Session,
    pair: &TokenPair,
    previous_expires_at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let args = args![
        session.id,
        previous_expires_at,
        pair.access_hash,
        pair.access_expires_at,
        pair.refresh_hash,
        false,
        pair.refresh_expires_at,
        session.refresh_hash.clone()
    ];
    Ok(tx.exec(ROTATE, args).await? == 1)
}

/// Replaces a newest pair that was never used: its answer was lost on the way.
pub async fn replace_unused(tx: &mut Tx, session: &Session, pair: &TokenPair) -> Result<bool, StoreError> {
    let args = args![
        session.id,
        pair.access_hash,
        pair.access_expires_at,
        pair.refresh_hash,
        pair.refresh_expires_at,
        session.refresh_hash.clone(),
        false
    ];
    Ok(tx.exec(REPLACE, args).await? == 1)
}

/// The newest pair arrived: the one before is good no longer.
pub async fn mark_used(tx: &mut Tx, session_id: Uuid) -> Result<(), StoreError> {
    tx.exec(USED, args![session_id, true]).await.map(drop)
}

/// Ends a session.
pub async fn end_session(tx: &mut Tx, session_id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    tx.exec(END_SESSION, args![session_id, at]).await.map(drop)
}

/// Sets a password; every other session of the user ends.
pub async fn set_password(
    tx: &mut Tx,
    user_id: Uuid,
    kept_session: Uuid,
    password_hash: &str,
    must_change: bool,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.exec(SET_PASSWORD, args![user_id, password_hash, must_change]).await?;
    tx.exec(END_OTHERS, args![user_id, kept_session, at]).await.map(drop)
}
