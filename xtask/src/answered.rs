//! Whether the stories have seen every command succeed: their servers say what they have carried out
//! (`tests/support/answered.rs`), the contract's document says what there is.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::workspace;

fn folder() -> PathBuf {
    workspace::binary("anju-server").with_file_name("answered")
}

/// Forgets what earlier runs have seen.
///
/// # Errors
/// When the folder cannot be removed.
pub fn forget() -> Result<(), String> {
    match std::fs::remove_dir_all(folder()) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("cannot remove {}: {error}", folder().display()))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Names the commands that no server has carried out since [`forget`].
///
/// # Errors
/// Their names.
pub fn check() -> Result<(), String> {
    let document = workspace::ui().join("src/contract/openapi.json");
    let document = std::fs::read_to_string(&document)
        .map_err(|error| format!("cannot read {}: {error}", document.display()))?;
    let missing = missing(&commands(&document), &folder());
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!("no story has seen these succeed: {}", missing.join(", ")))
}

/// The commands of the contract's document: a path of each stands alone on a line.
fn commands(document: &str) -> BTreeSet<&str> {
    let paths = document.lines().filter_map(|line| {
        line.trim().strip_prefix("\"/api/v1/")?.strip_suffix("\": {").filter(|name| !name.contains('/'))
    });
    paths.collect()
}

fn missing<'d>(commands: &BTreeSet<&'d str>, folder: &Path) -> Vec<&'d str> {
    if commands.is_empty() {
        return vec!["any command: the document names none"];
    }
    commands.iter().copied().filter(|name| !folder.join(name).is_file()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_saw_is_named() {
        let document = "  \"/api/v1/a.read\": {\n    \"post\": {\n  \"/api/v1/a.write\": {\n  \"/api/v1/files/{name}\": {\n";
        let commands = commands(document);
        assert_eq!(commands.iter().copied().collect::<Vec<_>>(), ["a.read", "a.write"]);
        let folder = std::env::temp_dir().join(format!("anju-answered-{}", std::process::id()));
        assert_eq!(
            std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(folder.join("a.read"), "")).ok(),
            Some(())
        );
        assert_eq!(missing(&commands, &folder), ["a.write"]);
        assert_eq!(missing(&BTreeSet::new(), &folder).len(), 1, "an unreadable document is no success");
        let _ = std::fs::remove_dir_all(&folder);
    }
}
