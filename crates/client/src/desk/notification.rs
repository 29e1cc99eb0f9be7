//! What the user was told of, and what of it they have read.

use super::{DeskFile, instant};
use crate::ClientError;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use sqlx::Row as _;
use uuid::Uuid;

/// How long a notification is kept.
const KEPT: TimeDelta = TimeDelta::days(90);
/// How many are shown.
const SHOWN: i64 = 200;

/// Something to tell. The same id twice is told once.
#[derive(Clone, Debug)]
pub(crate) struct NewNotification {
    pub(crate) id: Uuid,
    pub(crate) kind: &'static str,
    pub(crate) subject: Uuid,
    pub(crate) title: String,
    pub(crate) detail: String,
    pub(crate) happened_at: DateTime<Utc>,
}

/// Something that the user was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notification {
    /// Its id.
    pub id: Uuid,
    /// A code of `domain::notification::Notice`, or `refused` or `conflict` of the outbox.
    pub kind: String,
    /// The sheet that it is about.
    pub subject_id: Uuid,
    /// What happened.
    pub title: String,
    /// To what.
    pub detail: String,
    /// When.
    pub happened_at: DateTime<Utc>,
    /// When the user read it.
    pub read_at: Option<DateTime<Utc>>,
}

impl DeskFile {
    /// Keeps what is told; what was told already stays as it is.
    pub(crate) async fn notify(&self, told: &[NewNotification]) -> Result<(), ClientError> {
        let mut tx = self.pool.begin().await?;
        for new in told {
            sqlx::query(
                "INSERT INTO notification (id, kind, subject_id, title, detail, happened_at, read_at)
                 VALUES (?, ?, ?, ?, ?, ?, NULL) ON CONFLICT DO NOTHING",
            )
            .bind(new.id)
            .bind(new.kind)
            .bind(new.subject)
            .bind(&new.title)
            .bind(&new.detail)
            .bind(new.happened_at.timestamp_micros())
            .execute(&mut *tx)
            .await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// What was told last, the newest first.
    pub(crate) async fn notifications(&self) -> Result<Vec<Notification>, ClientError> {
        let rows = sqlx::query(
            "SELECT id, kind, subject_id, title, detail, happened_at, read_at FROM notification
             ORDER BY happened_at DESC, id LIMIT ?",
        )
        .bind(SHOWN)
        .fetch_all(&self.pool)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Notification {
                    id: row.try_get("id")?,
                    kind: row.try_get("kind")?,
                    subject_id: row.try_get("subject_id")?,
                    title: row.try_get("title")?,
                    detail: row.try_get("detail")?,
                    happened_at: instant(row.try_get("happened_at")?)?,
                    read_at: row.try_get::<Option<i64>, _>("read_at")?.map(instant).transpose()?,
                })
            })
            .collect()
    }

    /// How many are not read.
    pub(crate) async fn unread(&self) -> Result<i64, ClientError> {
        let unread = sqlx::query_scalar("SELECT COUNT(*) FROM notification WHERE read_at IS NULL");
        Ok(unread.fetch_one(&self.pool).await?)
    }

    /// The user has read one, or all.
    pub(crate) async fn mark_read(&self, id: Option<Uuid>, now: DateTime<Utc>) -> Result<(), ClientError> {
        let text = match id {
            Some(_) => "UPDATE notification SET read_at = ?1 WHERE read_at IS NULL AND id = ?2",
            None => "UPDATE notification SET read_at = ?1 WHERE read_at IS NULL AND ?2 IS NULL",
        };
        sqlx::query(text).bind(now.timestamp_micros()).bind(id).execute(&self.pool).await?;
        Ok(())
    }

    /// Forgets what was told long ago.
    pub(crate) async fn trim_notifications(&self, now: DateTime<Utc>) -> Result<(), ClientError> {
        sqlx::query("DELETE FROM notification WHERE happened_at < ?")
            .bind((now - KEPT).timestamp_micros())
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
