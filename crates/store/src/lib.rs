//! Where the server keeps the truth: SQLite embedded, or PostgreSQL by URL, from one SQL text.
//!
//! Invariant: whatever one command changes (rows, ledger, timeline, audit, change feed, its stored answer) is one
//! database transaction, and an answer leaves only after its COMMIT.

mod arg;
pub mod attachment;
pub mod audit;
pub mod calendar;
mod engine;
mod error;
pub mod estate;
pub mod feed;
pub mod flow;
pub mod form;
pub mod idempotency;
pub mod identity;
pub mod ledger;
mod migrate;
pub mod parameter;
mod reading;
mod row;
pub mod server_key;
pub mod sql;
mod store;
pub mod transfer;
mod tx;
pub mod withdrawal;
mod writer;

pub use arg::Arg;
pub use engine::Engine;
pub use error::StoreError;
pub use migrate::{Standing, standing};
pub use reading::Reading;
pub use row::{Column, Row};
pub use store::{AsStoreError, Store, StoreOptions};
pub use tx::{Tx, Work};
