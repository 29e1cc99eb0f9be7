//! What the rest of the desk asks of the synchronisation, and whether the cache may answer in the server's place.

use chrono::{DateTime, Utc};
use std::sync::{Mutex, PoisonError};
use tokio::sync::Notify;

/// What is asked of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Asked {
    #[default]
    Nothing,
    /// This desk has written: look at its own scope.
    OwnDesk,
    /// Look at everything.
    Everything,
    /// Stop.
    Pause,
}

#[derive(Debug, Default)]
struct State {
    asked: Asked,
    paused: bool,
    /// Everything that was told has been taken over.
    current: bool,
    /// When that was so last.
    caught_up_at: Option<DateTime<Utc>>,
}

/// The handle that the desk keeps.
#[derive(Debug, Default)]
pub(crate) struct SyncControl {
    state: Mutex<State>,
    wake: Notify,
}

impl SyncControl {
    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn ask(&self, what: Asked) {
        self.change(|state| {
            state.asked = state.asked.max(what);
            state.current = false;
        });
        self.wake.notify_one();
    }

    /// This desk has written something.
    pub(crate) fn wrote(&self) {
        self.ask(Asked::OwnDesk);
    }

    /// Somebody signed in, or asked for a look.
    pub(crate) fn look_again(&self) {
        self.ask(Asked::Everything);
    }

    /// The user stops it; what has come stays.
    pub(crate) fn pause(&self) {
        self.change(|state| state.paused = true);
        self.ask(Asked::Pause);
    }

    /// The user lets it go on.
    pub(crate) fn go_on(&self) {
        self.change(|state| {
            state.paused = false;
            state.asked = Asked::Nothing;
        });
        self.look_again();
    }

    /// The user has stopped it.
    pub(crate) fn is_paused(&self) -> bool {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).paused
    }

    /// The cache holds all that the server has told of.
    pub(crate) fn is_current(&self) -> bool {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).current
    }

    /// Something is to be taken over first.
    pub(super) fn behind(&self) {
        self.change(|state| state.current = false);
    }

    /// Everything was taken over by now, unless something was asked meanwhile.
    pub(super) fn caught_up(&self, now: DateTime<Utc>) {
        self.change(|state| {
            state.current = state.asked == Asked::Nothing;
            if state.current {
                state.caught_up_at = Some(now);
            }
        });
    }

    /// When the cache last held all that the server had told of.
    pub(crate) fn caught_up_at(&self) -> Option<DateTime<Utc>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).caught_up_at
    }

    /// Resolves when something is asked that was not taken yet.
    pub(super) async fn asked(&self) {
        while self.state.lock().unwrap_or_else(PoisonError::into_inner).asked == Asked::Nothing {
            self.wake.notified().await;
        }
    }

    /// What was asked; nothing from now on.
    pub(super) fn take(&self) -> Asked {
        let mut asked = Asked::Nothing;
        self.change(|state| asked = std::mem::take(&mut state.asked));
        asked
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, SyncControl};
    use chrono::{DateTime, Utc};

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    #[test]
    fn a_write_during_a_round_keeps_the_server_in_charge() {
        let control = SyncControl::default();
        assert!(!control.is_current(), "nothing was read yet");
        control.caught_up(NOW);
        assert!(control.is_current());
        control.wrote();
        assert!(!control.is_current());
        control.caught_up(NOW);
        assert!(!control.is_current(), "the round was under way when the desk wrote");
        assert_eq!(control.take(), Asked::OwnDesk);
        control.caught_up(NOW);
        assert!(control.is_current());
    }

    #[test]
    fn the_most_that_is_asked_is_done() {
        let control = SyncControl::default();
        control.look_again();
        control.wrote();
        assert_eq!(control.take(), Asked::Everything);
        assert_eq!(control.take(), Asked::Nothing);
        control.pause();
        control.go_on();
        assert!(!control.is_paused());
        assert_eq!(control.take(), Asked::Everything);
    }
}
