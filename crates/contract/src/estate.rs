//! Communities, buildings and units (spec «maintenance-fund», the estate).

use anju_domain::area::AreaDm2;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Asks for the communities within one's scope.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ListCommunitiesRequest {}

/// The communities within one's scope, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ListCommunitiesResponse {
    /// The communities.
    pub communities: Vec<CommunityCard>,
}

/// One community, as its card shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommunityCard {
    /// The community.
    pub community_id: Uuid,
    /// Its name.
    pub name: String,
    /// Its address.
    pub address: String,
    /// The developer that built it.
    pub developer_name: String,
    /// The district that it stands in.
    pub district_name: String,
    /// How many buildings it has.
    pub building_count: i64,
    /// How many units it has.
    pub unit_count: i64,
    /// The area of all its units, in 0.01 m².
    #[schema(value_type = i64)]
    pub total_area_dm2: AreaDm2,
    /// The version of the community's record.
    pub version: i64,
}
