//! Withdrawals from the maintenance fund.

pub(crate) mod estate;
mod save_draft;
mod submit;
