//! The numbers of accounts, the codes sent to them, and the messages that wait to be sent.

use crate::{Row, Store, StoreError, Tx, args, statements};
use chrono::{DateTime, Utc};
use uuid::Uuid;

statements! {
    OF_ACCOUNT = "SELECT phone_sealed, phone_masked FROM user_account WHERE id = $1";
    SET_PHONE = "UPDATE user_account SET phone_sealed = $2, phone_masked = $3 WHERE id = $1";
    TRIM_CODES = "DELETE FROM phone_code WHERE expires_at < $1";
    DROP_CODES = "DELETE FROM phone_code WHERE user_id = $1";
    ADD_CODE = "INSERT INTO phone_code (id, user_id, code_hash, tries, expires_at) VALUES ($1, $2, $3, 0, $4)";
    TRY_CODE = "UPDATE phone_code SET tries = tries + 1 WHERE id = $1 AND tries < $2 AND expires_at >= $3
                RETURNING user_id, code_hash";
    USE_CODE = "DELETE FROM phone_code WHERE id = $1";
    TRIM_MESSAGES = "DELETE FROM short_message WHERE expires_at < $1";
    ADD_MESSAGE = "INSERT INTO short_message (id, phone_sealed, phone_masked, text_sealed, created_at, expires_at)
                   VALUES ($1, $2, $3, $4, $5, $6)";
    MESSAGES = "SELECT id, phone_sealed, phone_masked, text_sealed, created_at, expires_at FROM short_message
                WHERE expires_at >= $1 ORDER BY created_at DESC LIMIT 50";
}

/// An account's number as stored.
#[derive(Clone, Default)]
pub struct AccountPhone {
    /// In full, sealed.
    pub sealed: Option<Vec<u8>>,
    /// Masked.
    pub masked: String,
}

/// A code on its way.
#[derive(Clone)]
pub struct Code {
    /// What it belongs to.
    pub id: Uuid,
    /// Whose account.
    pub user_id: Uuid,
    /// A keyed hash of it.
    pub code_hash: [u8; 32],
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// A short message.
#[derive(Clone)]
pub struct Message {
    /// The message.
    pub id: Uuid,
    /// To whom, sealed.
    pub phone_sealed: Vec<u8>,
    /// To whom, masked.
    pub phone_masked: String,
    /// What it says, sealed.
    pub text_sealed: Vec<u8>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When what it says ends.
    pub expires_at: DateTime<Utc>,
}

/// The number of an account.
pub async fn of_account(store: &Store, user_id: Uuid) -> Result<AccountPhone, StoreError> {
    let Some(row) = store.opt(OF_ACCOUNT, args![user_id]).await? else {
        return Ok(AccountPhone::default());
    };
    Ok(AccountPhone { sealed: row.get("phone_sealed")?, masked: row.get("phone_masked")? })
}

/// Sets the number of an account.
pub async fn set_phone(tx: &mut Tx, user_id: Uuid, phone: &AccountPhone) -> Result<(), StoreError> {
    tx.exec(SET_PHONE, args![user_id, phone.sealed.clone(), phone.masked.as_str()]).await.map(drop)
}

/// Adds a code in place of the account's earlier ones, and forgets those that have ended.
pub async fn add_code(tx: &mut Tx, code: &Code, now: DateTime<Utc>) -> Result<(), StoreError> {
    tx.exec(TRIM_CODES, args![now]).await?;
    tx.exec(DROP_CODES, args![code.user_id]).await?;
    tx.exec(ADD_CODE, args![code.id, code.user_id, code.code_hash, code.expires_at]).await.map(drop)
}

/// Counts a try; whose account it is, if the code is right and was not tried too often.
pub async fn try_code(
    tx: &mut Tx,
    id: Uuid,
    code_hash: [u8; 32],
    tries: i64,
    now: DateTime<Utc>,
) -> Result<Option<Uuid>, StoreError> {
    let Some(row) = tx.opt(TRY_CODE, args![id, tries, now]).await? else {
        return Ok(None);
    };
    let is_right = row.get::<Vec<u8>>("code_hash")? == code_hash;
    if is_right { row.get("user_id").map(Some) } else { Ok(None) }
}

/// Uses a code up. `false` if somebody was faster.
pub async fn use_code(tx: &mut Tx, id: Uuid) -> Result<bool, StoreError> {
    Ok(tx.exec(USE_CODE, args![id]).await? == 1)
}

/// Adds a message to be sent, and forgets those that have ended.
pub async fn add_message(tx: &mut Tx, message: &Message, now: DateTime<Utc>) -> Result<(), StoreError> {
    tx.exec(TRIM_MESSAGES, args![now]).await?;
    let args = args![
        message.id,
        message.phone_sealed.clone(),
        message.phone_masked.as_str(),
        message.text_sealed.clone(),
        message.created_at,
        message.expires_at
    ];
    tx.exec(ADD_MESSAGE, args).await.map(drop)
}

fn message(row: &Row) -> Result<Message, StoreError> {
    Ok(Message {
        id: row.get("id")?,
        phone_sealed: row.get("phone_sealed")?,
        phone_masked: row.get("phone_masked")?,
        text_sealed: row.get("text_sealed")?,
        created_at: row.get("created_at")?,
        expires_at: row.get("expires_at")?,
    })
}

/// The messages that have not ended, the newest first.
pub async fn messages(store: &Store, now: DateTime<Utc>) -> Result<Vec<Message>, StoreError> {
    store.all(MESSAGES, args![now]).await?.iter().map(message).collect()
}
