//! What moves on the accounts of units and selling organisations without a payment: opening balances, interest, holds.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::account::{Account, AccountKind, Payer};
use super::entry::{Entry, EntryHead, EntryKind, LedgerError};
use crate::money::Fen;
use crate::withdrawal::draw::PrincipalAndInterest;

/// An amount of one payer, neither part below zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayerAmount {
    /// Whose.
    pub payer: Payer,
    /// How much of principal and of interest.
    pub parts: PrincipalAndInterest,
}

/// 期初余额: what an import brings along; the money lies in the district's bank account already.
///
/// # Errors
/// [`LedgerError`] if the amounts do not make an entry.
pub fn opening_balance(
    head: EntryHead,
    district: Uuid,
    balances: &[PayerAmount],
) -> Result<Entry, LedgerError> {
    let total = checked_total(balances)?;
    let bank = Account { kind: AccountKind::Bank, owner: district };
    let postings = credits(balances).chain([(bank, Fen(-total.0))]);
    Entry::build(head, EntryKind::OpeningBalance, None, postings, [])
}

/// 冻结: reserves what the case will draw, account by account, so that the draw later takes exactly this.
///
/// # Errors
/// [`LedgerError`] if the amounts do not make an entry.
pub fn place_hold(head: EntryHead, amounts: &[PayerAmount]) -> Result<Entry, LedgerError> {
    checked_total(amounts)?;
    Entry::build(head, EntryKind::HoldPlaced, None, [], credits(amounts))
}

/// 解冻: gives back what the case reserved.
///
/// # Errors
/// [`LedgerError`] if the amounts do not make an entry.
pub fn release_hold(head: EntryHead, amounts: &[PayerAmount]) -> Result<Entry, LedgerError> {
    checked_total(amounts)?;
    Entry::build(head, EntryKind::HoldReleased, None, [], debits(amounts))
}

/// 结息: accrued interest is credited to each payer's interest.
///
/// # Errors
/// [`LedgerError`] if the amounts do not make an entry.
pub fn interest_posted(
    head: EntryHead,
    district: Uuid,
    accrued: &[(Payer, Fen)],
) -> Result<Entry, LedgerError> {
    let amount = |&(payer, interest): &(Payer, Fen)| {
        let parts = PrincipalAndInterest { principal: Fen::ZERO, interest };
        PayerAmount { payer, parts }
    };
    let amounts: Vec<PayerAmount> = accrued.iter().map(amount).collect();
    let total = checked_total(&amounts)?;
    let bank = Account { kind: AccountKind::Bank, owner: district };
    let postings = [(bank, Fen(-total.0))].into_iter().chain(credits(&amounts));
    Entry::build(head, EntryKind::InterestPosted, None, postings, [])
}

/// The sum of all amounts, once they are known to make an entry.
pub(super) fn checked_total(amounts: &[PayerAmount]) -> Result<Fen, LedgerError> {
    let mut seen = HashSet::with_capacity(amounts.len());
    for amount in amounts {
        if amount.parts.principal.is_negative() || amount.parts.interest.is_negative() {
            return Err(LedgerError::OutOfRange);
        }
        if !seen.insert(amount.payer) {
            return Err(LedgerError::Duplicate);
        }
    }
    let parts = amounts.iter().flat_map(|amount| [amount.parts.principal, amount.parts.interest]);
    Fen::checked_sum(parts).ok_or(LedgerError::OutOfRange)
}

/// Each payer's principal and interest, as an increase.
pub(super) fn credits(amounts: &[PayerAmount]) -> impl Iterator<Item = (Account, Fen)> + '_ {
    amounts.iter().flat_map(|amount| {
        let PayerAmount { payer, parts } = *amount;
        [(payer.principal(), parts.principal), (payer.interest(), parts.interest)]
    })
}

/// Each payer's principal and interest, as a decrease.
pub(super) fn debits(amounts: &[PayerAmount]) -> impl Iterator<Item = (Account, Fen)> + '_ {
    credits(amounts).map(|(account, amount)| (account, Fen(-amount.0)))
}

/// Moves an amount from one account to another.
pub(super) fn transfer(
    head: EntryHead,
    kind: EntryKind,
    from: Account,
    to: Account,
    amount: Fen,
) -> Result<Entry, LedgerError> {
    Entry::build(head, kind, None, checked_transfer(from, to, amount)?, [])
}

/// The two postings that move an amount.
pub(super) fn checked_transfer(
    from: Account,
    to: Account,
    amount: Fen,
) -> Result<[(Account, Fen); 2], LedgerError> {
    if amount.is_negative() || amount > Fen::MAX {
        return Err(LedgerError::OutOfRange);
    }
    Ok([(from, Fen(-amount.0)), (to, amount)])
}
