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
mod on_paper;
mod payee;
mod payee_account;
mod reassign;
mod record;
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
pub(crate) use facts::within;
pub(crate) use payee_account::payee_account;
pub(crate) use record::record;

use crate::{App, Caller, Refusal};
use anju_store::withdrawal::{self as store, Sheet};
use uuid::Uuid;

/// A sheet within the caller's scope. Others are as if they did not exist.
pub(crate) async fn in_scope(app: &App, caller: &Caller, sheet_id: Uuid) -> Result<Sheet, Refusal> {
    store::get(&app.store, sheet_id)
        .await?
        .filter(|sheet| facts::within(caller.scope, sheet))
        .ok_or_else(|| Refusal::not_found("该任务单"))
}
