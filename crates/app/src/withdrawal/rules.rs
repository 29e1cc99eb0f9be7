//! The dated rules that a withdrawal asks: the built-in defaults, read as of the day on which the case began.

use anju_domain::parameter::{DrawOrder, Parameter, ParameterRow, ParameterValue, Ratio, value_at};
use anju_domain::withdrawal::state::State;
use anju_domain::withdrawal::vote::{Purpose, RuleSet};
use chrono::{Days, NaiveDate};

/// What an office has set. The defaults hold until it sets anything.
const ROWS: &[ParameterRow] = &[];

/// Principal or interest first.
pub(super) fn draw_order(began_on: NaiveDate) -> DrawOrder {
    match value_at(ROWS, Parameter::DrawOrder, began_on) {
        Some(ParameterValue::DrawOrder(order)) => order,
        _ => DrawOrder::PrincipalFirst,
    }
}

/// A smaller amount than asked for may be released.
pub(super) fn release_with_shortfall(began_on: NaiveDate) -> bool {
    matches!(value_at(ROWS, Parameter::ReleaseWithShortfall, began_on), Some(ParameterValue::Flag(true)))
}

/// Up to which overrun a supplement is possible.
pub(super) fn overrun_limit(began_on: NaiveDate) -> Ratio {
    match value_at(ROWS, Parameter::SettlementOverrun, began_on) {
        Some(ParameterValue::Ratio(ratio)) => ratio,
        _ => Ratio { numerator: 0, denominator: 1 },
    }
}

/// The thresholds of the vote on using the fund.
pub(super) fn vote(began_on: NaiveDate) -> Option<RuleSet> {
    RuleSet::at(ROWS, Purpose::Use, began_on)
}

/// The last day of the publicity period, where the office has set one.
pub(super) fn publicity_until(began_on: NaiveDate) -> Option<NaiveDate> {
    days_after(Parameter::PublicityPeriod, began_on, began_on)
}

/// The last day of a state that was entered today.
pub(super) fn due_on(state: State, began_on: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    days_after(state.deadline()?, began_on, today)
}

fn days_after(parameter: Parameter, began_on: NaiveDate, from: NaiveDate) -> Option<NaiveDate> {
    match value_at(ROWS, parameter, began_on)? {
        ParameterValue::CalendarDays(days) => from.checked_add_days(Days::new(u64::from(days))),
        _ => None,
    }
}
