//! Putting a backup back.

use super::files::{copy_folder, copy_private, create_private_folder};
use super::manifest::Manifest;
use super::{DATABASE, FOLDERS, KEYS, unfinished};
use crate::cli::{Failure, say};
use crate::database::Database;
use crate::verify::verify;
use anju_store::{Engine, transfer};
use std::path::Path;

/// Puts a backup back into an empty data folder and an empty database, begins another life of it, and verifies it.
///
/// # Errors
/// When the backup is damaged, the target holds anything, or what was put back does not hold.
pub(crate) async fn restore(database: &Database, folder: &Path) -> Result<(), Failure> {
    let manifest = put_back(database, folder).await?;
    transfer::begin_another_life(&database.url()?).await?;
    say(&format!(
        "已恢复 {} 的备份；各工作站下次连接时会重新同步",
        manifest.made_at().format("%Y-%m-%d %H:%M UTC")
    ));
    verify(&database.app().await?).await
}

pub(super) async fn put_back(database: &Database, folder: &Path) -> Result<Manifest, Failure> {
    let (own, data) = (folder.to_path_buf(), database.data.clone());
    let url = database.url()?;
    let manifest = blocking(move || Manifest::check(&own)).await?;
    if std::fs::read_dir(&data).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Failure::Said(format!(
            "数据目录 {} 不是空的，没有写入。请换一个空目录。",
            data.display()
        )));
    }
    if transfer::holds_anything(&url).await? {
        return Err(anju_store::StoreError::NotEmpty.into());
    }
    let partial = unfinished(&data)?;
    let (own, to) = (folder.to_path_buf(), partial.clone());
    blocking(move || {
        create_private_folder(&to)?;
        if own.join(KEYS).is_file() {
            copy_private(&own.join(KEYS), &to.join(KEYS))?;
        }
        for name in FOLDERS {
            copy_folder(&own.join(name), &to.join(name), |_| false)?;
        }
        Ok(())
    })
    .await?;
    let kept = folder.join(DATABASE);
    match Engine::of(&url)? {
        Engine::Sqlite => {
            let place = Path::new(url.trim_start_matches("sqlite:"));
            let place = place.strip_prefix(&data).map_or(place.to_path_buf(), |below| partial.join(below));
            blocking(move || Ok(copy_private(&kept, &place)?)).await?;
        }
        Engine::Postgres => {
            let kept = kept.to_str().ok_or(anju_store::StoreError::Url)?;
            transfer::copy(&format!("sqlite:{kept}"), &url).await?;
        }
    }
    // An empty folder of this name gives way.
    let _ = std::fs::remove_dir(&data);
    std::fs::rename(&partial, &data)?;
    Ok(manifest)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Failure::Said(error.to_string()))?
}
