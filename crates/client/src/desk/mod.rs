//! The desk's file: drafts, the outbox and the few facts that offline work needs.
//!
//! Invariant: what the page was told is saved stands here, synced to disk, before it was told.

mod attachment;
mod fact;
mod life;
mod notification;
mod outbox;
mod print;
mod queue;
mod resolve;
#[cfg(test)]
mod tests;

pub use attachment::FileProgress;
pub(crate) use notification::NewNotification;
pub use notification::Notification;
pub(crate) use outbox::Outgoing;
pub use outbox::{ItemState, OutboxItem};
pub(crate) use queue::NewItem;
pub use resolve::Keep;

use crate::ClientError;
use sqlx::sqlite::SqlitePool;
use uuid::Uuid;

/// The desk's file, open.
#[derive(Clone, Debug)]
pub struct DeskFile {
    pool: SqlitePool,
}

/// What was typed and the server does not have yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unsent {
    /// The newest request, as the page sent it.
    pub(crate) request: String,
    /// When it was saved here.
    pub(crate) saved_at: chrono::DateTime<chrono::Utc>,
}

impl DeskFile {
    pub(crate) fn new(pool: SqlitePool) -> DeskFile {
        DeskFile { pool }
    }

    /// What this desk has typed on a subject and the server does not have yet.
    pub(crate) async fn unsent(&self, command: &str, subject: Uuid) -> Result<Option<Unsent>, ClientError> {
        let row: Option<(String, i64)> =
            sqlx::query_as("SELECT request, saved_at FROM draft WHERE command = ? AND subject_id = ?")
                .bind(command)
                .bind(subject)
                .fetch_optional(&self.pool)
                .await?;
        row.map(unsent).transpose()
    }

    /// Everything typed under a command that the server does not have yet, the newest first; 1,000 at most.
    pub(crate) async fn all_unsent(&self, command: &str) -> Result<Vec<Unsent>, ClientError> {
        let rows: Vec<(String, i64)> = sqlx::query_as(
            "SELECT request, saved_at FROM draft WHERE command = ? ORDER BY saved_at DESC LIMIT 1000",
        )
        .bind(command)
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(unsent).collect()
    }

    /// What this desk delivered last on a subject, if that was by this command: the cache may not have heard of it yet.
    pub(crate) async fn delivered(
        &self,
        command: &str,
        subject: Uuid,
    ) -> Result<Option<Unsent>, ClientError> {
        let row: Option<(String, String, i64)> = sqlx::query_as(
            "SELECT command, body, settled_at FROM outbox WHERE subject_id = ? AND state = 'accepted'
             ORDER BY seq DESC LIMIT 1",
        )
        .bind(subject)
        .fetch_optional(&self.pool)
        .await?;
        let row = row.filter(|(last, ..)| last == command);
        row.map(|(_, body, settled_at)| unsent((body, settled_at))).transpose()
    }

    /// The subjects on which this desk delivered something last by this command, the newest first; 200 at most.
    pub(crate) async fn delivered_subjects(&self, command: &str) -> Result<Vec<Uuid>, ClientError> {
        let subjects = sqlx::query_scalar(
            "SELECT subject_id FROM outbox WHERE command = ? AND state = 'accepted'
             GROUP BY subject_id ORDER BY MAX(seq) DESC LIMIT 200",
        );
        Ok(subjects.bind(command).fetch_all(&self.pool).await?)
    }

    /// The version that the server gave our last write on a subject; 0 if there was none.
    pub(crate) async fn own_version(&self, subject: Uuid) -> Result<i64, ClientError> {
        let version = sqlx::query_scalar("SELECT version FROM own_version WHERE subject_id = ?")
            .bind(subject)
            .fetch_optional(&self.pool)
            .await?;
        Ok(version.unwrap_or(0))
    }

    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }
}

fn unsent((request, saved_at): (String, i64)) -> Result<Unsent, ClientError> {
    Ok(Unsent { request, saved_at: instant(saved_at)? })
}

/// An instant as it is stored.
fn instant(micros: i64) -> Result<chrono::DateTime<chrono::Utc>, ClientError> {
    chrono::DateTime::from_timestamp_micros(micros).ok_or(ClientError::Damaged)
}
