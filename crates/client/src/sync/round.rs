//! One round: what the user may see, what has to be read whole, and what has changed.

use super::snapshot;
use crate::ClientError;
use crate::connection::{SyncProgress, SyncState, Synced};
use crate::open_desk::OpenDesk;
use anju_contract::command::Command as _;
use anju_contract::commands::{Changes, Scopes};
use anju_contract::sync::{
    ChangesRequest, ChangesResponse, ScopeMoved, ScopesRequest, ScopesResponse, SyncLine,
};
use uuid::Uuid;

/// Why the server does not continue from a cursor.
const RESTART: &str = "sync.restart";
/// Whether a scope is still the user's is answered like whether it exists.
const NOT_FOUND: &str = "not_found";

/// Looks at everything: takes over the list of scopes, reads whole what has to be, and the changes of the rest.
pub(super) async fn whole(desk: &OpenDesk) -> Result<(), ClientError> {
    // A scope may be given or taken while its changes are read; three rounds in a row see no end of it.
    for _ in 0..3 {
        let request = serde_json::to_string(&ScopesRequest {})?;
        let answer = desk.send(Scopes::NAME, request, None).await?;
        let scopes: ScopesResponse = serde_json::from_str(&answer).map_err(|_| ClientError::Unreachable)?;
        let offered = desk.file.meet_life(scopes.epoch).await?;
        if offered > 0 {
            tracing::info!(offered, "the server was restored: what it took is offered again");
            desk.count().await?;
            desk.wake.notify_one();
            desk.attached.notify_one();
        }
        let plan = desk.tables.take_scopes(&scopes).await?;
        if plan.removed > 0 {
            desk.line.synced(Synced { estate: true, sheets: true });
        }
        let mut again = false;
        for scope_id in plan.changes {
            again |= changes(desk, scope_id).await?;
        }
        read_whole(desk).await?;
        if !again {
            break;
        }
    }
    Ok(())
}

/// A scope has moved.
pub(super) async fn moved(desk: &OpenDesk, moved: ScopeMoved) -> Result<(), ClientError> {
    match desk.tables.seq(moved.scope_id).await? {
        // Told already, by the changes that came with something else.
        Some(seq) if moved.seq > 0 && seq >= moved.seq => Ok(()),
        Some(_) if moved.seq > 0 => one(desk, moved.scope_id).await,
        // It is new here, or was taken away.
        Some(_) | None => whole(desk).await,
    }
}

/// This desk has written: its own scope has moved.
pub(super) async fn own_desk(desk: &OpenDesk) -> Result<(), ClientError> {
    match desk.tables.own_desk().await? {
        Some(scope_id) => one(desk, scope_id).await,
        None => whole(desk).await,
    }
}

async fn one(desk: &OpenDesk, scope_id: Uuid) -> Result<(), ClientError> {
    if changes(desk, scope_id).await? { whole(desk).await } else { read_whole(desk).await }
}

/// Takes over all changes of a scope; `true` if the list of scopes has changed with them.
async fn changes(desk: &OpenDesk, scope_id: Uuid) -> Result<bool, ClientError> {
    let mut scopes_changed = false;
    loop {
        let Some(cursor) = desk.tables.cursor(scope_id).await? else { return Ok(scopes_changed) };
        let request = serde_json::to_string(&ChangesRequest { cursor })?;
        let page: ChangesResponse = match desk.send(Changes::NAME, request, None).await {
            Ok(answer) => serde_json::from_str(&answer).map_err(|_| ClientError::Unreachable)?,
            Err(ClientError::Refused(problem)) if problem.code == RESTART => {
                desk.tables.restart(scope_id).await?;
                return Ok(scopes_changed);
            }
            Err(ClientError::Refused(problem)) if problem.code == NOT_FOUND => return Ok(true),
            Err(error) => return Err(error),
        };
        let (more, synced) = (page.more, synced(&page));
        // Told first: whoever dies in between is told again, and the same thing told twice is one notification.
        desk.tell(desk.tables.news_of_changes(&page).await?).await?;
        scopes_changed |= desk.tables.put_changes(scope_id, page, desk.today()).await?;
        if synced != Synced::default() {
            desk.line.synced(synced);
        }
        if !more {
            return Ok(scopes_changed);
        }
    }
}

fn synced(page: &ChangesResponse) -> Synced {
    let is_sheet = |line: &SyncLine| matches!(line, SyncLine::Sheet(_) | SyncLine::SheetGone { .. });
    let is_estate = |line: &SyncLine| {
        matches!(line, SyncLine::Community(_) | SyncLine::UnitChanges(_) | SyncLine::Balances(_))
    };
    Synced { estate: page.lines.iter().any(is_estate), sheets: page.lines.iter().any(is_sheet) }
}

/// Reads every scope that is to be read whole. Broken off, it goes on with those that are missing.
async fn read_whole(desk: &OpenDesk) -> Result<(), ClientError> {
    let unread = desk.tables.unread().await?;
    if unread.is_empty() {
        return Ok(());
    }
    let total: i64 = unread.iter().map(|(_, entries)| *entries).sum();
    let mut progress = SyncProgress { state: SyncState::Running, done: 0, total };
    desk.line.syncing(progress);
    let scopes: Vec<Uuid> = unread.iter().map(|(scope_id, _)| *scope_id).collect();
    snapshot::read(desk, &scopes, &mut progress).await
}
