//! Settlement by actual cost, and the supplement for an overrun.

use anju_domain::money::Fen;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// What the actual cost means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SettlementView {
    /// `exact`, `remainder`, `owed`, `supplement` or `new_sheet`.
    pub outcome: String,
    /// 实际支付合计
    #[schema(value_type = i64)]
    pub paid_fen: Fen,
    /// 已分摊合计, supplements included
    #[schema(value_type = i64)]
    pub allocated_fen: Fen,
    /// What is left, is owed, or exceeds what was shared out.
    #[schema(value_type = i64)]
    pub difference_fen: Fen,
    /// Of a remainder, what the contractor has given back.
    #[schema(value_type = i64)]
    pub received_fen: Fen,
}

/// Asks how an overrun would be shared out now.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PreviewSupplementRequest {
    /// The sheet.
    pub sheet_id: Uuid,
}

/// How an overrun would be shared out now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PreviewSupplementResponse {
    /// The sheet.
    pub sheet_id: Uuid,
    /// Its version.
    pub version: i64,
    /// What is shared out.
    #[schema(value_type = i64)]
    pub overrun_fen: Fen,
    /// Σ pays
    #[schema(value_type = i64)]
    pub pays_fen: Fen,
    /// Σ shortfall
    #[schema(value_type = i64)]
    pub shortfall_fen: Fen,
    /// The units by place, then the selling organisations.
    pub rows: Vec<SupplementRow>,
    /// What the request has to carry: these figures and no others are asked for.
    pub seen: String,
}

/// The part of a unit or of a selling organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SupplementRow {
    /// The unit or the organisation.
    pub payer_id: Uuid,
    /// 自然幢-单元-房号, or the organisation's name
    pub room: String,
    /// 应分摊
    #[schema(value_type = i64)]
    pub share_fen: Fen,
    /// 可用余额
    #[schema(value_type = i64)]
    pub available_fen: Fen,
    /// 实际支取
    #[schema(value_type = i64)]
    pub pays_fen: Fen,
    /// 欠款
    #[schema(value_type = i64)]
    pub shortfall_fen: Fen,
}

/// 申请追加 with the figures that the person saw.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RequestSupplementRequest {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The version that the person saw.
    pub version: i64,
    /// Of the figures that the person saw.
    pub seen: String,
}
