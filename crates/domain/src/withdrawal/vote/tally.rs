//! The live count, and what is still missing.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

use super::electorate::Electorate;
use super::rules::{RuleSet, Threshold};
use crate::area::AreaDm2;

/// 意见: what a signature says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// 同意
    Agree,
    /// 不同意
    Against,
    /// 弃权: takes part and does not consent.
    Abstain,
}

impl Choice {
    /// Every choice, in the order of the printed sheet.
    pub const ALL: [Choice; 3] = [Choice::Agree, Choice::Against, Choice::Abstain];

    /// The code under which the choice is stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            Choice::Agree => "agree",
            Choice::Against => "against",
            Choice::Abstain => "abstain",
        }
    }

    /// The choice with this code.
    pub fn from_code(code: &str) -> Option<Choice> {
        Choice::ALL.into_iter().find(|choice| choice.code() == code)
    }

    /// The word on screens and forms.
    pub fn label(self) -> &'static str {
        match self {
            Choice::Agree => "同意",
            Choice::Against => "不同意",
            Choice::Abstain => "弃权",
        }
    }
}

/// One row of the signed sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// The unit.
    pub unit: Uuid,
    /// What was ticked.
    pub choice: Choice,
    /// The date beside the signature.
    pub signed_on: NaiveDate,
}

/// The rows entered from a signed sheet.
#[derive(Clone, Copy, Debug)]
pub struct Signatures<'a> {
    /// The version of the task sheet that the signed sheet carries.
    pub version: i64,
    /// The first day on which it could be signed: the day of submission.
    pub from: NaiveDate,
    /// The last day: today.
    pub until: NaiveDate,
    /// The rows with a signature.
    pub ballots: &'a [Ballot],
}

/// Why signatures cannot be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SignaturesError {
    /// The signed sheet is of another version of the task sheet.
    #[error(
        "签字表对应任务单第 {signed} 版，当前为第 {current} 版，不能计票。请打印当前版本的签字表重新征求意见。"
    )]
    OtherVersion {
        /// The version on the signed sheet.
        signed: i64,
        /// The version of the electorate.
        current: i64,
    },
    /// The unit is not in the benefiting scope.
    #[error("签字的房屋不在本任务单的表决范围内，不能计票。请核对房号。")]
    NotInElectorate {
        /// The unit.
        unit: Uuid,
    },
    /// The unit signed twice.
    #[error("同一房屋登记了两次意见，不能计票。请保留一条后重试。")]
    SignedTwice {
        /// The unit.
        unit: Uuid,
    },
    /// The date lies before the submission or after today.
    #[error("签字日期 {signed_on} 不在任务单提交日至今日之间，不能计票。请核对签字日期。")]
    DateOutOfRange {
        /// The unit.
        unit: Uuid,
        /// The date.
        signed_on: NaiveDate,
    },
}

impl SignaturesError {
    /// The stable code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            SignaturesError::OtherVersion { .. } => "withdrawal.vote.other_version",
            SignaturesError::NotInElectorate { .. } => "withdrawal.vote.not_in_electorate",
            SignaturesError::SignedTwice { .. } => "withdrawal.vote.signed_twice",
            SignaturesError::DateOutOfRange { .. } => "withdrawal.vote.date_out_of_range",
        }
    }
}

/// Counted by heads, or by area in dm².
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The whole scope.
    pub all: u64,
    /// Those who signed, whatever they ticked.
    pub participating: u64,
    /// Those who agreed.
    pub agreeing: u64,
}

/// What is missing for the vote to pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Lacking {
    /// More heads have to take part.
    ParticipatingHeads {
        /// How many more.
        heads: u64,
    },
    /// More area has to take part.
    ParticipatingArea {
        /// How much more.
        area: AreaDm2,
    },
    /// More of the participating heads have to agree.
    AgreeingHeads {
        /// How many more, if no further head takes part.
        heads: u64,
    },
    /// More of the participating area has to agree.
    AgreeingArea {
        /// How much more, if no further area takes part.
        area: AreaDm2,
    },
}

