//! What a desktop's cache is filled with: the scopes of its user, a snapshot of each, then the changes.
//!
//! A snapshot travels at `POST /api/v1/sync/snapshot` as lines of JSON under gzip, one [`SyncLine`] each; every scope of
//! it begins with [`SyncLine::Begin`] and is whole once its [`SyncLine::End`] has come. `GET /api/v1/sync/events` tells
//! by server-sent events how far a scope is ([`ScopeMoved`]); what moved is then asked for by `sync.changes`.

mod columns;

pub use columns::{BalanceColumns, UnitColumns};

use crate::estate::CommunityView;
use crate::withdrawal::{InboxItem, SheetRow, SheetTab, SheetView, TimelineStep};
use anju_domain::notification::Notice;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The media type of a snapshot.
pub const SNAPSHOT_TYPE: &str = "application/x-ndjson+gzip";
/// Where a snapshot is asked for.
pub const SNAPSHOT_PATH: &str = "/api/v1/sync/snapshot";
/// Where the heads of feeds are told.
pub const EVENTS_PATH: &str = "/api/v1/sync/events";
/// The most scopes of one snapshot.
pub const SNAPSHOT_SCOPES: usize = 1_000;
/// The name of the first event, after which nothing is missed.
pub const HELLO: &str = "hello";
/// The name of the event that carries a [`ScopeMoved`].
pub const MOVED: &str = "moved";

/// Asks which scopes the caller has.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ScopesRequest {}

/// The caller's scopes and how far their feeds are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ScopesResponse {
    /// The life of the server's database; under another one nothing kept can be continued.
    pub epoch: Uuid,
    /// The scopes, the caller's own desk first.
    pub scopes: Vec<ScopeHead>,
}

/// What a scope is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScopeKind {
    /// One community: its buildings and units.
    Community,
    /// One company's task sheets.
    Organisation,
    /// The task sheets of one district.
    District,
}

/// One scope and its feed's head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ScopeHead {
    /// The community, organisation or district.
    pub scope_id: Uuid,
    /// Which of them.
    pub kind: ScopeKind,
    /// Its name.
    pub name: String,
    /// The number of the last change.
    pub seq: i64,
    /// Below this number only a snapshot helps.
    pub min_seq: i64,
    /// How many units or task sheets it holds: the measure of a first synchronisation's progress.
    pub entries: i64,
}

/// Asks for a snapshot of scopes.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SnapshotRequest {
    /// The scopes, in the order in which they are wanted.
    pub scopes: Vec<Uuid>,
}

/// Asks for the changes of one scope.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ChangesRequest {
    /// Where the last snapshot or page ended.
    pub cursor: String,
}

/// One page of changes: what changed, as it is now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChangesResponse {
    /// What changed. Applying it twice is the same as once.
    pub lines: Vec<SyncLine>,
    /// Where to go on.
    pub cursor: String,
    /// How far this cursor is.
    pub seq: i64,
    /// There is more.
    pub more: bool,
}

/// One line of a snapshot or of a page of changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SyncLine {
    /// A scope begins: what was kept of it is replaced.
    Begin {
        /// The scope.
        scope_id: Uuid,
        /// What it is.
        kind: ScopeKind,
    },
    /// The community of a scope with its buildings.
    Community(Box<CommunityView>),
    /// Units of one building, in place order: the next ones of a snapshot.
    Units(Box<UnitColumns>),
    /// Units of one building that have changed.
    UnitChanges(Box<UnitColumns>),
    /// What stands on the accounts of units now.
    Balances(Box<BalanceColumns>),
    /// A task sheet.
    Sheet(Box<SheetRecord>),
    /// A task sheet that this scope does not have any more.
    SheetGone {
        /// The sheet.
        sheet_id: Uuid,
    },
    /// The caller's scopes have changed.
    ScopesChanged,
    /// The scope is whole; changes follow from here.
    End {
        /// The scope.
        scope_id: Uuid,
        /// Where its changes are continued.
        cursor: String,
        /// How far that is.
        seq: i64,
    },
}

/// A task sheet with everything that lists and cases show of it to this caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SheetRecord {
    /// In which tab it is listed.
    pub tab: SheetTab,
    /// Its row there.
    pub row: SheetRow,
    /// The sheet itself.
    pub view: SheetView,
    /// Its timeline, the first step first.
    pub steps: Vec<TimelineStep>,
    /// Its place among what awaits the caller.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awaits: Option<InboxItem>,
    /// What of its timeline is news to the caller.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub news: Vec<SheetNews>,
}

/// A step that is news to the reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SheetNews {
    /// The number of the step.
    pub seq: i64,
    /// What it is: `returned`, `cancelled`, `use_approved`, `payment_approved`, `paid`, `payment_failed`, `settled` or
    /// `awaits`.
    #[schema(value_type = String)]
    pub notice: Notice,
    /// When it was made.
    pub at: DateTime<Utc>,
}

/// A scope's feed has moved: the data of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ScopeMoved {
    /// The scope.
    pub scope_id: Uuid,
    /// The number of its last change.
    pub seq: i64,
}
