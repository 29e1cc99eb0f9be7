//! The interface: its npm packages and its built pages, each redone only when their sources changed.

use std::path::{Path, PathBuf};

use crate::node::Node;
use crate::{process, workspace};

/// Folders of `ui/` that are results, not sources.
const RESULTS: [&str; 2] = ["node_modules", "dist"];

/// Installs exactly what the lock file says, unless that was done already.
///
/// # Errors
/// npm's failure.
pub fn install(node: &Node) -> Result<(), String> {
    let lock = workspace::ui().join("package-lock.json");
    let content = std::fs::read(&lock).map_err(|error| format!("cannot read {}: {error}", lock.display()))?;
    let fingerprint = workspace::fingerprint([content.as_slice(), node.version().as_bytes()]);
    // Inside node_modules, so that deleting the folder deletes the memory of it too.
    let stamp = workspace::ui().join("node_modules").join(".installed");
    if workspace::is_stamped(&stamp, &fingerprint) {
        println!("      node_modules is up to date");
        return Ok(());
    }
    process::run(node.npm().args(["ci", "--no-audit", "--no-fund"]))?;
    workspace::stamp(&stamp, &fingerprint)
}

/// Builds the pages, unless these very sources were built already.
///
/// # Errors
/// The build's failure.
pub fn build(node: &Node) -> Result<(), String> {
    let fingerprint = sources(&workspace::ui())?;
    let stamp = workspace::cache().join("ui-built");
    let page = workspace::ui().join("dist").join("index.html");
    if page.is_file() && workspace::is_stamped(&stamp, &fingerprint) {
        println!("      the pages are up to date");
        return Ok(());
    }
    script(node, "build")?;
    workspace::stamp(&stamp, &fingerprint)
}

/// Runs a script of the interface's package.
///
/// # Errors
/// The script's failure.
pub fn script(node: &Node, name: &str) -> Result<(), String> {
    process::run(node.npm().args(["run", "--silent", name]))
}

/// Fingerprint of all source files below a folder: their names and their content.
fn sources(folder: &Path) -> Result<String, String> {
    let mut files = Vec::new();
    collect(folder, &mut files).map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    files.sort();
    let mut parts = Vec::with_capacity(files.len() * 2);
    for file in &files {
        parts.push(file.to_string_lossy().into_owned().into_bytes());
        parts.push(std::fs::read(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?);
    }
    Ok(workspace::fingerprint(parts.iter().map(Vec::as_slice)))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            files.push(entry.path());
        } else if entry.file_type()?.is_dir() && !RESULTS.iter().any(|result| entry.file_name() == *result) {
            collect(&entry.path(), files)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_do_not_count_as_sources_and_every_source_does() {
        let folder = std::env::temp_dir().join(format!("anju-ui-{}", std::process::id()));
        let write = |name: &str, content: &str| {
            let file = folder.join(name);
            std::fs::create_dir_all(file.parent().expect("below the folder"))
                .expect("the folder is writable");
            std::fs::write(file, content).expect("the folder is writable");
        };
        write("src/main.ts", "1");
        write("dist/index.html", "old");
        let first = sources(&folder).expect("the folder is readable");
        write("dist/index.html", "new");
        write("node_modules/vue/index.js", "x");
        assert_eq!(sources(&folder).expect("readable"), first);
        write("src/main.ts", "2");
        assert_ne!(sources(&folder).expect("readable"), first);
        std::fs::remove_dir_all(&folder).expect("it was made above");
    }
}
