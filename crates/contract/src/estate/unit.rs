//! The units of a building, as the grid shows them (source 4 §4.2 ④).

use anju_domain::area::AreaDm2;
use anju_domain::estate::{UnitKind, UnitState};
use anju_domain::money::Fen;
use anju_domain::place::Place;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Asks for one page of a building's units, in place order.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ListUnitsRequest {
    /// The building.
    pub building_id: Uuid,
    /// The place of the last unit of the page before, to go on from.
    #[serde(default)]
    pub after: Option<UnitPlace>,
}

/// The place of a unit inside its building.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UnitPlace {
    /// Among the entrances of the building, from 1.
    pub entrance_ordinal: i32,
    /// Among the floors of the building, from 1.
    pub floor_ordinal: i32,
    /// Among the rooms of the floor in the entrance, from 1.
    pub room_ordinal: i32,
}

/// One page of a building's units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ListUnitsResponse {
    /// The community that the building stands in.
    pub community_id: Uuid,
    /// The units, in place order.
    pub units: Vec<UnitCard>,
    /// There are more after the last unit.
    pub more: bool,
}

/// One unit, as the grid and its card show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UnitCard {
    /// The unit.
    pub unit_id: Uuid,
    /// The building.
    pub building_id: Uuid,
    /// 自然幢
    pub building: String,
    /// The building's place in the community, from 1.
    pub building_ordinal: i32,
    /// 单元; empty where the building has none.
    pub entrance: String,
    /// 层
    pub floor: String,
    /// 房号
    pub room: String,
    /// Among the entrances of the building, from 1.
    pub entrance_ordinal: i32,
    /// Among the floors of the building, from 1: one ordinal in all its entrances.
    pub floor_ordinal: i32,
    /// Among the rooms of the floor in the entrance, from 1.
    pub room_ordinal: i32,
    /// 建筑面积, in 0.01 m².
    #[schema(value_type = i64)]
    pub area_dm2: AreaDm2,
    /// 房屋性质: `commodity_home`, `sold_public_home` or `non_residential`.
    #[schema(value_type = String)]
    pub kind: UnitKind,
    /// 销售状态: `sold`, `unsold` or `excluded`.
    #[schema(value_type = String)]
    pub state: UnitState,
    /// Why it cannot take part; null when it can.
    pub excluded_reason: Option<String>,
    /// 业主: the first owner's name, the developer's for an unsold unit; masked where the reader's role says so.
    pub owner_name: String,
    /// How many owners it has.
    pub owner_count: i64,
    /// Every owner with the share, where there are several; empty for a single owner.
    #[serde(default)]
    pub co_owners: Vec<CoOwner>,
    /// 首次交存金额, in fen.
    #[schema(value_type = i64)]
    pub first_contribution_fen: Fen,
    /// 余额: principal and interest, in fen.
    #[schema(value_type = i64)]
    pub balance_fen: Fen,
    /// What open withdrawals hold of it, in fen.
    #[schema(value_type = i64)]
    pub held_fen: Fen,
    /// 可用: balance less held, in fen.
    #[schema(value_type = i64)]
    pub available_fen: Fen,
    /// 售房单位, of a sold public home.
    pub selling_organisation_id: Option<Uuid>,
    /// 售房单位交存金额 for this unit, in fen.
    #[schema(value_type = i64)]
    pub selling_contribution_fen: Fen,
    /// The version of the unit's record.
    pub version: i64,
}

/// One of several owners of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CoOwner {
    /// The name; masked where the reader's role says so.
    pub name: String,
    /// 产权份额: `1/2`, `33.33%`; null where the records do not state it.
    pub share: Option<String>,
}

impl UnitCard {
    /// Its place in the community, which breaks ties in an allocation.
    pub fn place(&self) -> Place {
        Place {
            building: self.building_ordinal,
            entrance: self.entrance_ordinal,
            floor: self.floor_ordinal,
            room: self.room_ordinal,
        }
    }

    /// `3号楼-2单元-502`, by which messages name it.
    pub fn label(&self) -> String {
        anju_domain::estate::unit_label(&self.building, &self.entrance, &self.room)
    }
}
