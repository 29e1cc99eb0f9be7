//! The double-entry ledger's rules: accounts, entries, and what each step of a withdrawal posts (spec «Ledger»).
//!
//! Invariant: the postings of an entry sum to zero, and an entry exists only through the functions here. A positive posting
//! is money that somebody has a claim to; a bank account and other sources therefore stand below zero by the money that
//! came from them.

mod account;
mod book;
mod entry;
mod interest;
mod payment;
mod unit_money;

pub use account::{Account, AccountKind, Payer};
pub use book::{Balance, Book, BookError};
pub use entry::{Entry, EntryHead, EntryKind, HoldChange, LedgerError, Posting, reverse};
pub use interest::{Accrued, DatedRate, InterestError, accrue};
pub use payment::{
    PaymentRoute, give_up, payment_failed, payment_paid, release_again, release_payment, release_supplement,
};
pub use unit_money::{
    PayerAmount, interest_posted, opening_balance, place_hold, release_hold, remainder_received,
    settlement_return, shortfall_paid,
};
