//! The one command of the page: `rpc(command, request)` → answer, or a problem with a stable code.

use serde_json::{Value, json};

/// Carries a command of the contract to whoever answers it on this machine.
///
/// # Errors
/// A problem object `{ code, message }`; the page switches on `code` and shows `message`.
#[tauri::command]
pub(crate) async fn rpc(command: String, request: Value) -> Result<Value, Value> {
    drop(request);
    Err(unknown(&command))
}

/// The answer to a command that this version does not know.
fn unknown(command: &str) -> Value {
    json!({
        "code": "command.unknown",
        "message": format!("本版本的安居不认识操作“{command}”。请更新到最新版本后重试。"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_command_is_answered_with_a_code_and_a_sentence() {
        let problem = tauri::async_runtime::block_on(rpc("nothing.at_all".to_owned(), Value::Null))
            .expect_err("no command is known yet");
        assert_eq!(problem["code"], "command.unknown");
        assert!(problem["message"].as_str().is_some_and(|sentence| sentence.contains("nothing.at_all")));
    }
}
