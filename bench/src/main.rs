//! Measures the bars and prints one table; `--json FILE` writes `[{name, value, unit, bar, met}]` beside it. Ends with
//! exit code 1 where a bar is missed.
//!
//! Invariant: whole microseconds, no floating point; the median of many runs counts, because the worst belongs to the
//! machine and the best to luck.

mod allocation;
mod dice;
mod forms;
mod oracle;
mod row;

use row::Row;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let json = match arguments.as_slice() {
        [] => None,
        [flag, file] if flag == "--json" => Some(file.clone()),
        _ => {
            eprintln!("usage: cargo xtask bench [--json FILE]");
            return ExitCode::FAILURE;
        }
    };
    let mut rows = Vec::new();
    for measure in [allocation::measure, oracle::measure, forms::measure] {
        for row in measure() {
            println!("{row}");
            rows.push(row);
        }
    }
    if let Some(file) = json {
        let text = serde_json::Value::from_iter(rows.iter().map(Row::json)).to_string();
        if let Err(error) = std::fs::write(&file, text) {
            eprintln!("{file}: {error}");
            return ExitCode::FAILURE;
        }
    }
    if rows.iter().all(Row::met) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
