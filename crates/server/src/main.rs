//! `anju-server`: the central server's one program.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    anju_server::cli::run().await
}
