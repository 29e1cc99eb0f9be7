//! Signing in.

mod administration;
mod captcha;
mod cookies;
mod devices;
mod key;
mod lockout;
mod password;
mod recovery;
mod refresh;
pub(crate) mod reveal;
