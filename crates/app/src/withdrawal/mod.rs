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
mod on_paper;
mod payee;
mod release;
mod review;
mod revise;
pub(crate) mod rules;
mod save_draft;
mod settle;
mod submit;
mod timeline;

pub use bank::{BankWord, Effect};

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
