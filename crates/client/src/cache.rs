//! The cache: what the server answered before, beside the tables that the synchronisation fills.

use crate::ClientError;
use crate::papers::Papers;
use crate::tables::Tables;
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::sqlite::SqlitePool;

/// How long an answer that nobody asked for again is kept.
const KEPT: TimeDelta = TimeDelta::days(30);

/// The cache's file.
#[derive(Clone, Debug)]
pub(crate) struct Cache {
    pool: SqlitePool,
}

impl Cache {
    pub(crate) fn new(pool: SqlitePool) -> Cache {
        Cache { pool }
    }

    /// The tables that the synchronisation fills.
    pub(crate) fn tables(&self) -> Tables {
        Tables::new(self.pool.clone())
    }

    /// The papers of cases that were read here.
    pub(crate) fn papers(&self) -> Papers {
        Papers::new(self.pool.clone())
    }

    /// What was answered to this very request.
    pub(crate) async fn get(&self, command: &str, request: &str) -> Result<Option<String>, ClientError> {
        let found = sqlx::query_scalar("SELECT response FROM answer WHERE command = ? AND request = ?")
            .bind(command)
            .bind(request)
            .fetch_optional(&self.pool)
            .await?;
        Ok(found)
    }

    /// Keeps an answer in place of the one before.
    pub(crate) async fn put(
        &self,
        command: &str,
        request: &str,
        response: &str,
        now: DateTime<Utc>,
    ) -> Result<(), ClientError> {
        sqlx::query(
            "INSERT INTO answer (command, request, response, read_at) VALUES (?, ?, ?, ?)
             ON CONFLICT (command, request) DO UPDATE SET response = excluded.response, read_at = excluded.read_at",
        )
        .bind(command)
        .bind(request)
        .bind(response)
        .bind(now.timestamp_micros())
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Forgets an answer: the server does not give it to this user any more.
    pub(crate) async fn forget(&self, command: &str, request: &str) -> Result<(), ClientError> {
        sqlx::query("DELETE FROM answer WHERE command = ? AND request = ?")
            .bind(command)
            .bind(request)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Forgets what nobody asked for in a month.
    pub(crate) async fn trim(&self, now: DateTime<Utc>) -> Result<(), ClientError> {
        sqlx::query("DELETE FROM answer WHERE read_at < ?")
            .bind((now - KEPT).timestamp_micros())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }
}
