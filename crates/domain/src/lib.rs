//! The rules of the city's housing money: pure, without I/O, clock or async, so that the server, the desktop and
//! the halls compute the same thing from the same input.

pub mod area;
pub mod attachment;
pub mod calendar;
pub mod capitals;
pub mod estate;
pub mod flow;
pub mod form;
mod half_width;
pub mod identity;
pub mod ledger;
pub mod money;
pub mod notification;
pub mod parameter;
pub mod permission;
pub mod personal;
pub mod place;
pub mod two_decimals;
pub mod withdrawal;
