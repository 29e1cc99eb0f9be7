//! Where secrets lie that must outlive the program: the operating system's key store, never a plain file.
//!
//! Invariant: each entry is at most 2,560 bytes (Windows' bound), and its name says server, user and installation by
//! digests, because names are visible to every program of the session.

mod system;

pub use system::SystemKeyStore;

use zeroize::Zeroizing;

/// The service under which every entry stands.
const SERVICE: &str = "cn.anju.desktop";

/// What an entry holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secret {
    /// The half of the key that opens the desk.
    DeskKey,
    /// The refresh token of the last session.
    RefreshToken,
}

/// The name of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyName(String);

impl KeyName {
    /// The name of a secret of one user of one server in one installation, each told by its digest.
    pub fn new(secret: Secret, server: &str, user: &str, installation: &str) -> KeyName {
        let what = match secret {
            Secret::DeskKey => "desk-key",
            Secret::RefreshToken => "refresh-token",
        };
        KeyName(format!("{what}/{server}/{user}/{installation}"))
    }

    fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why the key store did not do it.
#[derive(Debug, thiserror::Error)]
pub enum KeyStoreError {
    /// There is none, it is locked, or it refused.
    #[error("key store: {0}")]
    Unavailable(String),
}

/// A store of small secrets. Its calls may block: they are made on threads where that is allowed.
pub trait KeyStore: Send + Sync + 'static {
    /// The secret, or `None` if there is none of this name.
    ///
    /// # Errors
    /// When the store cannot be asked.
    fn get(&self, name: &KeyName) -> Result<Option<Zeroizing<Vec<u8>>>, KeyStoreError>;

    /// Keeps a secret, replacing the one before.
    ///
    /// # Errors
    /// When the store does not take it.
    fn set(&self, name: &KeyName, secret: &[u8]) -> Result<(), KeyStoreError>;

    /// Removes a secret; one that is not there is removed.
    ///
    /// # Errors
    /// When the store cannot be asked.
    fn remove(&self, name: &KeyName) -> Result<(), KeyStoreError>;
}
