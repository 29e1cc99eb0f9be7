//! The window's own commands: what needs the screen and no business rule.
//!
//! | command | request | answer |
//! |---|---|---|
//! | `shell.print` | `title`, `base64` of a PDF | `queued` at the printer, or `shown` in a viewer that prints |
//! | `shell.server` | `{}` | `address`, who `said` it, whether it `may_be_changed` here; `proxy`: `system`, `none` or an address, `proxy_may_be_changed` |
//! | `shell.set_server` | `address`, `proxy` | `{}`; the page begins anew |
//! | `shell.save_diagnostics` | `{}` | as `shell.save_file`: versions, states and the last lines of the log, as a zip |
//! | `shell.save_file` | `suggested_name`, `base64` | `true`, or `false` if it was not saved, which the person then knows |

use crate::host::Host;
use crate::native::{print, save_file};
use anju_client::{Clock as _, SystemClock};
use anju_contract::problem::Problem;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};
use tauri::AppHandle;

/// What the names of these commands begin with.
pub(crate) const PREFIX: &str = "shell.";

/// Answers one of them.
///
/// # Errors
/// A problem with a code and a sentence.
pub(crate) async fn answer(
    app: &AppHandle,
    host: &Host,
    own: &str,
    request: &Value,
) -> Result<Value, Problem> {
    match own {
        "server" => return Ok(host.server().await),
        "set_server" => {
            let text = |name: &str| request[name].as_str().unwrap_or_default();
            host.set_server(text("address"), text("proxy")).await?;
            return Ok(json!({}));
        }
        "save_diagnostics" => {
            let package = host.diagnostics().await?;
            let name = format!("安居诊断-{}.zip", SystemClock.now().format("%Y%m%dT%H%MZ"));
            return Ok(json!(save_file::ask_and_write(app, &name, package).await));
        }
        _ => {}
    }
    match (own, BASE64.decode(request["base64"].as_str().unwrap_or_default())) {
        ("save_file", Ok(bytes)) => {
            let name = request["suggested_name"].as_str().unwrap_or_default();
            Ok(json!(save_file::ask_and_write(app, name, bytes).await))
        }
        ("print", Ok(pdf)) => {
            let title = request["title"].as_str().unwrap_or_default();
            match print::print(app, title, pdf).await {
                Ok(handed) => Ok(json!(handed.code())),
                Err(error) => Err(error.problem()),
            }
        }
        _ => Err(Problem {
            status: 422,
            code: "command.unknown".to_owned(),
            message: "本版本的安居不认识这项操作。请更新到最新版本后重试。".to_owned(),
            fields: Vec::new(),
            details: None,
            request_id: String::new(),
        }),
    }
}
