//! The estate: communities, buildings and units, and the unit table 楼盘表 by which a community comes in (spec
//! «maintenance-fund», the estate).
//!
//! Invariant: a [`UnitRow`] holds only what was read exactly. A row with any fault gives all of its faults and no row.

mod cell;
mod column;
mod fault;
mod head;
mod id_kind;
mod kind;
mod owner;
mod row;
mod share;
mod table;

pub use cell::Cell;
pub use column::Column;
pub use fault::{Fault, FaultCode};
pub use head::{Head, HeadError};
pub use id_kind::IdKind;
pub use kind::{UnitKind, UnitState};
pub use owner::{OwnerRow, organisation_name};
pub use row::{Address, UnitRow, address_text, parse_row, unit_label};
pub use share::OwnerShare;
pub use table::{BadRow, GoodRow, Table, TableError, read_table};

/// The most units that one unit table may hold (spec: one community has up to 50,000).
pub const MAX_UNITS: usize = 50_000;

#[cfg(test)]
mod tests;
