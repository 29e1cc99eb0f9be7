//! What operators ask of the server, and of a desktop whose window they do not see.

mod backup;
mod endpoints;
mod full_disk;
mod killed;
mod logs;
mod midnight;
mod proxy;
mod secrets;
mod selftest;
mod settings;
mod tls;
