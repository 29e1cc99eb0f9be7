//! Signing in and out, and the administrator's accounts (spec «roles»).

mod administration;
mod authenticate;
mod captcha;
mod change_password;
mod create_user;
mod issue_key;
mod key;
mod limits;
mod list_messages;
mod list_organisations;
mod list_users;
mod me;
mod password;
mod phone;
mod recovery;
mod refresh;
mod reset_password;
mod reveal;
mod sessions;
mod sign_in;
mod sign_out;
mod token;
mod update_user;

pub(crate) use administration::CENTRE;
pub use limits::{Limits, Source};
pub use password::{PasswordFault, check_rules, hash_password};
pub use phone::account_phone;
