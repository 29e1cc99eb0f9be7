//! The product's server as a process of its own, the way it runs in an office.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::Receiver;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::answered;
use crate::binary::built;
use crate::process::{Guarded, lines, wait_for_line};

/// Migrating an empty database is most of it.
const START_LIMIT: Duration = Duration::from_secs(60);

/// The answer of every captcha of a story's server.
pub(crate) const CAPTCHA: &str = "2468A";

/// A listening `anju-server`; killed when dropped.
#[derive(Debug)]
pub struct ServerProcess {
    process: Guarded,
    address: String,
    /// What it says after that it listens.
    words: Mutex<Receiver<String>>,
}

impl ServerProcess {
    /// Starts a server on a free port and waits until it listens.
    ///
    /// # Panics
    /// When it does not; the message holds its words.
    pub fn start(database_url: &str, data: &Path) -> Self {
        Self::start_at(database_url, data, "127.0.0.1:0")
    }

    /// Starts a server at a known address, as after a crash, when desktops expect it where it was.
    ///
    /// # Panics
    /// When it does not listen; the message holds its words.
    pub fn start_at(database_url: &str, data: &Path, listen: &str) -> Self {
        Self::start_with(database_url, data, listen, &[])
    }

    /// Starts a server at a known address with further options.
    ///
    /// # Panics
    /// When it does not listen; the message holds its words.
    pub fn start_with(database_url: &str, data: &Path, listen: &str, options: &[&str]) -> Self {
        let mut command = Command::new(built("anju-server"));
        command.args(["serve", "--database", database_url, "--listen", listen]);
        command.args(["--sandbox-captcha", CAPTCHA, "--data"]).arg(data);
        Self::listening(command.args(options))
    }

    /// Starts a server at a known address that can make no file longer than this, as on a full disk.
    ///
    /// # Panics
    /// When it does not listen; the message holds its words.
    pub fn start_on_full_disk(database_url: &str, data: &Path, listen: &str, longest_bytes: u64) -> Self {
        // The limit counts in blocks of 512 bytes; ignored, the signal leaves the failed write.
        let mut command = Command::new("sh");
        let limit = format!("trap '' XFSZ; ulimit -f {}; exec \"$@\"", longest_bytes / 512);
        command.args(["-c", &limit, "sh"]).arg(built("anju-server"));
        command.args(["serve", "--database", database_url, "--listen", listen]);
        command.args(["--sandbox-captcha", CAPTCHA, "--data"]).arg(data);
        Self::listening(&mut command)
    }

    /// Starts the sandbox bank, a process of its own, that reports to a server under a key.
    ///
    /// # Panics
    /// When it does not listen; the message holds its words.
    pub fn start_bank(notify: &str, key: &str) -> Self {
        let mut command = Command::new(built("anju-server"));
        Self::listening(command.args(["sandbox-bank", "--notify", notify, "--notify-key", key]))
    }

    /// Closes a day on a server's database beside it; what it said.
    ///
    /// # Panics
    /// When that fails; the message holds its words.
    pub fn close_day(database_url: &str, data: &Path, day: &str) -> String {
        let mut command = Command::new(built("anju-server"));
        command.args(["close-day", "--day", day, "--database", database_url, "--data"]).arg(data);
        let answer = command.stdin(Stdio::null()).output().expect("a built program can be started");
        assert!(
            answer.status.success(),
            "the day was not closed: {}",
            String::from_utf8_lossy(&answer.stderr)
        );
        String::from_utf8_lossy(&answer.stdout).into_owned()
    }

    /// Runs a command of the server's program on a database and folder beside it: whether it succeeded, and what was
    /// said.
    ///
    /// # Panics
    /// When the program cannot be started.
    pub fn operate(database_url: &str, data: &Path, words: &[&str]) -> (bool, String) {
        let data = data.display().to_string();
        Self::run(&[words, &["--database", database_url, "--data", &data]].concat())
    }

