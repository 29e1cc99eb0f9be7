//! The change feed: per scope, a gapless number for every change, in the order of commits.

use crate::{Reading, Row, Store, StoreError, Tx, args, statements};
use std::collections::BTreeMap;
use uuid::Uuid;

statements! {
    ADVANCE = "INSERT INTO feed_head (scope_id, seq, min_seq) VALUES ($1, $2, 0)
               ON CONFLICT (scope_id) DO UPDATE SET seq = feed_head.seq + excluded.seq RETURNING seq";
    RECORD = "INSERT INTO feed_change (scope_id, seq, kind, entity_id, removed, version) VALUES";
    HEAD = "SELECT seq, min_seq FROM feed_head WHERE scope_id = $1";
    RESTART = "UPDATE feed_head SET min_seq = seq WHERE scope_id = $1";
    EPOCH = "SELECT id FROM server_epoch";
    COMMUNITIES_OF_DISTRICT = "SELECT c.id, c.name, c.unit_count, COALESCE(h.seq, 0) AS seq,
                               COALESCE(h.min_seq, 0) AS min_seq
                               FROM community c LEFT JOIN feed_head h ON h.scope_id = c.id
                               WHERE c.district_id = $1 ORDER BY c.name, c.id LIMIT 5000";
    COMMUNITIES_OF_COMPANY = "SELECT c.id, c.name, c.unit_count, COALESCE(h.seq, 0) AS seq,
                              COALESCE(h.min_seq, 0) AS min_seq
                              FROM area_link l JOIN community c ON c.id = l.community_id
                              LEFT JOIN feed_head h ON h.scope_id = c.id
                              WHERE l.organisation_id = $1 ORDER BY c.name, c.id LIMIT 5000";
    PAGE = "SELECT seq, kind, entity_id, removed, version FROM feed_change
            WHERE scope_id = $1 AND seq > $2 ORDER BY seq LIMIT $3";
}

/// What kind of thing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A community's record or its buildings, in the community's feed.
    Community,
    /// One unit's record or balance, in its community's feed.
    Unit,
    /// The balances of all units that pay in a case, in their community's feed; the entity is the case. Holds and
    /// postings do not count a unit's version up, so one change tells of all of them.
    Balances,
    /// A withdrawal, in the feeds of its company and its district.
    Withdrawal,
    /// A community that a company serves now, or not any more, in the company's feed.
    Link,
}

impl Kind {
    /// The word under which it is stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Community => "community",
            Kind::Unit => "unit",
            Kind::Balances => "balances",
            Kind::Withdrawal => "withdrawal",
            Kind::Link => "link",
        }
    }

    /// The kind with this word.
    pub fn from_code(code: &str) -> Option<Kind> {
        [Kind::Community, Kind::Unit, Kind::Balances, Kind::Withdrawal, Kind::Link]
            .into_iter()
            .find(|kind| kind.code() == code)
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

/// Whoever stands before the present head of a scope's feed needs a snapshot: too much has changed to tell it one by one.
pub async fn restart(tx: &mut Tx, scope_id: Uuid) -> Result<(), StoreError> {
    tx.exec(RESTART, args![scope_id]).await.map(drop)
}

/// One numbered change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its number in the scope's feed.
    pub seq: i64,
    /// What changed.
    pub kind: Kind,
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
                kind: Kind::from_code(&row.get::<String>("kind")?)
                    .ok_or(StoreError::Corrupt("kind of a change"))?,
                entity_id: row.get("entity_id")?,
                removed: row.get("removed")?,
                version: row.get("version")?,
            })
        })
        .collect()
}

/// How far a scope's feed is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The last number.
    pub seq: i64,
    /// The number below which only a snapshot helps.
    pub min_seq: i64,
}

/// The head of a scope's feed.
pub async fn head(store: &Store, scope_id: Uuid) -> Result<Head, StoreError> {
    read_head(store.opt(HEAD, args![scope_id]).await?)
}

/// The head of a scope's feed at the moment of a reading.
pub async fn head_at(reading: &mut Reading, scope_id: Uuid) -> Result<Head, StoreError> {
    read_head(reading.opt(HEAD, args![scope_id]).await?)
}

fn read_head(row: Option<Row>) -> Result<Head, StoreError> {
    match row {
        Some(row) => Ok(Head { seq: row.get("seq")?, min_seq: row.get("min_seq")? }),
        None => Ok(Head::default()),
    }
}

/// Whose communities are listed.
#[derive(Clone, Copy, Debug)]
pub enum Whose {
    /// Those that a company serves.
    Company(Uuid),
    /// Those that stand in a district.
    District(Uuid),
}

/// A community as a scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommunityHead {
    /// The community.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// How many units it has.
    pub unit_count: i64,
    /// How far its feed is.
    pub head: Head,
}

/// The communities of a company or a district with the heads of their feeds, by name.
pub async fn communities(store: &Store, whose: Whose) -> Result<Vec<CommunityHead>, StoreError> {
    let rows = match whose {
        Whose::Company(id) => store.all(COMMUNITIES_OF_COMPANY, args![id]).await?,
        Whose::District(id) => store.all(COMMUNITIES_OF_DISTRICT, args![id]).await?,
    };
    let community = |row: &Row| {
        Ok(CommunityHead {
            id: row.get("id")?,
            name: row.get("name")?,
            unit_count: row.get("unit_count")?,
            head: Head { seq: row.get("seq")?, min_seq: row.get("min_seq")? },
        })
    };
    rows.iter().map(community).collect()
}

/// The life of this database: another id after a restore.
pub async fn epoch(store: &Store) -> Result<Uuid, StoreError> {
    store.opt(EPOCH, args![]).await?.ok_or(StoreError::Corrupt("server epoch"))?.get("id")
}
