//! The ledger checked against itself: what `anju-server verify` and the daily reconciliation ask.

use crate::{Store, StoreError, args, statements};
use anju_domain::money::Fen;
use uuid::Uuid;

statements! {
    UNBALANCED = "SELECT entry_id AS id, CAST(SUM(fen) AS BIGINT) AS fen FROM posting GROUP BY entry_id
                  HAVING SUM(fen) <> 0 ORDER BY entry_id LIMIT 1";
    ORPHAN = "SELECT p.entry_id AS id FROM posting p LEFT JOIN entry e ON e.id = p.entry_id
              LEFT JOIN account a ON a.id = p.account_id WHERE e.id IS NULL OR a.id IS NULL
              ORDER BY p.entry_id LIMIT 1";
    EMPTY = "SELECT e.id FROM entry e LEFT JOIN posting p ON p.entry_id = e.id WHERE p.entry_id IS NULL
             ORDER BY e.id LIMIT 1";
    DRIFTED = "SELECT a.id, a.balance_fen, CAST(COALESCE(r.fen, 0) AS BIGINT) AS replayed_fen FROM account a
               LEFT JOIN (SELECT account_id, SUM(fen) AS fen FROM posting GROUP BY account_id) r ON r.account_id = a.id
               WHERE a.balance_fen <> COALESCE(r.fen, 0) ORDER BY a.id LIMIT 1";
    MISHELD = "SELECT a.id, a.held_fen, CAST(COALESCE(h.fen, 0) AS BIGINT) AS replayed_fen FROM account a
               LEFT JOIN (SELECT account_id, SUM(fen) AS fen FROM hold WHERE state = $1 GROUP BY account_id) h
               ON h.account_id = a.id WHERE a.held_fen <> COALESCE(h.fen, 0) ORDER BY a.id LIMIT 1";
    OVERHELD = "SELECT id, balance_fen, held_fen FROM account
                WHERE balance_fen < 0 OR held_fen < 0 OR held_fen > balance_fen ORDER BY id LIMIT 1";
}

/// The first thing in the ledger that contradicts itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The postings of an entry do not add up to zero.
    #[error("分录 {entry_id} 借贷不平，差额 {difference} 元")]
    Unbalanced {
        /// The entry.
        entry_id: Uuid,
        /// Their sum.
        difference: Fen,
    },
    /// A posting without its entry or its account, or an entry without postings.
    #[error("分录 {entry_id} 不完整")]
    Incomplete {
        /// The entry.
        entry_id: Uuid,
    },
    /// A balance is not the sum of the account's postings.
    #[error("账户 {account_id} 余额 {balance} 元，与分录重算的 {replayed} 元不符")]
    Drifted {
        /// The account.
        account_id: Uuid,
        /// What is kept.
        balance: Fen,
        /// What the postings give.
        replayed: Fen,
    },
    /// Held money is not the sum of the account's open holds.
    #[error("账户 {account_id} 冻结 {held} 元，与冻结记录合计 {replayed} 元不符")]
    Misheld {
        /// The account.
        account_id: Uuid,
        /// What is kept.
        held: Fen,
        /// What the holds give.
        replayed: Fen,
    },
    /// A customer's account below zero, or held beyond its balance.
    #[error("账户 {account_id} 余额 {balance} 元，冻结 {held} 元，超出余额")]
    Overheld {
        /// The account.
        account_id: Uuid,
        /// Its balance.
        balance: Fen,
        /// What is held of it.
        held: Fen,
    },
}

/// Replays the ledger and names the first fault, or `None`.
pub async fn verify(store: &Store) -> Result<Option<Fault>, StoreError> {
    if let Some(row) = store.opt(UNBALANCED, args![]).await? {
        return Ok(Some(Fault::Unbalanced { entry_id: row.get("id")?, difference: row.get("fen")? }));
    }
    for broken in [ORPHAN, EMPTY] {
        if let Some(row) = store.opt(broken, args![]).await? {
            return Ok(Some(Fault::Incomplete { entry_id: row.get("id")? }));
        }
    }
    if let Some(row) = store.opt(DRIFTED, args![]).await? {
        let (balance, replayed) = (row.get("balance_fen")?, row.get("replayed_fen")?);
        return Ok(Some(Fault::Drifted { account_id: row.get("id")?, balance, replayed }));
    }
    if let Some(row) = store.opt(MISHELD, args!["held"]).await? {
        let (held, replayed) = (row.get("held_fen")?, row.get("replayed_fen")?);
        return Ok(Some(Fault::Misheld { account_id: row.get("id")?, held, replayed }));
    }
    if let Some(row) = store.opt(OVERHELD, args![]).await? {
        let (balance, held) = (row.get("balance_fen")?, row.get("held_fen")?);
        return Ok(Some(Fault::Overheld { account_id: row.get("id")?, balance, held }));
    }
    Ok(None)
}
