//! Working days: how long a case has until its last day, counted by the domain's calendar, never by a page.

use anju_domain::calendar::{Calendar, CalendarRow, DayKind, Deadline};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The most days that are asked about at once.
pub const MOST_DAYS: usize = 2_000;

/// Asks how many working days are left until each of these last days.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DaysLeftRequest {
    /// The last days, each once.
    pub due_on: Vec<NaiveDate>,
}

/// How many working days are left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DaysLeftResponse {
    /// The day from which it is counted, in Beijing.
    pub today: NaiveDate,
    /// One for each day that was asked about, in its order.
    pub days: Vec<DaysLeft>,
}

/// How many working days are left until one last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DaysLeft {
    /// The last day.
    pub due_on: NaiveDate,
    /// Working days after today, up to and with it: 0 on its last working day, negative when overdue. `None` (待定) where
    /// the calendar does not know a year between.
    pub working_days: Option<i64>,
    /// The day is over.
    pub overdue: bool,
}

/// Asks for the calendar that deadlines are counted by.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CalendarRowsRequest {}

/// The days that the yearly notices name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CalendarRowsResponse {
    /// By notice, in its order.
    pub rows: Vec<NamedDay>,
}

/// A day that a yearly notice names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NamedDay {
    /// The year that the notice is about.
    pub notice_year: i32,
    /// The day.
    pub date: NaiveDate,
    /// People do not work on it; otherwise they do although it is a weekend.
    pub is_holiday: bool,
    /// The festival.
    pub name: String,
}

impl CalendarRowsResponse {
    /// The rows of a calendar.
    pub fn of(calendar: &Calendar) -> CalendarRowsResponse {
        let day = |row: &CalendarRow| NamedDay {
            notice_year: row.notice_year,
            date: row.date,
            is_holiday: row.kind == DayKind::Holiday,
            name: row.name.clone(),
        };
        CalendarRowsResponse { rows: calendar.rows().map(day).collect() }
    }

    /// The calendar of these rows; `None` if they contradict each other.
    pub fn calendar(self) -> Option<Calendar> {
        let row = |day: NamedDay| CalendarRow {
            notice_year: day.notice_year,
            date: day.date,
            kind: if day.is_holiday { DayKind::Holiday } else { DayKind::MakeUpWorkingDay },
            name: day.name,
        };
        Calendar::from_rows(self.rows.into_iter().map(row).collect()).ok()
    }
}

/// Counts from `today`. Beyond [`MOST_DAYS`] nothing is answered.
pub fn days_left(calendar: &Calendar, today: NaiveDate, request: &DaysLeftRequest) -> DaysLeftResponse {
    let day = |due_on: NaiveDate| DaysLeft {
        due_on,
        working_days: calendar.working_days_left(today, Deadline::On(due_on)),
        overdue: due_on < today,
    };
    DaysLeftResponse { today, days: request.due_on.iter().take(MOST_DAYS).copied().map(day).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a day")
    }

    #[test]
    fn a_calendar_is_read_back() {
        let calendar = Calendar::built_in();
        assert_eq!(CalendarRowsResponse::of(&calendar).calendar(), Some(calendar));
    }

    #[test]
    fn holidays_are_not_counted_and_unknown_years_are_not_guessed() {
        // National Day of 2026 lasts from the 1st to the 7th of October.
        let today = day(2026, 9, 30);
        let due_on =
            vec![day(2026, 9, 30), day(2026, 10, 7), day(2026, 10, 8), day(2026, 9, 29), day(2027, 1, 4)];
        let answer = days_left(&Calendar::built_in(), today, &DaysLeftRequest { due_on });
        let left: Vec<_> = answer.days.iter().map(|day| (day.working_days, day.overdue)).collect();
        assert_eq!(
            left,
            [(Some(0), false), (Some(0), false), (Some(1), false), (Some(-1), true), (None, false)]
        );
    }
}
