//! What a command is: a name, a request, a response, who may call it, and what happens to it without the server.

use anju_domain::permission::Permission;
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

/// Who may call a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody, signed in or not.
    Public,
    /// Anybody who is signed in, also before a forced change of password.
    SignedIn,
    /// Whoever holds the permission, within their scope.
    Needs(Permission),
    /// Whoever holds at least one of the permissions, within their scope.
    NeedsOneOf(&'static [Permission]),
}

/// What the desktop does with a command when the server is out of reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// Says why it waits for the server: approvals, payments, administration.
    OnlineOnly,
    /// Answered from the local cache, refreshed behind.
    CachedRead,
    /// Kept in the outbox and delivered exactly once.
    QueuedWrite,
    /// Computed on the desktop itself; the server answers it for browsers.
    LocalOnly,
}

/// Whether a command changes anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Changes nothing.
    Read,
    /// Changes something: carries an idempotency key, is audited, advances the change feed.
    Write,
}

/// One command, as the type that connects its request to its response.
pub trait Command: Send + Sync + 'static {
    /// `<area>.<operation>`, the last part of its route.
    const NAME: &'static str;
    /// Who may call it.
    const ACCESS: Access;
    /// What it does offline.
    const POLICY: Policy;
    /// Whether it changes anything.
    const EFFECT: Effect;
    /// What is sent.
    type Request: Serialize + DeserializeOwned + ToSchema + Clone + Send + Sync + 'static;
    /// What comes back.
    type Response: Serialize + DeserializeOwned + ToSchema + Send + Sync + 'static;
}
