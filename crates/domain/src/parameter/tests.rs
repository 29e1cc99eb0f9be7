use std::collections::BTreeSet;

use super::*;
use crate::money::Fen;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn row(parameter: Parameter, value: ParameterValue, from: &str, set_at: &str) -> ParameterRow {
    ParameterRow {
        parameter,
        value,
        in_force_from: day(from),
        source: "会议纪要".to_owned(),
        set_by: Uuid::from_u128(1),
        set_at: set_at.parse().expect("an instant"),
    }
}

#[test]
fn the_table_is_consistent() {
    let codes: BTreeSet<&str> = Parameter::ALL.iter().map(|parameter| parameter.code()).collect();
    assert_eq!(codes.len(), Parameter::ALL.len());
    for parameter in Parameter::ALL {
        assert_eq!(Parameter::from_code(parameter.code()), Some(*parameter));
        let json = serde_json::to_string(parameter).expect("a name");
        assert_eq!(json, format!("\"{}\"", parameter.code()));
        assert!(!parameter.label().is_empty() && !parameter.source().is_empty());
        if let Some(value) = parameter.default_value() {
            assert_eq!(value.kind(), parameter.kind(), "{}", parameter.code());
            assert_eq!(value.check(), Ok(()), "{}", parameter.code());
            let json = serde_json::to_string(&value).expect("a value");
            assert_eq!(serde_json::from_str::<ParameterValue>(&json).expect(&json), value);
        }
    }
}

#[test]
fn defaults_of_the_parameter_page() {
    for (code, shown) in [
        ("order_unconfirmed_timeout", "10 分钟"),
        ("qr_payment_timeout", "3 分钟"),
        ("bills_shown_ahead", "5 天"),
        ("attachment_kinds", "jpg、pdf、png"),
        ("attachment_size", "1 MB"),
        ("withdrawal_attachment_size", "10 MB"),
        ("withdrawal_attachment_count", "20 个"),
        ("refund_proposal_due", "3 个工作日"),
        ("refund_answer_due", "3 个工作日"),
        ("refund_reminder_due", "3 个工作日"),
        ("rent_custody_above", "3 个月"),
        ("rent_first_release", "3 个月"),
        ("rent_first_release_due", "1 天"),
        ("rent_release_interval", "1 个月"),
        ("area_link_review_due", "3 个工作日"),
        ("signing_required_before_filing", "是"),
        ("vote_use_participation", "≥ 2/3"),
        ("vote_use_consent", "> 1/2"),
        ("vote_raise_participation", "≥ 2/3"),
        ("vote_raise_consent", "≥ 3/4"),
        ("top_up_line", "3/10"),
        ("settlement_overrun", "1/10"),
        ("release_with_shortfall", "是"),
        ("draw_order", "先本金后利息"),
        ("offline_days", "7 天"),
        ("contribution_standard_low", "50.00 元/㎡"),
        ("contribution_standard_multi_storey", "100.00 元/㎡"),
        ("contribution_standard_high_rise", "200.00 元/㎡"),
    ] {
        let value = Parameter::from_code(code).and_then(Parameter::default_value);
        assert_eq!(value.map(|value| value.to_string()).as_deref(), Some(shown), "{code}");
    }
    let undecided = Parameter::ALL.iter().filter(|parameter| parameter.default_value().is_none());
    assert_eq!(undecided.count(), 11);
}

#[test]
fn a_case_keeps_the_value_of_the_day_when_it_began() {
    let due = Parameter::AreaLinkReviewDue;
    let rows = [
        row(due, ParameterValue::WorkingDays(6), "2026-03-01", "2026-02-21T02:00:00Z"),
        row(due, ParameterValue::WorkingDays(5), "2026-01-01", "2025-12-20T02:00:00Z"),
        row(due, ParameterValue::WorkingDays(7), "2026-03-01", "2026-02-20T02:00:00Z"),
        row(Parameter::OfflineDays, ParameterValue::CalendarDays(2), "2020-01-01", "2019-12-20T02:00:00Z"),
    ];
    for (date, days) in
        [("2025-12-31", 3), ("2026-01-01", 5), ("2026-02-28", 5), ("2026-03-01", 6), ("2030-01-01", 6)]
    {
        let value = value_at(&rows, due, day(date));
        assert_eq!(value, Some(ParameterValue::WorkingDays(days)), "{date}");
        assert_eq!(value.and_then(|value| value.as_count()), Some(days));
    }
    assert_eq!(value_at(&rows, Parameter::PublicityPeriod, day("2026-03-01")), None);
}

