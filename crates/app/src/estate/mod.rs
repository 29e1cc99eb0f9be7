//! Communities, buildings and units.

mod get_community;
pub mod import;
mod list_communities;
mod list_owners;
mod list_units;

pub(crate) use get_community::view;
pub(crate) use list_owners::unit_in_scope;
pub(crate) use list_units::unit_card;

use crate::{App, Caller, Refusal, Scope};
use anju_contract::estate::SellingOrganisationCard;
use anju_domain::money::Fen;
use anju_domain::withdrawal::draw::PrincipalAndInterest;
use anju_store::estate::{self as store, Community};
use uuid::Uuid;

/// A community within the caller's scope. Others are as if they did not exist.
pub(crate) async fn community_in_scope(app: &App, caller: &Caller, id: Uuid) -> Result<Community, Refusal> {
    let community = store::community_by_id(&app.store, id).await?;
    let within = match (&community, caller.scope) {
        (Some(community), Scope::District(district_id)) => community.district_id == district_id,
        (Some(community), Scope::Company(organisation_id)) => {
            store::is_linked(&app.store, organisation_id, community.id).await?
        }
        (Some(_), Scope::City) => true,
        (Some(_), Scope::None) | (None, _) => false,
    };
    community.filter(|_| within).ok_or_else(|| Refusal::not_found("该小区"))
}

/// A community of the caller's own district: only a district keeps its unit tables.
pub(crate) async fn community_of_district(
    app: &App,
    caller: &Caller,
    id: Uuid,
) -> Result<Community, Refusal> {
    match caller.scope {
        Scope::District(_) => community_in_scope(app, caller, id).await,
        Scope::Company(_) | Scope::City | Scope::None => Err(Refusal::not_found("该小区")),
    }
}

/// The owner of unsold units, where the community's record names no developer.
const UNNAMED_DEVELOPER: &str = "房地产开发企业";

fn destination(community: &Community) -> import::Destination {
    let named = !community.developer_name.trim().is_empty();
    import::Destination {
        community_id: community.id,
        district_id: community.district_id,
        developer_name: if named { community.developer_name.clone() } else { UNNAMED_DEVELOPER.to_owned() },
    }
}

/// The organisations that sold public homes in a community, with what stands on their accounts.
pub(crate) async fn selling_organisations(
    app: &App,
    community_id: Uuid,
) -> Result<Vec<SellingOrganisationCard>, Refusal> {
    let organisations = store::selling_organisations(&app.store, community_id).await?;
    let card = |organisation: store::SellingOrganisation| SellingOrganisationCard {
        selling_organisation_id: organisation.id,
        name: organisation.name,
        balance_fen: total(organisation.balance.balance),
        held_fen: total(organisation.balance.held),
    };
    Ok(organisations.into_iter().map(card).collect())
}

/// Both parts together. The ledger keeps each below 2^53 fen, so that the sum is a number.
fn total(money: PrincipalAndInterest) -> Fen {
    Fen(money.principal.0 + money.interest.0)
}
