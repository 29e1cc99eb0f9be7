//! 业主共同决定: the vote on a withdrawal (民法典 第二百七十八条), counted by heads and by area.
//!
//! Invariant: the denominator is every head and all area of the benefiting scope, excluded units included. Silence is not
//! participation; abstaining participates and does not consent. Shares are compared by integer cross-multiplication.

mod electorate;
mod rules;
mod tally;

pub use electorate::{Electorate, ElectorateError, ElectorateUnit, OwnerKey};
pub use rules::{Purpose, RuleSet, Threshold};
pub use tally::{Ballot, Choice, Count, Lacking, Signatures, SignaturesError, Tally, faults, tally};