/// A change that was planned long ago still holds from its day, although something else was set meanwhile.
#[test]
fn the_value_that_took_effect_last_holds_not_the_one_that_was_set_last() {
    let days = Parameter::PublicityPeriod;
    let rows = [
        row(days, ParameterValue::CalendarDays(15), "2026-06-01", "2026-02-20T02:00:00Z"),
        row(days, ParameterValue::CalendarDays(10), "2026-04-01", "2026-03-10T02:00:00Z"),
    ];
    assert_eq!(value_at(&rows, days, day("2026-05-31")), Some(ParameterValue::CalendarDays(10)));
    assert_eq!(value_at(&rows, days, day("2026-06-01")), Some(ParameterValue::CalendarDays(15)));
}

#[test]
fn history_cannot_be_rewritten() {
    let due = Parameter::AreaLinkReviewDue;
    // 20:00 UTC is already the next day in Beijing.
    let at = |from| row(due, ParameterValue::WorkingDays(5), from, "2026-03-01T20:00:00Z");
    assert_eq!(check_new_row(&[], &at("2026-03-01")), Err(ParameterError::BackDated));
    assert_eq!(check_new_row(&[], &at("2026-03-02")), Err(ParameterError::BackDated));
    assert_eq!(check_new_row(&[], &at("2026-03-03")), Ok(()));
    let first = row(
        Parameter::PublicityPeriod,
        ParameterValue::CalendarDays(7),
        "2020-01-01",
        "2026-03-01T20:00:00Z",
    );
    assert_eq!(check_new_row(&[], &first), Ok(()), "no case can have used another value");
    assert_eq!(check_new_row(std::slice::from_ref(&first), &first), Err(ParameterError::BackDated));
}

#[test]
fn values_that_cannot_be_meant_are_refused() {
    let check =
        |parameter, value| check_new_row(&[], &row(parameter, value, "2099-01-01", "2026-03-01T00:00:00Z"));
    let half = Ratio { numerator: 1, denominator: 2 };
    let level = |name: &str, from_points| Level { name: name.to_owned(), from_points };
    let out_of_range = Err(ParameterError::Value(ValueFault::OutOfRange));
    for (parameter, value, expected) in [
        (Parameter::OfflineDays, ParameterValue::CalendarDays(30), Ok(())),
        (Parameter::OfflineDays, ParameterValue::CalendarDays(0), out_of_range),
        (Parameter::OfflineDays, ParameterValue::CalendarDays(3661), out_of_range),
        (
            Parameter::OfflineDays,
            ParameterValue::WorkingDays(7),
            Err(ParameterError::Kind { expected: ValueKind::CalendarDays }),
        ),
        (Parameter::TopUpLine, ParameterValue::Ratio(half), Ok(())),
        (
            Parameter::TopUpLine,
            ParameterValue::Ratio(Ratio { numerator: 3, denominator: 2 }),
            Err(ParameterError::Value(ValueFault::NoRatio)),
        ),
        (
            Parameter::TopUpLine,
            ParameterValue::Ratio(Ratio { numerator: 0, denominator: 0 }),
            Err(ParameterError::Value(ValueFault::NoRatio)),
        ),
        (Parameter::ContributionStandardLow, ParameterValue::FenPerSquareMetre(Fen(-1)), out_of_range),
        (
            Parameter::InterestPostingDay,
            ParameterValue::MonthDay { month: 2, day: 29 },
            Err(ParameterError::Value(ValueFault::NoSuchDay)),
        ),
        (Parameter::InterestPostingDay, ParameterValue::MonthDay { month: 6, day: 30 }, Ok(())),
        (
            Parameter::AttachmentKinds,
            ParameterValue::FileKinds(vec![]),
            Err(ParameterError::Value(ValueFault::List)),
        ),
        (
            Parameter::AttachmentKinds,
            ParameterValue::FileKinds(vec![".PDF".to_owned()]),
            Err(ParameterError::Value(ValueFault::List)),
        ),
        (Parameter::ScoreLevels, ParameterValue::Levels(vec![level("良好", 0), level("警示", 12)]), Ok(())),
        (
            Parameter::ScoreLevels,
            ParameterValue::Levels(vec![level("良好", 12), level("警示", 0)]),
            Err(ParameterError::Value(ValueFault::List)),
        ),
    ] {
        assert_eq!(check(parameter, value.clone()), expected, "{value}");
    }
    let mut unsourced =
        row(Parameter::OfflineDays, ParameterValue::CalendarDays(3), "2099-01-01", "2026-03-01T00:00:00Z");
    unsourced.source = " ".to_owned();
    assert_eq!(check_new_row(&[], &unsourced), Err(ParameterError::NoSource));
}

#[test]
fn thresholds_compare_exactly() {
    let two_thirds = Ratio { numerator: 2, denominator: 3 };
    let half = Ratio { numerator: 1, denominator: 2 };
    assert!(two_thirds.is_reached(2, 3, Bound::AtLeast));
    assert!(!two_thirds.is_reached(666_666, 1_000_000, Bound::AtLeast));
    assert!(!half.is_reached(1, 2, Bound::MoreThan));
    assert!(half.is_reached(i64::MAX, i64::MAX, Bound::MoreThan));
}
