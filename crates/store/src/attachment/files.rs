//! The folder of contents: `ab/ab12…` for each, named by its SHA-256, readable by the server's user alone; beside it the
//! pieces of what is still on its way.
//!
//! Invariant: a content has its final name only once it is whole, right and synced. All calls but [`Files::hold`]
//! block.

use anju_domain::attachment::ContentHash;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;
use tokio::sync::{Mutex, OwnedMutexGuard};
use uuid::Uuid;

/// So many contents can be worked on at the same time.
const STRIPES: usize = 64;

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It is not there.
    #[error("missing")]
    Missing,
    /// Its bytes are not those of its name.
    #[error("damaged")]
    Damaged,
    /// The folder cannot be used.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// What became of a piece.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// It was appended; so many bytes are here now.
    Taken(u64),
    /// It does not begin where the last one ended; so many bytes are here.
    Elsewhere(u64),
}

/// The folder.
#[derive(Clone, Debug)]
pub struct Files {
    contents: PathBuf,
    partial: PathBuf,
    stripes: Arc<[Arc<Mutex<()>>]>,
}

impl Files {
    /// Opens or makes the folder below the server's data.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn open(data: &Path) -> Result<Files, std::io::Error> {
        let contents = data.join("attachments");
        let partial = contents.join("partial");
        std::fs::create_dir_all(&partial)?;
        make_private(&contents)?;
        let stripes = (0..STRIPES).map(|_| Arc::default()).collect();
        Ok(Files { contents, partial, stripes })
    }

    /// Keeps others from this content as long as the answer lives: between the folder and the database nobody else may
    /// bring or collect it.
    pub async fn hold(&self, hash: ContentHash) -> OwnedMutexGuard<()> {
        let stripe = usize::from(hash.bytes()[0]) % STRIPES;
        self.stripes[stripe].clone().lock_owned().await
    }

    fn place(&self, hash: ContentHash) -> PathBuf {
        let name = hash.to_string();
        self.contents.join(&name[..2]).join(name)
    }

    fn part(&self, organisation_id: Uuid, hash: ContentHash) -> PathBuf {
        self.partial.join(format!("{}-{hash}", organisation_id.simple()))
    }

    /// How much of a content an organisation has sent so far.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn received(&self, organisation_id: Uuid, hash: ContentHash) -> Result<u64, std::io::Error> {
        match std::fs::metadata(self.part(organisation_id, hash)) {
            Ok(part) => Ok(part.len()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(0),
            Err(error) => Err(error),
        }
    }

    /// How many contents an organisation has on their way.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn on_their_way(&self, organisation_id: Uuid) -> Result<usize, std::io::Error> {
        let own = organisation_id.simple().to_string();
        let mut count = 0;
        for entry in std::fs::read_dir(&self.partial)? {
            count += usize::from(entry?.file_name().to_string_lossy().starts_with(&own));
        }
        Ok(count)
    }

    /// Appends a piece that begins at `offset`.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn append(
        &self,
        organisation_id: Uuid,
        hash: ContentHash,
        offset: u64,
        piece: &[u8],
    ) -> Result<Piece, std::io::Error> {
        let here = self.received(organisation_id, hash)?;
        if offset != here {
            return Ok(Piece::Elsewhere(here));
        }
        let mut part =
            private(OpenOptions::new().create(true).append(true)).open(self.part(organisation_id, hash))?;
        part.write_all(piece)?;
        Ok(Piece::Taken(here + u64::try_from(piece.len()).unwrap_or(u64::MAX)))
    }

    /// What an organisation has sent, whole.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn sent(&self, organisation_id: Uuid, hash: ContentHash) -> Result<Vec<u8>, std::io::Error> {
        std::fs::read(self.part(organisation_id, hash))
    }

    /// Forgets what an organisation has sent.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn forget_part(&self, organisation_id: Uuid, hash: ContentHash) -> Result<(), std::io::Error> {
        remove(&self.part(organisation_id, hash))
    }

    /// Puts a content in its place, whole or not at all; one that stands there and is right stays.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn keep(&self, hash: ContentHash, bytes: &[u8]) -> Result<(), std::io::Error> {
        if self.check(hash).is_ok() {
            return Ok(());
        }
        let place = self.place(hash);
        let folder = place.parent().unwrap_or(&self.contents);
        std::fs::create_dir_all(folder)?;
        make_private(folder)?;
        let beside = place.with_extension("new");
        let mut new = private(OpenOptions::new().create(true).truncate(true).write(true)).open(&beside)?;
        new.write_all(bytes)?;
        new.sync_all()?;
        drop(new);
        std::fs::rename(&beside, &place)?;
        sync_folder(folder)
    }

    /// A content's bytes, which are those of its name.
    ///
    /// # Errors
    /// [`FileError`] if they are not there or not right.
    pub fn read(&self, hash: ContentHash) -> Result<Vec<u8>, FileError> {
        let mut bytes = Vec::new();
        let opened = File::open(self.place(hash));
        let mut file = opened.map_err(|error| match error.kind() {
            ErrorKind::NotFound => FileError::Missing,
            _ => FileError::Io(error),
        })?;
        file.read_to_end(&mut bytes)?;
        if ContentHash::of(&bytes) == hash { Ok(bytes) } else { Err(FileError::Damaged) }
    }

    /// Whether a content is there and right.
    ///
    /// # Errors
    /// As [`Files::read`].
    pub fn check(&self, hash: ContentHash) -> Result<(), FileError> {
        self.read(hash).map(drop)
    }

    pub(super) fn forget(&self, hash: ContentHash) -> Result<(), std::io::Error> {
        remove(&self.place(hash))
    }

    /// The contents that stand in the folder since before this instant.
    pub(super) fn older_than(&self, instant: SystemTime) -> Result<Vec<ContentHash>, std::io::Error> {
        let mut found = Vec::new();
        for folder in std::fs::read_dir(&self.contents)? {
            let folder = folder?.path();
            if folder == self.partial || !folder.is_dir() {
                continue;
            }
            for entry in std::fs::read_dir(folder)? {
                let entry = entry?;
                let hash = ContentHash::parse(&entry.file_name().to_string_lossy());
                if entry.metadata()?.modified()? < instant {
                    found.extend(hash);
                }
            }
        }
        Ok(found)
    }

    /// Forgets what was begun before this instant and never went on.
    pub(super) fn forget_parts(&self, instant: SystemTime) -> Result<(), std::io::Error> {
        for entry in std::fs::read_dir(&self.partial)? {
            let entry = entry?;
            if entry.metadata()?.modified()? < instant {
                remove(&entry.path())?;
            }
        }
        Ok(())
    }
}

fn remove(path: &Path) -> Result<(), std::io::Error> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Readable by the server's user alone; elsewhere the folder's own access list decides.
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

fn make_private(folder: &Path) -> Result<(), std::io::Error> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
    }
    let _ = folder;
    Ok(())
}

/// Makes a rename last through a power cut; Windows has no such call and needs none.
fn sync_folder(folder: &Path) -> Result<(), std::io::Error> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    let _ = folder;
    Ok(())
}
