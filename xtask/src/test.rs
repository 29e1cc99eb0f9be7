//! `cargo xtask test`: every check, in one place, with one line of numbers at the end.

use crate::options::TestOptions;
use crate::packages::Purpose;
use crate::session::Session;
use crate::steps::Steps;
use crate::tally::{self, Tally};
use crate::{answered, build, node, packages, process, ui};

/// Parts of test names that `--fast` leaves out: modules that open a window, modules and tests that need PostgreSQL.
const SLOW: [&str; 3] = ["window::", "postgres::", "::postgres"];

/// Passes every check; goes on after a failure, so that one run shows all of them.
///
/// # Errors
/// The failed checks by name, or why the checks could not begin.
pub fn run(options: TestOptions) -> Result<(), String> {
    // A part of the stories has not seen every command.
    let whole = !options.fast;
    let steps = Steps::new(if whole { 11 } else { 10 });
    let mut report = Report { steps, tally: Tally::default(), failures: Vec::new() };

    let purpose = if options.fast { Purpose::Window } else { Purpose::Test };
    report.steps.run("Debian packages", || packages::ensure(purpose))?;
    let node = report.steps.run("Node", node::ensure)?;
    report.steps.run("interface: packages", || ui::install(&node))?;

    report.check("interface: types and lints", || ui::script(&node, "check"));
    report.count("interface: tests", || tally::run(node.npm().args(["run", "--silent", "test"])));
    // The desktop's binary carries the pages, so they come before Rust.
    report.check("interface: build", || ui::build(&node));

    report.check("Rust: format", || process::run(process::cargo().args(["fmt", "--all", "--check"])));
    report.check("Rust: lints", || {
        let lints = ["--all-targets", "--", "--deny", "warnings"];
        process::run(process::cargo().args(build::workspace("clippy")).args(lints))
    });
    report.check("Rust: build", || {
        process::run(process::cargo().args(build::workspace("build")).arg("--all-targets"))
    });
    answered::forget()?;
    report.count("Rust: tests", || rust_tests(options));
    if whole {
        report.check("stories: every command has succeeded", answered::check);
    }

    report.end()
}

/// All Rust tests in one command and one private session.
fn rust_tests(options: TestOptions) -> Result<Tally, (Tally, String)> {
    let mut cargo = process::cargo();
    cargo.args(build::workspace("test")).arg("--no-fail-fast").arg("--");
    if options.fast {
        cargo.args(SLOW.iter().flat_map(|part| ["--skip", part]));
    }
    let session = Session::begin().map_err(|complaint| (Tally { passed: 0, failed: 1 }, complaint))?;
    tally::run(&mut session.wrap(&cargo))
}

/// What has passed so far.
struct Report {
    steps: Steps,
    tally: Tally,
    failures: Vec<String>,
}

impl Report {
    /// A step that is one check.
    fn check(&mut self, title: &str, work: impl FnOnce() -> Result<(), String>) {
        let outcome = self.steps.run(title, work);
        self.tally.add_check(&outcome);
        if let Err(complaint) = outcome {
            self.failures.push(format!("{title}: {complaint}"));
        }
    }

    /// A step of many tests, each counted.
    fn count(&mut self, title: &str, work: impl FnOnce() -> Result<Tally, (Tally, String)>) {
        let mut seen = Tally::default();
        let outcome = self.steps.run(title, || {
            let (tally, outcome) = match work() {
                Ok(tally) => (tally, Ok(())),
                Err((tally, complaint)) => (tally, Err(complaint)),
            };
            seen = tally;
            outcome
        });
        self.tally.add(seen);
        if let Err(complaint) = outcome {
            self.failures.push(format!("{title}: {complaint}"));
        }
    }

    /// The last lines: what failed, then the numbers.
    fn end(self) -> Result<(), String> {
        println!();
        for failure in &self.failures {
            println!("FAILED {failure}");
        }
        println!("{} passed, {} failed", self.tally.passed, self.tally.failed);
        if self.failures.is_empty() { Ok(()) } else { Err(String::new()) }
    }
}
