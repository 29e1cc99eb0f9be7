//! A snapshot of scopes, written line by line, so that no scope has to fit into memory.

use super::cursor::{Position, grants};
use super::scopes::{Desk, Found, find};
use crate::withdrawal::record;
use crate::{App, Caller, Refusal, estate};
use anju_contract::sync::{SNAPSHOT_SCOPES, ScopeKind, SnapshotRequest, SyncLine, UnitColumns};
use anju_store::estate::Community;
use anju_store::estate::unit::{self, UnitRecord};
use anju_store::{feed, withdrawal};
use std::future::Future;
use uuid::Uuid;

/// How many units are read at once.
const UNITS: i64 = 2_000;
/// How many sheets are read at once.
const SHEETS: i64 = 200;

/// Where the lines of a snapshot go.
pub trait LineSink: Send {
    /// Takes the next line; waits while the reader is slow.
    ///
    /// # Errors
    /// When nobody reads any more.
    fn line(&mut self, line: &SyncLine) -> impl Future<Output = Result<(), Refusal>> + Send;
}

/// A snapshot that the caller may have.
pub struct Snapshot {
    app: App,
    caller: Caller,
    scopes: Vec<Uuid>,
    epoch: Uuid,
}

impl Snapshot {
    /// Checks that every scope is the caller's before anything is written.
    ///
    /// # Errors
    /// Refused as a whole if one is not.
    pub async fn open(app: &App, caller: &Caller, request: SnapshotRequest) -> Result<Snapshot, Refusal> {
        caller.check(<anju_contract::commands::Scopes as anju_contract::command::Command>::ACCESS)?;
        if request.scopes.is_empty() || request.scopes.len() > SNAPSHOT_SCOPES {
            return Err(Refusal::invalid(
                "sync.scopes.count",
                format!("一次可同步 1 至 {SNAPSHOT_SCOPES} 个范围，请分次同步。"),
            ));
        }
        let own = super::heads(app, caller).await?;
        if request.scopes.iter().any(|scope_id| !own.contains_key(scope_id)) {
            return Err(Refusal::not_found("该同步范围"));
        }
        let epoch = feed::epoch(&app.store).await?;
        Ok(Snapshot { app: app.clone(), caller: caller.clone(), scopes: request.scopes, epoch })
    }

    /// Writes it. A scope that was taken away meanwhile is left out.
    ///
    /// # Errors
    /// As of the storage and of the sink; the scopes that have ended are whole all the same.
    pub async fn write(self, sink: &mut impl LineSink) -> Result<(), Refusal> {
        for &scope_id in &self.scopes {
            match find(&self.app, &self.caller, scope_id).await {
                Ok(Found::Community(community)) => self.community(*community, sink).await?,
                Ok(Found::Desk(desk)) => self.desk(desk, sink).await?,
                Err(refusal) if refusal.fault().is_some() => return Err(refusal),
                Err(_) => {}
            }
        }
        Ok(())
    }

    async fn community(&self, community: Community, sink: &mut impl LineSink) -> Result<(), Refusal> {
        let scope_id = community.id;
        sink.line(&SyncLine::Begin { scope_id, kind: ScopeKind::Community }).await?;
        let mut reading = self.app.store.reading().await?;
        let seq = feed::head_at(&mut reading, scope_id).await?.seq;
        let view = estate::view(&self.app, community).await?;
        sink.line(&SyncLine::Community(Box::new(view))).await?;
        let mut co_owners = unit::co_owners(&mut reading, scope_id).await?;
        let mut after = None;
        loop {
            let page = unit::page(&mut reading, scope_id, after, UNITS, &mut co_owners).await?;
            let Some(last) = page.last() else { break };
            after = Some((last.place, last.id));
            for units in by_building(page) {
                let cards = units.into_iter().map(|unit| estate::unit_card(&self.caller, unit)).collect();
                if let Some(columns) = UnitColumns::of(cards) {
                    sink.line(&SyncLine::Units(Box::new(columns))).await?;
                }
            }
        }
        self.end(scope_id, seq, sink).await
    }

    async fn desk(&self, desk: Desk, sink: &mut impl LineSink) -> Result<(), Refusal> {
        sink.line(&SyncLine::Begin { scope_id: desk.id(), kind: desk.kind() }).await?;
        // The position comes first: what changes from here on is told again.
        let seq = feed::head(&self.app.store, desk.id()).await?.seq;
        let mut after = Uuid::nil();
        loop {
            let ids = withdrawal::ids(&self.app.store, desk.whose(), after, SHEETS).await?;
            let Some(&last) = ids.last() else { break };
            after = last;
            for id in ids {
                if let Some(record) = record(&self.app, &self.caller, id).await? {
                    sink.line(&SyncLine::Sheet(Box::new(record))).await?;
                }
            }
        }
        self.end(desk.id(), seq, sink).await
    }

    async fn end(&self, scope_id: Uuid, seq: i64, sink: &mut impl LineSink) -> Result<(), Refusal> {
        let position = Position { epoch: self.epoch, scope_id, grants: grants(&self.caller), seq };
        let cursor = position.write(&self.app.keys);
        sink.line(&SyncLine::End { scope_id, cursor, seq }).await
    }
}

/// Runs of units of one building, in their order.
pub(super) fn by_building(units: Vec<UnitRecord>) -> Vec<Vec<UnitRecord>> {
    let mut runs: Vec<Vec<UnitRecord>> = Vec::new();
    for unit in units {
        match runs.last_mut() {
            Some(run) if run.first().is_some_and(|first| first.building_id == unit.building_id) => {
                run.push(unit)
            }
            _ => runs.push(vec![unit]),
        }
    }
    runs
}
