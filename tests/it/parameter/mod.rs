//! What an administrator sets: parameters with their days, and the calendar.

mod calendar;
mod set;

use chrono::{Days, FixedOffset, NaiveDate, Utc};

/// Today in Beijing, as the server reads it.
fn today() -> NaiveDate {
    let beijing = FixedOffset::east_opt(8 * 3600).expect("an offset");
    #[expect(clippy::disallowed_methods, reason = "the server's clock is the real one")]
    Utc::now().with_timezone(&beijing).date_naive()
}

fn days_from_today(days: u64) -> NaiveDate {
    today().checked_add_days(Days::new(days)).expect("a day")
}
