//! The synced tables of the cache: communities, buildings with their units, task sheets, and how far each scope is.
//!
//! Invariant: a scope's rows and its cursor change in one transaction, so that a program that dies at any moment goes on
//! from a place where rows and cursor fit.

mod apply;
mod opened;
mod pack;
mod read;
mod scopes;
mod search;
#[cfg(test)]
mod tests;
mod units;

pub(crate) use apply::{SheetTold, WholeScope};
pub(crate) use opened::Units;
pub(crate) use read::Freshness;
pub use search::Hit;

use opened::Opened;
use sqlx::sqlite::SqlitePool;
use std::sync::Arc;

/// The tables, in the cache's file.
#[derive(Clone, Debug)]
pub(crate) struct Tables {
    pool: SqlitePool,
    opened: Arc<Opened>,
}

impl Tables {
    pub(crate) fn new(pool: SqlitePool) -> Tables {
        Tables { pool, opened: Arc::default() }
    }
}
