//! Communities, buildings and units (spec «maintenance-fund», the estate).

mod import;
mod owner;
mod unit;

pub use import::*;
pub use owner::*;
pub use unit::*;

use anju_domain::area::AreaDm2;
use anju_domain::money::Fen;
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

/// Asks for one community with its buildings.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct GetCommunityRequest {
    /// The community.
    pub community_id: Uuid,
}

/// One community with its buildings, in their natural order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommunityView {
    /// The community.
    pub community: CommunityCard,
    /// Its buildings: 3号楼 before 10号楼.
    pub buildings: Vec<BuildingCard>,
    /// The organisations that sold public homes in it.
    pub selling_organisations: Vec<SellingOrganisationCard>,
}

/// One building, as its card shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BuildingCard {
    /// The building.
    pub building_id: Uuid,
    /// 自然幢
    pub name: String,
    /// Its place in the community, from 1.
    pub ordinal: i32,
    /// 层数
    pub floor_count: i64,
    /// 单元数
    pub entrance_count: i64,
    /// 户数
    pub unit_count: i64,
    /// The area of its units, in 0.01 m².
    #[schema(value_type = i64)]
    pub total_area_dm2: AreaDm2,
    /// 电梯: it has a lift.
    #[serde(default)]
    pub has_lift: bool,
    /// The version of the building's record.
    pub version: i64,
}

/// 售房单位: an organisation that sold public homes, with an account of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SellingOrganisationCard {
    /// The organisation.
    pub selling_organisation_id: Uuid,
    /// Its name.
    pub name: String,
    /// What stands on its account, in fen.
    #[schema(value_type = i64)]
    pub balance_fen: Fen,
    /// What open withdrawals hold of it, in fen.
    #[schema(value_type = i64)]
    pub held_fen: Fen,
}
