//! Units with their owners and balances, as lists show them.

use crate::ledger::AccountKind;
use crate::sql::Sql;
use crate::{Reading, Row, Store, StoreError, Tx, args, statements};
use anju_domain::area::AreaDm2;
use anju_domain::estate::{UnitKind, UnitState};
use anju_domain::money::Fen;
use anju_domain::place::Place;
use futures::stream::{BoxStream, StreamExt as _};
use std::collections::HashMap;
use uuid::Uuid;

/// Units as the grid shows them; named are the places of the two kinds of account, and which units.
macro_rules! unit_records {
    ($principal:literal, $interest:literal, $which:literal) => {
        concat!(
            "SELECT u.id, u.community_id, u.building_id, b.name AS building, u.entrance, u.floor, u.room,
             u.building_ordinal, u.entrance_ordinal, u.floor_ordinal, u.room_ordinal, u.area_dm2, u.kind, u.state,
             u.excluded_reason, u.selling_organisation_id, u.selling_contribution_fen, u.first_contribution_fen,
             u.version, o.name AS owner_name,
             (SELECT COUNT(*) FROM unit_owner n WHERE n.unit_id = u.id) AS owner_count,
             CAST(COALESCE(p.balance_fen, 0) + COALESCE(i.balance_fen, 0) AS BIGINT) AS balance_fen,
             CAST(COALESCE(p.held_fen, 0) + COALESCE(i.held_fen, 0) AS BIGINT) AS held_fen
             FROM unit u JOIN building b ON b.id = u.building_id
             LEFT JOIN unit_owner o ON o.unit_id = u.id AND o.ordinal = 1
             LEFT JOIN account p ON p.owner_id = u.id AND p.kind = ",
            $principal,
            " LEFT JOIN account i ON i.owner_id = u.id AND i.kind = ",
            $interest,
            " ",
            $which
        )
    };
}

