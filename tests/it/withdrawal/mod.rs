//! Withdrawals from the maintenance fund.

mod audit;
mod bad_input;
pub(crate) mod bank;
pub(crate) mod estate;
mod killed;
pub(crate) mod office;
mod payment;
mod reassign;
mod review;
mod save_draft;
mod scope;
mod selling;
mod send_back;
mod signatures;
mod submit;
