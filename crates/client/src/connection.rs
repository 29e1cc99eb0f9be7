//! Whether the server answers, since when it does not, and how much waits for it; and what the page is told of it.

use crate::desk::FileProgress;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use tokio::sync::{broadcast, watch};
use uuid::Uuid;

/// How many events a slow listener may fall behind.
const EVENTS: usize = 256;

/// From so many minutes on a clock is off.
const CLOCK_MINUTES: i64 = 2;

/// The connection as the page shows it: 在线, 离线 自 09:12, 待发送 2.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Connection {
    /// The server answers.
    pub online: bool,
    /// When it last did, if it does not now and ever did.
    pub since: Option<DateTime<Utc>>,
    /// Writes that wait to be sent or answered.
    pub pending: i64,
    /// Writes that the user has to look at: refused, or in conflict.
    pub attention: i64,
    /// Desks of this user that were put aside because nothing opens them, with unsent work in them.
    pub put_aside: i64,
    /// What the user was told and has not read.
    pub unread: i64,
    /// How far the cache is.
    pub sync: SyncProgress,
    /// How many whole minutes this machine's clock is ahead of the server's, below zero if it is behind; 0 within two
    /// minutes.
    pub clock_ahead_minutes: i64,
}

/// How far the cache is behind the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SyncProgress {
    /// What it does.
    pub state: SyncState,
    /// How many units and sheets have come.
    pub done: i64,
    /// How many there are to come in all.
    pub total: i64,
}

/// What the synchronisation does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SyncState {
    /// It has not compared the cache with the server since the line was there.
    #[default]
    Waiting,
    /// Nothing: the cache holds what the server has told.
    Idle,
    /// Scopes are being read whole.
    Running,
    /// The user has stopped it.
    Paused,
}

/// What happened while the page looked elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The connection changed.
    Connection(Connection),
    /// An item of the outbox was settled.
    Outbox(Settled),
    /// The server has more of a file, or does not take it.
    Attachment(FileProgress),
    /// The cache has changed: lists and cases may show something else now.
    Synced(Synced),
}

/// What of the cache has changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Synced {
    /// Communities, buildings or units.
    pub estate: bool,
    /// Task sheets.
    pub sheets: bool,
}

/// How an item of the outbox ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Settled {
    /// The item.
    pub item_id: Uuid,
    /// What was written.
    pub command: String,
    /// On what.
    pub subject_id: Uuid,
    /// `accepted`, `refused` or `conflict`.
    pub state: &'static str,
    /// The version that the server gave, if it accepted.
    pub version: Option<i64>,
}

/// The one place that knows the connection and tells of it.
#[derive(Debug)]
pub(crate) struct Line {
    state: watch::Sender<(Connection, Option<DateTime<Utc>>)>,
    events: broadcast::Sender<Event>,
}

impl Line {
    pub(crate) fn new() -> Line {
        let start = Connection {
            online: true,
            since: None,
            pending: 0,
            attention: 0,
            put_aside: 0,
            unread: 0,
            sync: SyncProgress::default(),
            clock_ahead_minutes: 0,
        };
        Line { state: watch::Sender::new((start, None)), events: broadcast::Sender::new(EVENTS) }
    }

    pub(crate) fn now(&self) -> Connection {
        self.state.borrow().0.clone()
    }

    pub(crate) fn events(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }

    pub(crate) fn changes(&self) -> watch::Receiver<(Connection, Option<DateTime<Utc>>)> {
        self.state.subscribe()
    }

    /// The server answered, at this time of ours.
    pub(crate) fn answered(&self, at: DateTime<Utc>) {
        self.change(|connection, last| {
            *last = Some(at);
            connection.online = true;
            connection.since = None;
        });
    }

    /// The server did not answer.
    pub(crate) fn silent(&self) {
        self.change(|connection, last| {
            connection.online = false;
            connection.since = *last;
        });
    }

    /// This machine's clock is ahead of the server's by so much, below zero if it is behind.
    pub(crate) fn clock_ahead(&self, ahead: TimeDelta) {
        let minutes = ahead.num_minutes();
        let minutes = if minutes.abs() < CLOCK_MINUTES { 0 } else { minutes };
        self.change(|connection, _| connection.clock_ahead_minutes = minutes);
    }

    /// So many writes wait, so many want a look.
    pub(crate) fn counted(&self, pending: i64, attention: i64) {
        self.change(|connection, _| {
            connection.pending = pending;
            connection.attention = attention;
        });
    }

    /// So many desks were put aside with unsent work.
    pub(crate) fn put_aside(&self, count: i64) {
        self.change(|connection, _| connection.put_aside = count);
    }

    /// So much was told and not read.
    pub(crate) fn unread(&self, count: i64) {
        self.change(|connection, _| connection.unread = count);
    }

    /// The synchronisation is so far.
    pub(crate) fn syncing(&self, progress: SyncProgress) {
        self.change(|connection, _| connection.sync = progress);
    }

    /// The cache has changed.
    pub(crate) fn synced(&self, synced: Synced) {
        // Nobody may be listening.
        let _ = self.events.send(Event::Synced(synced));
    }

    pub(crate) fn settled(&self, settled: Settled) {
        self.tell(Event::Outbox(settled));
    }

    /// Tells whoever listens.
    pub(crate) fn tell(&self, event: Event) {
        // Nobody may be listening.
        let _ = self.events.send(event);
    }

    fn change(&self, change: impl FnOnce(&mut Connection, &mut Option<DateTime<Utc>>)) {
        self.state.send_if_modified(|(connection, last)| {
            let before = connection.clone();
            change(connection, last);
            let changed = *connection != before;
            if changed {
                let _ = self.events.send(Event::Connection(connection.clone()));
            }
            changed
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_off_from_two_minutes_on() {
        let line = Line::new();
        for (seconds, minutes) in [(119, 0), (-119, 0), (120, 2), (-120, -2), (-3_600, -60), (5, 0)] {
            line.clock_ahead(TimeDelta::seconds(seconds));
            assert_eq!(line.now().clock_ahead_minutes, minutes, "{seconds} s");
        }
    }

    #[test]
    fn the_page_is_told_of_changes_and_not_of_every_answer() {
        let line = Line::new();
        let mut events = line.events();
        let at = DateTime::from_timestamp(1_790_000_000, 0).expect("an instant");
        line.answered(at);
        line.answered(at);
        assert!(events.try_recv().is_err(), "it was online all along");
        line.silent();
        line.silent();
        let offline = Connection { online: false, since: Some(at), ..line.now() };
        line.counted(2, 0);
        assert_eq!(events.try_recv(), Ok(Event::Connection(offline.clone())));
        assert_eq!(events.try_recv(), Ok(Event::Connection(Connection { pending: 2, ..offline })));
        assert!(events.try_recv().is_err());
    }
}
