//! One effect and one answer for one key (spec «rules that hold everywhere», 4).

use crate::{Row, Store, StoreError, Tx, args, statements};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

statements! {
    FIND = "SELECT command, request_hash, answer FROM command_answer WHERE actor_id = $1 AND idempotency_key = $2";
    KEEP = "INSERT INTO command_answer (actor_id, idempotency_key, command, request_hash, answer, answered_at)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
}

/// What was answered before under this key.
#[derive(Debug, PartialEq, Eq)]
pub enum Earlier {
    /// Nothing: the command is new.
    None,
    /// The same request, with this answer.
    Same(String),
    /// Another request: the key is being used twice.
    Other,
}

/// The hash under which a request is recognised.
pub fn request_hash(command: &str, body: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(command.as_bytes());
    hash.update([0]);
    hash.update(body);
    hash.finalize().into()
}

/// Looks an earlier answer up; the request is the same if one of its hashes is kept.
pub async fn find(tx: &mut Tx, actor: Uuid, key: Uuid, hashes: &[[u8; 32]]) -> Result<Earlier, StoreError> {
    compare(tx.opt(FIND, args![actor, key]).await?, hashes)
}

/// Keeps an answer. `false` if somebody else answered the same key meanwhile: the transaction must not go on.
pub async fn keep(
    tx: &mut Tx,
    actor: Uuid,
    key: Uuid,
    command: &'static str,
    hash: [u8; 32],
    answer: &str,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(tx.exec(KEEP, args![actor, key, command, hash, answer, at]).await? == 1)
}

/// Looks an earlier answer up outside any transaction.
pub async fn look(store: &Store, actor: Uuid, key: Uuid, hashes: &[[u8; 32]]) -> Result<Earlier, StoreError> {
    compare(store.opt(FIND, args![actor, key]).await?, hashes)
}

fn compare(row: Option<Row>, hashes: &[[u8; 32]]) -> Result<Earlier, StoreError> {
    let Some(row) = row else {
        return Ok(Earlier::None);
    };
    let kept: Vec<u8> = row.get("request_hash")?;
    if hashes.iter().any(|hash| kept == hash) {
        Ok(Earlier::Same(row.get("answer")?))
    } else {
        Ok(Earlier::Other)
    }
}
