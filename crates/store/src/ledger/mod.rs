//! The ledger (spec «ledger»): accounts, immutable entries, holds. Every balance that a screen shows is read from here.
//!
//! Invariant: the postings of an entry add up to zero; an account's balance is the sum of its postings, its held money
//! the sum of its open holds, and 0 ≤ held ≤ balance. The database refuses what contradicts it too.

pub mod account;
pub mod hold;
pub mod incoming;
pub mod instruction;
pub mod interest;
pub mod post;
pub mod reconcile;
pub mod statement;
pub mod task;
pub mod verify;

pub use account::{AccountKind, OpeningBalance, UnitBalance, account_id, opening_balance, opening_balances};
pub use hold::{Hold, consume_holds, held, place_holds, raise_hold, release_holds};
pub use post::{Booking, Entry, LedgerError, Posted, Posting, book, entry_by_key, post};
pub use verify::{Fault, verify};
