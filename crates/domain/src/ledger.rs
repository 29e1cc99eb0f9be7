//! The double-entry ledger's rules: accounts, entries, and what each step of a withdrawal posts (spec «Ledger»).
//!
//! Invariant: the postings of an entry sum to zero, and an entry exists only through the functions here. A positive posting
//! is money that somebody has a claim to; the bank therefore stands below zero by the money that it keeps.

mod account;
mod book;
mod entry;
mod incoming;
mod interest;
mod payer_money;
mod payment;

pub use account::{Account, AccountKind, Payer};
pub use book::{Balance, Book, BookError};
pub use entry::{Entry, EntryHead, EntryKind, HoldChange, LedgerError, Posting, reverse};
pub use incoming::{
    MoneySource, remainder_received, return_failed, shortfall_paid, suspense_received, suspense_returned,
};
pub use interest::{Accrued, DatedRate, DayChange, InterestError, accrue, accrue_history};
pub use payer_money::{PayerAmount, interest_posted, opening_balance, place_hold, release_hold};
pub use payment::{
    give_up, payment_bounced, payment_paid, release_payment, release_supplement, settlement_return,
};
