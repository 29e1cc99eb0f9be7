//! Progress of a long command: which step of how many, and how long each took.

use std::time::{Duration, Instant};

/// Counts the steps of one command.
pub struct Steps {
    total: usize,
    begun: usize,
    started: Instant,
}

impl Steps {
    /// A command of `total` steps.
    pub fn new(total: usize) -> Self {
        Self { total, begun: 0, started: Instant::now() }
    }

    /// Announces the next step, does it, and says how long it took.
    ///
    /// # Errors
    /// Those of the work.
    pub fn run<T>(&mut self, title: &str, work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
        self.begun += 1;
        println!("[{}/{}] {title}", self.begun, self.total);
        let begun = Instant::now();
        let outcome = work();
        let word = if outcome.is_ok() { "done" } else { "FAILED" };
        println!("      {word} after {}, {} in all", shown(begun.elapsed()), shown(self.started.elapsed()));
        outcome
    }
}

/// A duration as people say it.
pub fn shown(elapsed: Duration) -> String {
    let seconds = elapsed.as_secs();
    match (seconds / 60, seconds % 60) {
        (0, 0) => format!("{} ms", elapsed.as_millis()),
        (0, seconds) => format!("{seconds} s"),
        (minutes, seconds) => format!("{minutes} min {seconds:02} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        for (ms, expected) in
            [(40, "40 ms"), (1_900, "1 s"), (61_000, "1 min 01 s"), (754_000, "12 min 34 s")]
        {
            assert_eq!(shown(Duration::from_millis(ms)), expected);
        }
    }

    #[test]
    fn a_step_hands_its_outcome_on() {
        let mut steps = Steps::new(2);
        assert_eq!(steps.run("one", || Ok(7)), Ok(7));
        assert_eq!(steps.run("two", || Err::<(), _>("no".to_owned())), Err("no".to_owned()));
    }
}
