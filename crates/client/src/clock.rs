//! Where the desktop's time comes from: the system at its edge, a fixed instant in tests.

use chrono::{DateTime, Utc};

/// The time, as the client asks for it.
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
        Utc::now()
    }
}
