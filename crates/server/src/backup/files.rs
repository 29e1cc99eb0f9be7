//! Files that only the server's user can read, on the disk when the call returns.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;

/// Writes a new file.
pub(super) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), std::io::Error> {
    let mut file = create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Copies a file to a place where none is.
pub(super) fn copy_private(from: &Path, to: &Path) -> Result<(), std::io::Error> {
    let mut file = create(to)?;
    std::io::copy(&mut File::open(from)?, &mut file)?;
    file.sync_all()
}

/// Copies a folder with everything in it, but what `leaves_out` names; one that is not there is an empty one.
pub(super) fn copy_folder(
    from: &Path,
    to: &Path,
    leaves_out: impl Fn(&Path) -> bool,
) -> Result<(), std::io::Error> {
    if !from.is_dir() {
        return Ok(());
    }
    for path in super::manifest::walk(from)? {
        let below = path.strip_prefix(from).unwrap_or(&path);
        if leaves_out(below) {
            continue;
        }
        let place = to.join(below);
        if let Some(folder) = place.parent() {
            create_private_folder(folder)?;
        }
        copy_private(&path, &place)?;
    }
    Ok(())
}

/// Makes a folder, and those above it, that only the server's user can enter.
pub(super) fn create_private_folder(folder: &Path) -> Result<(), std::io::Error> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    // Elsewhere the folder's own access list decides who may enter it.
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn create(path: &Path) -> Result<File, std::io::Error> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
