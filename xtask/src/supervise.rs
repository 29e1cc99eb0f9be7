//! Running the product: bank and server first, window when the server listens; when one of these two ends, the other is
//! ended in order.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use crate::bank::Bank;
use crate::options::StartOptions;
use crate::{demo, process, steps, workspace};

/// Longest wait for the server's address; opening and migrating a database takes a second or two.
const START_LIMIT: Duration = Duration::from_secs(60);

/// Longest wait for a program that was asked to end, before it is made to.
const END_LIMIT: Duration = Duration::from_secs(15);

/// What the server and the bank print when they listen, before the address.
const LISTENING: &str = "listening on ";

/// How much of the server's log a failure shows.
const LAST_LINES: usize = 20;

/// The programs of a running product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Program {
    Server,
    Window,
}

/// What happens while the product runs.
enum Event {
    Listening(String),
    Ended(Program, bool),
}

/// Starts the server and the window and stays until both have ended.
///
/// # Errors
/// When the server does not start or does not end well.
pub fn run(options: &StartOptions) -> Result<(), String> {
    let begun = Instant::now();
    let (sender, events) = mpsc::channel();
    let log = demo::place(options).folder.join("server.log");
    let mut sandbox = ended_with_us(workspace::binary("anju-server"));
    sandbox.arg("sandbox-bank");
    let bank = Bank::start(sandbox, LISTENING, &demo::place(options).folder)?;
    let server = start_server(options, bank.address(), &log, &sender)?;
    let address = wait_for_address(&events).map_err(|complaint| {
        end(server);
        with_last_lines(&complaint, &log)
    })?;
    println!("\nserver: {address}, its log: {}", log.display());
    let window = if options.server_only { None } else { start_window(&address, &sender)? };
    println!("ready after {}; Ctrl+C ends it", steps::shown(begun.elapsed()));

    let Ok(Event::Ended(first, ended_well)) = events.recv() else {
        return Err("nothing left to watch".to_owned());
    };
    // The server ends by itself on Ctrl+C; the window is then ended, and the other way round.
    let other = match first {
        Program::Server => window,
        Program::Window => Some(server),
    };
    if let Some(process) = other {
        end(process);
        if events.recv_timeout(END_LIMIT).is_err() {
            kill(process);
        }
    }
    println!("ended");
    match (first, ended_well) {
        (Program::Server, false) => {
            Err("the server ended with an error; its last lines are above".to_owned())
        }
        (Program::Server, true) | (Program::Window, _) => Ok(()),
    }
}

fn start_server(
    options: &StartOptions,
    bank: &str,
    log: &Path,
    events: &Sender<Event>,
) -> Result<u32, String> {
    let place = demo::place(options);
    let log = File::create(log).map_err(|error| format!("cannot write {}: {error}", log.display()))?;
    let mut command = ended_with_us(workspace::binary("anju-server"));
    command
        .args(["serve", "--database", &place.url, "--listen", &options.listen])
        .args(["--bank", bank, "--data"])
        .arg(&place.folder);
    command.current_dir(workspace::root()).stdout(Stdio::piped()).stderr(log);
    let mut server =
        command.spawn().map_err(|error| format!("cannot start `{}`: {error}", process::shown(&command)))?;
    let process = server.id();
    if let Some(output) = server.stdout.take() {
        let events = events.clone();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if let Some(address) = line.strip_prefix(LISTENING) {
                    // Nobody listens any more when the product is ending.
                    let _ = events.send(Event::Listening(address.trim().to_owned()));
                } else {
                    println!("{line}");
                }
            }
        });
    }
    watch(Program::Server, server, events.clone());
    Ok(process)
}

fn wait_for_address(events: &Receiver<Event>) -> Result<String, String> {
    match events.recv_timeout(START_LIMIT) {
        Ok(Event::Listening(address)) => Ok(address),
        Ok(Event::Ended(_, _)) => Err("the server ended before it listened".to_owned()),
        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
            Err(format!("the server did not listen within {}", steps::shown(START_LIMIT)))
        }
    }
}

/// A complaint with what the server said last.
fn with_last_lines(complaint: &str, log: &Path) -> String {
    let said = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = said.lines().collect();
    let last = lines[lines.len().saturating_sub(LAST_LINES)..].join("\n");
    format!("{complaint}; {} ends so:\n{last}", log.display())
}

fn start_window(address: &str, events: &Sender<Event>) -> Result<Option<u32>, String> {
    let has_screen = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    if cfg!(target_os = "linux") && !has_screen {
        println!(
            "no screen (DISPLAY is not set), so no window: open {address} in a browser, or start with xvfb-run"
        );
        return Ok(None);
    }
    let mut command = ended_with_us(workspace::binary("anju-desktop"));
    command.env("ANJU_SERVER", address);
    let window =
        command.spawn().map_err(|error| format!("cannot start `{}`: {error}", process::shown(&command)))?;
    let process = window.id();
    watch(Program::Window, window, events.clone());
    Ok(Some(process))
}

/// A program that the system ends when this one dies, however it dies; Linux only, elsewhere a plain start.
fn ended_with_us(program: PathBuf) -> Command {
    match process::find("setpriv") {
        Some(setpriv) if cfg!(target_os = "linux") => {
            let mut command = Command::new(setpriv);
            command.args(["--pdeathsig", "TERM", "--"]).arg(program);
            command
        }
        _ => Command::new(program),
    }
}

fn watch(program: Program, mut child: Child, events: Sender<Event>) {
    std::thread::spawn(move || {
        let ended_well = child.wait().is_ok_and(|status| status.success());
        let _ = events.send(Event::Ended(program, ended_well));
    });
}

/// Asks a program to end.
fn end(process: u32) {
    signal(process, &["-TERM"], &["/T"]);
}

/// Makes a program end.
fn kill(process: u32) {
    signal(process, &["-KILL"], &["/T", "/F"]);
}

fn signal(process: u32, unix: &[&str], windows: &[&str]) {
    let number = process.to_string();
    let mut command = Command::new(if cfg!(windows) { "taskkill" } else { "kill" });
    if cfg!(windows) {
        command.args(windows).args(["/PID", &number]);
    } else {
        command.args(unix).arg(&number);
    }
    // It may have ended a moment ago, which is what we want.
    let _ = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_shows_the_end_of_the_log() {
        let log = std::env::temp_dir().join(format!("anju-log-{}", std::process::id()));
        let lines: Vec<String> = (1..=50).map(|number| format!("line {number}.")).collect();
        std::fs::write(&log, lines.join("\n")).expect("the temporary folder is writable");
        let shown = with_last_lines("it ended", &log);
        std::fs::remove_file(&log).expect("it was written above");
        assert!(shown.starts_with("it ended") && shown.ends_with("line 50."));
        assert!(shown.contains("line 31.") && !shown.contains("line 30."));
    }
}
