//! What operators ask of the server.

mod endpoints;
mod logs;
mod settings;
mod tls;