impl Lacking {
    /// The sentence beside the count.
    pub fn message(&self) -> String {
        match self {
            Lacking::ParticipatingHeads { heads } => format!("参与表决的业主还差 {heads} 人。"),
            Lacking::ParticipatingArea { area } => format!("参与表决的面积还差 {} ㎡。", area.grouped()),
            Lacking::AgreeingHeads { heads } => format!("同意的业主还差 {heads} 人。"),
            Lacking::AgreeingArea { area } => format!("同意的面积还差 {} ㎡。", area.grouped()),
        }
    }
}

/// The count of a vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// By heads.
    pub heads: Count,
    /// By area, in dm².
    pub area: Count,
    /// What is missing; empty if the vote passes.
    pub lacking: Vec<Lacking>,
    /// The thresholds that it was counted against.
    pub rules: RuleSet,
}

impl Tally {
    /// Whether the vote passes.
    pub fn passes(&self) -> bool {
        self.lacking.is_empty()
    }
}

/// Every signature that may not be counted, in the order of the rows; at most one reason for each.
pub fn faults(electorate: &Electorate, signatures: Signatures<'_>) -> Vec<SignaturesError> {
    if signatures.version != electorate.version() {
        let (signed, current) = (signatures.version, electorate.version());
        return vec![SignaturesError::OtherVersion { signed, current }];
    }
    let mut signed_units = HashSet::new();
    let fault = |ballot: &Ballot| {
        let &Ballot { unit, signed_on, .. } = ballot;
        if electorate.voter(unit).is_none() {
            Some(SignaturesError::NotInElectorate { unit })
        } else if !(signatures.from..=signatures.until).contains(&signed_on) {
            Some(SignaturesError::DateOutOfRange { unit, signed_on })
        } else if !signed_units.insert(unit) {
            Some(SignaturesError::SignedTwice { unit })
        } else {
            None
        }
    };
    signatures.ballots.iter().filter_map(fault).collect()
}

/// Counts the signatures of a sheet. A head that signed for several units takes part once, and agrees if all its
/// signatures do; area is counted unit by unit.
///
/// # Errors
/// [`SignaturesError`] for the first signature that may not be counted.
pub fn tally(
    electorate: &Electorate,
    rules: RuleSet,
    signatures: Signatures<'_>,
) -> Result<Tally, SignaturesError> {
    if let Some(fault) = faults(electorate, signatures).into_iter().next() {
        return Err(fault);
    }
    let mut participating_heads = HashSet::new();
    let mut dissenting_heads = HashSet::new();
    let mut area = Count { all: electorate.area().0.unsigned_abs(), ..Count::default() };
    for &Ballot { unit, choice, .. } in signatures.ballots {
        let voter = electorate.voter(unit).ok_or(SignaturesError::NotInElectorate { unit })?;
        let unit_area = voter.area.0.unsigned_abs();
        participating_heads.insert(voter.head);
        area.participating += unit_area;
        match choice {
            Choice::Agree => area.agreeing += unit_area,
            Choice::Against | Choice::Abstain => {
                dissenting_heads.insert(voter.head);
            }
        }
    }
    let heads = Count {
        all: electorate.heads() as u64,
        participating: participating_heads.len() as u64,
        agreeing: participating_heads.difference(&dissenting_heads).count() as u64,
    };
    Ok(Tally { heads, area, lacking: lacking(rules, heads, area), rules })
}

fn lacking(rules: RuleSet, heads: Count, area: Count) -> Vec<Lacking> {
    let short = |threshold: Threshold, part: u64, whole: u64| {
        (!threshold.met(part, whole)).then(|| threshold.needed(whole).saturating_sub(part))
    };
    let dm2 = |area: u64| AreaDm2(i64::try_from(area).unwrap_or(i64::MAX));
    [
        short(rules.participation, heads.participating, heads.all)
            .map(|heads| Lacking::ParticipatingHeads { heads }),
        short(rules.participation, area.participating, area.all)
            .map(|area| Lacking::ParticipatingArea { area: dm2(area) }),
        short(rules.consent, heads.agreeing, heads.participating)
            .map(|heads| Lacking::AgreeingHeads { heads }),
        short(rules.consent, area.agreeing, area.participating)
            .map(|area| Lacking::AgreeingArea { area: dm2(area) }),
    ]
    .into_iter()
    .flatten()
    .collect()
}
