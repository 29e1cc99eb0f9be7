//! The two streams of the synchronisation, which are no commands: a snapshot, and the news of feeds.

mod events;
mod snapshot;

use anju_app::App;
use anju_contract::sync::{EVENTS_PATH, SNAPSHOT_PATH};
use axum::Router;
use axum::routing::{get, post};
use std::sync::Arc;
use tokio::sync::{Semaphore, watch};

/// How many snapshots are written at the same time; whoever comes after waits. Each reads two scopes, over a connection
/// each.
const SNAPSHOTS: usize = 4;

/// What the streams share.
#[derive(Clone)]
struct Streams {
    app: App,
    /// Becomes true when the server is asked to end.
    ending: watch::Receiver<bool>,
    snapshots: Arc<Semaphore>,
}

/// Their routes. `ending` becomes true when the server is asked to end: open streams end then.
pub(crate) fn routes(app: App, ending: watch::Receiver<bool>) -> Router {
    let streams = Streams { app, ending, snapshots: Arc::new(Semaphore::new(SNAPSHOTS)) };
    Router::new()
        .route(SNAPSHOT_PATH, post(snapshot::snapshot))
        .route(EVENTS_PATH, get(events::events))
        .with_state(streams)
}

/// Resolves when the server is asked to end.
async fn ends(ending: &mut watch::Receiver<bool>) {
    // A sender that is gone has ended too.
    let _ = ending.wait_for(|ending| *ending).await;
}
