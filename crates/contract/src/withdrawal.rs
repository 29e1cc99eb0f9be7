//! Withdrawals from the maintenance fund (source 4 §4.2).

mod allocate;
mod allocated_building;
mod assign;
mod moves;
mod on_paper;
mod sheet;
mod signatures;
mod submit;
mod supplement;

pub use allocate::{AllocateRequest, AllocateResponse, AllocatedOrganisation, AllocatedUnit, allocate};
pub use allocated_building::AllocatedBuilding;
pub use assign::{Assignee, ListAssigneesRequest, ListAssigneesResponse, ReassignRequest};
pub use moves::{
    BureauDecideRequest, CancelRequest, ClaimRequest, CorrectPayeeRequest, DecidePayeeRequest,
    DepartmentDecideRequest, EnterSettlementRequest, EnterSignaturesRequest, GiveUpRequest, InboxItem,
    InboxRequest, InboxResponse, MoveResponse, ReleaseRequest, ReviseRequest, SendAgainRequest,
    SendBackRequest, SendForReviewRequest, SettleRequest, SignatureRow, TimelineRequest, TimelineResponse,
    TimelineStep,
};
pub use on_paper::{LeftOut, NoticeNumber, OnPaper, OpinionOnPaper};
pub use sheet::{CorrectedPayee, MissingView, MoveView, Payment, SubmittedSheet, VoteCount, VoteTally};
pub use signatures::{
    CountSignaturesRequest, Elector, GetSignaturesRequest, RequiredPaper, SIGNED_SHEET, SignatureCount,
    SignatureFault, SignatureSheet, VoteThreshold, count as count_signatures, required_papers,
};
pub use submit::{AllocationSeen, FrozenOrganisation, FrozenUnit, SubmitRequest, SubmitResponse};
pub use supplement::{
    PreviewSupplementRequest, PreviewSupplementResponse, RequestSupplementRequest, SettlementView,
    SupplementRow,
};

use crate::attachment::PaperFile;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A task sheet as its preparer typed it. Everything is kept as it was entered, also what is not yet valid.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Draft {
    /// 维修项目
    #[serde(default)]
    pub project: String,
    /// 维修部位
    #[serde(default)]
    pub part: String,
    /// 维修原因
    #[serde(default)]
    pub reason: String,
    /// 维修类别: `planned` or `emergency`
    #[serde(default)]
    pub kind: String,
    /// 应急类型, of an emergency
    #[serde(default)]
    pub emergency_kind: String,
    /// 施工单位
    #[serde(default)]
    pub contractor: String,
    /// 合同编号
    #[serde(default)]
    pub contract_no: String,
    /// 申请支取金额, as typed, in yuan
    #[serde(default)]
    pub amount_text: String,
    /// 收款单位名称
    #[serde(default)]
    pub payee_name: String,
    /// 收款银行
    #[serde(default)]
    pub payee_bank: String,
    /// 收款账号
    #[serde(default)]
    pub payee_account: String,
    /// 经办人
    #[serde(default)]
    pub handler: String,
    /// 联系电话
    #[serde(default)]
    pub phone: String,
    /// 分摊方式: `area`, `household`, `contributed` or `mixed`
    #[serde(default)]
    pub basis: String,
    /// The buildings whose box is ticked.
    #[serde(default)]
    pub ticked_buildings: Vec<Uuid>,
    /// The units saved as taking part.
    #[serde(default)]
    pub saved_units: Vec<Uuid>,
    /// The units left out of a ticked building, with the reason that is printed.
    #[serde(default)]
    pub exclusions: Vec<Exclusion>,
    /// 附件, in the order in which they are shown.
    #[serde(default)]
    pub attachments: Vec<PaperFile>,
}

/// A unit that does not take part, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Exclusion {
    /// The unit.
    pub unit_id: Uuid,
    /// The reason that the forms print.
    pub reason: String,
}

/// Saves a draft. The same sheet may be saved at every step.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SaveDraftRequest {
    /// The sheet; made by whoever starts it, so that it can be started offline.
    pub sheet_id: Uuid,
    /// The community that it is for.
    pub community_id: Uuid,
    /// The version that the writer saw; 0 for a new sheet.
    pub version: i64,
    /// The returned or cancelled sheet that this one revises.
    #[serde(default)]
    pub revises: Option<Uuid>,
    /// What was typed.
    pub draft: Draft,
}

/// The draft is saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SaveDraftResponse {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The version that the next write has to name.
    pub version: i64,
    /// When the server took it.
    pub saved_at: DateTime<Utc>,
}

/// Which of the two tabs of the withdrawal's first page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SheetTab {
    /// 已申请任务单信息
    Applied,
    /// 审批退回及撤销任务单信息
    ReturnedAndCancelled,
}

/// Asks for one page of task sheets, the newest first.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ListSheetsRequest {
    /// Which tab.
    pub tab: SheetTab,
    /// The last row of the page before, to go on from.
    #[serde(default)]
    pub after: Option<Uuid>,
}

/// One page of task sheets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ListSheetsResponse {
    /// The rows.
    pub sheets: Vec<SheetRow>,
    /// There are more after the last row.
    pub more: bool,
}

/// One row of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SheetRow {
    /// The sheet.
    pub sheet_id: Uuid,
    /// Its number, once it is submitted.
    pub number: Option<String>,
    /// The community.
    pub community_name: String,
    /// 维修项目
    pub project: String,
    /// 申请支取金额 as typed, until it is submitted.
    pub amount_text: String,
    /// The state's code.
    pub state: String,
    /// The version of the sheet.
    pub version: i64,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// Asks for one task sheet.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct GetSheetRequest {
    /// The sheet.
    pub sheet_id: Uuid,
}

/// One task sheet, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SheetView {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The community.
    pub community_id: Uuid,
    /// The community's name.
    pub community_name: String,
    /// Its number, once it is submitted.
    pub number: Option<String>,
    /// The sheet that this one revises.
    pub revises: Option<Uuid>,
    /// That sheet's number, if it was submitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revises_number: Option<String>,
    /// The newest sheet that revises this one, unless it was cancelled; a draft only for the company that prepares it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revised_by: Option<Uuid>,
    /// That sheet's number, once it is submitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revised_by_number: Option<String>,
    /// The state's code.
    pub state: String,
    /// The version that a write has to name.
    pub version: i64,
    /// What was typed.
    pub draft: Draft,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// What was frozen at submission and what came of it; `None` of a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted: Option<SubmittedSheet>,
}
