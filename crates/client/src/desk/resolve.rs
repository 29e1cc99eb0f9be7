//! What the user decides on an item that the server did not take: between two versions, or of a refusal.

use super::DeskFile;
use crate::ClientError;
use anju_contract::problem::Problem;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

/// Which of two versions is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    /// What was typed here replaces what the server has.
    Mine,
    /// What was typed here is given up.
    Theirs,
}

impl DeskFile {
    /// Settles a conflict or a refusal. What was typed here goes out again, over the server's version that was shown; or
    /// it is given up, and stays readable in the settled item for a month.
    ///
    /// # Errors
    /// [`ClientError::NoConflict`] if the item does not wait for a decision any more.
    pub(crate) async fn resolve(
        &self,
        item: Uuid,
        keep: Keep,
        new_key: Uuid,
        now: DateTime<Utc>,
    ) -> Result<(), ClientError> {
        let mut tx = self.pool.begin().await?;
        let found: Option<(i64, String, Uuid, String, String)> = sqlx::query_as(
            "SELECT outbox.seq, outbox.command, outbox.subject_id, outbox.problem, coalesce(draft.request, outbox.body)
             FROM outbox LEFT JOIN draft ON draft.command = outbox.command AND draft.subject_id = outbox.subject_id
             WHERE outbox.idempotency_key = ? AND outbox.state IN ('conflict', 'refused')",
        )
        .bind(item)
        .fetch_optional(&mut *tx)
        .await?;
        let (seq, command, subject, problem, mine) = found.ok_or(ClientError::NoConflict)?;
        let problem: Problem = serde_json::from_str(&problem)?;
        let theirs = problem.details.as_ref().and_then(|details| details["version"].as_i64());
        match keep {
            Keep::Mine => {
                if let Some(theirs) = theirs {
                    sqlx::query(
                        "INSERT INTO own_version (subject_id, version) VALUES (?, ?)
                         ON CONFLICT (subject_id) DO UPDATE SET version = excluded.version",
                    )
                    .bind(subject)
                    .bind(theirs)
                    .execute(&mut *tx)
                    .await?;
                }
                // In its old place, so that what was made on top of it still comes after it.
                sqlx::query(
                    "UPDATE outbox SET state = 'waiting', idempotency_key = ?, body = ?, problem = NULL,
                     settled_at = NULL, sent_at = NULL WHERE seq = ?",
                )
                .bind(new_key)
                .bind(&mine)
                .bind(seq)
                .execute(&mut *tx)
                .await?;
            }
            Keep::Theirs => {
                sqlx::query("UPDATE outbox SET state = 'resolved', body = ?, settled_at = ? WHERE seq = ?")
                    .bind(&mine)
                    .bind(now.timestamp_micros())
                    .bind(seq)
                    .execute(&mut *tx)
                    .await?;
                sqlx::query("DELETE FROM draft WHERE command = ? AND subject_id = ?")
                    .bind(&command)
                    .bind(subject)
                    .execute(&mut *tx)
                    .await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }
}
