//! Temporary folders that disappear.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// A new, empty, private folder; removed when dropped.
#[derive(Debug)]
pub struct TempFolder {
    path: PathBuf,
}

impl TempFolder {
    /// Makes a folder whose name begins with `purpose`.
    ///
    /// # Panics
    /// When the system's temporary folder is not writable.
    pub fn new(purpose: &str) -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        // Short, because sockets lie below it and their paths may have 107 characters.
        let path = std::env::temp_dir().join(format!("anju-{purpose}-{}-{number}", std::process::id()));
        std::fs::create_dir(&path)
            .unwrap_or_else(|error| panic!("cannot create {}: {error}", path.display()));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700))
                .expect("the owner of a folder may close it to others");
        }
        Self { path }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for TempFolder {
    fn drop(&mut self) {
        // What a still dying program writes at this moment is left to the system's own cleaning.
        let _ = std::fs::remove_dir_all(&self.path);
    }
}
