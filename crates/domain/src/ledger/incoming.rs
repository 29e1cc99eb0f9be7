//! What comes in: a shortfall, what a contractor gives back, and what nobody can place yet.
//!
//! Invariant: what comes in is credited once. What cannot be placed waits in the district's suspense account, from where
//! it is matched later or goes back to whoever paid it in; it never disappears.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::account::{Account, AccountKind, Payer};
use super::entry::{Entry, EntryHead, EntryKind, LedgerError};
use super::payer_money::{checked_transfer, transfer};
use super::payment::clearing;
use crate::money::Fen;

/// Where money that is credited comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MoneySource {
    /// It has just arrived on this district's bank account.
    Bank(Uuid),
    /// It arrived earlier and waits in this district's suspense account.
    Suspense(Uuid),
}

impl MoneySource {
    fn account(self) -> Account {
        match self {
            MoneySource::Bank(owner) => Account { kind: AccountKind::Bank, owner },
            MoneySource::Suspense(owner) => Account { kind: AccountKind::Suspense, owner },
        }
    }
}

/// 欠款补交: a shortfall paid in under the sheet's flow number is credited as principal and held for the sheet at once.
///
/// # Errors
/// [`LedgerError`] if the amount does not make an entry.
pub fn shortfall_paid(
    head: EntryHead,
    from: MoneySource,
    payer: Payer,
    amount: Fen,
) -> Result<Entry, LedgerError> {
    let to = payer.principal();
    let postings = checked_transfer(from.account(), to, amount)?;
    Entry::build(head, EntryKind::ShortfallPaid, None, postings, [(to, amount)])
}

/// 结余退回: what the contractor gives back arrives in the case's clearing account.
///
/// # Errors
/// [`LedgerError`] if the amount does not make an entry.
pub fn remainder_received(head: EntryHead, from: MoneySource, amount: Fen) -> Result<Entry, LedgerError> {
    let to = clearing(&head);
    transfer(head, EntryKind::RemainderReceived, from.account(), to, amount)
}

/// 暂收: what nobody can place yet.
///
/// # Errors
/// [`LedgerError`] if the amount does not make an entry.
pub fn suspense_received(head: EntryHead, district: Uuid, amount: Fen) -> Result<Entry, LedgerError> {
    let (from, to) = (MoneySource::Bank(district).account(), MoneySource::Suspense(district).account());
    transfer(head, EntryKind::SuspenseReceived, from, to, amount)
}

/// 暂收退回: leaves suspense for the clearing account of its own case, from where the bank pays it back.
///
/// # Errors
/// [`LedgerError`] if the amount does not make an entry.
pub fn suspense_returned(head: EntryHead, district: Uuid, amount: Fen) -> Result<Entry, LedgerError> {
    let to = clearing(&head);
    transfer(head, EntryKind::SuspenseReturned, MoneySource::Suspense(district).account(), to, amount)
}

/// 冲正: the bank could not pay it back, so that it waits in suspense again. Names the entry that it takes back.
///
/// # Errors
/// [`LedgerError`] if the amount does not make an entry.
pub fn return_failed(
    head: EntryHead,
    district: Uuid,
    amount: Fen,
    returned: Uuid,
) -> Result<Entry, LedgerError> {
    let from = clearing(&head);
    let postings = checked_transfer(from, MoneySource::Suspense(district).account(), amount)?;
    Entry::build(head, EntryKind::Reversal, Some(returned), postings, [])
}
