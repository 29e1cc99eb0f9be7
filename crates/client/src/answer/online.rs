//! Commands that need the server: approvals, payments, administration.

use super::parse;
use crate::deliver;
use crate::open_desk::OpenDesk;
use crate::upload;
use crate::{Client, ClientError};
use anju_contract::command::{Command, Effect};
use serde_json::Value;
use uuid::Uuid;

/// Sends a command and returns what the server says. A write on a sheet goes out after everything that this desk has
/// queued on it, and after the files that it names, and names the version that those were given.
pub(super) async fn answer<C: Command>(
    desk: &OpenDesk,
    request: Value,
    key: Uuid,
) -> Result<Value, ClientError> {
    let request = match (C::EFFECT, subject(&request)) {
        (Effect::Write, Some(subject)) => {
            deliver::flush(desk, subject).await?;
            on_own_version(request, desk.file.own_version(subject).await?)
        }
        _ => request,
    };
    let request = parse::<C>(request)?;
    if C::EFFECT == Effect::Write {
        upload::send(desk, &upload::named_in(&serde_json::to_value(&request)?), None).await?;
    }
    let key = (C::EFFECT == Effect::Write).then_some(key);
    let answer = desk.send(C::NAME, serde_json::to_string(&request)?, key).await?;
    Ok(serde_json::from_str(&answer)?)
}

impl Client {
    /// Sends a command that nobody has to be signed in for.
    pub(crate) async fn public<C: Command>(&self, request: Value) -> Result<Value, ClientError> {
        let request = serde_json::to_string(&parse::<C>(request)?)?;
        let answered = self.remote.post(C::NAME, request, None, None).await;
        match &answered {
            Ok(_) | Err(ClientError::Refused(_)) => self.line.answered(self.clock.now()),
            Err(ClientError::Unreachable) => self.line.silent(),
            Err(_) => {}
        }
        Ok(serde_json::from_str(&answered?.body)?)
    }
}

fn subject(request: &Value) -> Option<Uuid> {
    request["sheet_id"].as_str().and_then(|id| Uuid::parse_str(id).ok())
}

fn on_own_version(mut request: Value, own_version: i64) -> Value {
    if let Some(seen) = request["version"].as_i64() {
        request["version"] = seen.max(own_version).into();
    }
    request
}
