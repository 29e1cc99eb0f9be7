//! 录入业主签字: the frozen electorate to enter signatures against, and the live count, which the desktop computes from
//! its copy and the server from its rows, both by [`count`].

use super::{MissingView, SignatureRow, VoteCount, VoteTally};
use crate::attachment::PaperFile;
use anju_domain::area::AreaDm2;
use anju_domain::parameter::{Bound, Ratio};
use anju_domain::withdrawal::emergency::{EmergencyKind, EmergencyPaper};
use anju_domain::withdrawal::state::{Approval, missing_for_review};
use anju_domain::withdrawal::vote::{
    Ballot, Choice, Count, Electorate, ElectorateUnit, Lacking, OwnerKey, RuleSet, Signatures,
    SignaturesError, Tally, Threshold, faults, tally,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// The code of the paper that carries the owners' signatures.
pub const SIGNED_SHEET: &str = "signed_sheet";

/// Asks for the electorate of a submitted sheet and the signatures entered so far.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct GetSignaturesRequest {
    /// The sheet.
    pub sheet_id: Uuid,
}

/// The electorate of a submitted sheet and the signatures entered so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignatureSheet {
    /// The sheet.
    pub sheet_id: Uuid,
    /// 任务单编号
    pub number: String,
    /// The community's name.
    pub community_name: String,
    /// 维修项目
    pub project: String,
    /// `planned` or `emergency`.
    pub kind: String,
    /// Of an emergency, which.
    pub emergency_kind: Option<String>,
    /// The state's code.
    pub state: String,
    /// The version that a write has to name.
    pub version: i64,
    /// The version that the printed sheet carries: signatures for another are refused.
    pub signed_version: i64,
    /// The first day on which it could be signed: the day of submission.
    pub first_day: NaiveDate,
    /// How much of the whole has to take part.
    pub participation: VoteThreshold,
    /// How much of those who take part has to agree.
    pub consent: VoteThreshold,
    /// Every unit of the benefiting scope, by place.
    pub electors: Vec<Elector>,
    /// The signatures entered so far.
    pub ballots: Vec<SignatureRow>,
    /// The papers that 送审 needs.
    pub required_papers: Vec<RequiredPaper>,
    /// The papers handed in with the sheet, by code.
    pub papers: Vec<String>,
    /// The files handed in since the submission, in their order.
    #[serde(default)]
    pub attachments: Vec<PaperFile>,
}

/// A part of a whole that has to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VoteThreshold {
    /// Above the line.
    pub numerator: u32,
    /// Below the line.
    pub denominator: u32,
    /// Exactly the part is enough (以上); otherwise more is needed (过半数).
    pub inclusive: bool,
}

/// A unit that votes, as it was at submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Elector {
    /// The unit.
    pub unit_id: Uuid,
    /// 自然幢
    pub building: String,
    /// 单元
    pub entrance: String,
    /// 层
    pub floor: String,
    /// 房号
    pub room: String,
    /// The owners' names, as the reader's role may see them.
    pub owners: String,
    /// Floor area, in 0.01 m².
    #[schema(value_type = i64)]
    pub area_dm2: AreaDm2,
    /// The head behind it: units with the same number are one head. It says nothing about a person.
    pub head: u32,
    /// Why it does not pay; it votes all the same.
    pub excluded_reason: Option<String>,
}

/// A paper that 送审 needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RequiredPaper {
    /// Its code.
    pub code: String,
    /// Its name.
    pub label: String,
}

/// Counts signatures that are typed and not yet sent. Changes nothing.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CountSignaturesRequest {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The version on the signed sheet.
    pub signed_version: i64,
    /// The rows.
    pub rows: Vec<SignatureRow>,
    /// The papers handed in, by code.
    #[serde(default)]
    pub papers: Vec<String>,
}

/// The count, and what is still missing for 送审.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignatureCount {
    /// The day of the count, the last on which a signature may be dated.
    pub today: NaiveDate,
    /// The count of the rows that may be counted; `None` of an emergency.
    pub tally: Option<VoteTally>,
    /// The rows that may not be counted, and why.
    pub faults: Vec<SignatureFault>,
    /// What is missing for 送审.
    pub missing: Vec<MissingView>,
}

/// Why a signature may not be counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignatureFault {
    /// The unit; `None` if it concerns the whole sheet.
    pub unit_id: Option<Uuid>,
    /// The code that programs switch on.
    pub code: String,
    /// The sentence for people.
    pub message: String,
}

impl From<Threshold> for VoteThreshold {
    fn from(threshold: Threshold) -> VoteThreshold {
        let Threshold { ratio: Ratio { numerator, denominator }, bound } = threshold;
        VoteThreshold { numerator, denominator, inclusive: bound == Bound::AtLeast }
    }
}

impl From<VoteThreshold> for Threshold {
    fn from(wire: VoteThreshold) -> Threshold {
        let bound = if wire.inclusive { Bound::AtLeast } else { Bound::MoreThan };
        Threshold { ratio: Ratio { numerator: wire.numerator, denominator: wire.denominator }, bound }
    }
}

