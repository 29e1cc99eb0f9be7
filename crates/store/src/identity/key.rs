//! Keys that companies sign in with, and the challenges that they sign.

use crate::{Row, Store, StoreError, Tx, args, statements};
use anju_domain::identity::KeyState;
use chrono::{DateTime, Utc};
use uuid::Uuid;

statements! {
    FIND = "SELECT certificate_number, user_id, state, public_key, issued_at, confirmed_at, revoked_at
            FROM signing_key WHERE certificate_number = $1";
    OF_USER = "SELECT certificate_number, user_id, state, public_key, issued_at, confirmed_at, revoked_at
               FROM signing_key WHERE user_id = $1 ORDER BY issued_at DESC LIMIT 50";
    ACTIVE = "SELECT certificate_number FROM signing_key WHERE user_id = $1 AND state = $2 LIMIT 1";
    OPEN = "SELECT certificate_number FROM signing_key WHERE user_id = $1 AND state <> $2 LIMIT 1";
    ISSUE = "INSERT INTO signing_key (certificate_number, user_id, state, public_key, issued_by, issued_at,
             confirmed_at, revoked_at) VALUES ($1, $2, $3, NULL, $4, $5, NULL, NULL)";
    CONFIRM = "UPDATE signing_key SET state = $2, public_key = $3, confirmed_at = $4
               WHERE certificate_number = $1 AND state = $5";
    REVOKE = "UPDATE signing_key SET state = $2, revoked_at = $3 WHERE certificate_number = $1";
    TRIM = "DELETE FROM key_challenge WHERE expires_at < $1";
    ADD_CHALLENGE = "INSERT INTO key_challenge (id, certificate_number, nonce, expires_at) VALUES ($1, $2, $3, $4)";
    TAKE_CHALLENGE = "DELETE FROM key_challenge WHERE id = $1 AND expires_at >= $2
                      RETURNING certificate_number, nonce";
}

/// A key as stored: its public half, if it was confirmed.
#[derive(Clone, Debug)]
pub struct SigningKey {
    /// 证书编号
    pub certificate_number: String,
    /// Its holder.
    pub user_id: Uuid,
    /// Where it stands.
    pub state: KeyState,
    /// The public half.
    pub public_key: Option<Vec<u8>>,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// When its holder confirmed it.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// When it was ended.
    pub revoked_at: Option<DateTime<Utc>>,
}

fn key(row: &Row) -> Result<SigningKey, StoreError> {
    Ok(SigningKey {
        certificate_number: row.get("certificate_number")?,
        user_id: row.get("user_id")?,
        state: KeyState::from_code(&row.get::<String>("state")?).ok_or(StoreError::Corrupt("key state"))?,
        public_key: row.get("public_key")?,
        issued_at: row.get("issued_at")?,
        confirmed_at: row.get("confirmed_at")?,
        revoked_at: row.get("revoked_at")?,
    })
}

/// The key with this number.
pub async fn find(store: &Store, number: &str) -> Result<Option<SigningKey>, StoreError> {
    store.opt(FIND, args![number]).await?.as_ref().map(key).transpose()
}

/// The key with this number, in a transaction.
pub async fn find_in(tx: &mut Tx, number: &str) -> Result<Option<SigningKey>, StoreError> {
    tx.opt(FIND, args![number]).await?.as_ref().map(key).transpose()
}

/// The keys of a user, the newest first.
pub async fn of_user(store: &Store, user_id: Uuid) -> Result<Vec<SigningKey>, StoreError> {
    store.all(OF_USER, args![user_id]).await?.iter().map(key).collect()
}

/// The number of the key that a user signs in with, if there is one.
pub async fn active_of(store: &Store, user_id: Uuid) -> Result<Option<String>, StoreError> {
    let row = store.opt(ACTIVE, args![user_id, KeyState::Active.code()]).await?;
    row.map(|row| row.get("certificate_number")).transpose()
}

/// The user has a key that is issued or active.
pub async fn has_open(tx: &mut Tx, user_id: Uuid) -> Result<bool, StoreError> {
    Ok(tx.opt(OPEN, args![user_id, KeyState::Revoked.code()]).await?.is_some())
}

/// Adds a key that its holder has yet to confirm.
pub async fn issue(
    tx: &mut Tx,
    number: &str,
    user_id: Uuid,
    issued_by: Uuid,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.exec(ISSUE, args![number, user_id, KeyState::Issued.code(), issued_by, at]).await.map(drop)
}

/// Takes the public half of an issued key, once. `false` if it is not waiting for one.
pub async fn confirm(
    tx: &mut Tx,
    number: &str,
    public_key: &[u8],
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let (active, issued) = (KeyState::Active.code(), KeyState::Issued.code());
    Ok(tx.exec(CONFIRM, args![number, active, public_key.to_vec(), at, issued]).await? == 1)
}

/// Ends a key.
pub async fn revoke(tx: &mut Tx, number: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
    tx.exec(REVOKE, args![number, KeyState::Revoked.code(), at]).await.map(drop)
}

/// Adds a challenge, and forgets those that have ended.
pub async fn add_challenge(
    tx: &mut Tx,
    id: Uuid,
    number: &str,
    nonce: [u8; 32],
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.exec(TRIM, args![now]).await?;
    tx.exec(ADD_CHALLENGE, args![id, number, nonce, expires_at]).await.map(drop)
}

/// Takes a challenge away: for which key it was, and what was to be signed.
pub async fn take_challenge(
    tx: &mut Tx,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<(String, Vec<u8>)>, StoreError> {
    let row = tx.opt(TAKE_CHALLENGE, args![id, now]).await?;
    row.map(|row| Ok((row.get("certificate_number")?, row.get("nonce")?))).transpose()
}
