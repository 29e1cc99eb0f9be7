//! Signing in.

mod administration;
mod lockout;
mod password;
mod refresh;
