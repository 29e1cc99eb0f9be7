//! One unit of work: the transaction of one command, with what it owes to audit and change feed.

use crate::{Caller, Refusal};
use anju_domain::flow::FlowKind;
use anju_store::feed::{Change, Kind};
use anju_store::flow::{self, NewFlow};
use anju_store::withdrawal::{self, Sheet};
use anju_store::{Tx, audit, estate, feed};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
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
    restarted: Vec<Uuid>,
}

impl<'t> Unit<'t> {
    pub(crate) fn new(tx: &'t mut Tx, command: &'static str, now: DateTime<Utc>) -> Unit<'t> {
        Unit { tx, now, command, lines: Vec::new(), changes: Vec::new(), restarted: Vec::new() }
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

    /// Tells of a sheet whose money may have moved: its company, its district, and its community, whose units hold or pay.
    pub fn sheet_changed(&mut self, sheet: &Sheet, version: i64) {
        self.changed(sheet.organisation_id, Kind::Withdrawal, sheet.id, version);
        self.changed(sheet.district_id, Kind::Withdrawal, sheet.id, version);
        self.changed(sheet.community_id, Kind::Balances, sheet.id, version);
    }

    /// Tells of the sheet that this one revises: it names another successor now.
    pub async fn predecessor_changed(&mut self, revises: Option<Uuid>) -> Result<(), Refusal> {
        let Some(old) = revises else { return Ok(()) };
        if let Some(old) = withdrawal::find(self.tx, old).await? {
            self.changed(old.organisation_id, Kind::Withdrawal, old.id, old.version);
            self.changed(old.district_id, Kind::Withdrawal, old.id, old.version);
        }
        Ok(())
    }

    /// Tells a scope that so much has changed in it that only a snapshot helps.
    pub fn changed_at_large(&mut self, scope_id: Uuid, kind: Kind, entity_id: Uuid, version: i64) {
        self.changed(scope_id, kind, entity_id, version);
        self.restarted.push(scope_id);
    }

    /// Tells the communities of many units that their balances have moved: they are read anew as a whole.
    pub async fn balances_moved(&mut self, unit_ids: impl IntoIterator<Item = Uuid>) -> Result<(), Refusal> {
        let mut communities = BTreeSet::new();
        for unit_id in unit_ids {
            communities.extend(estate::unit::community_of(self.tx, unit_id).await?);
        }
        for community_id in communities {
            self.changed_at_large(community_id, Kind::Community, community_id, 0);
        }
        Ok(())
    }

    /// Writes what is owed; the feed comes last, so that its numbers follow the order of commits.
    pub(crate) async fn finish(self) -> Result<Vec<(Uuid, i64)>, Refusal> {
        let Unit { tx, lines, changes, restarted, .. } = self;
        for line in &lines {
            audit::append(tx, line).await?;
        }
        let heads = feed::record(tx, &changes).await?;
        for scope_id in restarted {
            feed::restart(tx, scope_id).await?;
        }
        Ok(heads)
    }
}
