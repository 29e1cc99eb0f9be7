//! Open sessions, as their list shows them.

use crate::{Store, StoreError, Tx, args, statements};
use chrono::{DateTime, Utc};
use uuid::Uuid;

statements! {
    OPEN = "SELECT id, device, access_expires_at, created_at FROM session
            WHERE user_id = $1 AND ended_at IS NULL AND refresh_expires_at > $2 ORDER BY created_at DESC LIMIT 100";
    OWNER = "SELECT user_id FROM session WHERE id = $1";
}

/// An open session.
#[derive(Clone, Debug)]
pub struct Open {
    /// The session.
    pub id: Uuid,
    /// The workstation's name.
    pub device: String,
    /// When its access token ends.
    pub access_expires_at: DateTime<Utc>,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
}

/// A user's sessions that have neither ended nor run out, the newest first.
pub async fn open_of(store: &Store, user_id: Uuid, now: DateTime<Utc>) -> Result<Vec<Open>, StoreError> {
    let rows = store.all(OPEN, args![user_id, now]).await?;
    rows.iter()
        .map(|row| {
            Ok(Open {
                id: row.get("id")?,
                device: row.get("device")?,
                access_expires_at: row.get("access_expires_at")?,
                created_at: row.get("created_at")?,
            })
        })
        .collect()
}

/// Whose session it is.
pub async fn owner(tx: &mut Tx, id: Uuid) -> Result<Option<Uuid>, StoreError> {
    tx.opt(OWNER, args![id]).await?.map(|row| row.get("user_id")).transpose()
}
