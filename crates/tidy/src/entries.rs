//! What a newcomer, the Tauri command line and the build server look for in the root is there.

use crate::{Complaint, Repository};

/// Paths that must exist.
const REQUIRED: [&str; 11] = [
    ".ci/run",
    "Cargo.toml",
    "README.md",
    "docs/ARCHITECTURE.md",
    "icons",
    "migrations",
    "src-tauri",
    "tauri.conf.json",
    "tests",
    "ui",
    "ui/package.json",
];

/// Complaints about what is missing.
pub(crate) fn check(repository: &Repository) -> Vec<Complaint> {
    let missing = REQUIRED.iter().filter(|entry| !repository.paths.iter().any(|path| path == **entry));
    let mut complaints: Vec<Complaint> =
        missing.map(|entry| Complaint::about(*entry, "is missing")).collect();
    if let Some(check) = repository.file(".ci/run")
        && !check.text.contains("cargo xtask test")
    {
        complaints.push(Complaint::new(check, 0, "does not run `cargo xtask test`"));
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::File;

    #[test]
    fn each_missing_entry_is_named() {
        let with = |paths: &[&str], files: Vec<File>| Repository {
            paths: paths.iter().map(|path| (*path).to_owned()).collect(),
            files,
            metadata: serde_json::Value::Null,
        };
        assert_eq!(check(&with(&REQUIRED, vec![])), []);
        assert_eq!(check(&with(&REQUIRED[1..], vec![])), [Complaint::about(REQUIRED[0], "is missing")]);
        let empty_check = vec![File::sample(".ci/run", "true\n")];
        assert_eq!(check(&with(&REQUIRED, empty_check)).len(), 1);
    }
}
