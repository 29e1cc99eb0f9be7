//! The clock on the wall in Beijing. China keeps one offset the year round, so no time zone data is needed.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

/// UTC+8, Asia/Shanghai, without daylight saving since 1992.
const BEIJING: FixedOffset = match FixedOffset::east_opt(8 * 3600) {
    Some(offset) => offset,
    None => panic!("eight hours are a valid offset"),
};

/// Date and time that a clerk reads on the wall at this instant, for screens and forms.
pub fn beijing_time(instant: DateTime<Utc>) -> NaiveDateTime {
    instant.with_timezone(&BEIJING).naive_local()
}

/// The date in Beijing at this instant: the date of an entry, and the day from which deadlines are counted.
pub fn business_date(instant: DateTime<Utc>) -> NaiveDate {
    beijing_time(instant).date()
}

/// The first instant of this day in Beijing.
pub fn starts_at(date: NaiveDate) -> DateTime<Utc> {
    // Beijing's midnight is 16:00 UTC of the day before: one day before the end.
    ends_at(date) - TimeDelta::days(1)
}

/// The end of this day in Beijing, 24:00, which is the first instant that no longer belongs to it.
pub fn ends_at(date: NaiveDate) -> DateTime<Utc> {
    const SIXTEEN: NaiveTime = match NaiveTime::from_hms_opt(16, 0, 0) {
        Some(time) => time,
        None => panic!("16:00 is a time"),
    };
    date.and_time(SIXTEEN).and_utc()
}
