//! `cargo xtask bench`: the bars, measured in a release build by a program of its own beside the real server.

use std::process::Command;

use crate::packages::Purpose;
use crate::session::Session;
use crate::{packages, process, workspace};

/// Builds it, runs it, and ends as it ends.
///
/// # Errors
/// A bar that is missed, or a build that fails.
pub fn run(json: Option<&str>) -> Result<(), String> {
    packages::ensure(Purpose::Test)?;
    let build = ["build", "--release", "--locked", "--package", "anju-bench", "--package", "anju-server"];
    process::run(process::cargo().args(build))?;
    let mut bench = Command::new(workspace::release_binary("anju-bench"));
    if let Some(file) = json {
        // Cargo runs at the root; the file is meant where the person stands.
        let file = std::path::absolute(file).map_err(|error| format!("{file}: {error}"))?;
        bench.arg("--json").arg(file);
    }
    // Desks keep their keys in a Secret Service.
    process::run(&mut Session::begin()?.wrap(&bench))
}
