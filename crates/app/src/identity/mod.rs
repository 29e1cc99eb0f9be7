//! Signing in and out, and the administrator's accounts (spec «roles»).

mod administration;
mod authenticate;
mod change_password;
mod create_user;
mod list_organisations;
mod list_users;
mod password;
mod refresh;
mod reset_password;
mod sign_in;
mod sign_out;
mod token;
mod update_user;

pub(crate) use administration::CENTRE;
pub use password::{PasswordFault, check_rules, hash_password};
