//! The project's commands: `cargo xtask start` opens the product, `cargo xtask test` checks all of it, `cargo xtask
//! bench` measures its bars.
//!
//! Invariant: the standard library only. This program runs on a machine where nothing else is installed yet.

mod answered;
mod bank;
mod bench;
mod build;
mod demo;
mod node;
mod options;
mod packages;
mod process;
mod session;
mod start;
mod steps;
mod supervise;
mod tally;
mod test;
mod ui;
mod workspace;

use std::process::ExitCode;

use options::Command;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match options::parse(&arguments) {
        Ok(Command::Start(start)) => start::run(&start),
        Ok(Command::Supervise(start)) => supervise::run(&start),
        Ok(Command::Test(test)) => test::run(test),
        Ok(Command::Bench(json)) => bench::run(json.as_deref()),
        Ok(Command::Help) => {
            println!("{}", options::USAGE);
            Ok(())
        }
        Err(complaint) => Err(format!("{complaint}\n\n{}", options::USAGE)),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(complaint) => {
            // Empty: all was said, and the line of numbers stays the last one.
            if !complaint.is_empty() {
                eprintln!("\n{complaint}");
            }
            ExitCode::FAILURE
        }
    }
}
