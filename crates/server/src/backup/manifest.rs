//! What a backup consists of: every file with its size and hash, so that a damaged one is found before it is used.

use crate::cli::Failure;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The manifest's own file.
pub(super) const FILE: &str = "manifest.json";
/// The layout that this program writes and reads.
const FORMAT: u32 = 1;

/// The list.
#[derive(Serialize, Deserialize)]
pub(super) struct Manifest {
    format: u32,
    /// The program that wrote it.
    version: String,
    made_at: DateTime<Utc>,
    files: Vec<Listed>,
}

#[derive(Serialize, Deserialize)]
struct Listed {
    /// Below the backup's folder, with `/` between.
    path: String,
    size: u64,
    sha256: String,
}

impl Manifest {
    /// Lists everything that lies in a folder.
    pub(super) fn of(folder: &Path, made_at: DateTime<Utc>) -> Result<Manifest, Failure> {
        let mut files = Vec::new();
        for path in walk(folder)? {
            let (size, sha256) = fingerprint(&path)?;
            files.push(Listed { path: below(folder, &path)?, size, sha256 });
        }
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(Manifest { format: FORMAT, version: env!("CARGO_PKG_VERSION").to_owned(), made_at, files })
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(self).map_err(|error| Failure::Said(error.to_string()))?;
        Ok(super::files::write_private(&folder.join(FILE), text.as_bytes())?)
    }

    /// Reads the list of a backup and holds every file against it.
    ///
    /// # Errors
    /// The first file that is missing, too much or not as it was written, by name.
    pub(super) fn check(folder: &Path) -> Result<Manifest, Failure> {
        let said = |what: String| Failure::Said(format!("{what}。这份备份不能用来恢复，请换一份。"));
        let path = folder.join(FILE);
        let text = std::fs::read_to_string(&path)
            .map_err(|error| said(format!("{} 读不出来（{error}）", path.display())))?;
        let manifest: Manifest = serde_json::from_str(&text)
            .map_err(|_| said(format!("{} 不是备份清单，或已损坏", path.display())))?;
        if manifest.format != FORMAT {
            let format = manifest.format;
            return Err(Failure::Said(format!(
                "备份的格式是 {format}，本程序只认识 {FORMAT}。请用写出这份备份的版本恢复。"
            )));
        }
        for listed in &manifest.files {
            let path = folder.join(&listed.path);
            let found = fingerprint(&path)
                .map_err(|error| said(format!("{} 读不出来（{error}）", path.display())))?;
            if found != (listed.size, listed.sha256.clone()) {
                return Err(said(format!("{} 与备份时不同", path.display())));
            }
        }
        let here = walk(folder)?.len();
        // The list itself is not on the list.
        if here != manifest.files.len() + 1 {
            return Err(said(format!("{} 中有清单以外的文件", folder.display())));
        }
        Ok(manifest)
    }

    /// When it was made.
    pub(super) fn made_at(&self) -> DateTime<Utc> {
        self.made_at
    }
}

fn below(folder: &Path, path: &Path) -> Result<String, Failure> {
    let parts = path.strip_prefix(folder).unwrap_or(path).components();
    let parts: Option<Vec<&str>> = parts.map(|part| part.as_os_str().to_str()).collect();
    parts
        .map(|parts| parts.join("/"))
        .ok_or_else(|| Failure::Said(format!("{} 的名称不是 Unicode。", path.display())))
}

/// Every file below a folder.
pub(super) fn walk(folder: &Path) -> Result<Vec<PathBuf>, std::io::Error> {
    let (mut files, mut folders) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() { folders.push(entry.path()) } else { files.push(entry.path()) }
        }
    }
    Ok(files)
}

fn fingerprint(path: &Path) -> Result<(u64, String), std::io::Error> {
    let mut file = File::open(path)?;
    let (mut hash, mut size, mut piece) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let count = file.read(&mut piece)?;
        if count == 0 {
            let hash = hash.finalize();
            return Ok((size, hash.iter().map(|byte| format!("{byte:02x}")).collect()));
        }
        hash.update(&piece[..count]);
        size += count as u64;
    }
}
