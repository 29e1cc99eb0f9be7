//! The operating system's key store: Credential Manager on Windows, Secret Service on Linux.

use super::{KeyName, KeyStore, KeyStoreError, SERVICE};
use keyring_core::{Entry, Error};
use zeroize::Zeroizing;

/// The system's key store.
#[derive(Clone, Copy, Debug)]
pub struct SystemKeyStore {
    _chosen: (),
}

impl SystemKeyStore {
    /// The system's store, chosen once for the process.
    ///
    /// # Errors
    /// When the system has none, or none that this session may use.
    pub fn open() -> Result<SystemKeyStore, KeyStoreError> {
        match keyring::Entry::store_status() {
            Ok(()) => Ok(SystemKeyStore { _chosen: () }),
            Err(error) => Err(KeyStoreError::Unavailable(error.to_string())),
        }
    }

    /// Whatever store the process has chosen before; a test chooses a store in memory.
    pub fn already_chosen() -> SystemKeyStore {
        SystemKeyStore { _chosen: () }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "an error that is mapped is not needed any more")]
fn unavailable(error: Error) -> KeyStoreError {
    KeyStoreError::Unavailable(error.to_string())
}

fn entry(name: &KeyName) -> Result<Entry, KeyStoreError> {
    Entry::new(SERVICE, name.as_str()).map_err(unavailable)
}

impl KeyStore for SystemKeyStore {
    fn get(&self, name: &KeyName) -> Result<Option<Zeroizing<Vec<u8>>>, KeyStoreError> {
        match entry(name)?.get_secret() {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(unavailable(error)),
        }
    }

    fn set(&self, name: &KeyName, secret: &[u8]) -> Result<(), KeyStoreError> {
        entry(name)?.set_secret(secret).map_err(unavailable)
    }

    fn remove(&self, name: &KeyName) -> Result<(), KeyStoreError> {
        match entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(unavailable(error)),
        }
    }
}
