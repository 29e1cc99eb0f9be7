//! The city's bank of a started product: a sandbox, so that money which a cashier releases is also paid.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::process;

/// A running sandbox bank; it ends with this value.
pub struct Bank {
    child: Child,
    address: String,
    /// Kept open: a program whose words nobody takes dies of them.
    _output: Option<BufReader<ChildStdout>>,
}

impl Bank {
    /// Starts the bank by `command` and waits until it listens; its log goes into the folder.
    ///
    /// # Errors
    /// When it cannot start, or ends before it listens.
    pub fn start(mut command: Command, listening: &str, folder: &Path) -> Result<Bank, String> {
        let log = folder.join("bank.log");
        let file = File::create(&log).map_err(|error| format!("cannot write {}: {error}", log.display()))?;
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(file);
        let line = process::shown(&command);
        let mut child = command.spawn().map_err(|error| format!("cannot start `{line}`: {error}"))?;
        let mut said = String::new();
        let mut output = child.stdout.take().map(BufReader::new);
        if let Some(output) = &mut output {
            // Its first line is its address; an unreadable one is none.
            let _ = output.read_line(&mut said);
        }
        let mut bank = Bank { child, address: String::new(), _output: output };
        match said.trim().strip_prefix(listening) {
            Some(address) => bank.address = address.to_owned(),
            None => return Err(format!("`{line}` ended before it listened; see {}", log.display())),
        }
        Ok(bank)
    }

    /// Where it takes orders.
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Bank {
    fn drop(&mut self) {
        // On Ctrl+C it has heard the signal itself and is gone.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn its_address_is_its_first_line() {
        let folder = std::env::temp_dir();
        let bank = Bank::start(shell("echo at 1.2.3.4:5; read -r _"), "at ", &folder);
        assert_eq!(bank.map(|bank| bank.address().to_owned()), Ok("1.2.3.4:5".to_owned()));
        let complaint = Bank::start(shell("exit 1"), "at ", &folder).err().unwrap_or_default();
        assert!(complaint.contains("ended before it listened"), "{complaint}");
    }
}
