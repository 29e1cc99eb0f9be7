//! The printed forms, read back with the tools that a printer's or a reader's software is built on.

#[path = "../../examples/samples/data.rs"]
mod data;
mod marks;
mod pictures;
mod refusals;
mod same_bytes;
mod tables;
mod texts;
mod tools;
