//! One community with its buildings (source 4 §4.2 ③).

use super::list_communities::card;
use crate::{App, Caller, Read, Refusal};
use anju_contract::commands::GetCommunity;
use anju_contract::estate::{BuildingCard, CommunityView, GetCommunityRequest};
use anju_store::estate::import::Source;
use anju_store::estate::{self as store, Building, Community};

impl Read for GetCommunity {
    async fn read(
        app: &App,
        caller: &Caller,
        request: GetCommunityRequest,
    ) -> Result<CommunityView, Refusal> {
        let community = super::community_in_scope(app, caller, request.community_id).await?;
        view(app, community).await
    }
}

/// A community with its buildings.
pub(crate) async fn view(app: &App, community: Community) -> Result<CommunityView, Refusal> {
    let buildings = store::buildings(&mut Source::Store(&app.store), community.id).await?;
    let selling_organisations = super::selling_organisations(app, community.id).await?;
    Ok(CommunityView {
        community: card(community),
        buildings: buildings.into_iter().map(building_card).collect(),
        selling_organisations,
    })
}

fn building_card(building: Building) -> BuildingCard {
    BuildingCard {
        building_id: building.id,
        name: building.name,
        ordinal: building.ordinal,
        floor_count: building.floor_count,
        entrance_count: building.entrance_count,
        unit_count: building.unit_count,
        total_area_dm2: building.total_area,
        has_lift: building.has_lift,
        version: building.version,
    }
}
