//! Captchas: each is taken once.

use crate::{StoreError, Tx, args, statements};
use chrono::{DateTime, Utc};
use uuid::Uuid;

statements! {
    TRIM = "DELETE FROM captcha WHERE expires_at < $1";
    ADD = "INSERT INTO captcha (id, answer_hash, expires_at) VALUES ($1, $2, $3)";
    TAKE = "DELETE FROM captcha WHERE id = $1 AND expires_at >= $2 RETURNING answer_hash";
}

/// Adds one, and forgets those that have ended.
pub async fn add(
    tx: &mut Tx,
    id: Uuid,
    answer_hash: [u8; 32],
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.exec(TRIM, args![now]).await?;
    tx.exec(ADD, args![id, answer_hash, expires_at]).await.map(drop)
}

/// Takes one away and gives the hash of its answer; `None` if it was taken or has ended.
pub async fn take(tx: &mut Tx, id: Uuid, now: DateTime<Utc>) -> Result<Option<Vec<u8>>, StoreError> {
    tx.opt(TAKE, args![id, now]).await?.map(|row| row.get("answer_hash")).transpose()
}
