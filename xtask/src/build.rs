//! Building the Rust side. One fixed package set: a second one would build shared crates twice with other features.

use crate::process;

/// The window's pages come from inside its binary; both `start` and `test` build it so.
const FEATURES: &str = "anju-desktop/custom-protocol";

/// Words of a Cargo command over the whole workspace.
pub fn workspace(command: &'static str) -> Vec<&'static str> {
    vec![command, "--workspace", "--locked", "--features", FEATURES]
}

/// Builds what `bench` measures, and the program that measures it, as they would be shipped.
///
/// # Errors
/// The compiler's failure.
pub fn measured() -> Result<(), String> {
    let programs = ["anju-bench", "anju-server", "anju-desktop"].map(|program| ["--package", program]);
    let words = ["build", "--release", "--locked", "--features", FEATURES];
    process::run(process::cargo().args(words).args(programs.as_flattened()))
}

/// A test that is nearly nothing. Cargo takes the features that tests ask for into account as soon as one test is built;
/// without it `start` would build a tenth of the dependencies once more than `test` does.
const SMALLEST_TEST: &str = "snapshot";

/// Builds every program of the workspace, with the same features as `test` does.
///
/// # Errors
/// The compiler's failure.
pub fn binaries() -> Result<(), String> {
    process::run(process::cargo().args(workspace("build")).args(["--bins", "--test", SMALLEST_TEST]))
}