statements! {
    OF_BUILDING = unit_records!("$5", "$6", "WHERE u.building_id = $1
                                AND (u.entrance_ordinal, u.floor_ordinal, u.room_ordinal) > ($2, $3, $4)
                                ORDER BY u.entrance_ordinal, u.floor_ordinal, u.room_ordinal, u.id LIMIT $7");
    OF_COMMUNITY = unit_records!("$2", "$3", "WHERE u.community_id = $1
                                 ORDER BY u.building_ordinal, u.entrance_ordinal, u.floor_ordinal, u.room_ordinal
                                 LIMIT 50000");
    CO_OWNERS_OF_BUILDING = "SELECT o.unit_id, o.name, o.share FROM unit u
                             JOIN unit_owner n ON n.unit_id = u.id AND n.ordinal = 2
                             JOIN unit_owner o ON o.unit_id = u.id
                             WHERE u.building_id = $1 ORDER BY o.unit_id, o.ordinal";
    CO_OWNERS_OF_COMMUNITY = "SELECT o.unit_id, o.name, o.share FROM unit u
                              JOIN unit_owner n ON n.unit_id = u.id AND n.ordinal = 2
                              JOIN unit_owner o ON o.unit_id = u.id
                              WHERE u.community_id = $1 ORDER BY o.unit_id, o.ordinal";
    COMMUNITY_OF = "SELECT community_id FROM unit WHERE id = $1";
    CO_OWNERS_OF_UNIT = "SELECT unit_id, name, share FROM unit_owner WHERE unit_id = $1 ORDER BY ordinal";
    // Ordered by what the index on places holds and no further, so that SQLite does not sort.
    EACH_OF_COMMUNITY = unit_records!("$2", "$3", "WHERE u.community_id = $1
                                      ORDER BY u.building_ordinal, u.entrance_ordinal, u.floor_ordinal,
                                      u.room_ordinal");
    BY_ID = unit_records!("$2", "$3", "WHERE u.id = $1");
    BALANCES_OF_CASE = "SELECT u.id, u.building_id,
                        CAST(COALESCE(p.balance_fen, 0) + COALESCE(i.balance_fen, 0) AS BIGINT) AS balance_fen,
                        CAST(COALESCE(p.held_fen, 0) + COALESCE(i.held_fen, 0) AS BIGINT) AS held_fen
                        FROM (SELECT DISTINCT unit_id FROM withdrawal_unit WHERE sheet_id = $1) w
                        JOIN unit u ON u.id = w.unit_id
                        LEFT JOIN account p ON p.owner_id = u.id AND p.kind = $2
                        LEFT JOIN account i ON i.owner_id = u.id AND i.kind = $3
                        ORDER BY u.building_id, u.id";
}

/// A unit, as the grid shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRecord {
    /// The unit.
    pub id: Uuid,
    /// The community.
    pub community_id: Uuid,
    /// The building.
    pub building_id: Uuid,
    /// The building's name.
    pub building: String,
    /// The entrance.
    pub entrance: String,
    /// The floor.
    pub floor: String,
    /// The room.
    pub room: String,
    /// Its place in the natural order.
    pub place: Place,
    /// Its area.
    pub area: AreaDm2,
    /// Its kind.
    pub kind: UnitKind,
    /// Its state.
    pub state: UnitState,
    /// Why it cannot take part.
    pub excluded_reason: Option<String>,
    /// The organisation that sold it, of a sold public home.
    pub selling_organisation_id: Option<Uuid>,
    /// What that organisation contributed for it.
    pub selling_contribution: Fen,
    /// What its owners first contributed.
    pub first_contribution: Fen,
    /// The first owner's name in full.
    pub owner_name: Option<String>,
    /// How many owners it has.
    pub owner_count: i64,
    /// Name and share of every owner, where there are several.
    pub co_owners: Vec<(String, Option<String>)>,
    /// Principal and interest.
    pub balance: Fen,
    /// What open cases hold of it.
    pub held: Fen,
    /// The version of its record.
    pub version: i64,
}

/// An ordinal, which is an `i32` everywhere but in the database.
pub(super) fn ordinal(row: &Row, name: &str) -> Result<i32, StoreError> {
    i32::try_from(row.get::<i64>(name)?).map_err(|_| StoreError::Corrupt("ordinal"))
}

pub(super) fn place(row: &Row) -> Result<Place, StoreError> {
    Ok(Place {
        building: ordinal(row, "building_ordinal")?,
        entrance: ordinal(row, "entrance_ordinal")?,
        floor: ordinal(row, "floor_ordinal")?,
        room: ordinal(row, "room_ordinal")?,
    })
}

pub(super) fn kind(row: &Row) -> Result<UnitKind, StoreError> {
    UnitKind::from_code(&row.get::<String>("kind")?).ok_or(StoreError::Corrupt("unit kind"))
}

pub(super) fn state(row: &Row) -> Result<UnitState, StoreError> {
    UnitState::from_code(&row.get::<String>("state")?).ok_or(StoreError::Corrupt("unit state"))
}

fn record(row: &Row) -> Result<UnitRecord, StoreError> {
    Ok(UnitRecord {
        id: row.get("id")?,
        community_id: row.get("community_id")?,
        building_id: row.get("building_id")?,
        building: row.get("building")?,
        entrance: row.get("entrance")?,
        floor: row.get("floor")?,
        room: row.get("room")?,
        place: place(row)?,
        area: row.get("area_dm2")?,
        kind: kind(row)?,
        state: state(row)?,
        excluded_reason: row.get("excluded_reason")?,
        selling_organisation_id: row.get("selling_organisation_id")?,
        selling_contribution: row.get("selling_contribution_fen")?,
        first_contribution: row.get("first_contribution_fen")?,
        owner_name: row.get("owner_name")?,
        owner_count: row.get("owner_count")?,
        co_owners: Vec::new(),
        balance: row.get("balance_fen")?,
        held: row.get("held_fen")?,
        version: row.get("version")?,
    })
}

/// One page of a building's units in place order, after the entrance, floor and room ordinals of the page before; all
/// of them 0 for the first page.
pub async fn of_building(
    store: &Store,
    building_id: Uuid,
    after: [i32; 3],
    limit: i64,
) -> Result<Vec<UnitRecord>, StoreError> {
    let [entrance, floor, room] = after.map(i64::from);
    let args = args![
        building_id,
        entrance,
        floor,
        room,
        AccountKind::UnitPrincipal.code(),
        AccountKind::UnitInterest.code(),
        limit
    ];
    let units = store.all(OF_BUILDING, args).await?.iter().map(record).collect::<Result<Vec<_>, _>>()?;
    with_co_owners(store, units, CO_OWNERS_OF_BUILDING, building_id).await
}

/// All units of a community in place order, at most as many as a community may have.
pub async fn of_community(store: &Store, community_id: Uuid) -> Result<Vec<UnitRecord>, StoreError> {
    let args = args![community_id, AccountKind::UnitPrincipal.code(), AccountKind::UnitInterest.code()];
    let units = store.all(OF_COMMUNITY, args).await?.iter().map(record).collect::<Result<Vec<_>, _>>()?;
    with_co_owners(store, units, CO_OWNERS_OF_COMMUNITY, community_id).await
}

/// Most units have one owner, whom their own row names; the others' owners are read in one go.
async fn with_co_owners(
    store: &Store,
    mut units: Vec<UnitRecord>,
    sql: Sql,
    within: Uuid,
) -> Result<Vec<UnitRecord>, StoreError> {
    if units.iter().all(|unit| unit.owner_count < 2) {
        return Ok(units);
    }
    let mut owners = by_unit(&store.all(sql, args![within]).await?)?;
    for unit in &mut units {
        unit.co_owners = owners.remove(&unit.id).unwrap_or_default();
    }
    Ok(units)
}

fn by_unit(rows: &[Row]) -> Result<CoOwners, StoreError> {
    let mut owners = CoOwners::new();
    for row in rows {
        owners.entry(row.get("unit_id")?).or_default().push((row.get("name")?, row.get("share")?));
    }
    Ok(owners)
}

/// Name and share of every owner, by unit.
pub type CoOwners = HashMap<Uuid, Vec<(String, Option<String>)>>;

/// The owners of those units of a community that have several.
pub async fn co_owners(reading: &mut Reading, community_id: Uuid) -> Result<CoOwners, StoreError> {
    by_unit(&reading.all(CO_OWNERS_OF_COMMUNITY, args![community_id]).await?)
}

/// All units of a community in place order, one by one, with these owners of those that have several.
pub fn each(
    reading: &mut Reading,
    community_id: Uuid,
    mut co_owners: CoOwners,
) -> BoxStream<'_, Result<UnitRecord, StoreError>> {
    let args = args![community_id, AccountKind::UnitPrincipal.code(), AccountKind::UnitInterest.code()];
    let units = reading.each(EACH_OF_COMMUNITY, args).map(move |row| {
        let mut unit = record(&row?)?;
        if unit.owner_count > 1 {
            unit.co_owners = co_owners.remove(&unit.id).unwrap_or_default();
        }
        Ok(unit)
    });
    units.boxed()
}

/// The community that a unit stands in.
pub async fn community_of(tx: &mut Tx, id: Uuid) -> Result<Option<Uuid>, StoreError> {
    tx.opt(COMMUNITY_OF, args![id]).await?.map(|row| row.get("community_id")).transpose()
}

/// The unit with this id.
pub async fn by_id(store: &Store, id: Uuid) -> Result<Option<UnitRecord>, StoreError> {
    let args = args![id, AccountKind::UnitPrincipal.code(), AccountKind::UnitInterest.code()];
    let Some(unit) = store.opt(BY_ID, args).await?.as_ref().map(record).transpose()? else { return Ok(None) };
    Ok(with_co_owners(store, vec![unit], CO_OWNERS_OF_UNIT, id).await?.pop())
}

/// What stands on a unit's accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// The unit.
    pub unit_id: Uuid,
    /// Its building.
    pub building_id: Uuid,
    /// Principal and interest.
    pub balance: Fen,
    /// What open cases hold of it.
    pub held: Fen,
}

/// What stands on the accounts of the units that pay in a case, by building.
pub async fn balances_of_case(store: &Store, case_id: Uuid) -> Result<Vec<Balance>, StoreError> {
    let args = args![case_id, AccountKind::UnitPrincipal.code(), AccountKind::UnitInterest.code()];
    let balance = |row: &Row| {
        Ok(Balance {
            unit_id: row.get("id")?,
            building_id: row.get("building_id")?,
            balance: row.get("balance_fen")?,
            held: row.get("held_fen")?,
        })
    };
    store.all(BALANCES_OF_CASE, args).await?.iter().map(balance).collect()
}
