//! The desktop without a window: the way to the server, the encrypted cache, drafts and outbox, the key store.
//!
//! Invariants: what the page was told is saved is on disk, encrypted; a queued write has one effect, whatever dies
//! between; no secret and no personal data stands in a log, a file name or a plain file.

mod answer;
mod cache;
mod client;
mod clock;
mod connection;
mod database;
mod deliver;
mod desk;
mod desk_command;
mod error;
mod folder;
pub mod keys;
mod open_desk;
mod remote;
mod session;
mod sign_in;
mod watch;
mod workstation;
mod wrap;

pub use client::{Client, ClientOptions};
pub use clock::{Clock, SystemClock};
pub use connection::{Connection, Event, Settled};
pub use deliver::CrashPoint;
pub use desk::{ItemState, Keep, OutboxItem};
pub use error::ClientError;
