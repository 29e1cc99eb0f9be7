//! The owners of a unit, their numbers masked.

use crate::{App, Caller, Read, Refusal};
use anju_contract::commands::ListOwners;
use anju_contract::estate::{ListOwnersRequest, ListOwnersResponse, OwnerView};
use anju_domain::estate::IdKind;
use anju_domain::identity::mask_name;
use anju_domain::personal::{PersonalField, Showing};
use anju_store::estate::owner::{self as store, OwnerRecord};
use uuid::Uuid;

impl Read for ListOwners {
    async fn read(
        app: &App,
        caller: &Caller,
        request: ListOwnersRequest,
    ) -> Result<ListOwnersResponse, Refusal> {
        unit_in_scope(app, caller, request.unit_id).await?;
        let owners = store::of_unit(&app.store, request.unit_id).await?;
        Ok(ListOwnersResponse { owners: owners.into_iter().map(|owner| view(caller, owner)).collect() })
    }
}

/// The district of a unit within the caller's scope. Others are as if they did not exist.
pub(crate) async fn unit_in_scope(app: &App, caller: &Caller, unit_id: Uuid) -> Result<Uuid, Refusal> {
    let missing = || Refusal::not_found("该房屋");
    let community_id = store::community_of(&app.store, unit_id).await?.ok_or_else(missing)?;
    match super::community_in_scope(app, caller, community_id).await {
        Ok(community) => Ok(community.district_id),
        Err(refusal) if refusal.fault().is_some() => Err(refusal),
        Err(_) => Err(missing()),
    }
}

fn view(caller: &Caller, owner: OwnerRecord) -> OwnerView {
    let numbers = [
        (PersonalField::IdNumber, owner.id_number_sealed.is_some()),
        (PersonalField::Phone, owner.phone_sealed.is_some()),
    ];
    let revealable = numbers
        .into_iter()
        .filter(|&(field, stored)| stored && caller.showing(field) == Showing::RevealedOnline)
        .map(|(field, _)| field)
        .collect();
    OwnerView {
        ordinal: owner.ordinal,
        name: match caller.showing(PersonalField::OwnerName) {
            Showing::Full => owner.name,
            Showing::Masked | Showing::RevealedOnline => mask_name(&owner.name),
        },
        id_kind: IdKind::from_code(&owner.id_kind),
        id_number_masked: owner.id_number_masked,
        phone_masked: owner.phone_masked,
        revealable,
    }
}
