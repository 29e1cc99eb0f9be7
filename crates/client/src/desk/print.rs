//! How often each form was printed at this desk.

use super::DeskFile;
use crate::ClientError;
use uuid::Uuid;

impl DeskFile {
    /// The number on the last print of a form; 0 if there was none.
    pub(crate) async fn print_count(&self, sheet_id: Uuid, form: &str) -> Result<u32, ClientError> {
        let count: Option<i64> =
            sqlx::query_scalar("SELECT count FROM print_count WHERE sheet_id = ? AND form = ?")
                .bind(sheet_id)
                .bind(form)
                .fetch_optional(&self.pool)
                .await?;
        u32::try_from(count.unwrap_or(0)).map_err(|_| ClientError::Damaged)
    }

    /// Notes the number on a print. A lower one, of a print that is told again, changes nothing.
    pub(crate) async fn note_print(&self, sheet_id: Uuid, form: &str, count: u32) -> Result<(), ClientError> {
        sqlx::query(
            "INSERT INTO print_count (sheet_id, form, count) VALUES (?, ?, ?)
             ON CONFLICT (sheet_id, form) DO UPDATE SET count = max(count, excluded.count)",
        )
        .bind(sheet_id)
        .bind(form)
        .bind(i64::from(count))
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}
