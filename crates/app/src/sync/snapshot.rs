//! A snapshot of scopes, written line by line, so that no scope has to fit into memory.

use super::cursor::{Position, grants};
use super::scopes::{Desk, Found, find};
use crate::withdrawal::record;
use crate::{App, Caller, Refusal, estate};
use anju_contract::estate::UnitCard;
use anju_contract::sync::{SNAPSHOT_SCOPES, ScopeKind, SnapshotRequest, SyncLine, UnitColumns};
use anju_store::estate::Community;
use anju_store::estate::unit;
use anju_store::{StoreError, feed, withdrawal};
use futures::TryStreamExt as _;
use std::future::Future;
use std::sync::Arc;
use tokio::sync::mpsc;
use uuid::Uuid;

/// How many units one line has at most.
const UNITS: usize = 2_000;
/// How many lines of a scope are read before they are written.
const LINES: usize = 4;
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

    /// Writes it. A scope that was taken away meanwhile is left out. While one scope is written the next one is read, as
    /// far as it fits into its channel: the database, the writing and the line to the reader work at the same time.
    ///
    /// # Errors
    /// As of the storage and of the sink; the scopes that have ended are whole all the same.
    pub async fn write(self, sink: &mut impl LineSink) -> Result<(), Refusal> {
        let snapshot = Arc::new(self);
        let begin = |scope_id: &Uuid| {
            let (lines, read) = mpsc::channel(LINES);
            (tokio::spawn(Arc::clone(&snapshot).scope(*scope_id, Lines(lines))), read)
        };
        let mut scopes = snapshot.scopes.iter();
        let mut next = scopes.next().map(begin);
        while let Some((reading, mut lines)) = next {
            next = scopes.next().map(begin);
            while let Some(line) = lines.recv().await {
                sink.line(&line?).await?;
            }
            // A reading that broke off must not look like one that came to its end.
            reading.await.map_err(|_| StoreError::Corrupt("scope that was read"))?;
        }
        Ok(())
    }

    /// Reads one scope, for as long as somebody takes its lines.
    async fn scope(self: Arc<Self>, scope_id: Uuid, lines: Lines) {
        let outcome = tokio::select! {
            outcome = self.read(scope_id, &lines) => outcome,
            () = lines.0.closed() => return,
        };
        if let Err(refusal) = outcome {
            // Whoever does not take it does not need it.
            let _ = lines.0.send(Err(refusal)).await;
        }
    }

    async fn read(&self, scope_id: Uuid, lines: &Lines) -> Result<(), Refusal> {
        match find(&self.app, &self.caller, scope_id).await {
            Ok(Found::Community(community)) => self.community(*community, lines).await,
            Ok(Found::Desk(desk)) => self.desk(desk, lines).await,
            Err(refusal) if refusal.fault().is_some() => Err(refusal),
            Err(_) => Ok(()),
        }
    }

    async fn community(&self, community: Community, lines: &Lines) -> Result<(), Refusal> {
        let scope_id = community.id;
        lines.put(SyncLine::Begin { scope_id, kind: ScopeKind::Community }).await;
        let mut reading = self.app.store.reading().await?;
        let seq = feed::head_at(&mut reading, scope_id).await?.seq;
        let view = estate::view(&self.app, community).await?;
        lines.put(SyncLine::Community(Box::new(view))).await;
        let co_owners = unit::co_owners(&mut reading, scope_id).await?;
        let mut units = unit::each(&mut reading, scope_id, co_owners);
        let mut run: Vec<UnitCard> = Vec::new();
        while let Some(unit) = units.try_next().await? {
            let is_of_another = run.first().is_some_and(|first| first.building_id != unit.building_id);
            if is_of_another || run.len() >= UNITS {
                lines.units(std::mem::take(&mut run)).await;
            }
            run.push(estate::unit_card(&self.caller, unit));
        }
        lines.units(run).await;
        self.end(scope_id, seq, lines).await;
        Ok(())
    }

    async fn desk(&self, desk: Desk, lines: &Lines) -> Result<(), Refusal> {
        lines.put(SyncLine::Begin { scope_id: desk.id(), kind: desk.kind() }).await;
        // The position comes first: what changes from here on is told again.
        let seq = feed::head(&self.app.store, desk.id()).await?.seq;
        let mut after = Uuid::nil();
        loop {
            let ids = withdrawal::ids(&self.app.store, desk.whose(), after, SHEETS).await?;
            let Some(&last) = ids.last() else { break };
            after = last;
            for id in ids {
                if let Some(record) = record(&self.app, &self.caller, id).await? {
                    lines.put(SyncLine::Sheet(Box::new(record))).await;
                }
            }
        }
        self.end(desk.id(), seq, lines).await;
        Ok(())
    }

    async fn end(&self, scope_id: Uuid, seq: i64, lines: &Lines) {
        let position = Position { epoch: self.epoch, scope_id, grants: grants(&self.caller), seq };
        let cursor = position.write(&self.app.keys);
        lines.put(SyncLine::End { scope_id, cursor, seq }).await;
    }
}

/// The lines of a scope that is being read. What nobody takes any more is dropped: the reading ends on its own.
struct Lines(mpsc::Sender<Result<SyncLine, Refusal>>);

impl Lines {
    async fn put(&self, line: SyncLine) {
        let _ = self.0.send(Ok(line)).await;
    }

    /// Units of one building, or none.
    async fn units(&self, units: Vec<UnitCard>) {
        if let Some(columns) = UnitColumns::of(units) {
            self.put(SyncLine::Units(Box::new(columns))).await;
        }
    }
}
