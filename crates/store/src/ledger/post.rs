//! Posting: one entry, its postings and the balances that they change, in the caller's transaction.

use super::account::{self, AccountKind, account_id};
use crate::{AsStoreError, Store, StoreError, Tx, args, statements};
use anju_domain::ledger;
use anju_domain::money::Fen;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

statements! {
    ADD_ENTRY = "INSERT INTO entry (id, scope_id, business_date, kind, case_id, reverses, idempotency_key, actor_id,
                 posted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING";
    BY_KEY = "SELECT id FROM entry WHERE scope_id = $1 AND idempotency_key = $2";
    ADD_POSTINGS = "INSERT INTO posting (entry_id, ordinal, account_id, fen) VALUES";
    LOCK = "SELECT a.id, a.balance_fen, a.held_fen, p.fen FROM account a
            JOIN (SELECT account_id, CAST(SUM(fen) AS BIGINT) AS fen FROM posting WHERE entry_id = $1
                  GROUP BY account_id) p ON p.account_id = a.id
            WHERE a.balance_fen IS NOT NULL ORDER BY a.id";
    REACHED = "SELECT COUNT(*) AS reached FROM posting p JOIN account a ON a.id = p.account_id WHERE p.entry_id = $1";
    APPLY = "UPDATE account SET balance_fen = account.balance_fen + p.fen
             FROM (SELECT account_id, CAST(SUM(fen) AS BIGINT) AS fen FROM posting WHERE entry_id = $1
                   GROUP BY account_id) p
             WHERE p.account_id = account.id AND account.balance_fen IS NOT NULL";
}

/// One account's part of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The account.
    pub account_id: Uuid,
    /// What is added to it; below zero for what is taken.
    pub fen: Fen,
}

/// An entry to be posted.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The entry.
    pub id: Uuid,
    /// The district.
    pub scope_id: Uuid,
    /// The day in whose books it stands.
    pub business_date: NaiveDate,
    /// What kind of event it records, such as `withdrawal_release`.
    pub kind: &'static str,
    /// The case that it belongs to.
    pub case_id: Option<Uuid>,
    /// The entry that it reverses; an entry is reversed at most once.
    pub reverses: Option<Uuid>,
    /// One entry for one key within the district.
    pub idempotency_key: String,
    /// Who caused it.
    pub actor_id: Uuid,
    /// When.
    pub posted_at: DateTime<Utc>,
    /// The postings, in the order of the statement.
    pub postings: Vec<Posting>,
}

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posted {
    /// It stands.
    New,
    /// An entry stands under its key already; nothing happened now.
    Repeated(Uuid),
    /// There was nothing to post.
    Nothing,
}

/// Why an entry, or a hold, was not taken.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The postings do not add up to zero, one of them is zero, or there is none.
    #[error("the postings do not make an entry")]
    Unbalanced,
    /// An account would fall below what is held of it.
    #[error("{} accounts lack cover", accounts.len())]
    Uncovered {
        /// The accounts.
        accounts: Vec<Uuid>,
    },
    /// An account was never opened.
    #[error("an account of the entry is not open")]
    NotOpen,
    /// The entry that it names is reversed already.
    #[error("the entry is reversed already")]
    AlreadyReversed,
}

impl AsStoreError for LedgerError {
    fn as_store_error(&self) -> Option<&StoreError> {
        match self {
            LedgerError::Store(error) => Some(error),
            LedgerError::Unbalanced
            | LedgerError::Uncovered { .. }
            | LedgerError::NotOpen
            | LedgerError::AlreadyReversed => None,
        }
    }
}

