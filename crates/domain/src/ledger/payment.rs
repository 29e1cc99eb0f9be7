//! The way of a withdrawal's money: units → the sheet's clearing account → outgoing → the bank, and back where the bank
//! refuses. No failure loses money, and no unit is debited twice.

use uuid::Uuid;

use super::account::{Account, AccountKind};
use super::entry::{Entry, EntryHead, EntryKind, LedgerError};
use super::unit_money::{PayerAmount, checked_total, credits, debits};
use crate::money::Fen;

/// Between which accounts a sheet's money travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaymentRoute {
    /// The task sheet.
    pub sheet: Uuid,
    /// The bank account of the centre that pays.
    pub bank: Uuid,
}

impl PaymentRoute {
    fn clearing(self) -> Account {
        Account { kind: AccountKind::SheetClearing, owner: self.sheet }
    }

    fn outgoing(self) -> Account {
        Account { kind: AccountKind::Outgoing, owner: self.bank }
    }

    fn bank(self) -> Account {
        Account { kind: AccountKind::Bank, owner: self.bank }
    }
}

/// 拨付: debits each payer, consumes its hold, and sends the sum, all in one entry.
///
/// # Errors
/// [`LedgerError`] if the amounts do not make an entry.
pub fn release_payment(
    head: EntryHead,
    route: PaymentRoute,
    amounts: &[PayerAmount],
) -> Result<Entry, LedgerError> {
    release(head, EntryKind::PaymentReleased, route, amounts)
}

/// 追加拨付: the same for a supplement.
///
/// # Errors
/// [`LedgerError`] if the amounts do not make an entry.
pub fn release_supplement(
    head: EntryHead,
    route: PaymentRoute,
    amounts: &[PayerAmount],
) -> Result<Entry, LedgerError> {
    release(head, EntryKind::SupplementReleased, route, amounts)
}

fn release(
    head: EntryHead,
    kind: EntryKind,
    route: PaymentRoute,
    amounts: &[PayerAmount],
) -> Result<Entry, LedgerError> {
    let total = checked_total(amounts)?;
    // The clearing account is passed through, so that its statement shows the whole way of the money.
    let way = [(route.clearing(), total), (route.clearing(), Fen(-total.0)), (route.outgoing(), total)];
    Entry::build(head, kind, None, debits(amounts).chain(way), debits(amounts))
}

/// 付款成功: the bank paid.
///
/// # Errors
/// [`LedgerError`] if the amount does not make an entry.
pub fn payment_paid(head: EntryHead, route: PaymentRoute, amount: Fen) -> Result<Entry, LedgerError> {
    transfer(head, EntryKind::PaymentPaid, route.outgoing(), route.bank(), amount)
}

/// 付款失败: the bank refused; the money is back in the sheet's clearing account.
///
/// # Errors
/// [`LedgerError`] if the amount does not make an entry.
pub fn payment_failed(head: EntryHead, route: PaymentRoute, amount: Fen) -> Result<Entry, LedgerError> {
    transfer(head, EntryKind::PaymentFailed, route.outgoing(), route.clearing(), amount)
}

/// 重新拨付: a new instruction from the clearing account.
///
/// # Errors
/// [`LedgerError`] if the amount does not make an entry.
pub fn release_again(head: EntryHead, route: PaymentRoute, amount: Fen) -> Result<Entry, LedgerError> {
    transfer(head, EntryKind::PaymentReleasedAgain, route.clearing(), route.outgoing(), amount)
}

/// 放弃拨付: after a failure, restores each payer's principal and interest from the clearing account. Names the release
/// that it takes back; what the failed payment moved was already moved back.
///
/// # Errors
/// [`LedgerError`] if the amounts do not make an entry.
pub fn give_up(
    head: EntryHead,
    route: PaymentRoute,
    released: Uuid,
    amounts: &[PayerAmount],
) -> Result<Entry, LedgerError> {
    let total = checked_total(amounts)?;
    let postings = [(route.clearing(), Fen(-total.0))].into_iter().chain(credits(amounts));
    Entry::build(head, EntryKind::GivenUp, Some(released), postings, [])
}

fn transfer(
    head: EntryHead,
    kind: EntryKind,
    from: Account,
    to: Account,
    amount: Fen,
) -> Result<Entry, LedgerError> {
    if amount.is_negative() || amount > Fen::MAX {
        return Err(LedgerError::OutOfRange);
    }
    Entry::build(head, kind, None, [(from, Fen(-amount.0)), (to, amount)], [])
}
