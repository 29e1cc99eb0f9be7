//! Debian packages: what the product needs from the system, and installing what is missing.

use std::collections::BTreeSet;
use std::process::Command;

use crate::process;

/// Needed to build the window, to show it in Chinese and to keep its keys.
const WINDOW: &[&str] = &[
    "build-essential",
    "pkg-config",
    "libwebkit2gtk-4.1-dev",
    "librsvg2-dev",
    "fonts-noto-cjk",
    "dbus",
    "gnome-keyring",
];

/// Needed besides by the complete test: a display, a driver, keys for dialogs, a browser, PostgreSQL, tools that read
/// PDF.
const TEST: &[&str] = &[
    "xvfb",
    "webkit2gtk-driver",
    "chromium",
    "chromium-driver",
    "postgresql",
    "qpdf",
    "poppler-utils",
    "xdotool",
];

/// Which packages a command needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// `start` and `test --fast`.
    Window,
    /// `test`.
    Test,
}

/// Installs what is missing. On a system without dpkg nothing is done: its own packages are the reader's business.
///
/// # Errors
/// Without the right to install: the one line to run. Otherwise apt-get's failure.
pub fn ensure(purpose: Purpose) -> Result<(), String> {
    ensure_listed(&wanted(purpose))
}

/// Installs npm where there is none; Debian's is good enough to fetch a newer Node.
///
/// # Errors
/// As for [`ensure`].
pub fn ensure_npm() -> Result<(), String> {
    if process::find("npm").is_some() { Ok(()) } else { ensure_listed(&["npm"]) }
}

fn ensure_listed(wanted: &[&str]) -> Result<(), String> {
    if process::find("dpkg-query").is_none() {
        println!("      not a Debian system: expected to be there are {}", wanted.join(" "));
        return Ok(());
    }
    // The query fails as soon as one package is unknown, and still lists the others; hence the output, not the status.
    let answer =
        Command::new("dpkg-query").args(["-W", "-f=${db:Status-Status} ${Package}\n"]).args(wanted).output();
    let answer = answer.map_err(|error| format!("cannot start dpkg-query: {error}"))?;
    let missing = missing(wanted, &String::from_utf8_lossy(&answer.stdout));
    if missing.is_empty() {
        return Ok(());
    }
    if !is_root() {
        return Err(format!(
            "Some Debian packages are missing. Install them with this line and start again:\n\n    \
             sudo apt-get update && sudo apt-get install --no-install-recommends -y {}",
            missing.join(" ")
        ));
    }
    println!("      installing {} packages: {}", missing.len(), missing.join(" "));
    install(&missing)
}

fn install(missing: &[&str]) -> Result<(), String> {
    let apt = || {
        let mut apt = Command::new("apt-get");
        // Nobody is there to answer a question; another apt on the machine is waited for instead of failing.
        apt.env("DEBIAN_FRONTEND", "noninteractive").args([
            "-o",
            "DPkg::Lock::Timeout=300",
            "-o",
            "APT::Color=0",
        ]);
        apt
    };
    process::run(apt().arg("update"))?;
    process::run(apt().args(["install", "--no-install-recommends", "-y"]).args(missing))
}

fn wanted(purpose: Purpose) -> Vec<&'static str> {
    match purpose {
        Purpose::Window => WINDOW.to_vec(),
        Purpose::Test => [WINDOW, TEST].concat(),
    }
}

/// The wanted packages that the answer of dpkg-query does not call installed.
fn missing<'a>(wanted: &[&'a str], answer: &str) -> Vec<&'a str> {
    let installed: BTreeSet<&str> =
        answer.lines().filter_map(|line| line.strip_prefix("installed ")).collect();
    wanted.iter().filter(|package| !installed.contains(*package)).copied().collect()
}

/// Whether this process may install packages.
fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_installed_packages_count() {
        let answer = "installed tar\nnot-installed dbus\nconfig-files xvfb\n";
        assert_eq!(missing(&["tar", "dbus", "xvfb", "qpdf"], answer), ["dbus", "xvfb", "qpdf"]);
    }

    #[test]
    fn the_complete_test_needs_all_that_the_window_needs() {
        let test = wanted(Purpose::Test);
        assert!(wanted(Purpose::Window).iter().all(|package| test.contains(package)));
    }
}
