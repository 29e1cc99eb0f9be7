//! Withdrawals from the maintenance fund.

pub(crate) mod estate;
mod killed;
mod office;
mod payment;
mod review;
mod save_draft;
mod submit;
