//! The rules of the vote, from the dated parameters: a case keeps those that were in force when it began.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::parameter::{Bound, Parameter, ParameterRow, ParameterValue, Ratio, value_at};

/// What is voted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// 使用维修资金
    Use,
    /// 筹集维修资金
    Raise,
}

/// A part of a whole that has to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Threshold {
    /// The part.
    pub ratio: Ratio,
    /// Whether exactly the part is enough (以上) or more is needed (过半数).
    pub bound: Bound,
}

impl Threshold {
    /// Whether `part` of `whole` reaches it.
    pub fn met(self, part: u64, whole: u64) -> bool {
        let part = u128::from(part) * u128::from(self.ratio.denominator);
        let line = u128::from(whole) * u128::from(self.ratio.numerator);
        match self.bound {
            Bound::AtLeast => part >= line,
            Bound::MoreThan => part > line,
        }
    }

    /// The smallest part of `whole` that reaches it.
    pub fn needed(self, whole: u64) -> u64 {
        let line = u128::from(whole) * u128::from(self.ratio.numerator);
        let denominator = u128::from(self.ratio.denominator);
        let needed = match self.bound {
            Bound::AtLeast => line.div_ceil(denominator),
            Bound::MoreThan => line / denominator + 1,
        };
        u64::try_from(needed).unwrap_or(u64::MAX)
    }
}

/// The thresholds of one purpose. Each is asked of heads and of area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSet {
    /// How much of the whole scope has to take part.
    pub participation: Threshold,
    /// How much of those who take part has to agree.
    pub consent: Threshold,
}

impl RuleSet {
    /// The rules for a case that began on this day; `None` if a parameter is no threshold.
    pub fn at(rows: &[ParameterRow], purpose: Purpose, began_on: NaiveDate) -> Option<RuleSet> {
        let (participation, consent) = match purpose {
            Purpose::Use => (Parameter::VoteUseParticipation, Parameter::VoteUseConsent),
            Purpose::Raise => (Parameter::VoteRaiseParticipation, Parameter::VoteRaiseConsent),
        };
        let threshold = |parameter| match value_at(rows, parameter, began_on) {
            Some(ParameterValue::Threshold { ratio, bound }) => Some(Threshold { ratio, bound }),
            _ => None,
        };
        Some(RuleSet { participation: threshold(participation)?, consent: threshold(consent)? })
    }
}
