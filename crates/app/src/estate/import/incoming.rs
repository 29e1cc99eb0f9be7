//! Good rows turned into what is stored: identities, sealed numbers, head keys.

use super::places::identity;
use super::plan::Incoming;
use crate::{Keys, Refusal};
use anju_domain::estate::{GoodRow, OwnerRow, UnitState};
use anju_domain::place::Place;
use anju_domain::withdrawal::draw::PrincipalAndInterest;
use anju_store::estate::import::{ImportedOwner, ImportedUnit};
use uuid::Uuid;

/// The id kind of the owner of unsold units, who stands in no row.
const DEVELOPER: &str = "developer";
/// Under which places an owner's numbers are sealed, each with the owner's own number after it.
const ID_NUMBER: &str = "id_number";
const PHONE: &str = "phone";

/// The community that rows are imported into.
#[derive(Clone, Debug)]
pub struct Destination {
    /// The community.
    pub community_id: Uuid,
    /// Its district.
    pub district_id: Uuid,
    /// The owner of its unsold units.
    pub developer_name: String,
}

pub(super) fn incoming(keys: &Keys, into: &Destination, row: &GoodRow) -> Result<Incoming, Refusal> {
    let read = &row.unit;
    let address = &read.address;
    let unit_id = identity(
        into.community_id,
        &["unit", &address.building, &address.entrance, &address.floor, &address.room],
    );
    let selling_organisation_id =
        read.selling_organisation.as_ref().map(|name| identity(into.district_id, &["selling", name]));
    let unit = ImportedUnit {
        id: unit_id,
        building_id: identity(into.community_id, &["building", &address.building]),
        building: address.building.clone(),
        entrance: address.entrance.clone(),
        floor: address.floor.clone(),
        room: address.room.clone(),
        place: Place::from_path([0; 4]),
        area: read.area,
        kind: read.kind,
        state: read.state,
        excluded_reason: read.excluded_reason.clone(),
        selling_organisation_id,
        selling_contribution: read.selling_contribution,
        first_contribution: read.first_contribution,
        opening: PrincipalAndInterest { principal: read.principal, interest: read.interest },
        opening_selling: read.selling_balance,
        version: 1,
    };
    let owners = match read.state {
        UnitState::Unsold => vec![developer(keys, into, unit_id)],
        UnitState::Sold | UnitState::Excluded => (1..)
            .zip(&read.owners)
            .map(|(ordinal, owner)| imported(keys, unit_id, ordinal, owner))
            .collect::<Result<_, Refusal>>()?,
    };
    Ok(Incoming {
        row_number: row.row_number,
        address: address.clone(),
        unit,
        owners,
        selling: read.selling_organisation.clone(),
        lift: read.lift,
    })
}

/// Puts an owner's stored numbers under the current key, as [`imported`] has them.
pub(super) fn renew(keys: &Keys, owner: &mut ImportedOwner) -> Result<(), Refusal> {
    let ImportedOwner { unit_id, ordinal, .. } = *owner;
    let renewed = |place: &str, sealed: Option<Vec<u8>>| {
        sealed.map(|sealed| keys.renew(unit_id, &format!("{place}.{ordinal}"), sealed)).transpose()
    };
    owner.id_number_sealed = renewed(ID_NUMBER, owner.id_number_sealed.take())?;
    owner.phone_sealed = renewed(PHONE, owner.phone_sealed.take())?;
    Ok(())
}

fn imported(keys: &Keys, unit_id: Uuid, ordinal: i32, owner: &OwnerRow) -> Result<ImportedOwner, Refusal> {
    let id_number = keys.seal(unit_id, &format!("{ID_NUMBER}.{ordinal}"), &owner.id_number)?;
    let phone = owner
        .phone
        .as_ref()
        .map(|phone| keys.seal(unit_id, &format!("{PHONE}.{ordinal}"), phone))
        .transpose()?;
    Ok(ImportedOwner {
        unit_id,
        ordinal,
        name: owner.name.clone(),
        id_kind: owner.id_kind.code().to_owned(),
        id_number_sealed: Some(id_number),
        id_number_masked: owner.masked_id_number(),
        phone_sealed: phone,
        phone_masked: owner.masked_phone(),
        head_key: keys.head_key(owner.id_kind.code(), &owner.id_number).to_vec(),
        share: owner.share.map(|share| share.to_string()),
    })
}

/// The developer owns all unsold units of a community and is one head.
fn developer(keys: &Keys, into: &Destination, unit_id: Uuid) -> ImportedOwner {
    ImportedOwner {
        unit_id,
        ordinal: 1,
        name: into.developer_name.clone(),
        id_kind: DEVELOPER.to_owned(),
        id_number_sealed: None,
        id_number_masked: String::new(),
        phone_sealed: None,
        phone_masked: String::new(),
        head_key: keys.head_key(DEVELOPER, &into.developer_name).to_vec(),
        share: None,
    }
}
