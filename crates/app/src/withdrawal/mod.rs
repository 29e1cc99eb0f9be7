//! Withdrawals from the maintenance fund (source 4 §4.2).

mod get_sheet;
mod list_sheets;
mod save_draft;
