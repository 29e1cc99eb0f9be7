//! The synchronisation: fills the cache scope by scope, then follows the news and takes over what changed.
//!
//! Invariants: it touches nothing but the cache and the notifications, so drafts and outbox are out of its reach; what a
//! scope's cursor says is here is here; a scope that was taken away is deleted before anything else is read.

mod control;
mod news;
mod round;
mod snapshot;

pub(crate) use control::SyncControl;

use crate::ClientError;
use crate::connection::{SyncProgress, SyncState};
use crate::open_desk::OpenDesk;
use control::Asked;
use news::News;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, sleep, sleep_until};

/// How often the heads are asked for where no news arrive, because something on the way holds streams back.
const POLL: Duration = Duration::from_secs(20);
/// How often they are asked for although news arrive: nothing stays wrong for longer.
const CHECK: Duration = Duration::from_secs(600);
/// How long a server that could not answer is left alone at first, and at most.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Synchronises for as long as its task lives.
pub(crate) async fn run(desk: Arc<OpenDesk>) {
    let mut pause = FIRST_PAUSE;
    loop {
        let mut line = desk.line.changes();
        // The sender lives as long as the desk that this task holds.
        let _ = line.wait_for(|(connection, _)| connection.online).await;
        if desk.sync.is_paused() {
            desk.line.syncing(SyncProgress { state: SyncState::Paused, ..desk.line.now().sync });
            desk.sync.asked().await;
            desk.sync.take();
            continue;
        }
        let began = Instant::now();
        let ended = follow(&desk).await;
        desk.sync.behind();
        if !desk.sync.is_paused() {
            desk.line.syncing(SyncProgress::default());
        }
        match ended {
            Ok(()) => pause = FIRST_PAUSE,
            // Without permission there is nothing to follow, without a session nobody to follow it for.
            Err(ClientError::SignedOut) => desk.sync.asked().await,
            Err(ClientError::Refused(problem)) if problem.status == 403 => desk.sync.asked().await,
            Err(error) => {
                if !matches!(error, ClientError::Unreachable) {
                    tracing::warn!(%error, "the synchronisation was broken off");
                }
                if began.elapsed() > LONGEST_PAUSE {
                    pause = FIRST_PAUSE;
                }
                tokio::select! {
                    () = sleep(pause) => pause = (pause * 2).min(LONGEST_PAUSE),
                    () = desk.sync.asked() => {}
                }
            }
        }
    }
}

/// Follows the server until the line breaks, the user stops it, or something fails.
async fn follow(desk: &OpenDesk) -> Result<(), ClientError> {
    // The news are listened to before the heads are read, so that nothing falls between.
    let (mut news, mut opened) = (News::open(desk).await?, Instant::now());
    // Whatever was asked so far is part of looking at everything.
    if desk.sync.take() == Asked::Pause {
        return Ok(());
    }
    round::whole(desk).await?;
    let mut line = desk.line.changes();
    let mut next = Instant::now() + pace(&news);
    loop {
        desk.sync.caught_up(desk.clock.now());
        desk.line.syncing(SyncProgress { state: SyncState::Idle, ..SyncProgress::default() });
        tokio::select! {
            told = news.next() => match told {
                Ok(Some(moved)) => {
                    desk.sync.behind();
                    round::moved(desk, moved).await?;
                }
                // A stream that has ended is opened anew, with a look at all heads.
                Ok(None) => return Err(ClientError::Unreachable),
                Err(error) => return Err(error),
            },
            () = desk.sync.asked() => match desk.sync.take() {
                Asked::Pause => return Ok(()),
                Asked::OwnDesk => round::own_desk(desk).await?,
                Asked::Everything => round::whole(desk).await?,
                Asked::Nothing => {}
            },
            () = async { drop(line.wait_for(|(connection, _)| !connection.online).await) } => {
                return Err(ClientError::Unreachable);
            }
            () = sleep_until(next) => {
                // What held them back may have been slow only once, or is gone.
                if !news.arrive() && opened.elapsed() > CHECK {
                    (news, opened) = (News::open(desk).await?, Instant::now());
                }
                round::whole(desk).await?;
                next = Instant::now() + pace(&news);
            }
        }
    }
}

fn pace(news: &News) -> Duration {
    if news.arrive() { CHECK } else { POLL }
}
