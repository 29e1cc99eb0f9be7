//! Dated parameters: what an office may set without a new release, and since when each value is in force.
//!
//! Invariant: a case keeps the values that were in force on the day when it began. So a change takes effect on the
//! day after it is made at the earliest; history is never rewritten.

mod table;
mod text;
mod value;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

use crate::calendar::business_date;

pub use table::Parameter;
pub use value::{Bound, DrawOrder, Level, ParameterValue, Ratio, ValueFault, ValueKind};

/// A value that somebody set. Rows are added, never changed or removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParameterRow {
    /// What is set.
    pub parameter: Parameter,
    /// To which value.
    pub value: ParameterValue,
    /// The first business date of the value.
    pub in_force_from: NaiveDate,
    /// The document that orders it, in the words of the person who sets it.
    pub source: String,
    /// The user who set it.
    pub set_by: Uuid,
    /// When it was set; of two rows for one day the later one holds.
    pub set_at: DateTime<Utc>,
}

/// Why a row is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[error("{}", self.message())]
pub enum ParameterError {
    /// The value is of another kind than the parameter.
    Kind {
        /// What the parameter is made of.
        expected: ValueKind,
    },
    /// The value is of the right kind but makes no sense.
    Value(ValueFault),
    /// In force today or earlier, although another value holds for cases that began meanwhile.
    BackDated,
    /// No document is named.
    NoSource,
}

impl ParameterError {
    /// The stable code for programs.
    pub fn code(self) -> &'static str {
        match self {
            ParameterError::Kind { .. } => "parameter.kind",
            ParameterError::Value(fault) => fault.code(),
            ParameterError::BackDated => "parameter.back_dated",
            ParameterError::NoSource => "parameter.no_source",
        }
    }

    /// The sentence for the administrator: what is wrong, why, and what to do.
    pub fn message(self) -> &'static str {
        match self {
            ParameterError::Kind { .. } => "参数值的类型与该参数不符。请按该参数的单位重新填写。",
            ParameterError::Value(fault) => fault.message(),
            ParameterError::BackDated => {
                "生效日期最早为明天。已经开始的业务沿用原来的参数值，不能追溯修改，请改为明天或以后的日期。"
            }
            ParameterError::NoSource => "没有填写依据。参数变更须注明文件或会议决定，请补充后保存。",
        }
    }
}

/// The value in force on this day: of the rows that are in force by then the one that took effect last, otherwise
/// the default. `None` if the office has yet to set it: what needs it waits, and the administrator has a task.
pub fn value_at(rows: &[ParameterRow], parameter: Parameter, date: NaiveDate) -> Option<ParameterValue> {
    rows.iter()
        .filter(|row| row.parameter == parameter && row.in_force_from <= date)
        .max_by_key(|row| (row.in_force_from, row.set_at))
        .map(|row| row.value.clone())
        .or_else(|| parameter.default_value())
}

/// Checks a row before it is added to the existing ones. Only the very first value of a parameter without default
/// may begin in the past, because no case can have used another.
///
/// # Errors
/// [`ParameterError`] says what the administrator has to change.
pub fn check_new_row(existing: &[ParameterRow], row: &ParameterRow) -> Result<(), ParameterError> {
    let expected = row.parameter.kind();
    if row.value.kind() != expected {
        return Err(ParameterError::Kind { expected });
    }
    row.value.check().map_err(ParameterError::Value)?;
    if row.source.trim().is_empty() {
        return Err(ParameterError::NoSource);
    }
    let today = business_date(row.set_at);
    let used = row.parameter.default_value().is_some()
        || existing.iter().any(|other| other.parameter == row.parameter);
    if used && row.in_force_from <= today {
        return Err(ParameterError::BackDated);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
