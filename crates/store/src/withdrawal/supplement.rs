//! Supplements: the rounds of a sheet after the first.
//!
//! Invariant: rounds are counted up and never used again. One that was returned or given up is voided: nothing was paid
//! in it.

use crate::{Store, StoreError, Tx, args, statements};
use anju_domain::money::Fen;
use chrono::{DateTime, Utc};
use uuid::Uuid;

statements! {
    ADD = "INSERT INTO withdrawal_supplement (sheet_id, round, overrun_fen, requested_by, requested_at)
           VALUES ($1, $2, $3, $4, $5)";
    ROUND = "UPDATE withdrawal_case SET round = $2 WHERE sheet_id = $1 AND round = $2 - 1";
    VOID = "UPDATE withdrawal_supplement SET voided_at = $3 WHERE sheet_id = $1 AND round = $2 AND voided_at IS NULL";
    VOIDED = "SELECT round FROM withdrawal_supplement WHERE sheet_id = $1 AND voided_at IS NOT NULL ORDER BY round";
}

/// Begins a round. `false` if another has begun meanwhile.
pub async fn begin(
    tx: &mut Tx,
    sheet_id: Uuid,
    round: i64,
    overrun: Fen,
    (by, at): (Uuid, DateTime<Utc>),
) -> Result<bool, StoreError> {
    if tx.exec(ROUND, args![sheet_id, round]).await? != 1 {
        return Ok(false);
    }
    tx.exec(ADD, args![sheet_id, round, overrun, by, at]).await?;
    Ok(true)
}

/// Notes that nothing was paid in a round; nothing happens to the first one.
pub async fn void(tx: &mut Tx, sheet_id: Uuid, round: i64, at: DateTime<Utc>) -> Result<(), StoreError> {
    tx.exec(VOID, args![sheet_id, round, at]).await.map(drop)
}

/// The rounds in which nothing was paid.
pub async fn voided(store: &Store, sheet_id: Uuid) -> Result<Vec<i64>, StoreError> {
    store.all(VOIDED, args![sheet_id]).await?.iter().map(|row| row.get("round")).collect()
}
