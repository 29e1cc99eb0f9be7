//! `lp`, which Linux and macOS share: it reads the paper from its standard input.

use super::PrintError;
use std::io::{ErrorKind, Write as _};
use std::process::{Command, Stdio};

/// Hands a PDF to the default printer.
pub(super) fn print(title: &str, pdf: &[u8]) -> Result<(), PrintError> {
    print_with("lp", title, pdf)
}

fn print_with(program: &str, title: &str, pdf: &[u8]) -> Result<(), PrintError> {
    let started = Command::new(program)
        .args(["-s", "-t", title, "-"])
        // What it says is read here, so it has to say it in one language.
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = started.map_err(|error| match error.kind() {
        ErrorKind::NotFound => PrintError::NoProgram,
        _ => PrintError::Refused,
    })?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that refuses ends before it has read everything; its words say why.
        let _ = stdin.write_all(pdf);
    }
    let output = child.wait_with_output().map_err(|_| PrintError::Refused)?;
    if output.status.success() { Ok(()) } else { Err(refusal(&String::from_utf8_lossy(&output.stderr))) }
}

fn refusal(words: &str) -> PrintError {
    let words = words.to_lowercase();
    let no_printer = ["destination", "no such printer", "scheduler is not running", "unable to connect"];
    if no_printer.iter().any(|sign| words.contains(sign)) {
        PrintError::NoPrinter
    } else {
        PrintError::Refused
    }
}

#[cfg(test)]
mod tests {
    use super::{PrintError, print_with, refusal};
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn a_missing_program_is_told_apart_from_a_missing_printer() {
        assert_eq!(print_with("anju-no-such-program", "t", b"%PDF"), Err(PrintError::NoProgram));
        assert_eq!(refusal("lp: Error - no default destination available."), PrintError::NoPrinter);
        assert_eq!(refusal("lp: Error - The printer or class does not exist."), PrintError::Refused);
        assert_eq!(refusal(""), PrintError::Refused);
    }

    #[test]
    fn the_paper_arrives_whole_on_standard_input() {
        let folder = std::env::temp_dir().join(format!("anju-lp-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        let (program, taken) = (folder.join("lp"), folder.join("taken"));
        let script = format!("#!/bin/sh\n[ \"$2 $3\" = '-t 任务单' ] && cat > {}\n", taken.display());
        std::fs::write(&program, script).expect("a program");
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).expect("may run");
        // Larger than a pipe holds, so that it is written while it is read.
        let pdf = vec![b'%'; 300_000];
        print_with(program.to_str().expect("a path"), "任务单", &pdf).expect("printed");
        assert_eq!(std::fs::read(&taken).expect("what was printed"), pdf);
        std::fs::remove_dir_all(&folder).expect("removed");
    }
}
