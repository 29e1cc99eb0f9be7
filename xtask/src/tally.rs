//! Counting what passed and what failed, from what the test programs print.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use crate::process;

/// How many checks passed and failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Checks that passed.
    pub passed: u64,
    /// Checks that failed.
    pub failed: u64,
}

impl Tally {
    /// Adds the outcome of something that is one check.
    pub fn add_check(&mut self, outcome: &Result<(), String>) {
        match outcome {
            Ok(()) => self.passed += 1,
            Err(_) => self.failed += 1,
        }
    }

    /// Adds another tally.
    pub fn add(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Runs a test program, shows its output and counts its tests.
///
/// # Errors
/// With the tally so far: when it fails, also without having named a failed test, or when it ran no test at all.
pub fn run(command: &mut Command) -> Result<Tally, (Tally, String)> {
    let nothing = Tally::default();
    let line = process::shown(command);
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| (Tally { passed: 0, failed: 1 }, format!("cannot start `{line}`: {error}")))?;
    let mut tally = nothing;
    let mut named = Vec::new();
    if let Some(output) = child.stdout.take() {
        // Bytes, not `lines()`: a test may print what is not UTF-8.
        for bytes in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let text = String::from_utf8_lossy(&bytes);
            println!("{text}");
            tally.add(count(&text));
            named.extend(failed_test(&text).map(str::to_owned));
        }
    }
    let ended_well = child.wait().is_ok_and(|status| status.success());
    if ended_well && tally.failed == 0 && tally.passed > 0 {
        return Ok(tally);
    }
    tally.failed = tally.failed.max(1);
    let what = if named.is_empty() { format!("`{line}` failed; see above") } else { named.join(", ") };
    Err((tally, what))
}

/// The name in a line of Rust's test harness that tells of a failed test.
fn failed_test(line: &str) -> Option<&str> {
    line.strip_prefix("test ")?.strip_suffix(" ... FAILED")
}

/// What one line of output says: a summary of Rust's test harness or of Vitest.
fn count(line: &str) -> Tally {
    let plain = without_colours(line);
    let plain = plain.trim();
    let Some(summary) = plain.strip_prefix("test result: ").or_else(|| plain.strip_prefix("Tests ")) else {
        return Tally::default();
    };
    let number_before = |word: &str| -> u64 {
        let words: Vec<&str> = summary.split([' ', ';', '|', '.']).filter(|word| !word.is_empty()).collect();
        words.windows(2).filter(|pair| pair[1] == word).filter_map(|pair| pair[0].parse::<u64>().ok()).sum()
    };
    // A skipped test is a test that nobody saw pass.
    let skipped = number_before("ignored") + number_before("skipped") + number_before("todo");
    Tally { passed: number_before("passed"), failed: number_before("failed") + skipped }
}

fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character != '\u{1b}' {
            plain.push(character);
        } else if characters.next() == Some('[') {
            for part in characters.by_ref() {
                if part.is_ascii_alphabetic() {
                    break;
                }
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_of_both_harnesses_are_read() {
        for (line, passed, failed) in [
            (
                "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 3 filtered out; finished in 0.01s",
                12,
                0,
            ),
            ("test result: FAILED. 11 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out", 11, 3),
            ("      Tests  7 passed (7)", 7, 0),
            (
                "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[31m2 failed\u{1b}[39m | \u{1b}[32m5 passed\u{1b}[39m (7)",
                5,
                2,
            ),
            ("      Tests  1 skipped | 5 passed (6)", 5, 1),
            (" Test Files  3 passed (3)", 0, 0),
            ("test money::rounds ... ok", 0, 0),
        ] {
            assert_eq!(count(line), Tally { passed, failed }, "{line}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_fails_or_tests_nothing_is_a_failure() {
        let shell = |script: &str| run(Command::new("sh").args(["-c", script]));
        assert_eq!(shell("echo 'test result: ok. 2 passed; 0 failed'"), Ok(Tally { passed: 2, failed: 0 }));
        let (tally, _) = shell("echo 'test result: ok. 2 passed; 0 failed'; exit 1").expect_err("exit 1");
        assert_eq!(tally, Tally { passed: 2, failed: 1 });
        let (_, what) = shell("echo 'test money::rounds ... FAILED'; exit 1").expect_err("exit 1");
        assert_eq!(what, "money::rounds");
        let (tally, _) = shell("true").expect_err("no tests");
        assert_eq!(tally, Tally { passed: 0, failed: 1 });
    }
}
