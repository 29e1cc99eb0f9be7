//! Node: the interface is built with it. Debian's own is too old for Vite, so a newer one is fetched into `.cache/`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{process, workspace};

/// The npm package `node` carries the binary of this release line.
const NPM_NODE: &str = "node@22";

/// A Node that is new enough, as the folder to put in front of PATH; `None` when PATH has one already.
#[derive(Debug, Clone)]
pub struct Node {
    folder: Option<PathBuf>,
}

impl Node {
    /// A command of Node's tools (`npm`, `npx`) in the interface's folder.
    pub fn npm(&self) -> Command {
        let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
        npm.env("PATH", self.path()).current_dir(workspace::ui());
        npm
    }

    /// PATH with this Node in front.
    pub fn path(&self) -> OsString {
        let old = std::env::var_os("PATH").unwrap_or_default();
        let Some(folder) = &self.folder else { return old };
        let folders = std::iter::once(folder.clone()).chain(std::env::split_paths(&old));
        std::env::join_paths(folders).expect("the repository's path has no separator of PATH in it")
    }

    /// The version, as part of what makes an installed `node_modules` valid.
    pub fn version(&self) -> String {
        let node = self.folder.as_ref().map_or_else(|| PathBuf::from("node"), |folder| folder.join("node"));
        version(&node).unwrap_or_default()
    }
}

/// Finds a Node that is new enough, or fetches one.
///
/// # Errors
/// Without npm: which package brings it. Otherwise npm's failure.
pub fn ensure() -> Result<Node, String> {
    if version(Path::new("node")).is_some_and(|version| is_enough(&version)) && process::find("npm").is_some()
    {
        return Ok(Node { folder: None });
    }
    let home = workspace::cache().join("node");
    let folder = home.join("node_modules").join("node").join("bin");
    if !version(&folder.join("node")).is_some_and(|version| is_enough(&version)) {
        crate::packages::ensure_npm()?;
        println!("      Node is missing or too old: fetching {NPM_NODE} into {}", home.display());
        std::fs::create_dir_all(&home)
            .map_err(|error| format!("cannot create {}: {error}", home.display()))?;
        process::run(
            Command::new("npm")
                .args(["install", "--no-audit", "--no-fund", "--prefix"])
                .arg(&home)
                .arg(NPM_NODE),
        )?;
    }
    match version(&folder.join("node")) {
        Some(found) if is_enough(&found) => Ok(Node { folder: Some(folder) }),
        found => Err(format!(
            "Node 20.19 or newer is needed, and fetching it gave {}. Install it from nodejs.org and start again.",
            found.as_deref().unwrap_or("nothing")
        )),
    }
}

fn version(node: &Path) -> Option<String> {
    process::output(Command::new(node).arg("--version")).map(|answer| answer.trim().to_owned())
}

/// What Vite supports: 20.19 and later 20s, 22.12 and later.
fn is_enough(version: &str) -> bool {
    let mut numbers =
        version.trim_start_matches('v').split('.').map_while(|number| number.parse::<u32>().ok());
    match (numbers.next(), numbers.next()) {
        (Some(20), Some(minor)) => minor >= 19,
        (Some(22), Some(minor)) => minor >= 12,
        (Some(major), Some(_)) => major > 22,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_versions_that_vite_supports_are_enough() {
        for enough in ["v20.19.0", "v20.20.2", "v22.12.0", "v23.0.1", "v26.1.0"] {
            assert!(is_enough(enough), "{enough}");
        }
        for not in ["v18.20.4", "v20.18.3", "v21.7.0", "v22.11.0", "", "node"] {
            assert!(!is_enough(not), "{not}");
        }
    }
}
