//! Withdrawals from the maintenance fund.

mod estate;
mod save_draft;
mod submit;
