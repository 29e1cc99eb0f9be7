//! The file of the server's own keys: made at the first start, readable by nobody else.

use crate::cli::Failure;
use anju_app::Keys;
use anju_store::Store;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::sync::Arc;

/// Beside the database; a backup without it cannot be read.
const FILE: &str = "keys.json";

/// The keys in this data folder, which must be those that the database was sealed with.
pub(crate) async fn open(data: &Path, store: &Store) -> Result<Arc<Keys>, Failure> {
    let path = data.join(FILE);
    let keys = match std::fs::read_to_string(&path) {
        Ok(text) => serde_json::from_str(&text)
            .map_err(|_| Failure::Said(format!("密钥文件 {} 已损坏，请从备份恢复。", path.display())))?,
        Err(error) if error.kind() == ErrorKind::NotFound => create(&path)?,
        Err(error) => return Err(error.into()),
    };
    if keys.fit(store).await? {
        return Ok(Arc::new(keys));
    }
    Err(Failure::Said(format!(
        "数据库中的证件号码和电话不是用 {} 加密的，服务器不能启动。请把原数据目录中的 {FILE} 放回该位置。",
        path.display()
    )))
}

fn create(path: &Path) -> Result<Keys, Failure> {
    let keys = Keys::random();
    let text = serde_json::to_string(&keys).map_err(|error| Failure::Said(error.to_string()))?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    // Elsewhere the folder's own access list decides who may read it.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(keys)
}