impl From<&Tally> for VoteTally {
    fn from(tally: &Tally) -> VoteTally {
        let count = |count: Count| VoteCount {
            all: count.all,
            participating: count.participating,
            participating_needed: tally.rules.participation.needed(count.all),
            agreeing: count.agreeing,
            agreeing_needed: tally.rules.consent.needed(count.participating),
        };
        VoteTally {
            heads: count(tally.heads),
            area_dm2: count(tally.area),
            passes: tally.passes(),
            lacking: tally.lacking.iter().map(Lacking::message).collect(),
        }
    }
}

/// The papers that 送审 needs of a sheet of this kind.
pub fn required_papers(emergency_kind: Option<EmergencyKind>) -> Vec<RequiredPaper> {
    let paper = |code: &str, label: &str| RequiredPaper { code: code.to_owned(), label: label.to_owned() };
    match emergency_kind {
        Some(kind) => kind.papers().map(|own| paper(own.code(), own.label())).to_vec(),
        None => vec![paper(SIGNED_SHEET, "业主签字确认表")],
    }
}

/// Counts signatures against the electorate. Rows that may not be counted are named and left out.
///
/// # Errors
/// The sentence of an electorate that cannot be counted by.
pub fn count(
    sheet: &SignatureSheet,
    request: &CountSignaturesRequest,
    today: NaiveDate,
) -> Result<SignatureCount, SignatureFault> {
    let emergency = sheet.emergency_kind.as_deref().and_then(EmergencyKind::from_code);
    if let Some(kind) = emergency {
        let received: Vec<EmergencyPaper> =
            request.papers.iter().filter_map(|code| EmergencyPaper::from_code(code)).collect();
        let approval = Approval::Emergency { papers_missing: kind.missing_papers(&received) };
        let missing = missing(&approval);
        return Ok(SignatureCount { today, tally: None, faults: Vec::new(), missing });
    }
    let electorate = electorate(sheet)?;
    let (ballots, mut found) = ballots(&request.rows);
    let rules = RuleSet { participation: sheet.participation.into(), consent: sheet.consent.into() };
    found.extend(
        faults(&electorate, signatures(sheet, request.signed_version, today, &ballots)).iter().map(fault),
    );
    let other_version = found.iter().any(|fault| fault.unit_id.is_none());
    let faulty: HashSet<Uuid> = found.iter().filter_map(|fault| fault.unit_id).collect();
    let good: Vec<Ballot> =
        ballots.into_iter().filter(|ballot| !other_version && !faulty.contains(&ballot.unit)).collect();
    let signatures = signatures(sheet, sheet.signed_version, today, &good);
    let counted = tally(&electorate, rules, signatures).map_err(|error| fault(&error))?;
    let signed_sheet = request.papers.iter().any(|paper| paper == SIGNED_SHEET);
    let missing = missing(&Approval::Vote { signed_sheet, lacking: counted.lacking.clone() });
    Ok(SignatureCount { today, tally: Some(VoteTally::from(&counted)), faults: found, missing })
}

fn signatures<'b>(
    sheet: &SignatureSheet,
    version: i64,
    today: NaiveDate,
    ballots: &'b [Ballot],
) -> Signatures<'b> {
    Signatures { version, from: sheet.first_day, until: today, ballots }
}

/// The heads stand for their owners' keys: only who is one head with whom matters for the count.
fn electorate(sheet: &SignatureSheet) -> Result<Electorate, SignatureFault> {
    let units: Vec<ElectorateUnit> = sheet
        .electors
        .iter()
        .map(|elector| ElectorateUnit {
            unit: elector.unit_id,
            room: elector.room.clone(),
            area: elector.area_dm2,
            owners: vec![OwnerKey(elector.head.to_be_bytes().to_vec())],
        })
        .collect();
    Electorate::freeze(sheet.signed_version, &units).map_err(|error| SignatureFault {
        unit_id: None,
        code: error.code().to_owned(),
        message: error.to_string(),
    })
}

fn ballots(rows: &[SignatureRow]) -> (Vec<Ballot>, Vec<SignatureFault>) {
    let mut ballots = Vec::with_capacity(rows.len());
    let mut faults = Vec::new();
    for row in rows {
        match Choice::from_code(&row.choice) {
            Some(choice) => ballots.push(Ballot { unit: row.unit_id, choice, signed_on: row.signed_on }),
            None => faults.push(SignatureFault {
                unit_id: Some(row.unit_id),
                code: "field.choice".to_owned(),
                message: "意见须为同意、不同意或弃权。请重新选择。".to_owned(),
            }),
        }
    }
    (ballots, faults)
}

fn fault(error: &SignaturesError) -> SignatureFault {
    let unit_id = match *error {
        SignaturesError::OtherVersion { .. } => None,
        SignaturesError::NotInElectorate { unit }
        | SignaturesError::SignedTwice { unit }
        | SignaturesError::DateOutOfRange { unit, .. } => Some(unit),
    };
    SignatureFault { unit_id, code: error.code().to_owned(), message: error.to_string() }
}

fn missing(approval: &Approval) -> Vec<MissingView> {
    let view = |missing: &anju_domain::withdrawal::state::Missing| MissingView {
        code: missing.code().to_owned(),
        message: missing.message(),
    };
    missing_for_review(approval).iter().map(view).collect()
}

#[cfg(test)]
#[path = "signatures_tests.rs"]
mod tests;
