//! The dated rules that a withdrawal asks, read as of the day on which the case began.

use crate::parameter::Rules;
use anju_domain::calendar::Deadline;
use anju_domain::ledger::DatedRate;
use anju_domain::money::Fen;
use anju_domain::parameter::{DrawOrder, Parameter, ParameterRow, ParameterValue, Ratio};
use anju_domain::withdrawal::state::State;
use anju_domain::withdrawal::vote::{Purpose, RuleSet};
use chrono::{Datelike, Days, NaiveDate};

/// Principal or interest first.
pub(super) fn draw_order(rules: &Rules, began_on: NaiveDate) -> DrawOrder {
    match rules.value(Parameter::DrawOrder, began_on) {
        Some(ParameterValue::DrawOrder(order)) => order,
        _ => DrawOrder::PrincipalFirst,
    }
}

/// A smaller amount than asked for may be released.
pub(super) fn release_with_shortfall(rules: &Rules, began_on: NaiveDate) -> bool {
    matches!(rules.value(Parameter::ReleaseWithShortfall, began_on), Some(ParameterValue::Flag(true)))
}

/// Up to which overrun a supplement is possible.
pub(super) fn overrun_limit(rules: &Rules, began_on: NaiveDate) -> Ratio {
    match rules.value(Parameter::SettlementOverrun, began_on) {
        Some(ParameterValue::Ratio(ratio)) => ratio,
        _ => Ratio { numerator: 0, denominator: 1 },
    }
}

/// The part of its first contribution below which a unit has to top up.
pub(crate) fn top_up_line(rules: &Rules, today: NaiveDate) -> Ratio {
    match rules.value(Parameter::TopUpLine, today) {
        Some(ParameterValue::Ratio(ratio)) => ratio,
        _ => Ratio { numerator: 0, denominator: 1 },
    }
}

/// A contribution standard in force, a square metre.
pub(crate) fn standard(rules: &Rules, parameter: Parameter, today: NaiveDate) -> Fen {
    match rules.value(parameter, today) {
        Some(ParameterValue::FenPerSquareMetre(fen)) => fen,
        _ => Fen::ZERO,
    }
}

/// Whether a year's interest is posted on this day. Nothing is posted before the office has set a day.
pub(crate) fn is_interest_day(rules: &Rules, day: NaiveDate) -> bool {
    let set = rules.value(Parameter::InterestPostingDay, day);
    matches!(set, Some(ParameterValue::MonthDay { month, day: of_month })
        if (day.month(), day.day()) == (month, of_month))
}

/// The yearly rates of the maintenance fund, each with its first day.
pub(crate) fn interest_rates(rules: &Rules) -> Vec<DatedRate> {
    let rows = rules.rows().iter().filter(|row| row.parameter == Parameter::MaintenanceFundInterest);
    let mut rows: Vec<&ParameterRow> = rows.collect();
    rows.sort_by_key(|row| (row.in_force_from, row.set_at));
    let rate = |row: &&ParameterRow| match row.value {
        ParameterValue::YearlyRatePpm(yearly_ppm) => {
            Some(DatedRate { in_force_from: row.in_force_from, yearly_ppm })
        }
        _ => None,
    };
    let mut rates: Vec<DatedRate> = rows.iter().filter_map(rate).collect();
    // Of two rates for one day the one that was set later holds.
    rates.reverse();
    rates.dedup_by_key(|rate| rate.in_force_from);
    rates.reverse();
    rates
}

/// The thresholds of the vote on using the fund.
pub(super) fn vote(rules: &Rules, began_on: NaiveDate) -> Option<RuleSet> {
    RuleSet::at(rules.rows(), Purpose::Use, began_on)
}

/// The last day of the publicity period, where the office has set one.
pub(super) fn publicity_until(rules: &Rules, began_on: NaiveDate) -> Option<NaiveDate> {
    after(rules, Parameter::PublicityPeriod, began_on, began_on)?.date()
}

/// The last day to pay a shortfall, where the office has set the time.
pub(super) fn shortfall_pay_by(rules: &Rules, began_on: NaiveDate) -> Option<NaiveDate> {
    after(rules, Parameter::ShortfallPayBy, began_on, began_on)?.date()
}

/// The last day of a state that was entered on this day; `None` where no rule gives one, or the calendar does not know
/// the year yet.
pub(crate) fn due_on(
    rules: &Rules,
    state: State,
    began_on: NaiveDate,
    entered_on: NaiveDate,
) -> Option<NaiveDate> {
    after(rules, state.deadline()?, began_on, entered_on)?.date()
}

/// 待定: a rule limits the state, and the calendar does not know the year in which it would end.
pub(super) fn is_undetermined(
    rules: &Rules,
    state: State,
    began_on: NaiveDate,
    due_on: Option<NaiveDate>,
) -> bool {
    let limited = state.deadline().is_some_and(|parameter| rules.value(parameter, began_on).is_some());
    due_on.is_none() && limited
}

/// The end of a period that begins on `from`; `None` where the office has set no such period.
fn after(rules: &Rules, parameter: Parameter, began_on: NaiveDate, from: NaiveDate) -> Option<Deadline> {
    match rules.value(parameter, began_on)? {
        ParameterValue::CalendarDays(days) => {
            from.checked_add_days(Days::new(u64::from(days))).map(Deadline::On)
        }
        ParameterValue::WorkingDays(days) => Some(rules.calendar().add_working_days(from, days)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Deadline, Parameter, ParameterValue, Rules, after, draw_order, due_on};
    use anju_domain::calendar::Calendar;
    use anju_domain::parameter::{DrawOrder, ParameterRow};
    use anju_domain::withdrawal::state::State;
    use chrono::{DateTime, NaiveDate, Utc};
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn row(parameter: Parameter, value: ParameterValue, from: &str) -> ParameterRow {
        ParameterRow {
            parameter,
            value,
            in_force_from: day(from),
            source: "测试".to_owned(),
            set_by: Uuid::nil(),
            set_at: DateTime::<Utc>::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_case_keeps_what_was_in_force_when_it_began() {
        let interest_first = ParameterValue::DrawOrder(DrawOrder::InterestFirst);
        let rows = vec![row(Parameter::DrawOrder, interest_first, "2026-03-01")];
        let rules = Rules::of(rows, Calendar::built_in());
        assert_eq!(draw_order(&rules, day("2026-02-28")), DrawOrder::PrincipalFirst);
        assert_eq!(draw_order(&rules, day("2026-03-01")), DrawOrder::InterestFirst);
    }

    #[test]
    fn working_days_of_an_unknown_year_are_undetermined() {
        let rules = Rules::of(Vec::new(), Calendar::built_in());
        let ends = |from| after(&rules, Parameter::AreaLinkReviewDue, day(from), day(from));
        assert_eq!(ends("2026-02-12"), Some(Deadline::On(day("2026-02-24"))));
        assert_eq!(ends("2026-12-30"), Some(Deadline::Undetermined));
        assert_eq!(due_on(&rules, State::Submitted, day("2026-02-12"), day("2026-02-12")), None);
        let ten = row(Parameter::PaperSubmissionDue, ParameterValue::CalendarDays(10), "2026-01-01");
        let rules = Rules::of(vec![ten], Calendar::built_in());
        let due = due_on(&rules, State::Submitted, day("2026-02-12"), day("2026-12-30"));
        assert_eq!(due, Some(day("2027-01-09")));
    }
}
