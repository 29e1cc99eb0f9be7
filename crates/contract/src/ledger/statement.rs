//! What happened on a unit's accounts, and which units have to top up.

use anju_domain::area::AreaDm2;
use anju_domain::money::Fen;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Asks for the entries of a unit, the newest first.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ListEntriesRequest {
    /// The unit.
    pub unit_id: Uuid,
}

/// 分户账: the unit's balances and its entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ListEntriesResponse {
    /// The unit.
    pub unit_id: Uuid,
    /// 小区
    pub community_name: String,
    /// 自然幢-单元-房号
    pub room: String,
    /// The owners as the caller may see them.
    pub owners: String,
    /// 本金
    #[schema(value_type = i64)]
    pub principal_fen: Fen,
    /// 利息
    #[schema(value_type = i64)]
    pub interest_fen: Fen,
    /// What open cases hold of both.
    #[schema(value_type = i64)]
    pub held_fen: Fen,
    /// At most the last 1,000 entries.
    pub entries: Vec<EntryLine>,
}

/// One entry as the unit's statement shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EntryLine {
    /// The entry.
    pub entry_id: Uuid,
    /// 记账日期
    pub business_date: NaiveDate,
    /// The kind's code.
    pub kind: String,
    /// The kind's words.
    pub label: String,
    /// The number of the sheet that it belongs to; empty where there is none.
    pub number: String,
    /// The change of the principal.
    #[schema(value_type = i64)]
    pub principal_fen: Fen,
    /// The change of the interest.
    #[schema(value_type = i64)]
    pub interest_fen: Fen,
    /// Both together after it.
    #[schema(value_type = i64)]
    pub balance_fen: Fen,
    /// The entry that it takes back.
    pub reverses: Option<Uuid>,
}

/// Asks for one page of the units that have to top up.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ListTopUpsRequest {
    /// Only those of this community.
    #[serde(default)]
    pub community_id: Option<Uuid>,
    /// The last unit of the page before, to go on from.
    #[serde(default)]
    pub after: Option<Uuid>,
}

/// 续交名单: one page, by unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ListTopUpsResponse {
    /// The line, as words: 3/10.
    pub line: String,
    /// The units.
    pub units: Vec<TopUpRow>,
    /// There are more after the last one.
    pub more: bool,
}

/// A unit whose balance is below the line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TopUpRow {
    /// The unit.
    pub unit_id: Uuid,
    /// 小区
    pub community_name: String,
    /// 自然幢-单元-房号
    pub room: String,
    /// The owners as the caller may see them.
    pub owners: String,
    /// 建筑面积, in 0.01 m²
    #[schema(value_type = i64)]
    pub area_dm2: AreaDm2,
    /// 首次交存额
    #[schema(value_type = i64)]
    pub first_contribution_fen: Fen,
    /// 余额
    #[schema(value_type = i64)]
    pub balance_fen: Fen,
    /// 续交金额: standard in force × area − balance.
    #[schema(value_type = i64)]
    pub top_up_fen: Fen,
}
