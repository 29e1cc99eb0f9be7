//! Session tokens: the session's id and 32 random bytes, of which the server keeps only a hash.

use anju_contract::identity::SessionTokens;
use anju_store::identity::TokenPair;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use rand::Rng;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// How long an access token is good.
pub(super) const ACCESS: TimeDelta = TimeDelta::minutes(30);
/// How long a session lasts without being used.
const REFRESH: TimeDelta = TimeDelta::days(14);
/// How long the pair before stays good while the new one has not been used.
pub(super) const PREVIOUS: TimeDelta = TimeDelta::hours(24);

const SECRET: usize = 32;

fn new_token(session_id: Uuid) -> String {
    let mut secret = [0u8; SECRET];
    rand::rng().fill_bytes(&mut secret);
    URL_SAFE_NO_PAD.encode([&session_id.as_bytes()[..], &secret[..]].concat())
}

/// The session that a token belongs to; `None` if it is no token.
pub(super) fn session_of(token: &str) -> Option<Uuid> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    if bytes.len() != 16 + SECRET {
        return None;
    }
    Uuid::from_slice(&bytes[..16]).ok()
}

/// The hash under which a token is kept.
pub(super) fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// A new pair for a session, as it is sent and as it is kept.
pub(super) fn new_pair(session_id: Uuid, now: DateTime<Utc>) -> (SessionTokens, TokenPair) {
    let tokens = SessionTokens {
        access_token: new_token(session_id),
        access_expires_at: now + ACCESS,
        refresh_token: new_token(session_id),
        refresh_expires_at: now + REFRESH,
        server_time: now,
    };
    let pair = TokenPair {
        access_hash: hash(&tokens.access_token),
        access_expires_at: tokens.access_expires_at,
        refresh_hash: hash(&tokens.refresh_token),
        refresh_expires_at: tokens.refresh_expires_at,
    };
    (tokens, pair)
}
