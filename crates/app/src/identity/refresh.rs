//! A new pair of tokens for an old one. The pair before stays good until the new one is first used, because an answer
//! may be lost on the way; a token that is used again after that was copied, and ends the session.

use super::token;
use crate::{App, Refusal};
use anju_contract::identity::{RefreshRequest, SessionTokens};
use anju_store::identity as store;

impl App {
    /// Exchanges a refresh token.
    pub async fn refresh(&self, request: RefreshRequest) -> Result<SessionTokens, Refusal> {
        let now = self.clock.now();
        let session_id = token::session_of(&request.refresh_token).ok_or_else(Refusal::unauthenticated)?;
        let session = store::session(&self.store, session_id).await?.ok_or_else(Refusal::unauthenticated)?;
        let hash = token::hash(&request.refresh_token).to_vec();
        let (tokens, pair) = token::new_pair(session_id, now);
        let is_newest = session.refresh_hash == hash;
        let is_before = session.previous_refresh_hash.as_ref() == Some(&hash)
            && session.previous_expires_at.is_some_and(|until| now < until);
        let done = if is_newest && now < session.refresh_expires_at {
            let until = session.refresh_expires_at.min(now + token::PREVIOUS);
            self.store
                .write(move |tx| {
                    let (session, pair) = (session.clone(), pair.clone());
                    Box::pin(async move { store::rotate(tx, &session, &pair, until).await })
                })
                .await?
        } else if is_before && !session.refresh_used {
            self.store
                .write(move |tx| {
                    let (session, pair) = (session.clone(), pair.clone());
                    Box::pin(async move { store::replace_unused(tx, &session, &pair).await })
                })
                .await?
        } else {
            self.store.write(move |tx| Box::pin(store::end_session(tx, session_id, now))).await?;
            false
        };
        if done { Ok(tokens) } else { Err(Refusal::unauthenticated()) }
    }
}
