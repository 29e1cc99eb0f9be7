//! The units of a building with everything that an allocation and a vote need of them.

use crate::ledger::{AccountKind, UnitBalance};
use crate::{Row, Store, StoreError, args, statements};
use anju_domain::area::AreaDm2;
use anju_domain::money::Fen;
use anju_domain::place::Place;
use anju_domain::withdrawal::draw::PrincipalAndInterest;
use std::collections::HashMap;
use uuid::Uuid;

statements! {
    UNITS = "SELECT u.id, u.building_id, b.name AS building, u.entrance, u.floor, u.room, u.building_ordinal,
             u.entrance_ordinal, u.floor_ordinal, u.room_ordinal, u.area_dm2, u.kind, u.state, u.excluded_reason,
             u.first_contribution_fen, u.selling_organisation_id, u.selling_contribution_fen,
             u.version, COALESCE(p.balance_fen, 0) AS principal_fen, COALESCE(p.held_fen, 0) AS principal_held_fen,
             COALESCE(i.balance_fen, 0) AS interest_fen, COALESCE(i.held_fen, 0) AS interest_held_fen
             FROM unit u JOIN building b ON b.id = u.building_id
             LEFT JOIN account p ON p.owner_id = u.id AND p.kind = $3
             LEFT JOIN account i ON i.owner_id = u.id AND i.kind = $4
             WHERE u.building_id = $1 AND u.community_id = $2
             ORDER BY u.entrance_ordinal, u.floor_ordinal, u.room_ordinal";
    OWNERS = "SELECT o.unit_id, o.name, o.head_key FROM unit_owner o JOIN unit u ON u.id = o.unit_id
              WHERE u.building_id = $1 ORDER BY o.unit_id, o.ordinal";
}

/// A unit of a building.
#[derive(Clone, Debug)]
pub struct UnitOfScope {
    /// The unit.
    pub id: Uuid,
    /// Its building.
    pub building_id: Uuid,
    /// The building's name.
    pub building: String,
    /// 单元
    pub entrance: String,
    /// 层
    pub floor: String,
    /// 房号
    pub room: String,
    /// Its place in the community.
    pub place: Place,
    /// Floor area.
    pub area: AreaDm2,
    /// The code of its kind.
    pub kind: String,
    /// The code of its state.
    pub state: String,
    /// Why it cannot take part.
    pub excluded_reason: Option<String>,
    /// What its owners first contributed.
    pub first_contribution: Fen,
    /// The organisation that sold it, of a sold public home.
    pub selling_organisation_id: Option<Uuid>,
    /// What that organisation contributed for it.
    pub selling_contribution: Fen,
    /// The version of its record.
    pub version: i64,
    /// Its balance; nothing where it has no account.
    pub balance: UnitBalance,
    /// Its owners: name, and the key by which a head is counted.
    pub owners: Vec<(String, Vec<u8>)>,
}

fn ordinal(row: &Row, name: &str) -> Result<i32, StoreError> {
    i32::try_from(row.get::<i64>(name)?).map_err(|_| StoreError::Corrupt("ordinal"))
}

fn unit(row: &Row) -> Result<UnitOfScope, StoreError> {
    let id = row.get("id")?;
    let pair = |principal, interest| {
        Ok::<_, StoreError>(PrincipalAndInterest {
            principal: Fen(row.get(principal)?),
            interest: Fen(row.get(interest)?),
        })
    };
    Ok(UnitOfScope {
        id,
        building_id: row.get("building_id")?,
        building: row.get("building")?,
        entrance: row.get("entrance")?,
        floor: row.get("floor")?,
        room: row.get("room")?,
        place: Place {
            building: ordinal(row, "building_ordinal")?,
            entrance: ordinal(row, "entrance_ordinal")?,
            floor: ordinal(row, "floor_ordinal")?,
            room: ordinal(row, "room_ordinal")?,
        },
        area: row.get("area_dm2")?,
        kind: row.get("kind")?,
        state: row.get("state")?,
        excluded_reason: row.get("excluded_reason")?,
        first_contribution: row.get("first_contribution_fen")?,
        selling_organisation_id: row.get("selling_organisation_id")?,
        selling_contribution: row.get("selling_contribution_fen")?,
        version: row.get("version")?,
        balance: UnitBalance {
            unit_id: id,
            balance: pair("principal_fen", "interest_fen")?,
            held: pair("principal_held_fen", "interest_held_fen")?,
        },
        owners: Vec::new(),
    })
}

/// The units of a community's building by their place; none if the building is another community's.
pub async fn units_of_building(
    store: &Store,
    community_id: Uuid,
    building_id: Uuid,
) -> Result<Vec<UnitOfScope>, StoreError> {
    let (principal, interest) = (AccountKind::UnitPrincipal.code(), AccountKind::UnitInterest.code());
    let rows = store.all(UNITS, args![building_id, community_id, principal, interest]).await?;
    let mut units = rows.iter().map(unit).collect::<Result<Vec<_>, _>>()?;
    let mut owners: HashMap<Uuid, Vec<(String, Vec<u8>)>> = HashMap::new();
    for row in store.all(OWNERS, args![building_id]).await? {
        owners.entry(row.get("unit_id")?).or_default().push((row.get("name")?, row.get("head_key")?));
    }
    for unit in &mut units {
        unit.owners = owners.remove(&unit.id).unwrap_or_default();
    }
    Ok(units)
}
