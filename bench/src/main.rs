//! Measures the bars and prints one table; `--json FILE` writes `[{name, value, unit, bar, met}]` beside it. Ends with
//! exit code 1 where a bar is missed.
//!
//! Invariant: whole microseconds, no floating point; the median of many runs counts, because the worst belongs to the
//! machine and the best to luck.

mod allocation;
mod forms;
mod grid;
mod oracle;
mod row;
mod server;
mod sync;
mod table;
mod tasks;
mod tower;
mod window;

use row::Row;
use std::process::ExitCode;
use tokio::runtime::Runtime;

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
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let measures: [fn(&Runtime) -> Vec<Row>; 7] = [
        |_| allocation::measure(),
        |_| oracle::measure(),
        |_| forms::measure(),
        |runtime| runtime.block_on(server::measure()),
        |runtime| runtime.block_on(sync::measure()),
        |runtime| runtime.block_on(grid::measure()),
        |runtime| runtime.block_on(window::measure()),
    ];
    for measure in measures {
        for row in measure(&runtime) {
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
