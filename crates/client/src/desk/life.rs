//! Meeting a server that was restored: what it took since its backup, it has lost.

use super::DeskFile;
use crate::ClientError;
use uuid::Uuid;

const LIFE: &str = "life";

impl DeskFile {
    /// Notes which life of its database the server is in. In another one than before, everything that it took in the
    /// last month is offered again, in its order, under the keys and with the bytes of the first time: what it still has
    /// is answered as before, what it lost is done anew. Returns how many items that are.
    pub(crate) async fn meet_life(&self, life: Uuid) -> Result<u64, ClientError> {
        let life = life.simple().to_string();
        let before = self.fact(LIFE).await?;
        if before.as_ref() == Some(&life) {
            return Ok(0);
        }
        let mut offered = 0;
        let mut tx = self.pool.begin().await?;
        if before.is_some() {
            let again = sqlx::query(
                "UPDATE outbox SET state = 'sent', answer = NULL, settled_at = NULL WHERE state = 'accepted'",
            );
            offered = again.execute(&mut *tx).await?.rows_affected();
            // Versions that the other life gave; those of this one come with the answers.
            sqlx::query("DELETE FROM own_version").execute(&mut *tx).await?;
            sqlx::query("UPDATE attachment SET sent_bytes = 0, sent_at = NULL WHERE sent_at IS NOT NULL")
                .execute(&mut *tx)
                .await?;
        }
        sqlx::query(
            "INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )
        .bind(LIFE)
        .bind(life)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(offered)
    }
}
