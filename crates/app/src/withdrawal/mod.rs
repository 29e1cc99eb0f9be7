//! Withdrawals from the maintenance fund (source 4 §4.2).

mod allocate;
mod facts;
mod freeze;
mod get_sheet;
mod list_sheets;
mod rules;
mod save_draft;
mod submit;
