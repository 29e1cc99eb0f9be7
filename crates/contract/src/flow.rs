//! 业务流水查询: what an organisation has done, by period, type, channel and application number (source 4 §5).

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Asks for business flows, the latest first.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct ListFlowsRequest {
    /// The first day of the period.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// The last day of the period.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// 业务类型; empty for all.
    #[serde(default)]
    pub kind: String,
    /// 交易渠道; empty for all.
    #[serde(default)]
    pub channel: String,
    /// Part of the application number; empty for all.
    #[serde(default)]
    pub number: String,
}

/// Business flows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ListFlowsResponse {
    /// The flows, the latest first.
    pub flows: Vec<FlowRow>,
    /// There are more in the period.
    pub more: bool,
    /// The types that can be chosen.
    pub kinds: Vec<FlowChoice>,
    /// The channels that can be chosen.
    pub channels: Vec<FlowChoice>,
}

/// Something that can be chosen as a filter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FlowChoice {
    /// Its code.
    pub code: String,
    /// Its name.
    pub label: String,
}

/// One business that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FlowRow {
    /// The flow.
    pub flow_id: Uuid,
    /// 申请编号
    pub number: String,
    /// 业务类型, its code.
    pub kind: String,
    /// 业务类型
    pub kind_label: String,
    /// 交易渠道
    pub channel_label: String,
    /// The community.
    pub community_name: String,
    /// The case that it is about.
    pub case_id: Uuid,
    /// The state of the case now, its code.
    pub state: String,
    /// Who did it.
    pub actor_name: String,
    /// When.
    pub at: DateTime<Utc>,
}
