//! Files attached on this machine: their bytes, which sheet wants them, how far the server has them.

use super::DeskFile;
use crate::ClientError;
use anju_contract::problem::Problem;
use anju_domain::attachment::{Cleaned, ContentHash};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use uuid::Uuid;

/// Bytes of a piece: a second or two of a slow line, so that what is cut off repeats little.
pub(crate) const PIECE: usize = 256 << 10;
/// How long a file is kept after the server has it.
const KEPT: TimeDelta = TimeDelta::days(30);
/// How long a file is kept that no sheet wants any more.
const UNWANTED_KEPT: TimeDelta = TimeDelta::days(1);

/// How far the server has a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileProgress {
    /// The file.
    pub sha256: ContentHash,
    /// Its size.
    pub size_bytes: i64,
    /// How much of it the server has.
    pub sent_bytes: i64,
    /// `waiting`, `sent` or `refused`.
    pub state: &'static str,
    /// Why the server does not take it.
    pub problem: Option<Problem>,
}

type Row = (Vec<u8>, i64, i64, Option<i64>, Option<String>);

fn progress((sha256, size_bytes, sent_bytes, sent_at, problem): Row) -> Result<FileProgress, ClientError> {
    let sha256 = sha256.try_into().map_err(|_| ClientError::Damaged)?;
    let problem = problem.map(|text| serde_json::from_str(&text)).transpose()?;
    let state = match (sent_at, &problem) {
        (Some(_), _) => "sent",
        (None, Some(_)) => "refused",
        (None, None) => "waiting",
    };
    Ok(FileProgress { sha256: ContentHash::from_bytes(sha256), size_bytes, sent_bytes, state, problem })
}

fn key(hash: ContentHash) -> Vec<u8> {
    hash.bytes().to_vec()
}

impl DeskFile {
    /// Keeps a file that a sheet wants.
    pub(crate) async fn attach(
        &self,
        subject: Uuid,
        file: &Cleaned,
        now: DateTime<Utc>,
    ) -> Result<(), ClientError> {
        let mut tx = self.pool.begin().await?;
        let size = i64::try_from(file.bytes.len()).map_err(|_| ClientError::Unreadable)?;
        // A file that was refused is tried again: the office may take it by now.
        let added = sqlx::query(
            "INSERT INTO attachment (sha256, kind, size_bytes, added_at, sent_bytes) VALUES (?, ?, ?, ?, 0)
             ON CONFLICT (sha256) DO UPDATE SET problem = NULL, added_at = excluded.added_at",
        );
        added
            .bind(key(file.hash))
            .bind(file.kind.code())
            .bind(size)
            .bind(now.timestamp_micros())
            .execute(&mut *tx)
            .await?;
        for (seq, piece) in (0_i64..).zip(file.bytes.chunks(PIECE)) {
            sqlx::query(
                "INSERT INTO attachment_piece (sha256, seq, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            )
            .bind(key(file.hash))
            .bind(seq)
            .bind(piece)
            .execute(&mut *tx)
            .await?;
        }
        want(&mut tx, subject, file.hash).await?;
        tx.commit().await?;
        Ok(())
    }

    /// A sheet wants a file again that it gave up; `false` if its bytes are gone.
    pub(crate) async fn attach_again(&self, subject: Uuid, hash: ContentHash) -> Result<bool, ClientError> {
        let mut tx = self.pool.begin().await?;
        let known: Option<i64> = sqlx::query_scalar("SELECT size_bytes FROM attachment WHERE sha256 = ?")
            .bind(key(hash))
            .fetch_optional(&mut *tx)
            .await?;
        if known.is_some() {
            want(&mut tx, subject, hash).await?;
        }
        tx.commit().await?;
        Ok(known.is_some())
    }

    /// A sheet does not want a file any more.
    pub(crate) async fn detach(&self, subject: Uuid, hash: ContentHash) -> Result<(), ClientError> {
        sqlx::query("DELETE FROM attachment_use WHERE subject_id = ? AND sha256 = ?")
            .bind(subject)
            .bind(key(hash))
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// How far the server has the files of a sheet.
    pub(crate) async fn attachments(&self, subject: Uuid) -> Result<Vec<FileProgress>, ClientError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT a.sha256, a.size_bytes, a.sent_bytes, a.sent_at, a.problem FROM attachment a
             JOIN attachment_use u ON u.sha256 = a.sha256 WHERE u.subject_id = ? ORDER BY a.added_at LIMIT 1000",
        )
        .bind(subject)
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(progress).collect()
    }

