//! The central server: routes over the use cases, the demo city, and the commands of `anju-server`.

mod answer;
mod attachment;
mod bank;
mod bearer;
pub mod cli;
mod close_day;
mod cookie;
mod create_admin;
mod demo;
mod health;
mod import_estate;
mod keys;
mod measure;
mod origin;
mod orphans;
mod pages;
mod router;
mod sandbox_bank;
mod serve;
mod session;
mod settings;
mod source;
mod sync;
mod tls;
mod verify_page;
