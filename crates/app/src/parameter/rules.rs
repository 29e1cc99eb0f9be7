//! What is in force: the values and the calendar years that an office has set, over those that are built in.

use crate::{App, Refusal};
use anju_domain::calendar::{Calendar, CalendarRow};
use anju_domain::parameter::{Parameter, ParameterRow, ParameterValue, value_at};
use anju_store::{StoreError, calendar, parameter};
use chrono::NaiveDate;
use std::sync::{Arc, LazyLock};

static BUILT_IN: LazyLock<Arc<Calendar>> = LazyLock::new(|| Arc::new(Calendar::built_in()));

/// The dated rules, as they were read. A case asks them for the day on which it began.
#[derive(Clone, Debug)]
pub struct Rules {
    rows: Arc<[ParameterRow]>,
    calendar: Arc<Calendar>,
}

impl Rules {
    /// Every value that was set.
    pub fn rows(&self) -> &[ParameterRow] {
        &self.rows
    }

    /// The value in force on this day; `None` while the office has not set one.
    pub fn value(&self, parameter: Parameter, date: NaiveDate) -> Option<ParameterValue> {
        value_at(&self.rows, parameter, date)
    }

    /// These rules with one more row.
    pub(super) fn with_row(mut self, row: ParameterRow) -> Rules {
        self.rows = self.rows.iter().cloned().chain([row]).collect();
        self
    }

    /// These rules with the rows of a further year, or of a known one published anew.
    pub(super) fn with_year(mut self, rows: Vec<CalendarRow>) -> Result<Rules, StoreError> {
        let whole = self.calendar.with_rows(rows).map_err(|_| StoreError::Corrupt("calendar"))?;
        self.calendar = Arc::new(whole);
        Ok(self)
    }

    /// The working days of the years that are known.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }
}

impl App {
    /// The rules as they stand now.
    pub async fn rules(&self) -> Result<Rules, Refusal> {
        let values = parameter::values(&self.store).await?;
        Ok(Rules { rows: values.into_iter().map(|set| set.row).collect(), calendar: self.calendar().await? })
    }

    /// The calendar: built-in years, those that were imported in their place, and those that were added.
    pub async fn calendar(&self) -> Result<Arc<Calendar>, Refusal> {
        let days = calendar::days(&self.store).await?;
        if days.is_empty() {
            return Ok(Arc::clone(&BUILT_IN));
        }
        // What was imported was checked then.
        let whole = BUILT_IN.with_rows(days).map_err(|_| StoreError::Corrupt("calendar"))?;
        Ok(Arc::new(whole))
    }
}

#[cfg(test)]
impl Rules {
    /// The built-in rules with these rows.
    pub(crate) fn of(rows: Vec<ParameterRow>, calendar: Calendar) -> Rules {
        Rules { rows: rows.into(), calendar: Arc::new(calendar) }
    }
}
