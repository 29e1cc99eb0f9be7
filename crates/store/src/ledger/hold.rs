//! Holds: money reserved for a case, placed first, then consumed by the entry that takes it, or released.

use super::post::LedgerError;
use crate::{Store, StoreError, Tx, args, statements};
use anju_domain::money::Fen;
use uuid::Uuid;

statements! {
    ADD = "INSERT INTO hold (case_id, round, account_id, fen, state) VALUES";
    LOCK_ROUND = "SELECT a.id, a.balance_fen, a.held_fen, h.fen FROM account a JOIN hold h ON h.account_id = a.id
                  WHERE h.case_id = $1 AND h.round = $2 ORDER BY a.id";
    RAISE = "UPDATE account SET held_fen = account.held_fen + h.fen FROM hold h
             WHERE h.case_id = $1 AND h.round = $2 AND h.account_id = account.id";
    LOCK_OPEN = "SELECT a.id FROM account a JOIN hold h ON h.account_id = a.id
                 WHERE h.case_id = $1 AND h.state = $2 ORDER BY a.id";
    LOWER = "UPDATE account SET held_fen = account.held_fen - h.fen
             FROM (SELECT account_id, CAST(SUM(fen) AS BIGINT) AS fen FROM hold
                   WHERE case_id = $1 AND state = $2 GROUP BY account_id) h
             WHERE h.account_id = account.id";
    RAISE_ONE = "INSERT INTO hold (case_id, round, account_id, fen, state) VALUES ($1, $2, $3, $4, 'held')
                 ON CONFLICT (case_id, round, account_id) DO UPDATE SET fen = hold.fen + excluded.fen
                 WHERE hold.state = 'held'";
    LOCK_ONE = "SELECT a.id, a.balance_fen, a.held_fen FROM account a WHERE a.id = $1";
    HOLD_MORE = "UPDATE account SET held_fen = held_fen + $2 WHERE id = $1";
    HELD = "SELECT CAST(COALESCE(SUM(fen), 0) AS BIGINT) AS fen FROM hold WHERE case_id = $1 AND state = $2";
    END = "UPDATE hold SET state = $3 WHERE case_id = $1 AND state = $2";
}

/// What is reserved of one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    /// The account.
    pub account_id: Uuid,
    /// How much, above zero.
    pub fen: Fen,
}

/// Reserves money for a case: all of the holds or none. Each account stands in at most one of them.
///
/// # Errors
/// [`LedgerError::Uncovered`] with the accounts on which there is not that much available.
pub async fn place_holds(tx: &mut Tx, case_id: Uuid, round: i64, holds: &[Hold]) -> Result<(), LedgerError> {
    if holds.is_empty() {
        return Ok(());
    }
    let rows = holds.iter().map(|hold| args![case_id, round, hold.account_id, hold.fen, "held"]).collect();
    tx.insert_many(ADD, rows).await?;
    let locked = tx.lock(LOCK_ROUND, args![case_id, round]).await?;
    if locked.len() != holds.len() {
        return Err(LedgerError::NotOpen);
    }
    let mut accounts = Vec::new();
    for row in locked {
        let (balance, held, fen): (i64, i64, i64) =
            (row.get("balance_fen")?, row.get("held_fen")?, row.get("fen")?);
        if balance - held < fen {
            accounts.push(row.get("id")?);
        }
    }
    if !accounts.is_empty() {
        return Err(LedgerError::Uncovered { accounts });
    }
    tx.exec(RAISE, args![case_id, round]).await?;
    Ok(())
}

/// Reserves more of one account for a case that still holds what it has.
///
/// # Errors
/// [`LedgerError::Uncovered`] if there is not that much available; [`LedgerError::NotOpen`] if there is no account, or
/// the case's hold on it has ended.
pub async fn raise_hold(tx: &mut Tx, case_id: Uuid, round: i64, more: Hold) -> Result<(), LedgerError> {
    let locked = tx.lock(LOCK_ONE, args![more.account_id]).await?;
    let account = locked.first().ok_or(LedgerError::NotOpen)?;
    let (balance, held): (i64, i64) = (account.get("balance_fen")?, account.get("held_fen")?);
    if balance - held < more.fen.0 {
        return Err(LedgerError::Uncovered { accounts: vec![more.account_id] });
    }
    if tx.exec(RAISE_ONE, args![case_id, round, more.account_id, more.fen]).await? != 1 {
        return Err(LedgerError::NotOpen);
    }
    tx.exec(HOLD_MORE, args![more.account_id, more.fen]).await?;
    Ok(())
}

/// Ends a case's open holds because the entry that follows in the same transaction takes the money.
pub async fn consume_holds(tx: &mut Tx, case_id: Uuid) -> Result<(), StoreError> {
    end_holds(tx, case_id, "consumed").await
}

/// Gives back what a case reserved and did not take.
pub async fn release_holds(tx: &mut Tx, case_id: Uuid) -> Result<(), StoreError> {
    end_holds(tx, case_id, "released").await
}

async fn end_holds(tx: &mut Tx, case_id: Uuid, state: &'static str) -> Result<(), StoreError> {
    tx.lock(LOCK_OPEN, args![case_id, "held"]).await?;
    tx.exec(LOWER, args![case_id, "held"]).await?;
    tx.exec(END, args![case_id, "held", state]).await?;
    Ok(())
}

/// What a case holds of all accounts together.
pub async fn held(store: &Store, case_id: Uuid) -> Result<Fen, StoreError> {
    store.opt(HELD, args![case_id, "held"]).await?.ok_or(StoreError::Corrupt("sum of holds"))?.get("fen")
}
