//! What has to be known without the server.

use super::DeskFile;
use crate::ClientError;
use anju_contract::identity::Me;
use chrono::{DateTime, Utc};

const ME: &str = "me";
const SERVER_TIME: &str = "server_time";

impl DeskFile {
    pub(super) async fn fact(&self, name: &str) -> Result<Option<String>, ClientError> {
        let value = sqlx::query_scalar("SELECT value FROM fact WHERE name = ?").bind(name);
        Ok(value.fetch_optional(&self.pool).await?)
    }

    async fn keep_fact(&self, name: &str, value: String) -> Result<(), ClientError> {
        sqlx::query(
            "INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )
        .bind(name)
        .bind(value)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Who the desk belongs to, as the server said last.
    pub(crate) async fn me(&self) -> Result<Option<Me>, ClientError> {
        Ok(self.fact(ME).await?.map(|text| serde_json::from_str(&text)).transpose()?)
    }

    pub(crate) async fn keep_me(&self, me: &Me) -> Result<(), ClientError> {
        self.keep_fact(ME, serde_json::to_string(me)?).await
    }

    /// The latest time that the server ever told.
    pub(crate) async fn server_time(&self) -> Result<Option<DateTime<Utc>>, ClientError> {
        let Some(text) = self.fact(SERVER_TIME).await? else { return Ok(None) };
        let micros = text.parse().map_err(|_| ClientError::Damaged)?;
        super::instant(micros).map(Some)
    }

    pub(crate) async fn keep_server_time(&self, at: DateTime<Utc>) -> Result<(), ClientError> {
        self.keep_fact(SERVER_TIME, at.timestamp_micros().to_string()).await
    }
}
