//! How often something may be tried. Accounts and devices are counted first; an address only with a limit that three
//! hundred clerks behind one address cannot reach (spec «roles», sign-in).
//!
//! Kept in memory: a server that was just started has forgotten, and what counts against one account for long, its
//! failed passwords, stands in the database.

use crate::Refusal;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Where a request comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The address of the person's machine, as a trusted proxy or the connection tells it.
    pub address: String,
    /// What tells the machine from others behind that address; empty if nothing does.
    pub device: String,
}

/// A bound: `burst` at once, and one more each `every`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rate {
    name: &'static str,
    burst: i32,
    every: TimeDelta,
}

/// Sign-ins under one name.
pub(super) const ACCOUNT: Rate = Rate { name: "account", burst: 20, every: TimeDelta::seconds(6) };
/// Everything that needs no session, from one device.
pub(super) const DEVICE: Rate = Rate { name: "device", burst: 60, every: TimeDelta::seconds(2) };
/// The same, from one address: three hundred people who sign in ten times within a minute stay below it.
pub(super) const ADDRESS: Rate = Rate { name: "address", burst: 3_000, every: TimeDelta::milliseconds(20) };
/// Codes by phone for one account: a short message costs money and wakes people.
pub(super) const CODE: Rate = Rate { name: "code", burst: 1, every: TimeDelta::seconds(60) };
/// The same, over a day.
pub(super) const CODES: Rate = Rate { name: "codes", burst: 5, every: TimeDelta::hours(5) };
/// Looks at numbers in full, of one user: a clerk at the counter stays below it, a copier of the register does not.
pub(super) const REVEALS: Rate = Rate { name: "reveals", burst: 60, every: TimeDelta::seconds(10) };

/// The most names that are remembered.
const MOST: usize = 100_000;

/// What was tried lately: for each name the time at which all of it is forgiven.
#[derive(Debug, Default)]
pub struct Limits {
    forgiven_at: Mutex<HashMap<(&'static str, String), DateTime<Utc>>>,
}

impl Limits {
    /// Counts one try.
    ///
    /// # Errors
    /// How long to wait, if it is one too many; it is not counted then.
    pub(super) fn count(&self, rate: Rate, of: &str, now: DateTime<Utc>) -> Result<(), TimeDelta> {
        let mut forgiven_at = self.forgiven_at.lock().unwrap_or_else(PoisonError::into_inner);
        if forgiven_at.len() >= MOST {
            forgiven_at.retain(|_, at| *at > now);
            if forgiven_at.len() >= MOST {
                // Somebody makes names up. Forgetting lets a few more through; the memory of the server is bounded.
                forgiven_at.clear();
            }
        }
        let at = forgiven_at.entry((rate.name, of.to_owned())).or_insert(now);
        let next = (*at).max(now) + rate.every;
        let wait = next - now - rate.every * rate.burst;
        if wait > TimeDelta::zero() {
            return Err(wait);
        }
        *at = next;
        Ok(())
    }

    /// Counts a request that needs no session.
    pub(super) fn knock(&self, source: &Source, now: DateTime<Utc>) -> Result<(), Refusal> {
        let device = format!("{}\0{}", source.address, source.device);
        let by_device = if source.device.is_empty() { Ok(()) } else { self.count(DEVICE, &device, now) };
        let by_address =
            if source.address.is_empty() { Ok(()) } else { self.count(ADDRESS, &source.address, now) };
        by_device.and(by_address).map_err(too_many)
    }
}

/// The refusal of a try too many.
pub(super) fn too_many(wait: TimeDelta) -> Refusal {
    let seconds = wait.num_seconds() + 1;
    let when =
        if seconds < 60 { format!("{seconds} 秒") } else { format!("{} 分钟", (seconds + 59) / 60) };
    Refusal::too_many(
        "request.too_many",
        format!("操作过于频繁，为保护账号安全暂不受理。请在 {when}后重试。"),
    )
}

#[cfg(test)]
mod tests {
    use super::{ADDRESS, CODE, DEVICE, Limits, Source};
    use chrono::{DateTime, TimeDelta, Utc};

    fn start() -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000, 0).expect("an instant")
    }

    #[test]
    fn after_the_burst_one_more_comes_with_time() {
        let (limits, now) = (Limits::default(), start());
        for _ in 0..DEVICE.burst {
            limits.count(DEVICE, "a", now).expect("within the burst");
        }
        assert_eq!(limits.count(DEVICE, "a", now), Err(DEVICE.every));
        limits.count(DEVICE, "b", now).expect("another device is another count");
        limits.count(DEVICE, "a", now + DEVICE.every).expect("one more after a while");
        assert!(limits.count(DEVICE, "a", now + DEVICE.every).is_err());
        limits.count(CODE, "a", now).expect("a code");
        assert_eq!(limits.count(CODE, "a", now + TimeDelta::seconds(59)), Err(TimeDelta::seconds(1)));
        limits.count(CODE, "a", now + CODE.every).expect("a code a minute");
    }

    #[test]
    fn three_hundred_clerks_behind_one_address_do_not_reach_its_limit() {
        let (limits, now) = (Limits::default(), start());
        for second in 0..10 {
            for clerk in 0..300 {
                let source = Source { address: "10.0.0.1".to_owned(), device: format!("PC-{clerk}") };
                limits.knock(&source, now + TimeDelta::seconds(second)).expect("a clerk signs in");
            }
        }
    }

    #[test]
    fn devices_that_are_made_up_meet_the_limit_of_their_address() {
        let (limits, now) = (Limits::default(), start());
        let knock = |number: i32| {
            limits.knock(&Source { address: "10.0.0.1".to_owned(), device: number.to_string() }, now)
        };
        for number in 0..ADDRESS.burst {
            knock(number).expect("within the limit");
        }
        let refusal = knock(-1).expect_err("one too many");
        assert_eq!(refusal.problem().code, "request.too_many");
        assert!(refusal.problem().message.contains("1 秒后重试"), "{}", refusal.problem().message);
    }
}
