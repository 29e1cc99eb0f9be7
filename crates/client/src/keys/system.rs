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

#[cfg(test)]
mod tests {
    use super::{KeyStore as _, SystemKeyStore};
    use crate::keys::{KeyName, KeyStoreState, Secret};

    /// By the library's store in memory: what the system's store does is told by the stories.
    #[test]
    fn a_secret_is_kept_replaced_and_removed() {
        keyring_core::set_default_store(keyring_core::mock::Store::new().expect("a store in memory"));
        let store = SystemKeyStore::already_chosen();
        assert_eq!(store.state(), KeyStoreState::System);
        let name = |secret, user| KeyName::new(secret, "server", user, "installation");
        let token = name(Secret::RefreshToken, "a");
        assert!(store.get(&token).expect("asked").is_none());
        store.set(&token, b"one").expect("kept");
        store.set(&token, b"two").expect("replaced");
        assert_eq!(store.get(&token).expect("asked").expect("kept").as_slice(), b"two");
        for other in [name(Secret::DeskKey, "a"), name(Secret::RefreshToken, "b")] {
            assert!(store.get(&other).expect("asked").is_none(), "another name is another entry");
        }
        store.remove(&token).expect("removed");
        store.remove(&token).expect("removed already");
        assert!(store.get(&token).expect("asked").is_none());
    }
}
