//! `cargo xtask bench`: the bars, measured by a program of its own in a release build.

use crate::process;

/// Builds it, runs it, and ends as it ends.
///
/// # Errors
/// A bar that is missed, or a build that fails.
pub fn run(json: Option<&str>) -> Result<(), String> {
    let mut bench = process::cargo();
    bench.args(["run", "--quiet", "--release", "--package", "anju-bench", "--"]);
    if let Some(file) = json {
        // Cargo runs at the root; the file is meant where the person stands.
        let file = std::path::absolute(file).map_err(|error| format!("{file}: {error}"))?;
        bench.arg("--json").arg(file);
    }
    process::run(&mut bench)
}
