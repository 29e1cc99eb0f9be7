//! Whether the books are right: the auditor's desk.

use anju_domain::money::Fen;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Asks for the daily reconciliations and signed heads, the newest day first.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ListChecksRequest {}

/// The last days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ListChecksResponse {
    /// Reconciliations, at most 400.
    pub checks: Vec<DailyCheck>,
    /// Signed heads of the audit chains, at most 400.
    pub heads: Vec<SignedHead>,
}

/// 对账: customer balances + suspense + clearing = bank + incoming not yet credited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DailyCheck {
    /// The district's name.
    pub district_name: String,
    /// The day.
    pub day: NaiveDate,
    /// 分户余额合计
    #[schema(value_type = i64)]
    pub customers_fen: Fen,
    /// 暂收
    #[schema(value_type = i64)]
    pub suspense_fen: Fen,
    /// 待付, of which `outgoing_fen` is on its way through the bank.
    #[schema(value_type = i64)]
    pub clearing_fen: Fen,
    /// 在途付款
    #[schema(value_type = i64)]
    pub outgoing_fen: Fen,
    /// 专户账面余额
    #[schema(value_type = i64)]
    pub bank_fen: Fen,
    /// 银行对账单余额; `None` where no statement has come.
    #[schema(value_type = Option<i64>)]
    pub statement_fen: Option<Fen>,
    /// 已到账未入账
    #[schema(value_type = i64)]
    pub uncredited_fen: Fen,
    /// 差额 to the statement, or to the books where none has come.
    #[schema(value_type = i64)]
    pub difference_fen: Fen,
    /// The first contradiction that the replay found; empty where there is none.
    pub fault: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
}

/// The head of a district's audit chain at the end of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignedHead {
    /// The district's name.
    pub district_name: String,
    /// The day.
    pub day: NaiveDate,
    /// How many entries the chain had.
    pub seq: i64,
    /// Its hash, in hexadecimal.
    pub hash: String,
    /// The server's signature, in hexadecimal.
    pub signature: String,
    /// Whether the signature is the server's and the chain still has this hash there.
    pub holds: bool,
}

/// Asks that the audit chains are recomputed and the ledger is replayed now.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct VerifyRequest {}

/// What that found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VerifyResponse {
    /// The first broken entry of an audit chain; empty where there is none.
    pub audit_fault: String,
    /// The first contradiction of the ledger; empty where there is none.
    pub ledger_fault: String,
    /// When it ended.
    pub verified_at: DateTime<Utc>,
}
