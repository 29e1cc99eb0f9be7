//! What the stories need around the product: a database server, the product's own programs, a screen, a key store.
//!
//! Invariants: nothing outlives the test process, however it ends; readiness is observed, never guessed; a missing tool
//! fails the test with the package that brings it, and never skips.

mod answered;
mod bank;
mod binary;
mod browser;
mod card;
mod city;
mod client;
mod computer;
mod desk;
mod desk_process;
mod folder;
mod held_line;
mod http;
mod key_store;
mod line;
mod page;
mod paper;
mod postgres;
mod process;
mod proxy;
mod screen;
mod server;
mod streams;
mod trace;
mod window;

pub use bank::{BANK_KEY, Bank};
pub use browser::Browser;
pub use city::City;
pub use client::{Running, Workstation};
pub use computer::Computer;
pub use desk::{Answer, Desk, new_id};
pub use desk_process::DeskProcess;
pub use folder::TempFolder;
pub use held_line::{HeldLine, Holds};
pub use key_store::KeyStore;
pub use line::Line;
pub use page::Page;
pub use paper::Paper;
pub use postgres::{Database, Postgres};
pub use proxy::ForwardProxy;
pub use server::ServerProcess;
pub use streams::{News, Snapshot};
pub use window::{Window, WindowOptions, run_without_screen};
