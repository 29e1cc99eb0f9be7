//! Withdrawals from the maintenance fund.

pub(crate) mod estate;
mod killed;
pub(crate) mod office;
mod payment;
mod review;
mod save_draft;
mod selling;
mod submit;
