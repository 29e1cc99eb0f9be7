//! What desktop, halls and server say to each other: every command once, its request and response, who may call it
//! and whether it works offline. Routes, the desktop's router, the OpenAPI document and the TypeScript types are all
//! made from [`for_each_command`].

pub mod attachment;
pub mod calendar;
pub mod command;
pub mod estate;
pub mod flow;
pub mod form;
pub mod identity;
pub mod ledger;
pub mod list;
pub mod openapi;
pub mod parameter;
pub mod problem;
pub mod sync;
pub mod withdrawal;

pub use list::commands;

/// The version of this contract. The server answers this one and the one before.
pub const CONTRACT_VERSION: u32 = 1;
