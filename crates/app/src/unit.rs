//! One unit of work: the transaction of one command, with what it owes to audit and change feed.

use crate::{Caller, Refusal};
use anju_domain::flow::FlowKind;
use anju_store::feed::{Change, Kind};
use anju_store::flow::{self, NewFlow};
use anju_store::{Tx, audit, feed};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// The open transaction of one command.
pub struct Unit<'t> {
    /// The transaction.
    pub tx: &'t mut Tx,
    /// When the command was taken.
    pub now: DateTime<Utc>,
    command: &'static str,
    lines: Vec<audit::Line>,
    changes: Vec<Change>,
}

impl<'t> Unit<'t> {
    pub(crate) fn new(tx: &'t mut Tx, command: &'static str, now: DateTime<Utc>) -> Unit<'t> {
        Unit { tx, now, command, lines: Vec::new(), changes: Vec::new() }
    }

    /// Notes for the audit chain what happened to a subject. Neither text holds personal data in clear.
    pub fn audit(
        &mut self,
        caller: &Caller,
        district_id: Uuid,
        subject_id: Uuid,
        before: String,
        after: String,
    ) {
        self.lines.push(audit::Line {
            district_id,
            at: self.now,
            actor_id: caller.user_id,
            command: self.command,
            subject_id,
            before,
            after,
        });
    }

    /// Notes a withdrawal's business for the list of flows, with the channel that the caller's session tells.
    pub async fn flow(&mut self, caller: &Caller, kind: FlowKind, case_id: Uuid) -> Result<(), Refusal> {
        let new = NewFlow {
            id: Uuid::now_v7(),
            kind: kind.code(),
            case_id,
            actor_id: caller.user_id,
            actor_name: caller.display_name.clone(),
            at: self.now,
            session_id: caller.session_id,
        };
        Ok(flow::add(self.tx, &new).await?)
    }

    /// Tells a scope that something in it has a new version.
    pub fn changed(&mut self, scope_id: Uuid, kind: Kind, entity_id: Uuid, version: i64) {
        self.changes.push(Change { scope_id, kind, entity_id, removed: false, version });
    }

    /// Writes what is owed; the feed comes last, so that its numbers follow the order of commits.
    pub(crate) async fn finish(self) -> Result<Vec<(Uuid, i64)>, Refusal> {
        let Unit { tx, lines, changes, .. } = self;
        for line in &lines {
            audit::append(tx, line).await?;
        }
        Ok(feed::record(tx, &changes).await?)
    }
}
