//! The one command of the page: `rpc(command, request, key)` → answer, or a problem with a stable code.

use crate::host::Host;
use serde_json::{Value, json};
use tauri::State;
use uuid::Uuid;

/// Carries a command of the contract, or of the desk, to the client.
///
/// # Errors
/// A problem object `{ code, message, … }`; the page switches on `code` and shows `message`.
#[tauri::command]
pub(crate) async fn rpc(
    host: State<'_, Host>,
    command: String,
    request: Value,
    key: String,
) -> Result<Value, Value> {
    // A read carries no key.
    let key = Uuid::parse_str(&key).ok();
    match host.rpc(&command, request, key).await {
        Ok(answer) => Ok(json!({ "ok": answer })),
        Err(problem) => Err(json!(problem)),
    }
}
