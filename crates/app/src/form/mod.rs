//! Printing forms: made here for browsers and where an account stands in full, recorded wherever they were printed.

mod list_prints;
mod record_print;
mod render;
mod verify;

use crate::Refusal;
use anju_domain::calendar::{ends_at, starts_at};
use anju_domain::form::FormKind;
use chrono::{DateTime, NaiveDate, Utc};

/// The longest code of a workstation, in characters.
const LONGEST_WORKSTATION: usize = 32;

/// The form with this code.
fn kind(code: &str) -> Result<FormKind, Refusal> {
    FormKind::from_code(code).ok_or_else(|| {
        Refusal::invalid("form.unknown", "没有这种表单，可能客户端版本较旧。请更新客户端后重试。")
    })
}

/// The instants of a period that is given by its first and last day; without a day it is open.
pub(crate) fn period(
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
) -> Result<(DateTime<Utc>, DateTime<Utc>), Refusal> {
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        return Err(Refusal::invalid(
            "period.reversed",
            "开始日期晚于结束日期，查不到记录。请重新选择时间段。",
        ));
    }
    Ok((from.map_or(DateTime::UNIX_EPOCH, starts_at), to.map_or(FAR, ends_at)))
}

/// Later than anything that is recorded.
const FAR: DateTime<Utc> = match DateTime::from_timestamp(4_102_444_800, 0) {
    Some(instant) => instant,
    None => panic!("the year 2100 is an instant"),
};

#[cfg(test)]
mod tests {
    use super::period;
    use chrono::NaiveDate;

    #[test]
    fn a_period_holds_its_first_and_last_day_whole() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day);
        let (from, before) = period(day(1), day(2)).expect("a period");
        assert_eq!(from.to_rfc3339(), "2026-10-31T16:00:00+00:00");
        assert_eq!(before.to_rfc3339(), "2026-11-02T16:00:00+00:00");
        assert_eq!(period(day(2), day(1)).expect_err("reversed").problem().code, "period.reversed");
        assert!(period(None, None).is_ok());
    }
}
