//! `cargo xtask bench`: the bars, measured in a release build by a program of its own beside the real server, the real
//! window and a browser.

use std::process::Command;

use crate::packages::Purpose;
use crate::session::Session;
use crate::{build, node, packages, process, ui, workspace};

/// Installs what it needs, builds it, runs it, and ends as it ends.
///
/// # Errors
/// A bar that is missed, a tool that is missing, or a build that fails.
pub fn run(json: Option<&str>) -> Result<(), String> {
    packages::ensure(Purpose::Test)?;
    let node = node::ensure()?;
    ui::install(&node)?;
    // The window carries the pages, and the server gives them to browsers.
    ui::build(&node)?;
    build::measured()?;
    let mut bench = Command::new(workspace::release_binary("anju-bench"));
    if let Some(file) = json {
        // Cargo runs at the root; the file is meant where the person stands.
        let file = std::path::absolute(file).map_err(|error| format!("{file}: {error}"))?;
        bench.arg("--json").arg(file);
    }
    // Desks keep their keys in a Secret Service.
    process::run(&mut Session::begin()?.wrap(&bench))
}
