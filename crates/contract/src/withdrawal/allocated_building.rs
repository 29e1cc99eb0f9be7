//! What the units of one building bear together: the confirmation shows it building by building.

use crate::estate::UnitCard;
use anju_domain::area::AreaDm2;
use anju_domain::money::Fen;
use anju_domain::withdrawal::allocation::Allocation;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// What the units of one building bear together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AllocatedBuilding {
    /// The building.
    pub building_id: Uuid,
    /// 自然幢
    pub name: String,
    /// 参与分摊户数
    pub households: i64,
    /// 参与分摊面积, in 0.01 m².
    #[schema(value_type = i64)]
    pub area_dm2: AreaDm2,
    /// Sum of the shares.
    #[schema(value_type = i64)]
    pub share_fen: Fen,
    /// Sum of what will be drawn.
    #[schema(value_type = i64)]
    pub pays_fen: Fen,
    /// Sum of what is lacking.
    #[schema(value_type = i64)]
    pub shortfall_fen: Fen,
}

/// Sums by building. `chosen` are the units of the allocation, in the order of its input, building by building.
pub(super) fn by_building(chosen: &[&UnitCard], allocation: &Allocation<'_>) -> Vec<AllocatedBuilding> {
    let mut buildings: Vec<AllocatedBuilding> = Vec::new();
    for (position, card) in chosen.iter().enumerate() {
        let line = allocation.line(position);
        if buildings.last().is_none_or(|last| last.building_id != card.building_id) {
            buildings.push(AllocatedBuilding {
                building_id: card.building_id,
                name: card.building.clone(),
                households: 0,
                area_dm2: AreaDm2(0),
                share_fen: Fen(0),
                pays_fen: Fen(0),
                shortfall_fen: Fen(0),
            });
        }
        let Some(sum) = buildings.last_mut() else { continue };
        sum.households += 1;
        // Part of the amount, which is at most 2^53 fen.
        sum.area_dm2.0 += card.area_dm2.0;
        sum.share_fen.0 += line.share.0;
        sum.pays_fen.0 += line.pays().0;
        sum.shortfall_fen.0 += line.shortfall().0;
    }
    buildings
}
