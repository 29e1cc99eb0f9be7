//! The units of a building, for the grid (source 4 §4.2 ④).

use crate::{App, Caller, Read, Refusal};
use anju_contract::commands::ListUnits;
use anju_contract::estate::{CoOwner, ListUnitsRequest, ListUnitsResponse, UnitCard};
use anju_domain::identity::mask_name;
use anju_domain::money::Fen;
use anju_domain::personal::{PersonalField, Showing};
use anju_store::estate as store;
use anju_store::estate::unit::UnitRecord;

/// How many units one page has: more than a building of 60 floors × 40 columns.
const PAGE: usize = 5_000;

impl Read for ListUnits {
    async fn read(
        app: &App,
        caller: &Caller,
        request: ListUnitsRequest,
    ) -> Result<ListUnitsResponse, Refusal> {
        let building = store::building_by_id(&app.store, request.building_id)
            .await?
            .ok_or_else(|| Refusal::not_found("该自然幢"))?;
        let community =
            super::community_in_scope(app, caller, building.community_id).await.map_err(|refusal| {
                if refusal.fault().is_some() { refusal } else { Refusal::not_found("该自然幢") }
            })?;
        let after = request
            .after
            .map_or([0; 3], |place| [place.entrance_ordinal, place.floor_ordinal, place.room_ordinal]);
        let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
        let mut units = store::unit::of_building(&app.store, building.id, after, limit).await?;
        let more = units.len() > PAGE;
        units.truncate(PAGE);
        let units = units.into_iter().map(|unit| unit_card(caller, unit)).collect();
        Ok(ListUnitsResponse { community_id: community.id, units, more })
    }
}

/// A unit as this caller may see it.
pub(crate) fn unit_card(caller: &Caller, unit: UnitRecord) -> UnitCard {
    let shown = |name: String| match caller.showing(PersonalField::OwnerName) {
        Showing::Full => name,
        Showing::Masked | Showing::RevealedOnline => mask_name(&name),
    };
    let co_owner = |(name, share)| CoOwner { name: shown(name), share };
    UnitCard {
        unit_id: unit.id,
        building_id: unit.building_id,
        building: unit.building,
        building_ordinal: unit.place.building,
        entrance: unit.entrance,
        floor: unit.floor,
        room: unit.room,
        entrance_ordinal: unit.place.entrance,
        floor_ordinal: unit.place.floor,
        room_ordinal: unit.place.room,
        area_dm2: unit.area,
        kind: unit.kind,
        state: unit.state,
        excluded_reason: unit.excluded_reason,
        owner_name: shown(unit.owner_name.unwrap_or_default()),
        owner_count: unit.owner_count,
        co_owners: unit.co_owners.into_iter().map(co_owner).collect(),
        first_contribution_fen: unit.first_contribution,
        balance_fen: unit.balance,
        held_fen: unit.held,
        // The ledger keeps 0 ≤ held ≤ balance.
        available_fen: Fen(unit.balance.0 - unit.held.0),
        selling_organisation_id: unit.selling_organisation_id,
        selling_contribution_fen: unit.selling_contribution,
        version: unit.version,
    }
}
