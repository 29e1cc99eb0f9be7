//! The change feed: per scope, a gapless number for every change, in the order of commits.

use crate::{Store, StoreError, Tx, args, statements};
use std::collections::BTreeMap;
use uuid::Uuid;

statements! {
    ADVANCE = "INSERT INTO feed_head (scope_id, seq, min_seq) VALUES ($1, $2, 0)
               ON CONFLICT (scope_id) DO UPDATE SET seq = feed_head.seq + excluded.seq RETURNING seq";
    RECORD = "INSERT INTO feed_change (scope_id, seq, kind, entity_id, removed, version) VALUES";
    HEAD = "SELECT seq, min_seq FROM feed_head WHERE scope_id = $1";
    PAGE = "SELECT seq, kind, entity_id, removed, version FROM feed_change
            WHERE scope_id = $1 AND seq > $2 ORDER BY seq LIMIT $3";
}

/// What kind of thing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A community, its buildings or its units.
    Community,
    /// A withdrawal.
    Withdrawal,
}

impl Kind {
    /// The word under which it is stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Community => "community",
            Kind::Withdrawal => "withdrawal",
        }
    }
}

/// One change, not yet numbered.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    /// The community, organisation or district in whose feed it goes.
    pub scope_id: Uuid,
    /// What changed.
    pub kind: Kind,
    /// Which one.
    pub entity_id: Uuid,
    /// It is gone from this scope.
    pub removed: bool,
    /// The version that it has now.
    pub version: i64,
}

/// Numbers the changes and writes them: the last step of a transaction. Scopes are advanced in ascending order, so that
/// two transactions never wait for each other in a circle.
pub async fn record(tx: &mut Tx, changes: &[Change]) -> Result<Vec<(Uuid, i64)>, StoreError> {
    let mut by_scope: BTreeMap<Uuid, Vec<&Change>> = BTreeMap::new();
    for change in changes {
        by_scope.entry(change.scope_id).or_default().push(change);
    }
    let mut heads = Vec::with_capacity(by_scope.len());
    for (scope_id, changes) in by_scope {
        let count = i64::try_from(changes.len()).map_err(|_| StoreError::Corrupt("number of changes"))?;
        let row = tx.opt(ADVANCE, args![scope_id, count]).await?.ok_or(StoreError::Corrupt("feed head"))?;
        let head: i64 = row.get("seq")?;
        let rows = changes
            .iter()
            .zip(head - count + 1..)
            .map(|(change, seq)| {
                args![scope_id, seq, change.kind.code(), change.entity_id, change.removed, change.version]
            })
            .collect();
        tx.insert_many(RECORD, rows).await?;
        heads.push((scope_id, head));
    }
    Ok(heads)
}

/// One numbered change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its number in the scope's feed.
    pub seq: i64,
    /// What changed.
    pub kind: String,
    /// Which one.
    pub entity_id: Uuid,
    /// It is gone from this scope.
    pub removed: bool,
    /// The version that it had then.
    pub version: i64,
}

/// The changes of a scope after `seq`, at most `limit`.
pub async fn page(store: &Store, scope_id: Uuid, seq: i64, limit: i64) -> Result<Vec<Recorded>, StoreError> {
    store
        .all(PAGE, args![scope_id, seq, limit])
        .await?
        .iter()
        .map(|row| {
            Ok(Recorded {
                seq: row.get("seq")?,
                kind: row.get("kind")?,
                entity_id: row.get("entity_id")?,
                removed: row.get("removed")?,
                version: row.get("version")?,
            })
        })
        .collect()
}

/// The last number of a scope's feed, and the number below which only a snapshot helps.
pub async fn head(store: &Store, scope_id: Uuid) -> Result<(i64, i64), StoreError> {
    match store.opt(HEAD, args![scope_id]).await? {
        Some(row) => Ok((row.get("seq")?, row.get("min_seq")?)),
        None => Ok((0, 0)),
    }
}
