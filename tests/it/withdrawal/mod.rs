//! Withdrawals from the maintenance fund.

mod save_draft;
