//! The one command of the page: `rpc(command, request, key)` → answer, or a problem with a stable code.

use crate::host::Host;
use crate::shell;
use serde_json::{Value, json};
use tauri::{AppHandle, State};
use uuid::Uuid;

/// Carries a command of the contract, or of the desk, to the client, and one of the window to the window.
///
/// # Errors
/// A problem object `{ code, message, … }`; the page switches on `code` and shows `message`.
#[tauri::command]
pub(crate) async fn rpc(
    app: AppHandle,
    host: State<'_, Host>,
    command: String,
    request: Value,
    key: String,
) -> Result<Value, Value> {
    // A read carries no key.
    let key = Uuid::parse_str(&key).ok();
    let answer = match command.strip_prefix(shell::PREFIX) {
        Some(own) => shell::answer(&app, &host, own, &request).await,
        None => host.rpc(&command, request, key).await,
    };
    match answer {
        Ok(answer) => Ok(json!({ "ok": answer })),
        Err(problem) => Err(json!(problem)),
    }
}
