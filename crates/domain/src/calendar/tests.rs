use chrono::{DateTime, Utc};
use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

/// Counted by hand with an independent tool; the day after the event counts as the first.
#[test]
fn working_days_of_the_oracle_table() {
    let calendar = Calendar::built_in();
    for (from, three, six) in [
        ("2024-09-27", "2024-10-08", "2024-10-11"),
        ("2024-09-30", "2024-10-10", "2024-10-14"),
        ("2025-01-24", "2025-02-05", "2025-02-08"),
        ("2025-04-25", "2025-04-29", "2025-05-07"),
        ("2025-09-30", "2025-10-11", "2025-10-15"),
        ("2026-02-12", "2026-02-24", "2026-02-27"),
    ] {
        assert_eq!(calendar.add_working_days(day(from), 3), Deadline::On(day(three)), "{from} + 3");
        assert_eq!(calendar.add_working_days(day(from), 6), Deadline::On(day(six)), "{from} + 6");
    }
    assert_eq!(calendar.add_working_days(day("2024-10-01"), 0), Deadline::On(day("2024-10-01")));
}

/// Working days a year, counted from the notices: a slip in any span or make-up day changes one of these.
#[test]
fn every_built_in_year_has_its_number_of_working_days() {
    let calendar = Calendar::built_in();
    assert_eq!(calendar.known_years().collect::<Vec<_>>(), (2018..=2026).collect::<Vec<_>>());
    for (year, working_days) in [
        (2018, 250),
        (2019, 250),
        (2020, 249),
        (2021, 250),
        (2022, 249),
        (2023, 249),
        (2024, 251),
        (2025, 248),
        (2026, 248),
    ] {
        let first = day(&format!("{year}-01-01"));
        let counted = first
            .iter_days()
            .take_while(|date| date.year() == year)
            .filter(|date| calendar.is_working_day(*date) == Some(true))
            .count();
        assert_eq!(counted, working_days, "{year}");
    }
}

#[test]
fn every_make_up_day_and_the_special_days() {
    let calendar = Calendar::built_in();
    let worked = calendar
        .rows()
        .filter(|row| row.kind == DayKind::MakeUpWorkingDay)
        .map(|row| row.date.to_string())
        .collect::<std::collections::BTreeSet<_>>();
    let expected = "2018-02-11 2018-02-24 2018-04-08 2018-04-28 2018-09-29 2018-09-30 2018-12-29 \
        2019-02-02 2019-02-03 2019-04-28 2019-05-05 2019-09-29 2019-10-12 \
        2020-01-19 2020-04-26 2020-05-09 2020-06-28 2020-09-27 2020-10-10 \
        2021-02-07 2021-02-20 2021-04-25 2021-05-08 2021-09-18 2021-09-26 2021-10-09 \
        2022-01-29 2022-01-30 2022-04-02 2022-04-24 2022-05-07 2022-10-08 2022-10-09 \
        2023-01-28 2023-01-29 2023-04-23 2023-05-06 2023-06-25 2023-10-07 2023-10-08 \
        2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12 \
        2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11 \
        2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10";
    assert_eq!(worked, expected.split_whitespace().map(str::to_owned).collect());
    for (date, works) in [
        ("2018-12-31", false),
        ("2020-01-31", false),
        ("2020-02-01", false),
        ("2020-02-02", false),
        ("2020-02-03", true),
        ("2022-12-31", false),
        ("2024-02-09", true),
        ("2025-01-27", true),
        ("2026-11-21", false),
        ("2026-11-23", true),
    ] {
        assert_eq!(calendar.is_working_day(day(date)), Some(works), "{date}");
    }
}

#[test]
fn an_unknown_year_is_undetermined_never_guessed() {
    let calendar = Calendar::built_in();
    assert_eq!(calendar.is_working_day(day("2027-01-04")), None);
    assert_eq!(calendar.is_working_day(day("2017-12-29")), None);
    assert_eq!(calendar.add_working_days(day("2026-12-28"), 3), Deadline::On(day("2026-12-31")));
    assert_eq!(calendar.add_working_days(day("2026-12-28"), 4), Deadline::Undetermined);
    assert_eq!(calendar.add_working_days(day("2027-03-01"), 3), Deadline::Undetermined);
    assert_eq!(calendar.add_working_days(day("2017-12-28"), 3), Deadline::Undetermined);
    assert_eq!(calendar.add_working_days(NaiveDate::MAX, 1), Deadline::Undetermined);
    assert_eq!(calendar.working_days_left(day("2026-12-31"), Deadline::Undetermined), None);
    assert_eq!(calendar.working_days_left(day("2026-12-30"), Deadline::On(day("2027-01-05"))), None);
    assert_eq!(Deadline::Undetermined.to_string(), "待定");
    assert!(!Deadline::Undetermined.has_passed(instant("2999-01-01T00:00:00Z")));
}

#[test]
fn a_deadline_travels_as_a_date_or_null() {
    for (deadline, json) in
        [(Deadline::On(day("2026-02-24")), "\"2026-02-24\""), (Deadline::Undetermined, "null")]
    {
        assert_eq!(serde_json::to_string(&deadline).expect("a date"), json);
        assert_eq!(serde_json::from_str::<Deadline>(json).expect("a date"), deadline);
    }
}

