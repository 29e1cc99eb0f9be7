//! Stories: one for each use case, told over HTTP by separate signed-in sessions against a real server, on both
//! databases.

mod estate;
mod form;
mod identity;
mod offline;
mod operations;
mod parameter;
mod window;
mod withdrawal;
