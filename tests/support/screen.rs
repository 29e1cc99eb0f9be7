//! A screen that nobody sees: Xvfb.

use std::process::{Command, Stdio};
use std::time::Duration;

use crate::process::{Guarded, lines, tool, wait_for_line};

/// A virtual display takes a fraction of a second; a loaded machine may need more.
const START_LIMIT: Duration = Duration::from_secs(30);

/// A virtual display of its own.
#[derive(Debug)]
pub(crate) struct Screen {
    _server: Guarded,
    name: String,
}

impl Screen {
    /// Opens a display large enough for the window at its normal size.
    ///
    /// # Panics
    /// When Xvfb is missing or does not start.
    pub(crate) fn open() -> Self {
        let mut command = Command::new(tool("Xvfb", "xvfb"));
        // The server picks a free number and writes it on its standard output when it is ready.
        command.args(["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-dpi", "96"]);
        let (reader, writer) = std::io::pipe().expect("the system has pipes");
        command.stdin(Stdio::null()).stdout(writer).stderr(Stdio::null());
        let server = Guarded::spawn(&mut command, "xvfb");
        drop(command);
        let number = wait_for_line(&lines(reader), START_LIMIT, |line| line.trim().parse::<u32>().ok());
        match number {
            Ok(number) => Self { _server: server, name: format!(":{number}") },
            Err(words) => panic!("Xvfb did not open a display: {words}"),
        }
    }

    /// The value of DISPLAY.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}
