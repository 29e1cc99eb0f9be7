//! Where things are: every path of the repository that this program touches, in one place.

use std::path::{Path, PathBuf};

/// The repository's root. Cargo names this package's folder when it starts us.
///
/// # Panics
/// When started by hand instead of through `cargo xtask`.
pub fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR")
        .expect("started through `cargo xtask`, which names the folder");
    Path::new(&package).parent().expect("xtask/ lies in the root").to_path_buf()
}

/// Ignored folder for what this program downloads and remembers.
pub fn cache() -> PathBuf {
    root().join(".cache")
}

/// Ignored folder for the running product: databases, attachments, log.
pub fn data() -> PathBuf {
    root().join("data")
}

/// The interface's package.
pub fn ui() -> PathBuf {
    root().join("ui")
}

/// A program that Cargo built, in the development profile.
pub fn binary(name: &str) -> PathBuf {
    built("debug", name)
}

/// A program that Cargo built, in the release profile.
pub fn release_binary(name: &str) -> PathBuf {
    built("release", name)
}

fn built(profile: &str, name: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    target.join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// FNV-1a of 64 bits: enough to see that something changed, not meant against an attacker.
pub fn fingerprint<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        // The length goes in too, so that "ab","c" and "a","bc" differ.
        for byte in part.len().to_le_bytes().iter().chain(part) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

/// Whether a stamp file says that this very input was dealt with already.
pub fn is_stamped(stamp: &Path, fingerprint: &str) -> bool {
    std::fs::read_to_string(stamp).is_ok_and(|seen| seen.trim() == fingerprint)
}

/// Remembers that this input was dealt with.
///
/// # Errors
/// When the file cannot be written.
pub fn stamp(stamp: &Path, fingerprint: &str) -> Result<(), String> {
    let written = stamp
        .parent()
        .map_or(Ok(()), std::fs::create_dir_all)
        .and_then(|()| std::fs::write(stamp, fingerprint));
    written.map_err(|error| format!("cannot write {}: {error}", stamp.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_follows_content_and_boundaries() {
        let of = |parts: &[&str]| fingerprint(parts.iter().map(|part| part.as_bytes()));
        assert_eq!(of(&["a", "b"]), of(&["a", "b"]));
        assert_ne!(of(&["a", "b"]), of(&["ab"]));
        assert_ne!(of(&["a", "b"]), of(&["b", "a"]));
    }

    #[test]
    fn a_stamp_holds_for_its_own_input_only() {
        let file = std::env::temp_dir().join(format!("anju-stamp-{}", std::process::id()));
        assert!(!is_stamped(&file, "1"));
        stamp(&file, "1").expect("the temporary folder is writable");
        assert!(is_stamped(&file, "1"));
        assert!(!is_stamped(&file, "2"));
        std::fs::remove_file(&file).expect("the stamp was written");
    }
}
