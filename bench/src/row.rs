//! One measured value with its bar.

use serde_json::{Value, json};
use std::fmt;
use std::time::{Duration, Instant};

/// A value that should not be above its bar.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) value: u64,
    pub(crate) unit: &'static str,
    /// `None` of what is only shown.
    pub(crate) bar: Option<u64>,
}

impl Row {
    pub(crate) fn met(&self) -> bool {
        self.bar.is_none_or(|bar| self.value <= bar)
    }

    pub(crate) fn json(&self) -> Value {
        json!({
            "name": self.name, "value": self.value, "unit": self.unit, "bar": self.bar, "met": self.met(),
        })
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bar = self.bar.map(|bar| bar.to_string()).unwrap_or_default();
        let met = match (self.bar, self.met()) {
            (None, _) => "",
            (Some(_), true) => "met",
            (Some(_), false) => "MISSED",
        };
        write!(f, "{:<32} {:>10} {:<6} {bar:>10}  {met}", self.name, self.value, self.unit)
    }
}

/// Whole microseconds.
pub(crate) fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

/// The median time of so many runs, in microseconds; what a run gives is dropped outside the time.
pub(crate) fn median_us<T>(runs: usize, mut run: impl FnMut() -> T) -> u64 {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let begun = Instant::now();
            let given = std::hint::black_box(run());
            let time = begun.elapsed();
            drop(given);
            time
        })
        .collect();
    times.sort_unstable();
    micros(times[runs / 2])
}
