//! What is done with a submitted sheet, by whom, and what comes of it.

use crate::attachment::PaperFile;
use anju_domain::money::Fen;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Where a sheet stands after a move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MoveResponse {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The version that the next write has to name.
    pub version: i64,
    /// The state's code.
    pub state: String,
}

/// Withdraws a sheet, or a draft, before it is payable.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CancelRequest {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The version that the person saw.
    pub version: i64,
    /// Why; a draft needs no reason.
    #[serde(default)]
    pub reason: String,
}

/// Opens a new draft from a returned or cancelled sheet.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReviseRequest {
    /// The sheet that ended.
    pub sheet_id: Uuid,
    /// Its version.
    pub version: i64,
    /// The new draft; made by whoever starts it.
    pub new_sheet_id: Uuid,
}

/// One row of the signed sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignatureRow {
    /// The unit.
    pub unit_id: Uuid,
    /// `agree`, `against` or `abstain`.
    pub choice: String,
    /// The date beside the signature.
    pub signed_on: NaiveDate,
}

/// Enters signatures and the files that came with them.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct EnterSignaturesRequest {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The version that the person saw. Refused only if signatures were entered since: nothing else of the sheet
    /// bears on what is written here.
    pub version: i64,
    /// The version that the signed sheet carries.
    pub signed_version: i64,
    /// All rows with a signature: they replace what was entered before.
    pub rows: Vec<SignatureRow>,
    /// All files of this stage: they replace those named before. `None` leaves them as they are.
    #[serde(default)]
    pub attachments: Option<Vec<PaperFile>>,
}

/// 送审
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SendForReviewRequest {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The version that the person saw.
    pub version: i64,
    /// All files of this stage: they replace those named before. `None` leaves them as they are.
    #[serde(default)]
    pub attachments: Option<Vec<PaperFile>>,
}

/// Takes a sheet to work on, or gives it back.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ClaimRequest {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The version that the person saw.
    pub version: i64,
}

/// The bureau's decision on the use of the fund.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BureauDecideRequest {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The version that the person saw.
    pub version: i64,
    /// Approved, or returned.
    pub approves: bool,
    /// Why; a return needs a reason.
    #[serde(default)]
    pub reason: String,
}

/// The department's decision on payee, papers and money.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DepartmentDecideRequest {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The version that the person saw.
    pub version: i64,
    /// Approved, or returned.
    pub approves: bool,
    /// 已核对收款账户和材料
    #[serde(default)]
    pub payee_and_papers_checked: bool,
    /// Why; a return and a smaller amount than asked for need a reason.
    #[serde(default)]
    pub reason: String,
}

/// 退回复核: the cashier returns a payable sheet to the department before any money moves.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SendBackRequest {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The version that the person saw.
    pub version: i64,
    /// Why.
    pub reason: String,
}

/// What the cashier does with a payable sheet, or after a failed payment.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReleaseRequest {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The version that the person saw.
    pub version: i64,
}

/// Sends an instruction once more that the bank says it never had.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SendAgainRequest {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The version that the person saw.
    pub version: i64,
    /// How it was verified.
    pub reason: String,
}

/// A corrected payee after a failed payment, entered by the company.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CorrectPayeeRequest {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The version that the person saw.
    pub version: i64,
    /// 收款单位名称
    pub payee_name: String,
    /// 收款银行
    pub payee_bank: String,
    /// 收款账号
    pub payee_account: String,
}

/// The second person's decision on a corrected payee.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DecidePayeeRequest {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The version that the person saw.
    pub version: i64,
    /// Confirmed, or refused.
    pub confirms: bool,
    /// Why; a refusal needs a reason.
    #[serde(default)]
    pub reason: String,
}

/// Gives a failed payment up: each unit gets its principal and interest back.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct GiveUpRequest {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The version that the person saw.
    pub version: i64,
    /// Why.
    pub reason: String,
}

/// The actual cost, entered by the company from the contractor's final account.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct EnterSettlementRequest {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The version that the person saw.
    pub version: i64,
    /// 实际费用
    #[schema(value_type = i64)]
    pub actual_cost_fen: Fen,
    /// All files of this stage: they replace those named before. `None` leaves them as they are.
    #[serde(default)]
    pub attachments: Option<Vec<PaperFile>>,
}

/// Closes a paid sheet.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SettleRequest {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The version that the person saw.
    pub version: i64,
    /// Why, where the cost is not covered.
    #[serde(default)]
    pub reason: String,
}

/// Asks for a case's timeline.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct TimelineRequest {
    /// The sheet.
    pub sheet_id: Uuid,
}

/// A case's timeline, the first step first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TimelineResponse {
    /// The steps.
    pub steps: Vec<TimelineStep>,
}

/// Who moved a case, when, from where to where, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TimelineStep {
    /// From 1.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor_name: String,
    /// The move's code.
    #[serde(rename = "move")]
    pub move_code: String,
    /// The state before; empty for the first step.
    pub from_state: String,
    /// The state after.
    pub to_state: String,
    /// Why.
    pub reason: String,
}

/// Asks for what awaits the caller.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct InboxRequest {}

/// What awaits the caller, the nearest deadline first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InboxResponse {
    /// The sheets.
    pub items: Vec<InboxItem>,
}

/// One sheet that awaits the caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InboxItem {
    /// The sheet.
    pub sheet_id: Uuid,
    /// 任务单编号
    pub number: String,
    /// The community.
    pub community_name: String,
    /// 维修项目
    pub project: String,
    /// 申请支取金额
    #[schema(value_type = i64)]
    pub amount_fen: Fen,
    /// The state's code.
    pub state: String,
    /// The version of the sheet.
    pub version: i64,
    /// Who works on it.
    #[serde(default)]
    pub claimed_by: Option<Uuid>,
    /// That person's name.
    pub claimed_by_name: Option<String>,
    /// The last day; `None` where no rule or no calendar gives one.
    pub due_on: Option<NaiveDate>,
    /// 待定: there is to be a last day, and the calendar does not know the year yet.
    #[serde(default)]
    pub due_undetermined: bool,
    /// Since when it stands in this state.
    pub since: DateTime<Utc>,
}
