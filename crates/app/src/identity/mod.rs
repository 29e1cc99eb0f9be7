//! Signing in and out (spec «roles», sign-in).

mod authenticate;
mod change_password;
mod password;
mod refresh;
mod sign_in;
mod sign_out;
mod token;

pub use password::{PasswordFault, check_rules, hash_password};
