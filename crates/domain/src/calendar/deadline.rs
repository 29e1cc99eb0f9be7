//! The last day on which something may be done.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::beijing_time::ends_at;

/// A last day, or 待定 while the calendar does not know the year. Stored and sent as a date or null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Option<NaiveDate>", into = "Option<NaiveDate>")]
pub enum Deadline {
    /// The last day; it ends at 24:00 in Beijing.
    On(NaiveDate),
    /// 待定: computed once the year is imported. No automatic default fires meanwhile.
    Undetermined,
}

impl Deadline {
    /// The last day, if it is known.
    pub fn date(self) -> Option<NaiveDate> {
        match self {
            Deadline::On(date) => Some(date),
            Deadline::Undetermined => None,
        }
    }

    /// Whether the last day is over. An undetermined deadline has never passed.
    pub fn has_passed(self, now: DateTime<Utc>) -> bool {
        match self {
            Deadline::On(date) => now >= ends_at(date),
            Deadline::Undetermined => false,
        }
    }
}

impl From<Option<NaiveDate>> for Deadline {
    fn from(date: Option<NaiveDate>) -> Deadline {
        date.map_or(Deadline::Undetermined, Deadline::On)
    }
}

impl From<Deadline> for Option<NaiveDate> {
    fn from(deadline: Deadline) -> Option<NaiveDate> {
        deadline.date()
    }
}

/// `2026-02-24`, or `待定`.
impl fmt::Display for Deadline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Deadline::On(date) => fmt::Display::fmt(date, f),
            Deadline::Undetermined => f.pad("待定"),
        }
    }
}
