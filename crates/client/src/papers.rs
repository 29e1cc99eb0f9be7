//! Papers of cases that were read here, kept in the cache to be read again without the server.

use crate::ClientError;
use anju_domain::attachment::ContentHash;
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::sqlite::SqlitePool;
use uuid::Uuid;

/// How long a paper that nobody read again is kept.
const KEPT: TimeDelta = TimeDelta::days(30);
/// How many bytes of papers are kept; those read last stay.
const ROOM: i64 = 256 << 20;

/// The kept papers, in the cache's file.
#[derive(Clone, Debug)]
pub(crate) struct Papers {
    pool: SqlitePool,
    room: i64,
}

impl Papers {
    pub(crate) fn new(pool: SqlitePool) -> Papers {
        Papers { pool, room: ROOM }
    }

    /// The bytes of a paper that this sheet names, if they are here.
    pub(crate) async fn get(
        &self,
        sheet: Uuid,
        hash: ContentHash,
        now: DateTime<Utc>,
    ) -> Result<Option<Vec<u8>>, ClientError> {
        let bytes = sqlx::query_scalar(
            "UPDATE paper SET read_at = ? WHERE sheet_id = ? AND sha256 = ? RETURNING bytes",
        );
        let hash = hash.bytes().to_vec();
        Ok(bytes.bind(now.timestamp_micros()).bind(sheet).bind(hash).fetch_optional(&self.pool).await?)
    }

    /// Keeps a paper, and gives up those read longest ago for which there is no room.
    pub(crate) async fn put(
        &self,
        sheet: Uuid,
        hash: ContentHash,
        bytes: &[u8],
        now: DateTime<Utc>,
    ) -> Result<(), ClientError> {
        let size = i64::try_from(bytes.len()).map_err(|_| ClientError::Unreadable)?;
        let mut tx = self.pool.begin().await?;
        sqlx::query(
            "INSERT OR REPLACE INTO paper (sheet_id, sha256, size_bytes, read_at, bytes) VALUES (?, ?, ?, ?, ?)",
        )
        .bind(sheet)
        .bind(hash.bytes().to_vec())
        .bind(size)
        .bind(now.timestamp_micros())
        .bind(bytes)
        .execute(&mut *tx)
        .await?;
        sqlx::query(
            "DELETE FROM paper WHERE rowid IN (SELECT rowid FROM (
             SELECT rowid, SUM(size_bytes) OVER (ORDER BY read_at DESC, rowid DESC) AS total FROM paper)
             WHERE total > ?)",
        )
        .bind(self.room)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Forgets a paper: the server does not give it to this user any more.
    pub(crate) async fn forget(&self, sheet: Uuid, hash: ContentHash) -> Result<(), ClientError> {
        sqlx::query("DELETE FROM paper WHERE sheet_id = ? AND sha256 = ?")
            .bind(sheet)
            .bind(hash.bytes().to_vec())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Forgets what nobody read in a month.
    pub(crate) async fn trim(&self, now: DateTime<Utc>) -> Result<(), ClientError> {
        sqlx::query("DELETE FROM paper WHERE read_at < ?")
            .bind((now - KEPT).timestamp_micros())
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::open_cache;
    use crate::wrap::new_key;

    #[tokio::test]
    async fn the_paper_read_longest_ago_makes_room() {
        let folder = std::env::temp_dir().join(format!("anju-papers-{}", Uuid::new_v4().simple()));
        std::fs::create_dir(&folder).expect("the temporary folder is writable");
        let pool = open_cache(&folder.join("cache.db"), &new_key()).await.expect("a new cache opens");
        let papers = Papers { room: 20, ..Papers::new(pool.clone()) };
        let at = |minute: i64| DateTime::from_timestamp(1_790_000_000 + minute * 60, 0).expect("an instant");
        let sheet = Uuid::new_v4();
        let [first, second, third] = ["1", "2", "3"].map(|text| ContentHash::of(text.as_bytes()));
        papers.put(sheet, first, &[1; 10], at(0)).await.expect("kept");
        papers.put(sheet, second, &[2; 10], at(1)).await.expect("kept");
        assert_eq!(papers.get(sheet, first, at(2)).await.expect("read"), Some(vec![1; 10]));
        papers.put(sheet, third, &[3; 10], at(3)).await.expect("kept");
        assert_eq!(papers.get(sheet, second, at(4)).await.expect("read"), None, "read longest ago");
        assert_eq!(papers.get(sheet, first, at(4)).await.expect("read"), Some(vec![1; 10]));
        assert_eq!(papers.get(Uuid::new_v4(), first, at(4)).await.expect("read"), None, "of another sheet");
        papers.trim(at(4) + KEPT + TimeDelta::seconds(-30)).await.expect("trimmed");
        assert_eq!(papers.get(sheet, third, at(4)).await.expect("read"), None, "a month old");
        assert_eq!(papers.get(sheet, first, at(4)).await.expect("read"), Some(vec![1; 10]));
        pool.close().await;
        std::fs::remove_dir_all(&folder).expect("deleted");
    }
}
