//! The way of a withdrawal's money: payers → the case's clearing account → the bank.
//!
//! A failed payment posts nothing: the money stays in the clearing account, from where a new instruction pays or
//! [`give_up`] restores it. So no failure loses money, and no unit is debited twice.

use uuid::Uuid;

use super::account::{Account, AccountKind};
use super::entry::{Entry, EntryHead, EntryKind, LedgerError};
use super::payer_money::{PayerAmount, checked_total, checked_transfer, credits, debits, transfer};
use crate::money::Fen;

/// 拨付: debits each payer, consumes its hold, and gathers the sum in the clearing account, all in one entry. The same
/// transaction writes the payment instruction.
///
/// # Errors
/// [`LedgerError`] if the amounts do not make an entry.
pub fn release_payment(head: EntryHead, amounts: &[PayerAmount]) -> Result<Entry, LedgerError> {
    release(head, EntryKind::PaymentReleased, amounts)
}

/// 追加拨付: the same for a supplement.
///
/// # Errors
/// [`LedgerError`] if the amounts do not make an entry.
pub fn release_supplement(head: EntryHead, amounts: &[PayerAmount]) -> Result<Entry, LedgerError> {
    release(head, EntryKind::SupplementReleased, amounts)
}

fn release(head: EntryHead, kind: EntryKind, amounts: &[PayerAmount]) -> Result<Entry, LedgerError> {
    let total = checked_total(amounts)?;
    let postings = debits(amounts).chain([(clearing(&head), total)]);
    Entry::build(head, kind, None, postings, debits(amounts))
}

/// 付款成功: the bank paid what the clearing account held.
///
/// # Errors
/// [`LedgerError`] if the amount does not make an entry.
pub fn payment_paid(head: EntryHead, district: Uuid, amount: Fen) -> Result<Entry, LedgerError> {
    let bank = Account { kind: AccountKind::Bank, owner: district };
    let from = clearing(&head);
    transfer(head, EntryKind::PaymentPaid, from, bank, amount)
}

/// 放弃拨付: after a failure, restores each payer's principal and interest. Names the release that it takes back; the
/// hold stays consumed.
///
/// # Errors
/// [`LedgerError`] if the amounts do not make an entry.
pub fn give_up(head: EntryHead, released: Uuid, amounts: &[PayerAmount]) -> Result<Entry, LedgerError> {
    let total = checked_total(amounts)?;
    let postings = [(clearing(&head), Fen(-total.0))].into_iter().chain(credits(amounts));
    Entry::build(head, EntryKind::GivenUp, Some(released), postings, [])
}

/// 退票: the bank takes a payment back that it had reported as paid. Names the entry of that payment; the money waits in
/// the clearing account again.
///
/// # Errors
/// [`LedgerError`] if the amount does not make an entry.
pub fn payment_bounced(
    head: EntryHead,
    district: Uuid,
    amount: Fen,
    paid: Uuid,
) -> Result<Entry, LedgerError> {
    let bank = Account { kind: AccountKind::Bank, owner: district };
    let to = clearing(&head);
    let postings = checked_transfer(bank, to, amount)?;
    Entry::build(head, EntryKind::PaymentBounced, Some(paid), postings, [])
}

/// 结余返还分户: what is left goes back to those who paid, as [`crate::withdrawal::settlement::settle`] divides it.
///
/// # Errors
/// [`LedgerError`] if the amounts do not make an entry.
pub fn settlement_return(head: EntryHead, back: &[PayerAmount]) -> Result<Entry, LedgerError> {
    let total = checked_total(back)?;
    let postings = [(clearing(&head), Fen(-total.0))].into_iter().chain(credits(back));
    Entry::build(head, EntryKind::SettlementReturned, None, postings, [])
}

/// The account in which the case's money waits for the bank.
pub(super) fn clearing(head: &EntryHead) -> Account {
    Account { kind: AccountKind::CaseClearing, owner: head.case }
}
