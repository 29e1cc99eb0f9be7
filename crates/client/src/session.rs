//! The tokens of one sign-in: in memory, the refresh token also in the key store.
//!
//! Invariant: one exchange at a time, however many commands found the access token worn out; the new refresh token is
//! in the key store before its access token is used, because that use ends the pair before.

use crate::keys::{KeyName, KeyStore};
use crate::remote::Remote;
use crate::{ClientError, Clock};
use anju_contract::command::Command as _;
use anju_contract::commands::Refresh;
use anju_contract::identity::{RefreshRequest, SessionTokens};
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;
use tokio::sync::Mutex;
use zeroize::Zeroizing;

/// An access token is exchanged this long before its end, so that it does not end on its way.
const MARGIN: TimeDelta = TimeDelta::seconds(30);

struct Tokens {
    access: Zeroizing<String>,
    /// When the access token ends, by this machine's clock.
    ends: DateTime<Utc>,
    refresh: Zeroizing<String>,
}

/// The session.
pub(crate) struct Session {
    tokens: Mutex<Option<Tokens>>,
    keys: Arc<dyn KeyStore>,
    name: KeyName,
    clock: Arc<dyn Clock>,
}

impl Session {
    /// A session without tokens: the first command takes the refresh token from the key store.
    pub(crate) fn new(keys: Arc<dyn KeyStore>, name: KeyName, clock: Arc<dyn Clock>) -> Session {
        Session { tokens: Mutex::new(None), keys, name, clock }
    }

    /// Takes the tokens of a sign-in.
    pub(crate) async fn begin(&self, tokens: SessionTokens) -> Result<(), ClientError> {
        let mut held = self.tokens.lock().await;
        *held = Some(self.keep(tokens).await?);
        Ok(())
    }

    /// A token that the server knows; `worn` is one that it no longer does.
    ///
    /// # Errors
    /// [`ClientError::SignedOut`] if there is no session any more, [`ClientError::Unreachable`] if that is not known.
    pub(crate) async fn access(
        &self,
        remote: &Remote,
        worn: Option<&str>,
    ) -> Result<Zeroizing<String>, ClientError> {
        let mut held = self.tokens.lock().await;
        if let Some(tokens) = held.as_ref()
            && self.clock.now() < tokens.ends
            && worn != Some(tokens.access.as_str())
        {
            return Ok(tokens.access.clone());
        }
        let refresh = match held.as_ref() {
            Some(tokens) => tokens.refresh.clone(),
            None => self.kept().await?.ok_or(ClientError::SignedOut)?,
        };
        let request = RefreshRequest { refresh_token: refresh.to_string() };
        let answered = remote.post(Refresh::NAME, serde_json::to_string(&request)?, None, None).await;
        match answered {
            Ok(answered) => {
                let tokens = serde_json::from_str(&answered.body).map_err(|_| ClientError::Unreachable)?;
                let tokens = self.keep(tokens).await?;
                let access = tokens.access.clone();
                *held = Some(tokens);
                Ok(access)
            }
            Err(ClientError::Refused(problem)) if problem.status == 401 => {
                *held = None;
                self.forget().await?;
                Err(ClientError::SignedOut)
            }
            Err(error) => Err(error),
        }
    }

    /// Ends the session on this machine.
    pub(crate) async fn end(&self) -> Result<(), ClientError> {
        *self.tokens.lock().await = None;
        self.forget().await
    }

    async fn keep(&self, tokens: SessionTokens) -> Result<Tokens, ClientError> {
        let lasts = tokens.access_expires_at - tokens.server_time;
        let kept = Tokens {
            access: Zeroizing::new(tokens.access_token),
            ends: self.clock.now() + lasts - MARGIN,
            refresh: Zeroizing::new(tokens.refresh_token),
        };
        let (keys, name, secret) = (self.keys.clone(), self.name.clone(), kept.refresh.clone());
        blocking(move || keys.set(&name, secret.as_bytes())).await??;
        Ok(kept)
    }

    async fn kept(&self) -> Result<Option<Zeroizing<String>>, ClientError> {
        let (keys, name) = (self.keys.clone(), self.name.clone());
        let secret = blocking(move || keys.get(&name)).await??;
        Ok(secret.and_then(|bytes| String::from_utf8(bytes.to_vec()).ok()).map(Zeroizing::new))
    }

    async fn forget(&self) -> Result<(), ClientError> {
        let (keys, name) = (self.keys.clone(), self.name.clone());
        Ok(blocking(move || keys.remove(&name)).await??)
    }
}

/// Runs something on the threads for blocking work: key stores, password hashing.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ClientError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| ClientError::Internal("blocking task"))
}
