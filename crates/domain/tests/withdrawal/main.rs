//! The rules of withdrawals against the manual, the checked examples and an exact oracle.

mod allocation_basis;
mod allocation_errors;
mod allocation_frozen;
mod allocation_properties;
mod draw;
mod paper;
mod scope;
mod settlement;
mod sheet;
mod state;
mod supplement;
mod support;
mod vote;
