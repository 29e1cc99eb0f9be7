//! Where a program's time comes from: the system at its edge, a fixed instant in tests and the demo city.

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

/// The time, as use cases ask for it.
pub trait Clock: Send + Sync + 'static {
    /// The present instant.
    fn now(&self) -> DateTime<Utc>;
}

/// The system's time.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the edge where the clock is read")]
    fn now(&self) -> DateTime<Utc> {
        // Neither database keeps more; an answer must not know more than what is stored.
        Utc::now().trunc_subsecs(6)
    }
}

/// A time that stands still.
#[derive(Clone, Copy, Debug)]
pub struct FixedClock(pub DateTime<Utc>);

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        self.0
    }
}

/// The system's time, moved: for tests and the demo city.
#[derive(Clone, Copy, Debug)]
pub struct MovedClock {
    by: TimeDelta,
}

impl MovedClock {
    /// A clock on which it is this instant now, and which goes on from there.
    pub fn from(instant: DateTime<Utc>) -> MovedClock {
        MovedClock { by: instant - SystemClock.now() }
    }
}

impl Clock for MovedClock {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now() + self.by
    }
}
