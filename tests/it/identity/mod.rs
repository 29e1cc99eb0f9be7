//! Signing in.

mod lockout;
mod password;
mod refresh;
