//! Working days, deadlines and the business date of Beijing.
//!
//! Holidays and make-up working days are data, announced year by year by the State Council; they cannot be
//! computed. Invariant: a year that the data does not cover gives no answer (`None`, 待定), never a guess.
//! Source: the rules that hold everywhere, no. 5; the calendar of the parameters.

mod beijing_time;
mod built_in;
mod deadline;
mod read_year;
mod row;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};

pub use beijing_time::{beijing_time, business_date, ends_at, starts_at};
pub use deadline::Deadline;
pub use read_year::{LineFault, read_year};
pub use row::{CalendarError, CalendarRow, DayKind};

/// Which days are working days, for the years that are known.
///
/// A value: the server builds it from its table, the desktop from the same rows in its cache.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    rows: BTreeMap<i32, Vec<CalendarRow>>,
    days: BTreeMap<NaiveDate, DayKind>,
}

impl Calendar {
    /// The years that come with the product, 2018 to 2026.
    pub fn built_in() -> Calendar {
        Calendar::from_checked(built_in::rows())
    }

    /// A calendar of these rows alone. The years that their notices are about become the known years.
    ///
    /// # Errors
    /// [`CalendarError`] names the first row that cannot be right.
    pub fn from_rows(rows: Vec<CalendarRow>) -> Result<Calendar, CalendarError> {
        let calendar = Calendar::from_checked(rows);
        calendar.rows.iter().try_for_each(|(year, rows)| row::check_year(*year, rows))?;
        Ok(calendar)
    }

    /// This calendar with the rows of further years. A year that is known already is replaced as a whole, because
    /// the State Council amends a notice by publishing the year anew (as in January 2020).
    ///
    /// # Errors
    /// [`CalendarError`] names the first row that cannot be right; nothing of the import is then used.
    pub fn with_rows(&self, rows: Vec<CalendarRow>) -> Result<Calendar, CalendarError> {
        let added = Calendar::from_rows(rows)?;
        let kept = self.rows.iter().filter(|(year, _)| !added.rows.contains_key(year));
        let rows = kept.chain(&added.rows).flat_map(|(_, rows)| rows.iter().cloned()).collect();
        Ok(Calendar::from_checked(rows))
    }

    fn from_checked(rows: Vec<CalendarRow>) -> Calendar {
        let mut by_year: BTreeMap<i32, Vec<CalendarRow>> = BTreeMap::new();
        for row in rows {
            by_year.entry(row.notice_year).or_default().push(row);
        }
        // In ascending years: where two notices speak of one December day, the later notice holds.
        let days = by_year.values().flatten().map(|row| (row.date, row.kind)).collect::<BTreeMap<_, _>>();
        Calendar { rows: by_year, days }
    }

    /// The years that the calendar can answer for, ascending.
    pub fn known_years(&self) -> impl Iterator<Item = i32> + '_ {
        self.rows.keys().copied()
    }

    /// All rows, by notice and in the order in which they were given.
    pub fn rows(&self) -> impl Iterator<Item = &CalendarRow> + '_ {
        self.rows.values().flatten()
    }

    /// Whether people work on this day; `None` if its year is not known.
    pub fn is_working_day(&self, date: NaiveDate) -> Option<bool> {
        if !self.rows.contains_key(&date.year()) {
            return None;
        }
        Some(match self.days.get(&date) {
            Some(DayKind::Holiday) => false,
            Some(DayKind::MakeUpWorkingDay) => true,
            None => !matches!(date.weekday(), Weekday::Sat | Weekday::Sun),
        })
    }

    /// The `n`-th working day after `date`; the day after the event counts as the first if people work on it.
    /// `n` = 0 is the day itself. Undetermined as soon as a day of an unknown year would have to be counted.
    pub fn add_working_days(&self, date: NaiveDate, n: u32) -> Deadline {
        let mut day = date;
        let mut missing = n;
        // Bounded: the known years are finitely many, and the first unknown one ends the count.
        while missing > 0 {
            let Some(next) = day.succ_opt() else { return Deadline::Undetermined };
            day = next;
            match self.is_working_day(day) {
                None => return Deadline::Undetermined,
                Some(true) => missing -= 1,
                Some(false) => {}
            }
        }
        Deadline::On(day)
    }

    /// Working days that remain after `today`, up to and with the day of the deadline: 0 on its last working day,
    /// negative when overdue. `None` if the deadline or a year between is not known.
    pub fn working_days_left(&self, today: NaiveDate, deadline: Deadline) -> Option<i64> {
        let end = deadline.date()?;
        if today <= end {
            self.working_days_between(today, end)
        } else {
            self.working_days_between(end, today).map(|days| -days)
        }
    }

    /// Working days after `from`, up to and with `to`.
    fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> Option<i64> {
        let mut days = 0;
        let mut day = from;
        while day < to {
            day = day.succ_opt()?;
            if self.is_working_day(day)? {
                days += 1;
            }
        }
        Some(days)
    }
}

#[cfg(test)]
mod tests;
