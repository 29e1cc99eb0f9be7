//! What operators ask of the server.

mod backup;
mod endpoints;
mod killed;
mod logs;
mod settings;
mod tls;
