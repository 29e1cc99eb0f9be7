//! How far a long command is, for the person who waits for it, and whether that person has told it to stop.

use crate::Refusal;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// A person's command, by the number that the screen gave it.
type Key = (Uuid, Uuid);

/// How far a command is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// What it is doing, in words for the person.
    pub stage: &'static str,
    /// How much of it is done.
    pub done: u64,
    /// How much there is; 0 while that is not known.
    pub total: u64,
}

#[derive(Debug, Default)]
struct Job {
    point: Point,
    stopped: bool,
}

/// The long commands that this process carries out now.
#[derive(Clone, Debug, Default)]
pub struct Jobs(Arc<Mutex<HashMap<Key, Job>>>);

/// A command under way; it is forgotten when the last copy of this goes.
#[derive(Clone, Debug)]
pub struct Running(Arc<Begun>);

#[derive(Debug)]
struct Begun {
    jobs: Jobs,
    /// `None` of a command that nobody watches.
    key: Option<Key>,
}

impl Jobs {
    fn with<T>(&self, act: impl FnOnce(&mut HashMap<Key, Job>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Begins a command, watched if the screen gave it a number.
    pub fn begin(&self, user: Uuid, job: Option<Uuid>) -> Running {
        let key = job.map(|job| (user, job));
        if let Some(key) = key {
            self.with(|jobs| jobs.insert(key, Job::default()));
        }
        Running(Arc::new(Begun { jobs: self.clone(), key }))
    }

    /// How far this person's command is; `None` if it has not begun or has ended.
    pub fn point(&self, user: Uuid, job: Uuid) -> Option<Point> {
        self.with(|jobs| jobs.get(&(user, job)).map(|job| job.point))
    }

    /// Tells this person's command to stop; `false` if there is none.
    pub fn stop(&self, user: Uuid, job: Uuid) -> bool {
        self.with(|jobs| jobs.get_mut(&(user, job)).map(|job| job.stopped = true).is_some())
    }
}

impl Running {
    /// Notes how far it is.
    ///
    /// # Errors
    /// A refusal if the person has told it to stop; whoever carries it out leaves no trace then.
    pub fn at(&self, stage: &'static str, done: usize, total: usize) -> Result<(), Refusal> {
        let Some(key) = self.0.key else { return Ok(()) };
        let stopped = self.0.jobs.with(|jobs| {
            let job = jobs.entry(key).or_default();
            job.point = Point { stage, done: done as u64, total: total as u64 };
            job.stopped
        });
        if stopped {
            return Err(Refusal::conflict(
                "job.stopped",
                "已按您的要求停止，没有写入任何内容。需要时请重新开始。",
                None,
            ));
        }
        Ok(())
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        if let Some(key) = self.key {
            self.jobs.with(|jobs| jobs.remove(&key));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Jobs, Point};
    use uuid::Uuid;

    #[test]
    fn a_command_is_watched_by_its_own_person_and_forgotten_at_its_end() {
        let (jobs, me, other, job) =
            (Jobs::default(), Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        let running = jobs.begin(me, Some(job));
        running.at("写入", 5, 10).expect("nobody stops it");
        assert_eq!(jobs.point(me, job), Some(Point { stage: "写入", done: 5, total: 10 }));
        assert_eq!(jobs.point(other, job), None);
        assert!(!jobs.stop(other, job));
        let copy = running.clone();
        drop(running);
        assert!(jobs.stop(me, job));
        assert_eq!(copy.at("写入", 6, 10).expect_err("stopped").problem().code, "job.stopped");
        drop(copy);
        assert_eq!(jobs.point(me, job), None);
    }

    #[test]
    fn an_unwatched_command_cannot_be_stopped() {
        let jobs = Jobs::default();
        let running = jobs.begin(Uuid::from_u128(1), None);
        assert!(running.at("写入", 1, 2).is_ok());
    }
}
