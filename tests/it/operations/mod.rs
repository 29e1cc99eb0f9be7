//! What operators ask of the server.

mod endpoints;
