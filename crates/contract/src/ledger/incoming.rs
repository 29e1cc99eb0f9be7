//! Money that comes in: from the bank's notices, or booked by a clerk from a receipt.

use anju_domain::money::Fen;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Books what was paid at the counter, or what a statement on paper shows.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RegisterReceiptRequest {
    /// The receipt; made by whoever books it.
    pub incoming_id: Uuid,
    /// 收款凭证号 or the bank's reference: the same one is never credited twice.
    pub reference: String,
    /// 业务流水号 from the notice, or whatever the payer wrote.
    pub remark: String,
    /// 到账金额, above zero
    #[schema(value_type = i64)]
    pub amount_fen: Fen,
    /// 付款人
    pub payer_name: String,
    /// 到账日期
    pub received_on: NaiveDate,
}

/// Asks what may be paid in under a number.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct FindPayableRequest {
    /// 业务流水号
    pub flow_number: String,
}

/// What may be paid in under a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FindPayableResponse {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The number as it is printed.
    pub flow_number: String,
    /// 小区
    pub community_name: String,
    /// 维修项目
    pub project: String,
    /// The state's code.
    pub state: String,
    /// 自然幢-单元-房号; empty of a remainder.
    pub room: String,
    /// The owners as the caller may see them; empty of a remainder.
    pub owners: String,
    /// `shortfall`, `remainder` or `nothing`.
    pub awaited: String,
    /// How much is awaited.
    #[schema(value_type = i64)]
    pub awaited_fen: Fen,
}

/// Asks for what came in, the newest first.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ListIncomingRequest {
    /// Only what waits for somebody.
    #[serde(default)]
    pub waiting: bool,
}

/// What came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ListIncomingResponse {
    /// At most 500.
    pub incoming: Vec<IncomingView>,
}

/// One credit and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct IncomingView {
    /// The credit.
    pub incoming_id: Uuid,
    /// `bank` or `counter`.
    pub source: String,
    /// The bank's reference, or the receipt's number.
    pub reference: String,
    /// 到账金额
    #[schema(value_type = i64)]
    pub amount_fen: Fen,
    /// 暂收余额: what of it is not matched yet.
    #[schema(value_type = i64)]
    pub rest_fen: Fen,
    /// 付款人, as the caller may see it.
    pub payer_name: String,
    /// 附言
    pub remark: String,
    /// 到账日期
    pub received_on: NaiveDate,
    /// When it was noted.
    pub noted_at: DateTime<Utc>,
    /// `noted`, `suspense`, `placed`, `return_asked`, `returning` or `returned`.
    pub state: String,
    /// Why it waits in suspense; empty where it does not.
    pub reason: String,
    /// To whom somebody wants it returned: name, bank, masked account; empty where nobody does.
    pub return_to: String,
    /// Why.
    pub return_reason: String,
    /// The caller asked for the return, so that another person has to release it.
    pub asked_by_me: bool,
    /// What became of it.
    pub uses: Vec<IncomingUse>,
    /// The version that the next write has to name.
    pub version: i64,
}

/// Where a credit stands after a write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct IncomingWritten {
    /// The credit.
    pub incoming_id: Uuid,
    /// The version that the next write has to name.
    pub version: i64,
    /// `suspense`, `placed`, `return_asked` or `returning`.
    pub state: String,
    /// Why it waits in suspense; empty where it does not.
    pub reason: String,
}

/// What became of a part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct IncomingUse {
    /// `shortfall`, `remainder`, `suspense`, `return` or `return_failed`.
    pub purpose: String,
    /// The sheet's number; empty where it is no sheet's.
    pub number: String,
    /// How much.
    #[schema(value_type = i64)]
    pub amount_fen: Fen,
    /// When.
    pub at: DateTime<Utc>,
}

/// 匹配: credits what waits in suspense to what a number names.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct MatchRequest {
    /// The credit.
    pub incoming_id: Uuid,
    /// The version that the person saw.
    pub version: i64,
    /// 业务流水号
    pub flow_number: String,
    /// How much of it.
    #[schema(value_type = i64)]
    pub amount_fen: Fen,
}

/// 退回: asks that what waits in suspense goes back.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AskReturnRequest {
    /// The credit.
    pub incoming_id: Uuid,
    /// The version that the person saw.
    pub version: i64,
    /// 收款人
    pub payee_name: String,
    /// 收款银行
    pub payee_bank: String,
    /// 收款账号
    pub payee_account: String,
    /// Why.
    pub reason: String,
}

/// The second person's decision on a return.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DecideReturnRequest {
    /// The credit.
    pub incoming_id: Uuid,
    /// The version that the person saw.
    pub version: i64,
    /// Released to the bank, or refused.
    pub releases: bool,
    /// Why; a refusal needs a reason.
    #[serde(default)]
    pub reason: String,
}
