//! The central server: routes over the use cases, the demo city, and the commands of `anju-server`.

mod answer;
mod bank;
mod bearer;
pub mod cli;
mod cookie;
mod create_admin;
mod demo;
mod health;
mod import_estate;
mod keys;
mod measure;
mod origin;
mod pages;
mod router;
mod sandbox_bank;
mod serve;
mod session;
mod settings;
mod source;
mod tls;
