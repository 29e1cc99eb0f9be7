//! Which database and which folder a command works on, and opening them.

use crate::backup;
use crate::cli::{Failure, say};
use crate::keys;
use anju_app::{App, Clock as _, SystemClock};
use anju_store::attachment::Files;
use anju_store::{Standing, Store, StoreOptions};
use clap::Args;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Connections that serve reads.
const CONNECTIONS: u32 = 16;
/// The folder of the backups that are made before an upgrade, in the data folder.
const BACKUPS: &str = "backups";

/// The flags that name them.
#[derive(Args)]
pub(crate) struct Database {
    /// `postgres://…`, or `sqlite:PATH`; the default is a file in the data folder.
    #[arg(long, env = "ANJU_DATABASE")]
    pub(crate) database: Option<String>,
    /// The folder of the embedded database.
    #[arg(long, env = "ANJU_DATA", default_value = "data")]
    pub(crate) data: PathBuf,
}

impl Database {
    /// The database's URL.
    pub(crate) fn url(&self) -> Result<String, Failure> {
        match &self.database {
            Some(url) => Ok(url.clone()),
            None => embedded_url(&self.data),
        }
    }

    /// Opens the database; one of an earlier version is backed up before it is changed.
    pub(crate) async fn open(&self) -> Result<Store, Failure> {
        std::fs::create_dir_all(&self.data)?;
        let url = self.url()?;
        if anju_store::standing(&url).await? == Standing::Earlier {
            let name = format!("before-upgrade-{}", SystemClock.now().format("%Y%m%dT%H%M%SZ"));
            let folder = self.data.join(BACKUPS).join(name);
            backup::make(&url, &self.data, &folder).await?;
            say(&format!("升级数据库前已备份到 {}", folder.display()));
        }
        Ok(Store::open(&StoreOptions { url, connections: CONNECTIONS }).await?)
    }

    /// Opens the database, its keys and its files.
    pub(crate) async fn app(&self) -> Result<App, Failure> {
        let store = self.open().await?;
        let keys = keys::open(&self.data, &store).await?;
        Ok(App::new(store, Arc::new(SystemClock), keys, Files::open(&self.data)?))
    }
}

/// The database that a data folder holds without further word.
pub(crate) fn embedded_url(data: &Path) -> Result<String, Failure> {
    let path = data.join("anju.db");
    let path =
        path.to_str().ok_or_else(|| Failure::Said("数据目录的名称不是 Unicode，请改名。".to_owned()))?;
    Ok(format!("sqlite:{path}"))
}
