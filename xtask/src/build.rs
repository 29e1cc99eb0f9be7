//! Building the Rust side. One fixed package set: a second one would build shared crates twice with other features.

use crate::process;

/// The window's pages come from inside its binary; both `start` and `test` build it so.
const FEATURES: &str = "anju-desktop/custom-protocol";

/// Words of a Cargo command over the whole workspace.
pub fn workspace(command: &'static str) -> Vec<&'static str> {
    vec![command, "--workspace", "--locked", "--features", FEATURES]
}

/// Builds every program of the workspace.
///
/// # Errors
/// The compiler's failure.
pub fn binaries() -> Result<(), String> {
    process::run(process::cargo().args(workspace("build")).arg("--bins"))
}
