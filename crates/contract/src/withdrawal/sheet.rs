//! A submitted sheet, as the desk of a reviewer needs it.

use super::{FrozenOrganisation, FrozenUnit, OnPaper, SettlementView};
use crate::attachment::HandedIn;
use anju_domain::area::AreaDm2;
use anju_domain::money::Fen;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// What was frozen at submission and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SubmittedSheet {
    /// When it was submitted.
    pub submitted_at: DateTime<Utc>,
    /// The version that signed papers carry.
    pub sheet_version: i64,
    /// The short code that a printed form is checked by.
    pub check_code: String,
    /// 申请支取金额
    #[schema(value_type = i64)]
    pub amount_fen: Fen,
    /// 分摊总户数
    pub unit_count: i64,
    /// 分摊总面积, in 0.01 m²
    #[schema(value_type = i64)]
    pub area_dm2: AreaDm2,
    /// Σ share of the round under way, selling organisations included.
    #[serde(default)]
    #[schema(value_type = i64)]
    pub share_fen: Fen,
    /// Σ pays of the round under way.
    #[schema(value_type = i64)]
    pub pays_fen: Fen,
    /// Σ shortfall of the round under way.
    #[schema(value_type = i64)]
    pub shortfall_fen: Fen,
    /// What stands in the sheet's clearing account.
    #[schema(value_type = i64)]
    pub clearing_fen: Fen,
    /// 收款单位名称
    pub payee_name: String,
    /// 收款银行
    pub payee_bank: String,
    /// 收款账号, masked
    pub payee_account_masked: String,
    /// A corrected payee awaits a second person's decision.
    pub payee_correction_pending: bool,
    /// That payee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected_payee: Option<CorrectedPayee>,
    /// The last day of this state; `None` where no rule or no calendar gives one.
    pub due_on: Option<NaiveDate>,
    /// 待定: there is to be a last day, and the calendar does not know the year yet.
    #[serde(default)]
    pub due_undetermined: bool,
    /// Who works on it.
    #[serde(default)]
    pub claimed_by: Option<Uuid>,
    /// That person's name.
    pub claimed_by_name: Option<String>,
    /// 实际费用, once it is entered
    #[schema(value_type = Option<i64>)]
    pub actual_cost_fen: Option<Fen>,
    /// What the actual cost means, once it is entered.
    pub settlement: Option<SettlementView>,
    /// 1 for the amount first asked for, then counting supplements.
    pub round: i64,
    /// The frozen allocation, by place.
    pub units: Vec<FrozenUnit>,
    /// The parts of selling organisations, where the basis gives them one.
    #[serde(default)]
    pub selling_organisations: Vec<FrozenOrganisation>,
    /// The vote; `None` of an emergency.
    pub tally: Option<VoteTally>,
    /// Papers handed in, by code.
    pub papers: Vec<String>,
    /// The files behind them, by stage and in their order.
    #[serde(default)]
    pub attachments: Vec<HandedIn>,
    /// The payments, the first one first.
    pub payments: Vec<Payment>,
    /// What can be done now, and what is missing for it.
    pub moves: Vec<MoveView>,
    /// What only the printed forms say.
    pub on_paper: OnPaper,
}

/// A corrected payee that nobody has decided on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CorrectedPayee {
    /// 收款单位名称
    pub name: String,
    /// 收款银行
    pub bank: String,
    /// 收款账号, masked
    pub account_masked: String,
}

/// The live count of a vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VoteTally {
    /// By heads.
    pub heads: VoteCount,
    /// By area, in 0.01 m².
    pub area_dm2: VoteCount,
    /// It passes.
    pub passes: bool,
    /// What is missing, as sentences.
    pub lacking: Vec<String>,
}

/// Counted by heads or by area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VoteCount {
    /// The whole scope.
    pub all: u64,
    /// Those who signed.
    pub participating: u64,
    /// How many of all have to sign.
    #[serde(default)]
    pub participating_needed: u64,
    /// Those who agreed.
    pub agreeing: u64,
    /// How many of those who signed have to agree.
    #[serde(default)]
    pub agreeing_needed: u64,
}

/// One payment instruction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Payment {
    /// The instruction.
    pub instruction_id: Uuid,
    /// The amount.
    #[schema(value_type = i64)]
    pub amount_fen: Fen,
    /// `pending`, `sent`, `unknown`, `paid` or `failed`.
    pub state: String,
    /// What the bank said.
    pub detail: String,
    /// When it was released.
    pub created_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
}

/// One move from the sheet's state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MoveView {
    /// The move's code.
    #[serde(rename = "move")]
    pub move_code: String,
    /// The words on its button.
    pub label: String,
    /// Where it leads; `None` while something is missing.
    pub target: Option<String>,
    /// What is missing.
    pub missing: Vec<MissingView>,
}

/// What is missing for a move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MissingView {
    /// The code that programs switch on.
    pub code: String,
    /// The sentence for people.
    pub message: String,
}
