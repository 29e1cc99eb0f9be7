//! Backup and restore: the database at one moment as an SQLite file, whatever engine it is on, with keys, attachments and
//! exported audit heads beside it.
//!
//! Invariant: a folder by its final name is a whole backup, or a whole restored one; what was cut off keeps another name.

mod files;
mod manifest;
mod restore;

pub(crate) use restore::restore;

use crate::cli::{Failure, say};
use crate::database::{Database, embedded_url};
use crate::verify::verify;
use anju_app::{Clock as _, SystemClock};
use anju_store::transfer;
use files::{copy_folder, copy_private, create_private_folder};
use manifest::Manifest;
use std::path::{Path, PathBuf};

/// The database's file in a backup.
const DATABASE: &str = "anju.db";
/// The keys' file, in a backup as in the data folder.
const KEYS: &str = "keys.json";
/// Folders that a backup has as they lie in the data folder.
const FOLDERS: [&str; 2] = ["attachments", "audit-heads"];

/// Backs up into a new folder.
///
/// # Errors
/// When the folder is there already, or anything cannot be read or written; nothing stands under its name then.
pub(crate) async fn make(url: &str, data: &Path, folder: &Path) -> Result<(), Failure> {
    if folder.try_exists()? {
        return Err(Failure::Said(format!("{} 已经存在，没有写入。请换一个名称。", folder.display())));
    }
    let made_at = SystemClock.now();
    let partial = unfinished(folder)?;
    create_private_folder(&partial)?;
    // The database first: whatever it names has been on the disk before it.
    transfer::snapshot(url, &partial.join(DATABASE)).await?;
    let (from, to) = (data.to_path_buf(), partial.clone());
    let copied = tokio::task::spawn_blocking(move || -> Result<(), Failure> {
        if from.join(KEYS).is_file() {
            copy_private(&from.join(KEYS), &to.join(KEYS))?;
        }
        for name in FOLDERS {
            // Pieces of what is on its way are sent again.
            copy_folder(&from.join(name), &to.join(name), |below| below.starts_with("partial"))?;
        }
        Manifest::of(&to, made_at)?.write(&to)
    });
    copied.await.map_err(|error| Failure::Said(error.to_string()))??;
    Ok(std::fs::rename(&partial, folder)?)
}

/// Backs up, then verifies a copy of what was written.
///
/// # Errors
/// As [`make`]; or the first fault, which the server's own data has too: the backup stays then.
pub(crate) async fn make_and_verify(database: &Database, folder: &Path) -> Result<(), Failure> {
    make(&database.url()?, &database.data, folder).await?;
    say(&format!("已备份到 {}", folder.display()));
    let rehearsal = folder.with_file_name(format!(".{}.verify", name(folder)?));
    let verified = rehearse(folder, &rehearsal).await;
    // What could not be deleted harms nothing but the disk.
    let _ = std::fs::remove_dir_all(&rehearsal);
    verified.map_err(|failure| Failure::Said(format!("备份已写好，但核验没有通过：{failure}")))
}

/// Restores into a folder of its own and verifies that, so that the backup itself is not touched.
async fn rehearse(folder: &Path, rehearsal: &Path) -> Result<(), Failure> {
    let database = Database { database: Some(embedded_url(rehearsal)?), data: rehearsal.to_path_buf() };
    restore::put_back(&database, folder).await?;
    verify(&database.app().await?).await
}

/// The folder's name.
fn name(folder: &Path) -> Result<&str, Failure> {
    let name = folder.file_name().and_then(|name| name.to_str());
    name.ok_or_else(|| Failure::Said(format!("{} 不是文件夹的名称。", folder.display())))
}

/// The name under which a folder is made; what an earlier attempt left there is deleted.
fn unfinished(folder: &Path) -> Result<PathBuf, Failure> {
    let partial = folder.with_file_name(format!(".{}.partial", name(folder)?));
    match std::fs::remove_dir_all(&partial) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        Ok(()) | Err(_) => Ok(partial),
    }
}
