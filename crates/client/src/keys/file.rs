//! For machines without a key store: one file, sealed by a passphrase that the person types at each start. It is the
//! weaker place, because a copied file can be guessed at; the screen says so.

use super::{KeyName, KeyStore, KeyStoreError, KeyStoreState};
use crate::ClientError;
use crate::folder::write_whole;
use crate::wrap::{Key, Sealed, Wrap, new_key};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use zeroize::Zeroizing;

/// The fewest characters of a passphrase: the file has no other half.
const SHORTEST: usize = 12;
/// What the sealed entries bind, so that no other sealed thing can stand in their place.
const LABEL: &[u8] = b"anju key file v1";

/// The file as it lies on the disk.
#[derive(Clone, Serialize, Deserialize)]
struct OnDisk {
    /// The file's own key, wrapped by the passphrase.
    wrap: Wrap,
    /// The entries, sealed by that key.
    entries: Sealed,
}

struct Opened {
    key: Key,
    wrap: Wrap,
    entries: BTreeMap<String, Zeroizing<String>>,
}

/// A key store in a file, closed until its passphrase was given.
pub struct FileKeyStore {
    file: PathBuf,
    opened: Mutex<Option<Opened>>,
}

impl FileKeyStore {
    /// The store in this file, which need not be there yet.
    pub fn new(file: PathBuf) -> FileKeyStore {
        FileKeyStore { file, opened: Mutex::new(None) }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Opened>> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self) -> Result<Option<OnDisk>, KeyStoreError> {
        match std::fs::read(&self.file) {
            Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|_| damaged()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(KeyStoreError::Unavailable(error.to_string())),
        }
    }

    fn write(&self, opened: &Opened) -> Result<(), KeyStoreError> {
        let entries = Zeroizing::new(serde_json::to_vec(&opened.entries).map_err(|_| damaged())?);
        let entries = Sealed::seal(&opened.key, LABEL, &entries).map_err(|_| damaged())?;
        let on_disk = OnDisk { wrap: opened.wrap.clone(), entries };
        let bytes = serde_json::to_vec(&on_disk).map_err(|_| damaged())?;
        write_whole(&self.file, &bytes).map_err(|error| KeyStoreError::Unavailable(error.to_string()))
    }

    fn open(&self, passphrase: &str) -> Result<Opened, KeyStoreError> {
        let Some(on_disk) = self.read()? else {
            if passphrase.chars().count() < SHORTEST {
                return Err(KeyStoreError::ShortPassphrase);
            }
            let key = new_key();
            let wrap = Wrap::seal(&key, passphrase, b"").map_err(|_| damaged())?;
            let opened = Opened { key, wrap, entries: BTreeMap::new() };
            self.write(&opened)?;
            return Ok(opened);
        };
        let key = match on_disk.wrap.open(passphrase, b"") {
            Err(ClientError::WrongPassword) => return Err(KeyStoreError::WrongPassphrase),
            opened => opened.map_err(|_| damaged())?,
        };
        let entries = on_disk.entries.open(&key, LABEL).ok_or_else(damaged)?;
        let entries = serde_json::from_slice(&entries).map_err(|_| damaged())?;
        Ok(Opened { key, wrap: on_disk.wrap, entries })
    }
}

fn damaged() -> KeyStoreError {
    KeyStoreError::Unavailable("the key file is damaged".to_owned())
}

impl KeyStore for FileKeyStore {
    fn get(&self, name: &KeyName) -> Result<Option<Zeroizing<Vec<u8>>>, KeyStoreError> {
        let opened = self.lock();
        let opened = opened.as_ref().ok_or(KeyStoreError::Locked)?;
        let Some(text) = opened.entries.get(name.as_str()) else { return Ok(None) };
        BASE64.decode(text.as_bytes()).map(|secret| Some(Zeroizing::new(secret))).map_err(|_| damaged())
    }

    fn set(&self, name: &KeyName, secret: &[u8]) -> Result<(), KeyStoreError> {
        let mut opened = self.lock();
        let opened = opened.as_mut().ok_or(KeyStoreError::Locked)?;
        opened.entries.insert(name.as_str().to_owned(), Zeroizing::new(BASE64.encode(secret)));
        self.write(opened)
    }

    fn remove(&self, name: &KeyName) -> Result<(), KeyStoreError> {
        let mut opened = self.lock();
        let opened = opened.as_mut().ok_or(KeyStoreError::Locked)?;
        if opened.entries.remove(name.as_str()).is_some() { self.write(opened) } else { Ok(()) }
    }

    fn state(&self) -> KeyStoreState {
        match (self.lock().is_some(), self.file.is_file()) {
            (true, _) => KeyStoreState::FileOpen,
            (false, true) => KeyStoreState::FileLocked,
            (false, false) => KeyStoreState::FileNew,
        }
    }

    fn unlock(&self, passphrase: &str) -> Result<(), KeyStoreError> {
        let opened = self.open(passphrase)?;
        *self.lock() = Some(opened);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::FileKeyStore;
    use crate::keys::{KeyName, KeyStore, KeyStoreError, KeyStoreState, Secret};
    use std::path::PathBuf;

    const PASSPHRASE: &str = "ein-langer-satz";

    fn file() -> PathBuf {
        std::env::temp_dir().join(format!("anju-keys-{}", uuid::Uuid::new_v4().simple()))
    }

    fn name(user: &str) -> KeyName {
        KeyName::new(Secret::RefreshToken, "server", user, "installation")
    }

    #[test]
    fn what_is_kept_opens_with_the_passphrase_and_is_not_readable_without_it() {
        let file = file();
        let store = FileKeyStore::new(file.clone());
        assert_eq!(store.state(), KeyStoreState::FileNew);
        assert!(matches!(store.get(&name("a")), Err(KeyStoreError::Locked)));
        assert!(matches!(store.unlock("short"), Err(KeyStoreError::ShortPassphrase)));
        store.unlock(PASSPHRASE).expect("made");
        store.set(&name("a"), b"readable-canary").expect("kept");
        let bytes = std::fs::read(&file).expect("the file");
        assert!(!bytes.windows(8).any(|window| window == b"readable" || window == b"refresh-"));

        let again = FileKeyStore::new(file.clone());
        assert_eq!(again.state(), KeyStoreState::FileLocked);
        assert!(matches!(again.set(&name("a"), b"x"), Err(KeyStoreError::Locked)));
        assert!(matches!(again.unlock("ein-anderer-satz"), Err(KeyStoreError::WrongPassphrase)));
        again.unlock(PASSPHRASE).expect("opened");
        assert_eq!(again.state(), KeyStoreState::FileOpen);
        let kept = again.get(&name("a")).expect("asked").expect("kept");
        assert_eq!(kept.as_slice(), b"readable-canary");
        assert!(again.get(&name("b")).expect("asked").is_none());
        again.remove(&name("a")).expect("removed");
        again.remove(&name("a")).expect("removed already");
        assert!(again.get(&name("a")).expect("asked").is_none());
        std::fs::remove_file(file).expect("cleaned up");
    }
}
