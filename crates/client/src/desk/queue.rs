//! Putting a write into the outbox: the draft, the item and the page's answer in one transaction.
//!
//! Invariant: only what was never sent is replaced by what was typed later; what was sent stays as it was sent.

use super::DeskFile;
use crate::ClientError;
use anju_contract::CONTRACT_VERSION;
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{Row as _, SqliteConnection};
use uuid::Uuid;

/// How long accepted items and given answers are kept: a restored server is offered them again.
const KEPT: TimeDelta = TimeDelta::days(30);

/// A write as the page made it.
#[derive(Clone, Debug)]
pub(crate) struct NewItem {
    pub(crate) key: Uuid,
    pub(crate) command: &'static str,
    pub(crate) subject: Uuid,
    /// The request as JSON.
    pub(crate) body: String,
    pub(crate) request_hash: [u8; 32],
    /// What the page is answered.
    pub(crate) answer: String,
    pub(crate) now: DateTime<Utc>,
}

impl DeskFile {
    /// Saves a write and returns what the page is answered; the answer given before, if the key was used before.
    ///
    /// # Errors
    /// [`ClientError::KeyReused`] if the key came with another request before.
    pub(crate) async fn queue(&self, new: &NewItem) -> Result<String, ClientError> {
        let mut tx = self.pool.begin().await?;
        let before = sqlx::query("SELECT request_hash, answer FROM local_answer WHERE idempotency_key = ?")
            .bind(new.key)
            .fetch_optional(&mut *tx)
            .await?;
        if let Some(row) = before {
            let same = row.try_get::<Vec<u8>, _>("request_hash")? == new.request_hash;
            return if same { Ok(row.try_get("answer")?) } else { Err(ClientError::KeyReused) };
        }
        sqlx::query(
            "INSERT INTO draft (command, subject_id, request, saved_at) VALUES (?, ?, ?, ?)
             ON CONFLICT (command, subject_id) DO UPDATE SET request = excluded.request, saved_at = excluded.saved_at",
        )
        .bind(new.command)
        .bind(new.subject)
        .bind(&new.body)
        .bind(new.now.timestamp_micros())
        .execute(&mut *tx)
        .await?;
        place(&mut tx, new).await?;
        sqlx::query(
            "INSERT INTO local_answer (idempotency_key, request_hash, answer, answered_at) VALUES (?, ?, ?, ?)",
        )
        .bind(new.key)
        .bind(&new.request_hash[..])
        .bind(&new.answer)
        .bind(new.now.timestamp_micros())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(new.answer.clone())
    }

    /// Forgets what was accepted, and answered, a month ago.
    pub(crate) async fn trim(&self, now: DateTime<Utc>) -> Result<(), ClientError> {
        let before = (now - KEPT).timestamp_micros();
        sqlx::query("DELETE FROM local_answer WHERE answered_at < ?")
            .bind(before)
            .execute(&self.pool)
            .await?;
        sqlx::query("DELETE FROM outbox WHERE state IN ('accepted', 'resolved') AND settled_at < ?")
            .bind(before)
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

async fn place(tx: &mut SqliteConnection, new: &NewItem) -> Result<(), ClientError> {
    // While two versions stand against each other, the draft alone takes what is typed: the choice sends it.
    let in_conflict: Option<i64> =
        sqlx::query_scalar("SELECT seq FROM outbox WHERE subject_id = ? AND state = 'conflict'")
            .bind(new.subject)
            .fetch_optional(&mut *tx)
            .await?;
    if in_conflict.is_some() {
        return Ok(());
    }
    let last: Option<(i64, String, String)> = sqlx::query_as(
        "SELECT seq, state, command FROM outbox WHERE subject_id = ? ORDER BY seq DESC LIMIT 1",
    )
    .bind(new.subject)
    .fetch_optional(&mut *tx)
    .await?;
    match last {
        Some((seq, state, command)) if state == "waiting" && command == new.command => {
            sqlx::query("UPDATE outbox SET idempotency_key = ?, body = ?, queued_at = ? WHERE seq = ?")
                .bind(new.key)
                .bind(&new.body)
                .bind(new.now.timestamp_micros())
                .bind(seq)
                .execute(tx)
                .await?;
        }
        _ => insert(tx, new.key, new.command, new.subject, &new.body, new.now).await?,
    }
    Ok(())
}

/// Appends an item that waits.
async fn insert(
    tx: &mut SqliteConnection,
    key: Uuid,
    command: &str,
    subject: Uuid,
    body: &str,
    now: DateTime<Utc>,
) -> Result<(), ClientError> {
    sqlx::query(
        "INSERT INTO outbox (idempotency_key, command, contract_version, subject_id, body, state, queued_at)
         VALUES (?, ?, ?, ?, ?, 'waiting', ?)",
    )
    .bind(key)
    .bind(command)
    .bind(i64::from(CONTRACT_VERSION))
    .bind(subject)
    .bind(body)
    .bind(now.timestamp_micros())
    .execute(tx)
    .await?;
    Ok(())
}
