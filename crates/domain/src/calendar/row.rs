//! One row of the calendar table, and what makes the rows of a year believable.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What a notice says of a day. Days that no row names follow the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// 放假: nobody works, whatever the day of the week.
    Holiday,
    /// 上班: a Saturday or Sunday on which people work instead.
    MakeUpWorkingDay,
}

/// A day that the yearly notice of the State Council names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarRow {
    /// The year that the notice is about. A notice may also name days of the December before.
    pub notice_year: i32,
    /// The day, in Beijing.
    pub date: NaiveDate,
    /// Holiday or make-up working day.
    pub kind: DayKind,
    /// The festival in Chinese, 春节; for a make-up day the festival that it makes up for.
    pub name: String,
}

/// Why the rows of an imported year cannot be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{}", self.message())]
pub enum CalendarError {
    /// The same day twice in one notice.
    DuplicateDay(NaiveDate),
    /// A day that is neither of the notice's year nor of the December before.
    OutsideYear(NaiveDate),
    /// A make-up working day on a day that is a working day anyway.
    MakeUpOnWeekday(NaiveDate),
    /// A public holiday by law that the rows do not name: the import is incomplete.
    MissingStatutoryHoliday(NaiveDate),
}

impl CalendarError {
    /// The stable code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            CalendarError::DuplicateDay(_) => "calendar.duplicate_day",
            CalendarError::OutsideYear(_) => "calendar.outside_year",
            CalendarError::MakeUpOnWeekday(_) => "calendar.make_up_on_weekday",
            CalendarError::MissingStatutoryHoliday(_) => "calendar.missing_statutory_holiday",
        }
    }

    /// The sentence for the administrator who imports the year.
    pub fn message(&self) -> String {
        match self {
            CalendarError::DuplicateDay(date) => {
                format!("{date} 在同一年度的安排中出现了两次，无法确定以哪一条为准。请保留一条后重新导入。")
            }
            CalendarError::OutsideYear(date) => {
                format!("{date} 不属于该年度，也不在上一年 12 月。请核对日期和所属年度后重新导入。")
            }
            CalendarError::MakeUpOnWeekday(date) => {
                format!("{date} 是周一至周五，本来就上班，不能设为调休上班日。请对照国务院通知核对日期。")
            }
            CalendarError::MissingStatutoryHoliday(date) => {
                format!("{date} 是法定节假日，但没有列入放假安排，数据可能不完整。请补全该年度后重新导入。")
            }
        }
    }
}

/// The holidays by law whose date in the solar year never changes (全国年节及纪念日放假办法).
const FIXED_HOLIDAYS: [(u32, u32); 5] = [(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)];

/// Checks the rows of one notice.
pub(super) fn check_year(year: i32, rows: &[CalendarRow]) -> Result<(), CalendarError> {
    let mut seen = std::collections::BTreeMap::new();
    for row in rows {
        let own_year = row.date.year() == year;
        let december_before = row.date.year() == year - 1 && row.date.month() == 12;
        if !own_year && !december_before {
            return Err(CalendarError::OutsideYear(row.date));
        }
        let weekend = matches!(row.date.weekday(), Weekday::Sat | Weekday::Sun);
        if row.kind == DayKind::MakeUpWorkingDay && !weekend {
            return Err(CalendarError::MakeUpOnWeekday(row.date));
        }
        if seen.insert(row.date, row.kind).is_some() {
            return Err(CalendarError::DuplicateDay(row.date));
        }
    }
    let fixed = FIXED_HOLIDAYS.iter().filter_map(|(month, day)| NaiveDate::from_ymd_opt(year, *month, *day));
    match fixed.into_iter().find(|date| seen.get(date) != Some(&DayKind::Holiday)) {
        Some(date) => Err(CalendarError::MissingStatutoryHoliday(date)),
        None => Ok(()),
    }
}
