//! 附件: files that people attach to a case, as they are stored.
//!
//! Invariant: what is stored is named by the SHA-256 of its own bytes and tells nothing but what it shows: an image holds
//! no place, device or time of its making.

mod clean;
mod file_kind;
mod hash;
mod jpeg;
mod limits;
mod pdf;
mod png;
#[cfg(test)]
mod tests;

pub use clean::{Cleaned, FileFault, clean};
pub use file_kind::FileKind;
pub use hash::ContentHash;
pub use jpeg::Orientation;
pub use limits::{LimitFault, Limits};
