//! What operators ask of the server.

mod backup;
mod endpoints;
mod logs;
mod settings;
mod tls;
