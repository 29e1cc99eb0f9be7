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

    /// As laws and forms say it: 三分之二以上, 过半数.
    pub fn words(self) -> String {
        let Ratio { numerator, denominator } = self.ratio;
        match (numerator, denominator, self.bound) {
            (1, 2, Bound::MoreThan) => "过半数".to_owned(),
            (1, 2, Bound::AtLeast) => "半数以上".to_owned(),
            (_, _, Bound::AtLeast) => format!("{}分之{}以上", numeral(denominator), numeral(numerator)),
            (_, _, Bound::MoreThan) => format!("超过{}分之{}", numeral(denominator), numeral(numerator)),
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

/// A small number as a Chinese numeral; a larger one in figures.
fn numeral(number: u32) -> String {
    const NUMERALS: [&str; 11] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let small = usize::try_from(number).ok().and_then(|number| NUMERALS.get(number));
    small.map_or_else(|| number.to_string(), |numeral| (*numeral).to_owned())
}

impl RuleSet {
    /// The rule as the signature table explains it to the owners.
    pub fn words(self) -> String {
        let (participation, consent) = (self.participation.words(), self.consent.words());
        format!(
            "应当由专有部分面积占比{participation}的业主且人数占比{participation}的业主参与表决，并经参与表决专有部分面积\
             {consent}的业主且参与表决人数{consent}的业主同意。未表态的不计入参与，弃权的计入参与、不计入同意。"
        )
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_are_said_as_the_law_says_them() {
        let words = |numerator, denominator, bound| {
            Threshold { ratio: Ratio { numerator, denominator }, bound }.words()
        };
        assert_eq!(words(2, 3, Bound::AtLeast), "三分之二以上");
        assert_eq!(words(1, 2, Bound::MoreThan), "过半数");
        assert_eq!(words(3, 4, Bound::AtLeast), "四分之三以上");
        assert_eq!(words(2, 3, Bound::MoreThan), "超过三分之二");
    }
}
