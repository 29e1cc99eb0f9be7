//! 材料: what a file is to a task sheet, and which papers are needed when (source 4 §4.2.1 ③ ⑭).

use super::emergency::{EmergencyKind, EmergencyPaper};
use super::sheet::Kind;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Paper {
    /// 施工合同
    Contract,
    /// 维修预算
    Budget,
    /// 业主签字确认表, signed
    SignedSheet,
    /// 结算书
    FinalAccount,
    /// What stands in the place of a vote.
    Emergency(EmergencyPaper),
    /// 其他材料
    Other,
}

/// When papers are handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// With the sheet; frozen with its submission.
    Submission,
    /// While signatures are collected; frozen with 送审.
    Review,
    /// With the actual cost.
    Settlement,
}

impl Stage {
    /// The code under which the stage is stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            Stage::Submission => "submission",
            Stage::Review => "review",
            Stage::Settlement => "settlement",
        }
    }

    /// The stage with this code.
    pub fn from_code(code: &str) -> Option<Stage> {
        [Stage::Submission, Stage::Review, Stage::Settlement].into_iter().find(|stage| stage.code() == code)
    }
}

impl Paper {
    /// Every paper.
    pub fn all() -> impl Iterator<Item = Paper> {
        let own = [Paper::Contract, Paper::Budget, Paper::SignedSheet, Paper::FinalAccount];
        own.into_iter().chain(EmergencyPaper::ALL.into_iter().map(Paper::Emergency)).chain([Paper::Other])
    }

    /// The code under which the paper is stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            Paper::Contract => "contract",
            Paper::Budget => "budget",
            Paper::SignedSheet => "signed_sheet",
            Paper::FinalAccount => "final_account",
            Paper::Emergency(paper) => paper.code(),
            Paper::Other => "other",
        }
    }

    /// The paper with this code.
    pub fn from_code(code: &str) -> Option<Paper> {
        Paper::all().find(|paper| paper.code() == code)
    }

    /// The words on screens and forms.
    pub fn label(self) -> &'static str {
        match self {
            Paper::Contract => "施工合同",
            Paper::Budget => "维修预算",
            Paper::SignedSheet => "业主签字确认表",
            Paper::FinalAccount => "结算书",
            Paper::Emergency(paper) => paper.label(),
            Paper::Other => "其他材料",
        }
    }

    /// The papers that can be handed in at a stage, those that are needed first.
    pub fn offered(stage: Stage, kind: Kind) -> Vec<Paper> {
        let general =
            [Paper::Contract, Paper::Budget, Paper::Emergency(EmergencyPaper::SitePhotos), Paper::Other];
        let mut papers = Paper::needed(stage, kind);
        match (stage, kind) {
            // What is at hand may come with the sheet already.
            (Stage::Submission, Kind::Emergency(own)) => {
                papers.extend(own.papers().map(Paper::Emergency));
                papers.push(Paper::Other);
            }
            (Stage::Submission, Kind::Planned) => papers.extend(general),
            (Stage::Review | Stage::Settlement, Kind::Planned | Kind::Emergency(_)) => {
                papers.push(Paper::Other)
            }
        }
        papers
    }

    /// The papers without which a stage is not complete.
    pub fn needed(stage: Stage, kind: Kind) -> Vec<Paper> {
        match (stage, kind) {
            (Stage::Submission, Kind::Planned | Kind::Emergency(_)) => Vec::new(),
            (Stage::Review, Kind::Planned) => vec![Paper::SignedSheet],
            (Stage::Review, Kind::Emergency(own)) => own.papers().into_iter().map(Paper::Emergency).collect(),
            (Stage::Settlement, Kind::Planned | Kind::Emergency(_)) => vec![Paper::FinalAccount],
        }
    }
}

/// The kind of a sheet by its codes; an emergency that is not yet said more exactly has no kind of its own.
pub fn kind_of(kind: &str, emergency_kind: &str) -> Option<Kind> {
    match kind {
        "planned" => Some(Kind::Planned),
        "emergency" => EmergencyKind::from_code(emergency_kind).map(Kind::Emergency),
        _ => None,
    }
}
