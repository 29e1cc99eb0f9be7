//! Looking for the server, so that the page knows before it asks and the outbox leaves when it can.

use crate::Clock;
use crate::connection::Line;
use crate::remote::Remote;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

/// Looks until its task ends: at the pace of `heartbeat` while the server answers, sooner while it does not, and at once
/// when told.
pub(crate) async fn run(
    remote: Remote,
    line: Arc<Line>,
    clock: Arc<dyn Clock>,
    look: Arc<Notify>,
    heartbeat: Duration,
) {
    let soonest = heartbeat / 10;
    let mut pause = soonest;
    let mut changes = line.changes();
    loop {
        if remote.lives().await {
            line.answered(clock.now());
            pause = soonest;
            changes.mark_unchanged();
            tokio::select! {
                () = look.notified() => {}
                () = tokio::time::sleep(heartbeat) => {}
                // A command that found nobody is a reason to look sooner.
                _ = changes.wait_for(|(connection, _)| !connection.online) => {}
            }
        } else {
            line.silent();
            tokio::select! {
                () = look.notified() => {}
                () = tokio::time::sleep(pause) => pause = (pause * 2).min(heartbeat),
            }
        }
    }
}
