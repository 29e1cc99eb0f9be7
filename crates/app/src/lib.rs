//! The use cases of the central server: one file for each command, each of them check → compute → one transaction.

pub mod attachment;
mod calendar;
mod caller;
mod clock;
mod command;
pub mod estate;
mod flow;
mod form;
pub mod identity;
mod keys;
pub mod ledger;
pub mod parameter;
pub mod progress;
mod refusal;
pub mod sync;
mod unit;
pub mod withdrawal;

pub use caller::{Caller, Scope};
pub use clock::{Clock, FixedClock, MovedClock, SystemClock};
pub use command::{Answered, App, Read, Write};
pub use keys::{KeyName, Keys, KeysFault};
pub use refusal::Refusal;
pub use unit::Unit;
