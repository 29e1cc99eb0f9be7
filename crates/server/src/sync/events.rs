//! The news of feeds as server-sent events: «scope X is at N», nothing else. Several servers may work on one database,
//! so the heads are also looked up at a slow pace; that is when a session that ended, or a scope that was taken away,
//! is noticed too.

use super::{Streams, ends};
use crate::answer::Refused;
use crate::bearer;
use anju_app::{Caller, Refusal, sync};
use anju_contract::sync::{HELLO, MOVED, ScopeMoved};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::broadcast::{self, error::RecvError};
use tokio::sync::mpsc;
use tokio::time::{Interval, MissedTickBehavior, interval};
use uuid::Uuid;

/// How often the heads are looked up; a stream is never silent for longer.
const LOOK: Duration = Duration::from_secs(10);
/// How many events a slow reader may fall behind.
const EVENTS: usize = 64;
/// The name under which refusals are logged.
const NAME: &str = "sync.events";

/// `GET /api/v1/sync/events`
pub(super) async fn events(State(streams): State<Streams>, headers: HeaderMap) -> Response {
    match Watch::open(streams, headers).await {
        Ok(watch) => {
            let (sender, mut events) = mpsc::channel::<Result<Event, Infallible>>(EVENTS);
            tokio::spawn(watch.run(sender));
            let stream = futures::stream::poll_fn(move |context| events.poll_recv(context));
            // Proxies that gather answers before they pass them on are asked not to.
            let unbuffered = (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
            ([unbuffered, (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], Sse::new(stream))
                .into_response()
        }
        Err(refusal) => Refused { refusal, command: NAME }.into_response(),
    }
}

/// One reader of the news.
struct Watch {
    streams: Streams,
    headers: HeaderMap,
    caller: Caller,
    heads: BTreeMap<Uuid, i64>,
    announced: broadcast::Receiver<(Uuid, i64)>,
    look: Interval,
}

impl Watch {
    async fn open(streams: Streams, headers: HeaderMap) -> Result<Watch, Refusal> {
        let caller = bearer::caller(&streams.app, &headers).await?;
        // Before the heads are read: what is announced in between is told twice, never not at all.
        let announced = streams.app.heads();
        let heads = sync::heads(&streams.app, &caller).await?;
        let mut look = interval(LOOK);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        look.reset();
        Ok(Watch { streams, headers, caller, heads, announced, look })
    }

    /// Tells until the reader, the session or the server ends.
    async fn run(mut self, sender: mpsc::Sender<Result<Event, Infallible>>) {
        let mut ending = self.streams.ending.clone();
        if sender.send(Ok(Event::default().event(HELLO).data("{}"))).await.is_err() {
            return;
        }
        loop {
            let moved = tokio::select! {
                moved = self.next() => moved,
                () = ends(&mut ending) => return,
                () = sender.closed() => return,
            };
            let Some(moved) = moved else { return };
            if moved.is_empty() && sender.send(Ok(Event::default().comment("still here"))).await.is_err() {
                return;
            }
            for moved in moved {
                let Ok(event) = Event::default().event(MOVED).json_data(moved) else { return };
                if sender.send(Ok(event)).await.is_err() {
                    return;
                }
            }
        }
    }

    /// What has moved, nothing at the slow pace's time if nothing has; `None` at the end.
    async fn next(&mut self) -> Option<Vec<ScopeMoved>> {
        loop {
            tokio::select! {
                told = self.announced.recv() => match told {
                    Ok((scope_id, seq)) => {
                        if let Some(head) = self.heads.get_mut(&scope_id).filter(|head| **head < seq) {
                            *head = seq;
                            return Some(vec![ScopeMoved { scope_id, seq }]);
                        }
                    }
                    Err(RecvError::Lagged(_)) => return self.looked_up().await,
                    Err(RecvError::Closed) => return None,
                },
                _ = self.look.tick() => return self.looked_up().await,
            }
        }
    }

    async fn looked_up(&mut self) -> Option<Vec<ScopeMoved>> {
        // A session that ended, or roles that changed, begin anew.
        self.caller = bearer::caller(&self.streams.app, &self.headers).await.ok()?;
        let now = sync::heads(&self.streams.app, &self.caller).await.ok()?;
        let before = std::mem::replace(&mut self.heads, now);
        // A scope that has come or gone is told by the desk's own feed as well; here it only has to be noticed.
        let gone = before
            .keys()
            .filter(|scope_id| !self.heads.contains_key(scope_id))
            .map(|scope_id| (*scope_id, 0));
        let moved =
            self.heads.iter().filter(|(id, seq)| before.get(id) != Some(seq)).map(|(id, seq)| (*id, *seq));
        Some(moved.chain(gone).map(|(scope_id, seq)| ScopeMoved { scope_id, seq }).collect())
    }
}
