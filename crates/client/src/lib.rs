//! The desktop without a window: the way to the server, the encrypted cache, drafts and outbox, the key store.
//!
//! Invariants: what the page was told is saved is on disk, encrypted; a queued write has one effect, whatever dies
//! between; no secret and no personal data stands in a log, a file name or a plain file.

mod answer;
mod attach;
mod cache;
mod client;
mod clock;
mod connection;
mod database;
mod deliver;
mod desk;
mod desk_command;
mod diagnostics;
mod error;
mod folder;
pub mod keys;
mod notices;
mod open_desk;
mod papers;
mod proxy;
mod remote;
mod resume;
pub mod self_check;
mod session;
mod sign_in;
mod signing_key;
mod sync;
mod tables;
mod upload;
mod watch;
mod workstation;
mod wrap;

pub use client::{Client, ClientOptions};
pub use clock::{Clock, SystemClock};
pub use connection::{Connection, Event, Settled, SyncProgress, SyncState, Synced};
pub use database::CACHE_VERSION;
pub use deliver::CrashPoint;
pub use desk::{FileProgress, ItemState, Keep, Notification, OutboxItem};
pub use diagnostics::Diagnostics;
pub use error::ClientError;
pub use proxy::{Proxy, ProxyFault};
pub use remote::answers;
pub use tables::Hit;
