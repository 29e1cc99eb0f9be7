//! A desktop without its window as a process, which a story ends as a power cut does.

use std::io::{BufRead as _, BufReader, PipeWriter, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::binary::built;
use crate::process::Guarded;

/// Longest wait for a line.
const LIMIT: Duration = Duration::from_secs(60);
/// How often something is asked for again.
const STEP: Duration = Duration::from_millis(20);

/// The running process; killed when dropped.
#[derive(Debug)]
pub struct DeskProcess {
    process: Guarded,
    asks: PipeWriter,
    said: UnboundedReceiver<String>,
}

impl DeskProcess {
    /// Starts it over a workstation's folder. At `point` it stands still: `before-token:N`, `after-token:N` or
    /// `after-answer`; any other word is none.
    ///
    /// # Panics
    /// When it was not built.
    pub fn start(server: &str, folder: &Path, point: &str) -> DeskProcess {
        DeskProcess::start_ahead(server, folder, point, 0)
    }

    /// Starts it with a clock that is so many seconds ahead, on a machine whose time zone is UTC.
    ///
    /// # Panics
    /// As [`DeskProcess::start`].
    pub fn start_ahead(server: &str, folder: &Path, point: &str, ahead_seconds: i64) -> DeskProcess {
        let (input, asks) = std::io::pipe().expect("the system has pipes");
        let (output, said) = std::io::pipe().expect("the system has pipes");
        let mut command = Command::new(built("anju-desk-process"));
        command.arg(server).arg(folder).args([point, &ahead_seconds.to_string()]).env("TZ", "UTC");
        command.stdin(input).stdout(said).stderr(Stdio::inherit());
        let process = Guarded::spawn(&mut command, "the workspace");
        let (sender, lines) = unbounded_channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        DeskProcess { process, asks, said: lines }
    }

    async fn line(&mut self) -> String {
        let line = tokio::time::timeout(LIMIT, self.said.recv()).await;
        line.unwrap_or_else(|_| panic!("nothing within {LIMIT:?}")).expect("the process lives")
    }

    /// Calls a command without waiting for its answer.
    ///
    /// # Panics
    /// When the process is gone.
    pub fn tell(&mut self, command: &str, request: &Value) {
        let line = json!({ "command": command, "request": request }).to_string();
        writeln!(self.asks, "{line}").expect("the process listens");
    }

    /// Waits until it stands still at its point.
    ///
    /// # Panics
    /// When it answers instead, or ends.
    pub async fn is_held(&mut self) {
        assert_eq!(self.line().await, "held");
    }

    /// Calls a command.
    ///
    /// # Panics
    /// When the process stands still or is gone.
    pub async fn rpc(&mut self, command: &str, request: Value) -> Result<Value, Value> {
        self.tell(command, &request);
        let mut said: Value = serde_json::from_str(&self.line().await).expect("an answer is JSON");
        if said["problem"].is_null() { Ok(said["answer"].take()) } else { Err(said["problem"].take()) }
    }

    /// Calls a command that must be answered.
    ///
    /// # Panics
    /// When it is refused; the message holds the problem.
    pub async fn ask(&mut self, command: &str, request: Value) -> Value {
        let answer = self.rpc(command, request).await;
        answer.unwrap_or_else(|problem| panic!("{command} was refused: {problem}"))
    }

    /// Asks again until the answer holds what is waited for.
    ///
    /// # Panics
    /// When it is refused, or goes on not to hold it.
    pub async fn until<T>(
        &mut self,
        command: &str,
        request: Value,
        found: impl Fn(&Value) -> Option<T>,
    ) -> T {
        let mut last = Value::Null;
        let asking = async {
            let mut steps = tokio::time::interval(STEP);
            loop {
                steps.tick().await;
                last = self.ask(command, request.clone()).await;
                if let Some(found) = found(&last) {
                    return found;
                }
            }
        };
        let found = tokio::time::timeout(LIMIT, asking).await;
        found.unwrap_or_else(|_| panic!("{command} went on to answer {last}"))
    }

    /// Ends it as a power cut does.
    pub fn kill(mut self) {
        self.process.end("KILL");
    }
}
