//! Withdrawals from the maintenance fund (source 4 §4.2).

mod allocate;
mod bank;
mod booking;
mod cancel;
mod case;
mod claim;
mod count_signatures;
mod enter_signatures;
mod facts;
mod freeze;
mod get_sheet;
mod get_signatures;
mod inbox;
mod list_sheets;
mod moves;
mod payee;
mod payee_account;
mod release;
mod review;
mod revise;
pub(crate) mod rules;
mod save_draft;
mod settle;
mod submit;
mod timeline;

pub use bank::{BankWord, Effect};
pub(crate) use payee_account::payee_account;
