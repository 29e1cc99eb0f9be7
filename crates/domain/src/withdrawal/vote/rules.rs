//! The dated rules of the vote: a case keeps those that were in force when it began.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

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
    /// The part …
    pub numerator: u32,
    /// … of this, never 0.
    pub denominator: u32,
    /// Whether exactly the part is enough (以上) or more is needed (过半数).
    pub inclusive: bool,
}

impl Threshold {
    /// Whether `part` of `whole` reaches it.
    pub fn met(self, part: u64, whole: u64) -> bool {
        let (part, whole) = self.crossed(part, whole);
        if self.inclusive { part >= whole } else { part > whole }
    }

    /// The smallest part of `whole` that reaches it.
    pub fn needed(self, whole: u64) -> u64 {
        let (_, whole) = self.crossed(0, whole);
        let denominator = u128::from(self.denominator);
        let needed = if self.inclusive { whole.div_ceil(denominator) } else { whole / denominator + 1 };
        u64::try_from(needed).unwrap_or(u64::MAX)
    }

    fn crossed(self, part: u64, whole: u64) -> (u128, u128) {
        (u128::from(part) * u128::from(self.denominator), u128::from(whole) * u128::from(self.numerator))
    }
}

/// The thresholds of one purpose. Each is asked of heads and of area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSet {
    /// The first day that the rules are in force.
    pub in_force_from: NaiveDate,
    /// How much of the whole scope has to take part.
    pub participation: Threshold,
    /// How much of those who take part has to agree.
    pub consent: Threshold,
}

/// The day on which the civil code came into force.
const CIVIL_CODE: NaiveDate = NaiveDate::from_ymd_opt(2021, 1, 1).expect("a valid date");

/// 三分之二以上
const TWO_THIRDS: Threshold = Threshold { numerator: 2, denominator: 3, inclusive: true };
/// 过半数
const MORE_THAN_HALF: Threshold = Threshold { numerator: 1, denominator: 2, inclusive: false };
/// 四分之三以上
const THREE_QUARTERS: Threshold = Threshold { numerator: 3, denominator: 4, inclusive: true };

impl RuleSet {
    /// The rules of article 278 of the civil code.
    pub fn civil_code(purpose: Purpose) -> RuleSet {
        let consent = match purpose {
            Purpose::Use => MORE_THAN_HALF,
            Purpose::Raise => THREE_QUARTERS,
        };
        RuleSet { in_force_from: CIVIL_CODE, participation: TWO_THIRDS, consent }
    }

    /// Of dated rule sets, the one in force on a day; `None` if the day is before all of them.
    pub fn in_force(rule_sets: &[RuleSet], on: NaiveDate) -> Option<RuleSet> {
        let begun = rule_sets.iter().filter(|rules| rules.in_force_from <= on);
        begun.max_by_key(|rules| rules.in_force_from).copied()
    }
}
