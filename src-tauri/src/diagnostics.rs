//! 诊断包: what whoever helps has to know of this machine, as a zip that the person saves and hands on. Versions, states in
//! numbers, the last lines of the log; no name, number, amount or token.

use crate::log;
use anju_client::Diagnostics;
use serde_json::{Value, json};
use std::io::{Cursor, Write as _};
use std::path::Path;
use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

/// How many lines of the log go along.
const LINES: usize = 200;

/// The zip. `desk` is what the client says of itself, or the code of why there is none.
///
/// # Errors
/// When it cannot be packed, which is a fault of the program.
pub(crate) fn package(data: &Path, desk: Result<Diagnostics, String>) -> Result<Vec<u8>, ZipError> {
    let state = match desk {
        Ok(desk) => json!(desk),
        Err(code) => json!({ "failed": code }),
    };
    let facts = json!({ "versions": versions(), "desk": state });
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    zip.start_file("diagnostics.json", options)?;
    zip.write_all(format!("{facts:#}\n").as_bytes())?;
    zip.start_file("log.txt", options)?;
    for line in log::last_lines(data, LINES) {
        zip.write_all(line.as_bytes())?;
        zip.write_all(b"\n")?;
    }
    Ok(zip.finish()?.into_inner())
}

fn versions() -> Value {
    let system = os_info::get();
    json!({
        "app": env!("CARGO_PKG_VERSION"),
        "system": system.to_string(),
        "architecture": std::env::consts::ARCH,
        "webview": tauri::webview_version().unwrap_or_else(|_| "missing".to_owned()),
        "contract": anju_contract::CONTRACT_VERSION,
        "cache": anju_client::CACHE_VERSION,
    })
}
