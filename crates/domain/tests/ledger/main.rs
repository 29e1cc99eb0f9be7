//! The ledger's rules: what each step posts, and what holds for any sequence of steps.

mod interest;
mod postings;
mod properties;
mod story;
mod support;
