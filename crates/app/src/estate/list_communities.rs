//! The communities within one's scope (source 4 §4.2, ①②).

use crate::{App, Caller, Read, Refusal, Scope};
use anju_contract::commands::ListCommunities;
use anju_contract::estate::{CommunityCard, ListCommunitiesRequest, ListCommunitiesResponse};
use anju_store::estate::{self as store, Community};

impl Read for ListCommunities {
    async fn read(
        app: &App,
        caller: &Caller,
        _: ListCommunitiesRequest,
    ) -> Result<ListCommunitiesResponse, Refusal> {
        let communities = match caller.scope {
            Scope::Company(id) => store::communities_of_company(&app.store, id).await?,
            Scope::District(id) => store::communities_of_district(&app.store, id).await?,
            Scope::City => store::communities_of_city(&app.store).await?,
            Scope::None => Vec::new(),
        };
        Ok(ListCommunitiesResponse { communities: communities.into_iter().map(card).collect() })
    }
}

pub(super) fn card(community: Community) -> CommunityCard {
    CommunityCard {
        community_id: community.id,
        name: community.name,
        address: community.address,
        developer_name: community.developer_name,
        district_name: community.district_name,
        building_count: community.building_count,
        unit_count: community.unit_count,
        total_area_dm2: community.total_area,
        version: community.version,
    }
}
