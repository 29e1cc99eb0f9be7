//! Withdrawals from the maintenance fund (source 4 §4.2).

mod allocate;
mod bank;
mod booking;
mod cancel;
mod case;
mod claim;
mod correction;
mod count_signatures;
pub(crate) mod credit;
mod enter_signatures;
mod facts;
mod freeze;
mod get_sheet;
mod get_signatures;
mod inbox;
mod list_sheets;
mod moves;
mod payee;
mod reassign;
mod release;
mod review;
mod revise;
pub(crate) mod rules;
mod save_draft;
mod settle;
mod settlement;
mod submit;
mod supplement;
mod timeline;

pub(crate) use bank::bank;
pub use bank::{BankWord, Effect};
pub(crate) use booking::book_in;
pub(crate) use correction::{Correction, prepare as prepare_correction};
pub(crate) use credit::{Credit, Payable};
