//! The central server: routes over the use cases, the demo city, and the commands of `anju-server`.

mod answer;
mod bank;
mod bearer;
pub mod cli;
mod create_admin;
mod demo;
mod health;
mod import_estate;
mod keys;
mod measure;
mod router;
mod sandbox_bank;
mod serve;
mod verify_page;