    /// Runs a command of the server's program: whether it succeeded, and what was said.
    ///
    /// # Panics
    /// When the program cannot be started.
    pub fn run(words: &[&str]) -> (bool, String) {
        let mut command = Command::new(built("anju-server"));
        let answer =
            command.args(words).stdin(Stdio::null()).output().expect("a built program can be started");
        let words = [answer.stdout, answer.stderr].concat();
        (answer.status.success(), String::from_utf8_lossy(&words).into_owned())
    }

    /// Starts a server by these words of its command line.
    ///
    /// # Panics
    /// When it does not listen; the message holds its words.
    pub fn start_by(words: &[&str]) -> Self {
        Self::listening(Command::new(built("anju-server")).args(words))
    }

    /// Starts a server that logs as much as it can.
    ///
    /// # Panics
    /// When it does not listen; the message holds its words.
    pub fn start_talkative(database_url: &str, data: &Path) -> Self {
        let mut command = Command::new(built("anju-server"));
        command.args(["serve", "--database", database_url, "--listen", "127.0.0.1:0"]);
        command.args(["--sandbox-captcha", CAPTCHA, "--data"]).arg(data);
        Self::listening(command.env("ANJU_LOG", "trace"))
    }

    /// Runs the program with these words, which it must refuse; what it says then.
    ///
    /// # Panics
    /// When it does what they ask.
    pub fn refused(words: &[&str]) -> String {
        let answer = Command::new(built("anju-server")).args(words).stdin(Stdio::null()).output();
        let answer = answer.expect("a built program can be started");
        assert!(!answer.status.success(), "{words:?} was not refused");
        String::from_utf8_lossy(&answer.stderr).into_owned()
    }

    /// Ends it in order and gives everything that it said.
    ///
    /// # Panics
    /// When it does not end.
    pub fn stop_and_read(mut self) -> String {
        self.process.end("TERM");
        let words = self.words.get_mut().unwrap_or_else(PoisonError::into_inner);
        words.iter().collect::<Vec<String>>().join("\n")
    }

    fn listening(command: &mut Command) -> Self {
        // Where the server stands is nothing to go by: business dates are Beijing's.
        command.env("TZ", "UTC");
        let (reader, writer) = std::io::pipe().expect("the system has pipes");
        let errors = writer.try_clone().expect("a pipe has as many ends as one likes");
        command.stdin(Stdio::null()).stdout(writer).stderr(errors);
        let process = Guarded::spawn(command, "the workspace");
        // The command holds the pipe's other end; kept, the end of the server would not be seen.
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let address =
            |line: &str| line.strip_prefix("listening on ").map(|address| address.trim().to_owned());
        let words = lines(reader);
        match wait_for_line(&words, START_LIMIT, address) {
            Ok(address) => Self { process, address, words: Mutex::new(words) },
            Err(words) => panic!("anju-server did not listen: {words}"),
        }
    }

    /// Makes a demo city in a database that no server uses.
    ///
    /// # Panics
    /// When that fails; the message holds the server's words.
    pub fn make_demo_city(database_url: &str, data: &Path, size: &str) {
        let program: PathBuf = built("anju-server");
        let mut command = Command::new(program);
        command.args(["demo", "--size", size, "--database", database_url, "--data"]).arg(data);
        let answer = command.stdin(Stdio::null()).output().expect("a built program can be started");
        assert!(answer.status.success(), "the demo city failed: {}", String::from_utf8_lossy(&answer.stderr));
    }

    /// `http://127.0.0.1:port`, without a slash at the end.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// `127.0.0.1:port`, to start the next one at the same place.
    pub fn listen(&self) -> &str {
        self.address.trim_start_matches("http://")
    }

    /// Asks it to end in order, as a service manager does.
    ///
    /// # Panics
    /// When it does not end.
    pub fn stop(mut self) -> ExitStatus {
        answered::note(&self.address);
        self.process.end("TERM")
    }

    /// Ends it as a power cut does.
    pub fn kill(mut self) {
        self.process.end("KILL");
    }

    /// Whether it still runs.
    pub fn is_running(&mut self) -> bool {
        self.process.ended().is_none()
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        if self.is_running() {
            answered::note(&self.address);
        }
    }
}
