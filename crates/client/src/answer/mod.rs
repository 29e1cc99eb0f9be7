//! What the desktop does with each command, by the contract's policy. A command that the desktop does not answer does
//! not compile: a read from the cache needs [`cached::Cached`], a write into the outbox [`queued::Queued`], a
//! computation of its own [`local::Local`].

pub(crate) mod cached;
pub(crate) mod form;
pub(crate) mod local;
pub(crate) mod online;
pub(crate) mod queued;
pub(crate) mod route;

use crate::ClientError;
use anju_contract::command::Command;
use serde_json::Value;

/// A request as its command's type.
fn parse<C: Command>(request: Value) -> Result<C::Request, ClientError> {
    serde_json::from_value(request).map_err(|_| ClientError::Unreadable)
}
