//! What operators ask of the server, and of a desktop whose window they do not see.

mod endpoints;
mod logs;
mod selftest;
mod settings;
mod tls;
