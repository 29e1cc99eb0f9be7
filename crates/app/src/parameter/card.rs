//! A parameter as the administrator's list and its history show it.

use anju_contract::parameter::{ParameterCard, ParameterRowView, ValueStanding};
use anju_domain::parameter::Parameter;
use anju_store::parameter::SetValue;
use chrono::NaiveDate;

/// The values of one parameter out of those of all.
pub(super) fn of(values: &[SetValue], parameter: Parameter) -> Vec<&SetValue> {
    values.iter().filter(|set| set.row.parameter == parameter).collect()
}

/// The one in force on this day, if the office has set one.
fn in_force<'v>(own: &[&'v SetValue], today: NaiveDate) -> Option<&'v SetValue> {
    own.iter()
        .copied()
        .filter(|set| set.row.in_force_from <= today)
        .max_by_key(|set| (set.row.in_force_from, set.row.set_at, set.seq))
}

/// The last number that was given to a value of this parameter; 0 while there is none.
pub(super) fn version(own: &[&SetValue]) -> i64 {
    own.iter().map(|set| set.seq).max().unwrap_or_default()
}

pub(super) fn card(parameter: Parameter, own: &[&SetValue], today: NaiveDate) -> ParameterCard {
    let set = in_force(own, today);
    let value = set.map(|set| set.row.value.clone()).or_else(|| parameter.default_value());
    let next = own
        .iter()
        .filter(|set| set.row.in_force_from > today)
        .min_by_key(|set| (set.row.in_force_from, std::cmp::Reverse(set.seq)))
        .map(|set| view(set, ValueStanding::Coming));
    ParameterCard {
        code: parameter.code().to_owned(),
        label: parameter.label().to_owned(),
        hint: parameter.kind().hint().to_owned(),
        choices: parameter.kind().choices().iter().map(|choice| (*choice).to_owned()).collect(),
        value_text: value.as_ref().map(ToString::to_string),
        typed: value.map(|value| value.typed()).unwrap_or_default(),
        in_force_from: set.map(|set| set.row.in_force_from),
        source: set.map_or(parameter.source(), |set| &set.row.source).to_owned(),
        set_by_name: set.map(|set| set.set_by_name.clone()).unwrap_or_default(),
        next,
        version: version(own),
    }
}

/// Every value, the one set last first, the built-in one at the end.
pub(super) fn history(parameter: Parameter, own: &[&SetValue], today: NaiveDate) -> Vec<ParameterRowView> {
    let now = in_force(own, today).map(|set| set.seq);
    let standing = |set: &SetValue| {
        // Of two values for one day only the later one ever comes into force.
        let replaced =
            own.iter().any(|other| other.row.in_force_from == set.row.in_force_from && other.seq > set.seq);
        if Some(set.seq) == now {
            ValueStanding::InForce
        } else if set.row.in_force_from > today && !replaced {
            ValueStanding::Coming
        } else {
            ValueStanding::Past
        }
    };
    let built_in = parameter.default_value().map(|value| ParameterRowView {
        value_text: value.to_string(),
        in_force_from: None,
        source: parameter.source().to_owned(),
        set_by_name: String::new(),
        set_at: None,
        standing: if now.is_none() { ValueStanding::InForce } else { ValueStanding::Past },
    });
    own.iter().rev().map(|set| view(set, standing(set))).chain(built_in).collect()
}

fn view(set: &SetValue, standing: ValueStanding) -> ParameterRowView {
    ParameterRowView {
        value_text: set.row.value.to_string(),
        in_force_from: Some(set.row.in_force_from),
        source: set.row.source.clone(),
        set_by_name: set.set_by_name.clone(),
        set_at: Some(set.row.set_at),
        standing,
    }
}