/// Posts an entry. Accounts are locked in ascending order, so that two entries never wait for each other in a circle.
///
/// # Errors
/// [`LedgerError`]; the caller's transaction must not be committed then.
pub async fn post(tx: &mut Tx, entry: Entry) -> Result<Posted, LedgerError> {
    let sum: i128 = entry.postings.iter().map(|posting| i128::from(posting.fen.0)).sum();
    if sum != 0 || entry.postings.is_empty() || entry.postings.iter().any(|posting| posting.fen == Fen::ZERO)
    {
        return Err(LedgerError::Unbalanced);
    }
    let added = tx
        .exec(
            ADD_ENTRY,
            args![
                entry.id,
                entry.scope_id,
                entry.business_date,
                entry.kind,
                entry.case_id,
                entry.reverses,
                entry.idempotency_key.as_str(),
                entry.actor_id,
                entry.posted_at
            ],
        )
        .await?;
    if added == 0 {
        let earlier = tx.opt(BY_KEY, args![entry.scope_id, entry.idempotency_key.as_str()]).await?;
        return match earlier {
            Some(row) => Ok(Posted::Repeated(row.get("id")?)),
            None => Err(LedgerError::AlreadyReversed),
        };
    }
    let rows = entry.postings.iter().zip(1_i64..);
    let rows =
        rows.map(|(posting, ordinal)| args![entry.id, ordinal, posting.account_id, posting.fen]).collect();
    tx.insert_many(ADD_POSTINGS, rows).await?;

    let mut accounts = Vec::new();
    for row in tx.lock(LOCK, args![entry.id]).await? {
        let (balance, held, fen): (i64, i64, i64) =
            (row.get("balance_fen")?, row.get("held_fen")?, row.get("fen")?);
        if fen < 0 && balance + fen < held {
            accounts.push(row.get("id")?);
        }
    }
    if !accounts.is_empty() {
        return Err(LedgerError::Uncovered { accounts });
    }
    let reached: i64 =
        tx.opt(REACHED, args![entry.id]).await?.ok_or(StoreError::Corrupt("count"))?.get("reached")?;
    if usize::try_from(reached) != Ok(entry.postings.len()) {
        return Err(LedgerError::NotOpen);
    }
    tx.exec(APPLY, args![entry.id]).await?;
    Ok(Posted::New)
}

/// Who books an entry of the rules, where and when.
#[derive(Clone, Copy, Debug)]
pub struct Booking {
    /// The entry's id.
    pub id: Uuid,
    /// The district.
    pub scope_id: Uuid,
    /// Who caused it.
    pub actor_id: Uuid,
    /// When.
    pub posted_at: DateTime<Utc>,
}

/// Books an entry that the rules built. The accounts of a sheet and of the bank are opened at their first use. The
/// holds that the entry consumes are the caller's to end before.
///
/// # Errors
/// [`LedgerError`] as of [`post`].
pub async fn book(tx: &mut Tx, booking: Booking, entry: &ledger::Entry) -> Result<Posted, LedgerError> {
    let way = entry.postings().iter().map(|posting| posting.account);
    let way = way.filter(|account| match account.kind {
        AccountKind::CaseClearing | AccountKind::Suspense | AccountKind::Bank => true,
        AccountKind::UnitPrincipal
        | AccountKind::UnitInterest
        | AccountKind::SellingPrincipal
        | AccountKind::SellingInterest => false,
    });
    account::open(tx, booking.scope_id, way.map(|account| (account.kind, account.owner))).await?;
    let head = entry.head();
    let posting = |posting: &ledger::Posting| Posting {
        account_id: account_id(posting.account.kind, posting.account.owner),
        fen: posting.amount,
    };
    let entry = Entry {
        id: booking.id,
        scope_id: booking.scope_id,
        business_date: head.business_date,
        kind: entry.kind().code(),
        case_id: Some(head.case),
        reverses: entry.reverses(),
        idempotency_key: head.idempotency_key.clone(),
        actor_id: booking.actor_id,
        posted_at: booking.posted_at,
        postings: entry.postings().iter().map(posting).collect(),
    };
    post(tx, entry).await
}

/// The entry under a key, if one stands.
pub async fn entry_by_key(store: &Store, scope_id: Uuid, key: &str) -> Result<Option<Uuid>, StoreError> {
    store.opt(BY_KEY, args![scope_id, key]).await?.map(|row| row.get("id")).transpose()
}
