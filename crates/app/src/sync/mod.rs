//! What a desktop's cache is filled with: scopes, snapshots and changes.
//!
//! Invariants: nobody gets a scope that is not theirs, and of a scope nothing that their reads would not show them. A
//! snapshot is of the feed position that its cursor names, or later; what is later comes again with the changes, and
//! taking it twice changes nothing.

mod changes;
mod cursor;
mod scopes;
mod snapshot;

pub use scopes::heads;
pub use snapshot::{LineSink, Snapshot};