    /// How far the server has a file of this machine.
    pub(crate) async fn attachment(&self, hash: ContentHash) -> Result<Option<FileProgress>, ClientError> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT sha256, size_bytes, sent_bytes, sent_at, problem FROM attachment WHERE sha256 = ?",
        )
        .bind(key(hash))
        .fetch_optional(&self.pool)
        .await?;
        row.map(progress).transpose()
    }

    /// The files that a sheet wants and the server does not have, the oldest first.
    pub(crate) async fn unsent_files(&self) -> Result<Vec<ContentHash>, ClientError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT sha256, size_bytes, sent_bytes, sent_at, problem FROM attachment
             WHERE sent_at IS NULL AND problem IS NULL
             AND EXISTS (SELECT 1 FROM attachment_use u WHERE u.sha256 = attachment.sha256)
             ORDER BY added_at LIMIT 100",
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(|row| progress(row).map(|file| file.sha256)).collect()
    }

    /// Whether any sheet still wants a file.
    pub(crate) async fn is_wanted(&self, hash: ContentHash) -> Result<bool, ClientError> {
        let wanted = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM attachment_use WHERE sha256 = ?)");
        Ok(wanted.bind(key(hash)).fetch_one(&self.pool).await?)
    }

    /// The bytes from `offset` to the end of the piece that it lies in; none at the end of the file.
    pub(crate) async fn piece(&self, hash: ContentHash, offset: usize) -> Result<Vec<u8>, ClientError> {
        let seq = i64::try_from(offset / PIECE).map_err(|_| ClientError::Unreadable)?;
        let bytes: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT bytes FROM attachment_piece WHERE sha256 = ? AND seq = ?")
                .bind(key(hash))
                .bind(seq)
                .fetch_optional(&self.pool)
                .await?;
        let mut bytes = bytes.unwrap_or_default();
        bytes.drain(..(offset % PIECE).min(bytes.len()));
        Ok(bytes)
    }

    /// A whole file; `None` if its bytes are not on this machine.
    pub(crate) async fn content(&self, hash: ContentHash) -> Result<Option<Vec<u8>>, ClientError> {
        let pieces: Vec<Vec<u8>> =
            sqlx::query_scalar("SELECT bytes FROM attachment_piece WHERE sha256 = ? ORDER BY seq")
                .bind(key(hash))
                .fetch_all(&self.pool)
                .await?;
        Ok((!pieces.is_empty()).then(|| pieces.concat()))
    }

    /// Notes how much the server has, and when it has all.
    pub(crate) async fn note_sent(
        &self,
        hash: ContentHash,
        sent_bytes: i64,
        whole_at: Option<DateTime<Utc>>,
    ) -> Result<(), ClientError> {
        sqlx::query("UPDATE attachment SET sent_bytes = ?, sent_at = ?, problem = NULL WHERE sha256 = ?")
            .bind(sent_bytes)
            .bind(whole_at.map(|at| at.timestamp_micros()))
            .bind(key(hash))
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Notes why the server does not take a file.
    pub(crate) async fn note_refused(&self, hash: ContentHash, problem: &Problem) -> Result<(), ClientError> {
        sqlx::query("UPDATE attachment SET problem = ? WHERE sha256 = ?")
            .bind(serde_json::to_string(problem)?)
            .bind(key(hash))
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Forgets files that the server has had for long, and those that nobody wants.
    pub(crate) async fn trim_files(&self, now: DateTime<Utc>) -> Result<(), ClientError> {
        sqlx::query(
            "DELETE FROM attachment WHERE sent_at < ? OR (added_at < ? AND NOT EXISTS (
             SELECT 1 FROM attachment_use u WHERE u.sha256 = attachment.sha256))",
        )
        .bind((now - KEPT).timestamp_micros())
        .bind((now - UNWANTED_KEPT).timestamp_micros())
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}

async fn want(tx: &mut sqlx::SqliteConnection, subject: Uuid, hash: ContentHash) -> Result<(), ClientError> {
    sqlx::query("INSERT INTO attachment_use (subject_id, sha256) VALUES (?, ?) ON CONFLICT DO NOTHING")
        .bind(subject)
        .bind(key(hash))
        .execute(tx)
        .await?;
    Ok(())
}
