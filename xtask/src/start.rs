//! `cargo xtask start`: from a fresh clone to the open window; started again, there within seconds.

use std::net::TcpListener;

use crate::options::StartOptions;
use crate::packages::Purpose;
use crate::steps::Steps;
use crate::{build, demo, node, packages, ui};

/// Prepares everything, then hands over to the part that runs server and window.
///
/// # Errors
/// The first step that failed, in words.
pub fn run(options: &StartOptions) -> Result<(), String> {
    is_free(&options.listen)?;
    let mut steps = Steps::new(6);
    steps.run("Debian packages", || packages::ensure(Purpose::Window))?;
    let node = steps.run("Node", node::ensure)?;
    steps.run("interface: packages", || ui::install(&node))?;
    steps.run("interface: build", || ui::build(&node))?;
    steps.run("server and desktop: build (minutes the first time, seconds later)", build::binaries)?;
    steps.run("demo city", || demo::ensure(options))?;
    hand_over(options)
}

/// Refuses an address that is taken before minutes are spent on building.
fn is_free(listen: &str) -> Result<(), String> {
    match TcpListener::bind(listen) {
        Ok(_probe) => Ok(()),
        Err(error) => Err(format!(
            "The server cannot listen on {listen} ({error}). Is Anju running already? \
             End it, or choose another address with --listen."
        )),
    }
}

/// On Unix the run itself happens in a process that ignores Ctrl+C: the server hears it, ends in order, and only then
/// does this program end. The steps before must stay interruptible, so the shell changes the rule between the two.
#[cfg(unix)]
fn hand_over(options: &StartOptions) -> Result<(), String> {
    use std::os::unix::process::CommandExt as _;
    let this = std::env::current_exe().map_err(|error| format!("cannot find this program again: {error}"))?;
    let mut shell = std::process::Command::new("sh");
    shell
        .args(["-c", "trap '' INT; exec \"$@\"", "supervise"])
        .arg(this)
        .arg("supervise")
        .args(options.to_arguments());
    let error = shell.exec();
    Err(format!("cannot start `{}`: {error}", crate::process::shown(&shell)))
}

/// Elsewhere Ctrl+C reaches every program of the terminal by itself.
#[cfg(not(unix))]
fn hand_over(options: &StartOptions) -> Result<(), String> {
    crate::supervise::run(options)
}
