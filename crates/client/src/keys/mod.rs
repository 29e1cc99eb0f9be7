//! Where secrets lie that must outlive the program: the operating system's key store; without one, a file that a
//! passphrase seals; never a plain file.
//!
//! Invariant: each entry is at most 2,560 bytes (Windows' bound), and its name says server, user and installation by
//! digests, because names are visible to every program of the session.

mod file;
mod system;

pub use file::FileKeyStore;
pub use system::SystemKeyStore;

use serde::Serialize;
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
    /// The name of the user whose session goes on when the program is started again; of no user.
    LastUser,
    /// The private half of a signing key; its number stands in the place of the user.
    SigningKey,
    /// Which signing keys are here; of no user.
    SigningKeys,
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
            Secret::LastUser => "last-user",
            Secret::SigningKey => "signing-key",
            Secret::SigningKeys => "signing-keys",
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
    /// Its passphrase was not given yet.
    #[error("the key file is locked")]
    Locked,
    /// The passphrase does not open it.
    #[error("the passphrase does not open the key file")]
    WrongPassphrase,
    /// A new passphrase is too short.
    #[error("the passphrase is too short")]
    ShortPassphrase,
}

/// Which store it is, and whether it can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyStoreState {
    /// The operating system's.
    System,
    /// A file that is not there yet: the next passphrase makes it.
    FileNew,
    /// A file that waits for its passphrase.
    FileLocked,
    /// A file that is open.
    FileOpen,
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

    /// Which store it is, and whether it can be used.
    fn state(&self) -> KeyStoreState {
        KeyStoreState::System
    }

    /// Opens the store with a passphrase, if it is one that has any.
    ///
    /// # Errors
    /// When the passphrase does not open it.
    fn unlock(&self, passphrase: &str) -> Result<(), KeyStoreError> {
        let _ = passphrase;
        Ok(())
    }
}