#[test]
fn working_days_left_count_down_and_go_below_zero() {
    let calendar = Calendar::built_in();
    let deadline = Deadline::On(day("2024-10-10"));
    for (today, left) in [
        ("2024-09-30", 3),
        ("2024-10-07", 3),
        ("2024-10-08", 2),
        ("2024-10-10", 0),
        ("2024-10-11", -1),
        ("2024-10-12", -2),
        ("2024-10-13", -2),
    ] {
        assert_eq!(calendar.working_days_left(day(today), deadline), Some(left), "{today}");
    }
}

#[test]
fn a_day_ends_at_midnight_in_beijing() {
    assert_eq!(ends_at(day("2024-10-10")), instant("2024-10-10T16:00:00Z"));
    assert_eq!(starts_at(day("2024-10-10")), instant("2024-10-09T16:00:00Z"));
    let deadline = Deadline::On(day("2024-10-10"));
    assert!(!deadline.has_passed(instant("2024-10-10T15:59:59.999999Z")));
    assert!(deadline.has_passed(instant("2024-10-10T16:00:00Z")));
    assert_eq!(business_date(instant("2024-10-10T15:59:59Z")), day("2024-10-10"));
    assert_eq!(business_date(instant("2024-10-10T16:00:00Z")), day("2024-10-11"));
    assert_eq!(beijing_time(instant("2024-10-10T16:30:00Z")).to_string(), "2024-10-11 00:30:00");
}

fn holiday(year: i32, date: &str) -> CalendarRow {
    CalendarRow { notice_year: year, date: day(date), kind: DayKind::Holiday, name: "节".to_owned() }
}

fn believable_2027() -> Vec<CalendarRow> {
    ["2027-01-01", "2027-05-01", "2027-10-01", "2027-10-02", "2027-10-03"]
        .map(|date| holiday(2027, date))
        .to_vec()
}

#[test]
fn an_imported_year_becomes_known() {
    let calendar = Calendar::built_in().with_rows(believable_2027()).expect("a good year");
    assert_eq!(calendar.is_working_day(day("2027-01-04")), Some(true));
    assert_eq!(calendar.add_working_days(day("2026-12-30"), 2), Deadline::On(day("2027-01-04")));
    assert_eq!(calendar.is_working_day(day("2026-02-14")), Some(true), "the older years stay");
    let mut again = believable_2027();
    again.push(holiday(2027, "2026-12-31"));
    let calendar = calendar.with_rows(again).expect("a good year");
    assert_eq!(calendar.is_working_day(day("2026-12-31")), Some(false), "December of the year before");
    assert_eq!(calendar.rows().filter(|row| row.notice_year == 2027).count(), 6);
}

#[test]
fn an_import_that_cannot_be_right_is_refused() {
    let refused = |change: &dyn Fn(&mut Vec<CalendarRow>)| {
        let mut rows = believable_2027();
        change(&mut rows);
        Calendar::built_in().with_rows(rows).expect_err("not a believable year")
    };
    assert_eq!(
        refused(&|rows| rows.push(holiday(2027, "2027-01-01"))),
        CalendarError::DuplicateDay(day("2027-01-01"))
    );
    assert_eq!(
        refused(&|rows| rows.push(holiday(2027, "2026-11-30"))),
        CalendarError::OutsideYear(day("2026-11-30"))
    );
    assert_eq!(
        refused(&|rows| rows.push(holiday(2027, "2028-01-01"))),
        CalendarError::OutsideYear(day("2028-01-01"))
    );
    let mut worked = holiday(2027, "2027-02-08");
    worked.kind = DayKind::MakeUpWorkingDay;
    assert_eq!(refused(&|rows| rows.push(worked.clone())), CalendarError::MakeUpOnWeekday(day("2027-02-08")));
    let missing = refused(&|rows| {
        rows.remove(3);
    });
    assert_eq!(missing, CalendarError::MissingStatutoryHoliday(day("2027-10-02")));
    assert_eq!(missing.code(), "calendar.missing_statutory_holiday");
    assert!(missing.message().contains("2027-10-02"));
}

#[test]
fn the_built_in_rows_pass_the_import_check() {
    let rows = Calendar::built_in().rows().cloned().collect();
    assert_eq!(Calendar::from_rows(rows), Ok(Calendar::built_in()));
}

fn any_built_in_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..3287).prop_map(|offset| day("2018-01-01") + chrono::Days::new(offset))
}

proptest! {
    #[test]
    fn a_deadline_is_a_working_day_and_counts_back(date in any_built_in_day(), n in 1_u32..60) {
        let calendar = Calendar::built_in();
        match calendar.add_working_days(date, n) {
            Deadline::On(end) => {
                prop_assert_eq!(calendar.is_working_day(end), Some(true));
                let left = calendar.working_days_left(date, Deadline::On(end));
                prop_assert_eq!(left, Some(i64::from(n)));
            }
            Deadline::Undetermined => {
                let left = calendar.working_days_left(date, Deadline::On(day("2026-12-31")));
                prop_assert!(left < Some(i64::from(n)), "enough known days were left");
            }
        }
    }

    #[test]
    fn a_day_holds_exactly_its_own_instants(seconds in 1_500_000_000_i64..1_900_000_000) {
        let now = DateTime::from_timestamp(seconds, 0).expect("in range");
        let date = business_date(now);
        prop_assert!(starts_at(date) <= now && now < ends_at(date));
    }
}
