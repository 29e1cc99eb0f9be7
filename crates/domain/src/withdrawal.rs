//! Withdrawals from the maintenance fund 商品房维修支取 (source 4 §4.2): how the cost is shared out, who decides, who
//! votes, what is drawn from each unit, and how the case is settled.
//!
//! Invariant: every fen of an amount is somebody's. Whatever is divided here adds up to what was to be divided.

pub mod allocation;
pub mod draw;
pub mod emergency;
pub mod flow_number;
pub mod incoming;
mod largest_remainder;
pub mod paper;
pub mod scope;
pub mod settlement;
pub mod sheet;
pub mod state;
pub mod supplement;
pub mod top_up;
pub mod vote;
