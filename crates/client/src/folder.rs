//! One folder per (server, user) under the local profile, held by one program at a time.

use crate::ClientError;
use crate::workstation;
use crate::wrap::{SessionWrap, Wrap};
use sha2::{Digest as _, Sha256};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Where this installation keeps everything; its name in the key store is a random id.
#[derive(Clone, Debug)]
pub(crate) struct Root {
    path: PathBuf,
    installation: String,
}

/// The folder of one user of one server, locked as long as this lives.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    lock: File,
}

/// What stands for a name wherever others may read it.
pub(crate) fn digest(name: &str) -> String {
    Sha256::digest(name.as_bytes())[..12].iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Root {
    /// Opens or makes the root.
    ///
    /// # Errors
    /// [`ClientError::NotLocal`] on a network path; an I/O error if it cannot be written.
    pub(crate) fn open(path: &Path) -> Result<Root, ClientError> {
        let text = path.to_string_lossy();
        // Locks and synced writes do not hold on a share, and a roaming profile would carry the keys' other half along.
        if text.starts_with("\\\\") || text.starts_with("//") {
            return Err(ClientError::NotLocal);
        }
        make_private(path)?;
        let file = path.join("installation");
        let installation = match std::fs::read_to_string(&file) {
            Ok(text) => text.trim().to_owned(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let id = Uuid::new_v4().simple().to_string();
                write_whole(&file, id.as_bytes())?;
                id
            }
            Err(error) => return Err(error.into()),
        };
        Ok(Root { path: path.to_owned(), installation })
    }

    /// The installation's random id.
    pub(crate) fn installation(&self) -> &str {
        &self.installation
    }

    /// The code by which printed forms name this machine.
    pub(crate) fn workstation(&self) -> Result<String, ClientError> {
        workstation::code(&self.path, &self.installation)
    }

    fn place(&self, server: &str, user_name: &str) -> PathBuf {
        self.path.join(digest(server)).join(digest(user_name))
    }

    /// Whether this user has a desk here.
    pub(crate) fn has(&self, server: &str, user_name: &str) -> bool {
        self.place(server, user_name).join(WRAP).is_file()
    }

    /// Opens or makes a user's folder and locks it.
    ///
    /// # Errors
    /// [`ClientError::InUse`] if another program, or another window of this one, holds it.
    pub(crate) fn folder(&self, server: &str, user_name: &str) -> Result<Folder, ClientError> {
        let path = self.place(server, user_name);
        make_private(&path)?;
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(path.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Folder { path, lock }),
            Err(TryLockError::WouldBlock) => Err(ClientError::InUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

const WRAP: &str = "key.json";
const SESSION: &str = "session.json";
/// Stands here while the desk holds what the server does not have: readable without the key, and empty.
const UNSENT: &str = "unsent";
/// What the names of folders begin with in which a desk was put aside.
const ASIDE: &str = "aside-";

impl Folder {
    /// Gives the lock back before the last holder is gone: a command on its way may hold the folder for a minute.
    pub(crate) fn release(&self) -> Result<(), ClientError> {
        Ok(self.lock.unlock()?)
    }

    /// A file in it.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The wrapped key, if there is one.
    pub(crate) fn wrap(&self) -> Result<Option<Wrap>, ClientError> {
        match std::fs::read(self.file(WRAP)) {
            Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|_| ClientError::Damaged),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Keeps a wrapped key, whole or not at all.
    pub(crate) fn keep_wrap(&self, wrap: &Wrap) -> Result<(), ClientError> {
        Ok(write_whole(&self.file(WRAP), &serde_json::to_vec(wrap)?)?)
    }

    /// The key wrapped for the session that was open last, if there was one.
    pub(crate) fn session_wrap(&self) -> Result<Option<SessionWrap>, ClientError> {
        match std::fs::read(self.file(SESSION)) {
            Ok(bytes) => Ok(serde_json::from_slice(&bytes).ok()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Keeps the key wrapped for a session.
    pub(crate) fn keep_session_wrap(&self, wrap: &SessionWrap) -> Result<(), ClientError> {
        Ok(write_whole(&self.file(SESSION), &serde_json::to_vec(wrap)?)?)
    }

    /// Forgets it: the person signed out.
    pub(crate) fn forget_session_wrap(&self) -> Result<(), ClientError> {
        remove(&self.file(SESSION))
    }

    /// Notes for whoever cannot open the desk whether it holds what the server does not have.
    pub(crate) fn note_unsent(&self, unsent: bool) -> Result<(), ClientError> {
        if unsent {
            return Ok(write_whole(&self.file(UNSENT), b"")?);
        }
        remove(&self.file(UNSENT))
    }

    /// Whether the desk holds what the server does not have.
    pub(crate) fn has_unsent(&self) -> bool {
        self.file(UNSENT).is_file()
    }

    /// How many desks were put aside here with something in them that the server does not have.
    pub(crate) fn lost_desks(&self) -> Result<i64, ClientError> {
        let mut lost = 0;
        for entry in std::fs::read_dir(&self.path)? {
            let entry = entry?;
            let is_aside = entry.file_name().to_string_lossy().starts_with(ASIDE);
            if is_aside && entry.path().join(UNSENT).is_file() {
                lost += 1;
            }
        }
        Ok(lost)
    }

    /// Puts a desk aside that nobody here can open, under a name that says when; nothing is deleted.
    pub(crate) fn put_aside(&self, stamp: i64) -> Result<(), ClientError> {
        let aside = self.file(&format!("{ASIDE}{stamp}"));
        make_private(&aside)?;
        for name in [WRAP, UNSENT, "desk.db", "desk.db-wal", "desk.db-shm"] {
            let from = self.file(name);
            if from.exists() {
                std::fs::rename(from, aside.join(name))?;
            }
        }
        Ok(())
    }
}

/// Removes a file; one that is not there is removed.
fn remove(file: &Path) -> Result<(), ClientError> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}

fn make_private(path: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// Writes beside the file and renames, so that a power cut leaves the old or the new content.
pub(crate) fn write_whole(file: &Path, content: &[u8]) -> std::io::Result<()> {
    let beside = file.with_extension("new");
    let mut new = File::create(&beside)?;
    new.write_all(content)?;
    new.sync_all()?;
    drop(new);
    std::fs::rename(beside, file)
}
