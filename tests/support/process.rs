//! Child programs that never outlive the test process.

use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// Longest wait for a program to end after it was asked to.
const END_LIMIT: Duration = Duration::from_secs(20);

/// Pause between two looks at something that cannot be waited for.
const LOOK_AGAIN: Duration = Duration::from_millis(10);

/// Ends process $1 when its standard input closes, which happens however the test process dies; a line on it means that
/// the process was ended in order.
const GUARD: &str = "trap '' INT TERM HUP; read -r line || kill -KILL \"$1\"";

/// A child program with a guard beside it.
#[derive(Debug)]
pub(crate) struct Guarded {
    child: Child,
    guard: Child,
    /// Open as long as this process lives.
    lifeline: Option<ChildStdin>,
}

impl Guarded {
    /// Starts the program.
    ///
    /// # Panics
    /// When it cannot be started; the message names `package`, which brings it.
    pub(crate) fn spawn(command: &mut Command, package: &str) -> Self {
        let child = command.spawn().unwrap_or_else(|error| {
            panic!("cannot start {:?} ({error}); {package} brings it", command.get_program())
        });
        let mut guard = Command::new("sh")
            .args(["-c", GUARD, "guard", &child.id().to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("sh is part of every Unix");
        let lifeline = guard.stdin.take();
        Self { child, guard, lifeline }
    }

    /// The system's number of the process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Asks the program to end with a signal such as `TERM`, and waits.
    ///
    /// # Panics
    /// When it has not ended after a generous time.
    pub(crate) fn end(&mut self, signal: &str) -> ExitStatus {
        self.signal(signal);
        let status = until(END_LIMIT, || self.child.try_wait().expect("a child can be waited for"));
        status.unwrap_or_else(|| {
            panic!("process {} did not end within {END_LIMIT:?} of SIG{signal}", self.id())
        })
    }

    /// The exit status, when it has ended by itself.
    pub(crate) fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().expect("a child can be waited for")
    }

    fn signal(&self, signal: &str) {
        // It may have ended already; the wait that follows sees that.
        let _ =
            Command::new("kill").args(["-s", signal, &self.id().to_string()]).stderr(Stdio::null()).status();
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        if self.child.try_wait().is_ok_and(|status| status.is_none()) {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
        if let Some(mut lifeline) = self.lifeline.take() {
            let _ = lifeline.write_all(b"ended in order\n");
        }
        let _ = self.guard.wait();
    }
}

/// The lines of a stream, read on a thread of their own so that the program never blocks on a full pipe.
pub(crate) fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
            // After the interesting line nobody listens; reading goes on.
            let _ = sender.send(String::from_utf8_lossy(&line).into_owned());
        }
    });
    receiver
}

/// Waits for the first line that `pick` takes.
///
/// # Errors
/// All lines so far, when the stream ends or the time is over.
pub(crate) fn wait_for_line<T>(
    lines: &Receiver<String>,
    limit: Duration,
    pick: impl Fn(&str) -> Option<T>,
) -> Result<T, String> {
    let deadline = Instant::now() + limit;
    let mut seen = String::new();
    loop {
        match lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(line) => {
                if let Some(found) = pick(&line) {
                    return Ok(found);
                }
                seen.push_str(&line);
                seen.push('\n');
            }
            Err(RecvTimeoutError::Timeout) => return Err(format!("nothing within {limit:?} after:\n{seen}")),
            Err(RecvTimeoutError::Disconnected) => return Err(format!("it ended after:\n{seen}")),
        }
    }
}

/// Looks until there is something, at most for `limit`.
pub(crate) fn until<T>(limit: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let deadline = Instant::now() + limit;
    loop {
        if let Some(found) = look() {
            return Some(found);
        }
        if Instant::now() >= deadline {
            return None;
        }
        std::thread::park_timeout(LOOK_AGAIN);
    }
}

/// Finds a program on PATH.
///
/// # Panics
/// When it is missing; the message names the Debian package that brings it.
pub(crate) fn tool(name: &str, package: &str) -> PathBuf {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths)
        .map(|folder| folder.join(name))
        .find(|candidate| candidate.is_file())
        .unwrap_or_else(|| panic!("{name} is missing; install the Debian package {package}"))
}

/// A free port of the loopback address. It may be taken in the next moment; whoever uses it tries again then.
pub(crate) fn free_port() -> u16 {
    let probe = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("the loopback address has free ports");
    probe.local_addr().expect("a bound socket has an address").port()
}
