//! Failed sign-ins under names that nobody has.

use crate::{Store, StoreError, Tx, args, statements};
use chrono::{DateTime, TimeDelta, Utc};

statements! {
    STANDING = "SELECT failed_count, locked_until FROM unknown_name WHERE name_key = $1";
    TRIM = "DELETE FROM unknown_name WHERE last_at < $1";
    FAILED = "INSERT INTO unknown_name (name_key, failed_count, locked_until, last_at) VALUES ($1, 1, $2, $3)
              ON CONFLICT (name_key) DO UPDATE SET failed_count = unknown_name.failed_count + 1,
              locked_until = excluded.locked_until, last_at = excluded.last_at";
}

/// How long a name is remembered after its last failure.
const KEPT: TimeDelta = TimeDelta::days(1);

/// Failures, and until when the name is closed.
pub async fn standing(
    store: &Store,
    name_key: [u8; 32],
) -> Result<Option<(i64, Option<DateTime<Utc>>)>, StoreError> {
    let row = store.opt(STANDING, args![name_key]).await?;
    row.map(|row| Ok((row.get("failed_count")?, row.get("locked_until")?))).transpose()
}

/// Counts a failure, and forgets names that were tried long ago.
pub async fn record_failure(
    tx: &mut Tx,
    name_key: [u8; 32],
    locked_until: Option<DateTime<Utc>>,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.exec(TRIM, args![at - KEPT]).await?;
    tx.exec(FAILED, args![name_key, locked_until, at]).await.map(drop)
}
