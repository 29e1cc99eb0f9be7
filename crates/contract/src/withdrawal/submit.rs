//! Submitting a task sheet (source 4 §4.2.1 ⑥–⑦).

use anju_domain::area::AreaDm2;
use anju_domain::attachment::ContentHash;
use anju_domain::money::Fen;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The digests of the allocation that the person saw, as the domain computes them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AllocationSeen {
    /// Of units, areas and shares.
    pub shares: String,
    /// Of the same followed by what each pays.
    pub shares_and_pays: String,
}

/// Submits a draft with the figures that the person saw. Never accepted with other figures.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SubmitRequest {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The version that the person saw.
    pub version: i64,
    /// What the person saw.
    pub seen: AllocationSeen,
    /// The person was told that balances had moved, and accepts these figures.
    #[serde(default)]
    pub accepts_moved_pays: bool,
    /// The files of the draft, each sent before this, in the draft's order.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub attachments: Vec<ContentHash>,
}

/// The sheet is submitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SubmitResponse {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The version that the next write has to name, and that the signed papers carry.
    pub version: i64,
    /// The state's code.
    pub state: String,
    /// 任务单编号
    pub number: String,
    /// The short code that a printed form is checked by.
    pub check_code: String,
    /// When the server took it.
    pub submitted_at: DateTime<Utc>,
}

/// One unit of a frozen allocation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FrozenUnit {
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
    /// The owners' names.
    pub owners: String,
    /// Floor area, in 0.01 m².
    #[schema(value_type = i64)]
    pub area_dm2: AreaDm2,
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
    /// Of what it pays, from principal.
    #[schema(value_type = i64)]
    pub principal_fen: Fen,
    /// Of what it pays, from interest.
    #[schema(value_type = i64)]
    pub interest_fen: Fen,
}

/// What a selling organisation pays of a frozen allocation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FrozenOrganisation {
    /// The organisation.
    pub organisation_id: Uuid,
    /// 售房单位
    pub name: String,
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
    /// 实际支取, from principal
    #[schema(value_type = i64)]
    pub principal_fen: Fen,
    /// 实际支取, from interest
    #[schema(value_type = i64)]
    pub interest_fen: Fen,
}
