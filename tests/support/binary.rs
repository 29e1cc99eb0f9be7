//! The product's programs, as Cargo built them beside the test.

use std::path::PathBuf;

/// Path of a program of this workspace.
///
/// # Panics
/// When it was not built; the message says how.
pub(crate) fn built(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("a running test has a path");
    // target/debug/deps/harness-0123… → target/debug; a program stands beside the others.
    let folder = test.parent().expect("a program lies in a folder");
    let folder = if folder.ends_with("deps") { folder.parent().unwrap_or(folder) } else { folder };
    let program = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(
        program.is_file(),
        "{} was not built; run `cargo xtask test`, or `cargo build --workspace --bins --features \
         anju-desktop/custom-protocol` before this test",
        program.display()
    );
    program
}
