//! Stories: one for each use case, told over HTTP by separate signed-in sessions against a real server, on both
//! databases.

mod attachment;
mod estate;
mod form;
mod identity;
mod ledger;
mod offline;
mod operations;
mod parameter;
mod sync;
mod window;
mod withdrawal;
