//! Writing a community's units: read what is there, then write what differs, in a few statements of many rows.

use super::unit::{kind, ordinal, place, state};
use crate::ledger::AccountKind;
use crate::sql::Sql;
use crate::{Arg, Row, Store, StoreError, Tx, args, statements};
use anju_domain::area::AreaDm2;
use anju_domain::estate::{UnitKind, UnitState};
use anju_domain::money::Fen;
use anju_domain::place::Place;
use anju_domain::withdrawal::draw::PrincipalAndInterest;
use uuid::Uuid;

statements! {
    UNITS = "SELECT u.id, u.building_id, b.name AS building, u.entrance, u.floor, u.room, u.building_ordinal,
             u.entrance_ordinal, u.floor_ordinal, u.room_ordinal, u.area_dm2, u.kind, u.state, u.excluded_reason,
             u.selling_organisation_id, u.selling_contribution_fen, u.first_contribution_fen, u.opening_principal_fen,
             u.opening_interest_fen, u.opening_selling_fen, u.version,
             p.balance_fen AS principal_fen, i.balance_fen AS interest_fen,
             CAST(COALESCE(p.held_fen, 0) + COALESCE(i.held_fen, 0) AS BIGINT) AS held_fen
             FROM unit u JOIN building b ON b.id = u.building_id
             LEFT JOIN account p ON p.owner_id = u.id AND p.kind = $2
             LEFT JOIN account i ON i.owner_id = u.id AND i.kind = $3
             WHERE u.community_id = $1 ORDER BY u.id LIMIT 100000";
    OWNERS = "SELECT o.unit_id, o.ordinal, o.name, o.id_kind, o.id_number_sealed, o.id_number_masked, o.phone_sealed,
              o.phone_masked, o.head_key, o.share FROM unit u JOIN unit_owner o ON o.unit_id = u.id
              WHERE u.community_id = $1 ORDER BY o.unit_id, o.ordinal LIMIT 2000000";
    SELLING = "SELECT s.id, s.name, CAST(COALESCE(p.balance_fen, 0) + COALESCE(i.balance_fen, 0) AS BIGINT) AS balance_fen,
               CAST(COALESCE(p.held_fen, 0) + COALESCE(i.held_fen, 0) AS BIGINT) AS held_fen,
               CAST(COALESCE(o.fen, 0) AS BIGINT) AS opening_fen
               FROM selling_organisation s
               LEFT JOIN account p ON p.owner_id = s.id AND p.kind = $2
               LEFT JOIN account i ON i.owner_id = s.id AND i.kind = $3
               LEFT JOIN (SELECT selling_organisation_id, SUM(opening_selling_fen) AS fen FROM unit
                          WHERE selling_organisation_id IN (SELECT id FROM selling_organisation WHERE district_id = $1)
                          GROUP BY selling_organisation_id) o ON o.selling_organisation_id = s.id
               WHERE s.district_id = $1 LIMIT 100000";
    LOCK_COMMUNITY = "SELECT a.version FROM community a WHERE a.id = $1";
    SET_COMMUNITY = "UPDATE community SET building_count = $2, unit_count = $3, total_area_dm2 = $4, version = $5
                     WHERE id = $1";
    PUT_SELLING = "INSERT INTO selling_organisation (id, district_id, name) VALUES";
    PUT_BUILDINGS = "INSERT INTO building (id, community_id, name, ordinal, floor_count, entrance_count, unit_count,
                     total_area_dm2, has_lift, version) VALUES";
    PUT_UNITS = "INSERT INTO unit (id, community_id, building_id, entrance, floor, room, building_ordinal,
                 entrance_ordinal, floor_ordinal, room_ordinal, area_dm2, kind, state, excluded_reason,
                 selling_organisation_id, selling_contribution_fen, first_contribution_fen, opening_principal_fen,
                 opening_interest_fen, opening_selling_fen, version) VALUES";
    PUT_OWNERS = "INSERT INTO unit_owner (unit_id, ordinal, name, id_kind, id_number_sealed, id_number_masked,
                  phone_sealed, phone_masked, head_key, share) VALUES";
    DROP_OWNERS = "DELETE FROM unit_owner WHERE unit_id = $1 AND ordinal > $2";
}

const BUILDINGS_TAIL: &str = " ON CONFLICT (id) DO UPDATE SET ordinal = excluded.ordinal,
    floor_count = excluded.floor_count, entrance_count = excluded.entrance_count, unit_count = excluded.unit_count,
    total_area_dm2 = excluded.total_area_dm2, has_lift = excluded.has_lift, version = excluded.version";
const UNITS_TAIL: &str = " ON CONFLICT (id) DO UPDATE SET building_ordinal = excluded.building_ordinal,
    entrance_ordinal = excluded.entrance_ordinal, floor_ordinal = excluded.floor_ordinal,
    room_ordinal = excluded.room_ordinal, area_dm2 = excluded.area_dm2, kind = excluded.kind, state = excluded.state,
    excluded_reason = excluded.excluded_reason, selling_organisation_id = excluded.selling_organisation_id,
    selling_contribution_fen = excluded.selling_contribution_fen,
    first_contribution_fen = excluded.first_contribution_fen,
    opening_principal_fen = excluded.opening_principal_fen, opening_interest_fen = excluded.opening_interest_fen,
    opening_selling_fen = excluded.opening_selling_fen, version = excluded.version";
const OWNERS_TAIL: &str = " ON CONFLICT (unit_id, ordinal) DO UPDATE SET name = excluded.name,
    id_kind = excluded.id_kind, id_number_sealed = excluded.id_number_sealed,
    id_number_masked = excluded.id_number_masked, phone_sealed = excluded.phone_sealed,
    phone_masked = excluded.phone_masked, head_key = excluded.head_key, share = excluded.share";

/// A unit as an import writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedUnit {
    /// The unit.
    pub id: Uuid,
    /// The building.
    pub building_id: Uuid,
    /// The building's name; the building's own row keeps it.
    pub building: String,
    /// The entrance.
    pub entrance: String,
    /// The floor.
    pub floor: String,
    /// The room.
    pub room: String,
    /// Its place in the natural order of its community.
    pub place: Place,
    /// Its area.
    pub area: AreaDm2,
    /// Its kind.
    pub kind: UnitKind,
    /// Its state.
    pub state: UnitState,
    /// Why it cannot take part.
    pub excluded_reason: Option<String>,
    /// The organisation that sold it.
    pub selling_organisation_id: Option<Uuid>,
    /// What that organisation contributed for it.
    pub selling_contribution: Fen,
    /// What its owners first contributed.
    pub first_contribution: Fen,
    /// What it brought along.
    pub opening: PrincipalAndInterest,
    /// What it brought along for that organisation.
    pub opening_selling: Fen,
    /// The version of its record.
    pub version: i64,
}

/// What stands on a stored unit's accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its balance; `None` if it has no accounts.
    pub balance: Option<PrincipalAndInterest>,
    /// What open cases hold of it.
    pub held: Fen,
}

/// An owner as an import writes it.
#[derive(Clone, PartialEq, Eq)]
pub struct ImportedOwner {
    /// The unit.
    pub unit_id: Uuid,
    /// Its place among the unit's owners, from 1.
    pub ordinal: i32,
    /// The name in full.
    pub name: String,
    /// Which document identifies the owner.
    pub id_kind: String,
    /// The document's number, sealed.
    pub id_number_sealed: Option<Vec<u8>>,
    /// The document's number, masked.
    pub id_number_masked: String,
    /// The phone, sealed.
    pub phone_sealed: Option<Vec<u8>>,
    /// The phone, masked.
    pub phone_masked: String,
    /// Counts the person once.
    pub head_key: Vec<u8>,
    /// 产权份额, in one spelling.
    pub share: Option<String>,
}

/// Where a reading comes from: outside any transaction, or inside one.
pub enum Source<'s> {
    /// Outside any transaction.
    Store(&'s Store),
    /// Inside one.
    Tx(&'s mut Tx),
}

impl Source<'_> {
    pub(super) async fn all(&mut self, sql: Sql, args: Vec<Arg>) -> Result<Vec<Row>, StoreError> {
        match self {
            Source::Store(store) => store.all(sql, args).await,
            Source::Tx(tx) => tx.all(sql, args).await,
        }
    }
}

/// Every unit of a community, by id, with what stands on its accounts.
pub async fn units(
    source: &mut Source<'_>,
    community_id: Uuid,
) -> Result<Vec<(ImportedUnit, Standing)>, StoreError> {
    let args = args![community_id, AccountKind::UnitPrincipal.code(), AccountKind::UnitInterest.code()];
    source.all(UNITS, args).await?.iter().map(unit_and_standing).collect()
}

fn unit_and_standing(row: &Row) -> Result<(ImportedUnit, Standing), StoreError> {
    let unit = ImportedUnit {
        id: row.get("id")?,
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
        opening: PrincipalAndInterest {
            principal: row.get("opening_principal_fen")?,
            interest: row.get("opening_interest_fen")?,
        },
        opening_selling: row.get("opening_selling_fen")?,
        version: row.get("version")?,
    };
    let principal: Option<i64> = row.get("principal_fen")?;
    let interest: Option<i64> = row.get("interest_fen")?;
    let balance = principal.zip(interest).map(|(principal, interest)| PrincipalAndInterest {
        principal: Fen(principal),
        interest: Fen(interest),
    });
    Ok((unit, Standing { balance, held: row.get("held_fen")? }))
}

/// Every owner in a community, by unit and ordinal.
pub async fn owners(source: &mut Source<'_>, community_id: Uuid) -> Result<Vec<ImportedOwner>, StoreError> {
    let read = |row: &Row| {
        Ok(ImportedOwner {
            unit_id: row.get("unit_id")?,
            ordinal: ordinal(row, "ordinal")?,
            name: row.get("name")?,
            id_kind: row.get("id_kind")?,
            id_number_sealed: row.get("id_number_sealed")?,
            id_number_masked: row.get("id_number_masked")?,
            phone_sealed: row.get("phone_sealed")?,
            phone_masked: row.get("phone_masked")?,
            head_key: row.get("head_key")?,
            share: row.get("share")?,
        })
    };
    source.all(OWNERS, args![community_id]).await?.iter().map(read).collect()
}

/// A selling organisation of a district, with what became of the money that units brought along for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SellingStanding {
    /// Its name.
    pub name: String,
    /// What stands on its accounts.
    pub balance: Fen,
    /// What open cases hold of it.
    pub held: Fen,
    /// What all units together brought along.
    pub opening: Fen,
}

/// The organisations that sold public homes in a district, by id.
pub async fn selling_organisations(
    source: &mut Source<'_>,
    district_id: Uuid,
) -> Result<Vec<(Uuid, SellingStanding)>, StoreError> {
    let kinds = (AccountKind::SellingPrincipal.code(), AccountKind::SellingInterest.code());
    let read = |row: &Row| {
        let standing = SellingStanding {
            name: row.get("name")?,
            balance: row.get("balance_fen")?,
            held: row.get("held_fen")?,
            opening: row.get("opening_fen")?,
        };
        Ok((row.get("id")?, standing))
    };
    source.all(SELLING, args![district_id, kinds.0, kinds.1]).await?.iter().map(read).collect()
}

/// Locks a community until the transaction ends and returns its version.
pub async fn lock_community(tx: &mut Tx, community_id: Uuid) -> Result<Option<i64>, StoreError> {
    tx.lock(LOCK_COMMUNITY, args![community_id]).await?.first().map(|row| row.get("version")).transpose()
}

/// Sets a community's counters and version.
pub async fn set_community(
    tx: &mut Tx,
    community_id: Uuid,
    buildings: i64,
    units: i64,
    total_area: AreaDm2,
    version: i64,
) -> Result<(), StoreError> {
    tx.exec(SET_COMMUNITY, args![community_id, buildings, units, total_area, version]).await.map(drop)
}

/// Adds those of the selling organisations that are not there.
pub async fn put_selling_organisations(
    tx: &mut Tx,
    district_id: Uuid,
    organisations: &[(Uuid, String)],
) -> Result<(), StoreError> {
    let rows = organisations.iter().map(|(id, name)| args![*id, district_id, name.as_str()]).collect();
    tx.insert_missing(PUT_SELLING, rows).await
}

/// Writes buildings as they are now.
pub async fn put_buildings(tx: &mut Tx, buildings: &[super::Building]) -> Result<(), StoreError> {
    let row = |building: &super::Building| {
        args![
            building.id,
            building.community_id,
            building.name.as_str(),
            i64::from(building.ordinal),
            building.floor_count,
            building.entrance_count,
            building.unit_count,
            building.total_area,
            building.has_lift,
            building.version
        ]
    };
    tx.upsert_many(PUT_BUILDINGS, buildings.iter().map(row).collect(), BUILDINGS_TAIL).await
}

/// Writes units as they are now.
pub async fn put_units(tx: &mut Tx, community_id: Uuid, units: &[ImportedUnit]) -> Result<(), StoreError> {
    let row = |unit: &ImportedUnit| {
        args![
            unit.id,
            community_id,
            unit.building_id,
            unit.entrance.as_str(),
            unit.floor.as_str(),
            unit.room.as_str(),
            i64::from(unit.place.building),
            i64::from(unit.place.entrance),
            i64::from(unit.place.floor),
            i64::from(unit.place.room),
            unit.area,
            unit.kind.code(),
            unit.state.code(),
            unit.excluded_reason.clone(),
            unit.selling_organisation_id,
            unit.selling_contribution,
            unit.first_contribution,
            unit.opening.principal,
            unit.opening.interest,
            unit.opening_selling,
            unit.version
        ]
    };
    tx.upsert_many(PUT_UNITS, units.iter().map(row).collect(), UNITS_TAIL).await
}

/// Writes owners as they are now.
pub async fn put_owners(tx: &mut Tx, owners: &[ImportedOwner]) -> Result<(), StoreError> {
    let row = |owner: &ImportedOwner| {
        args![
            owner.unit_id,
            i64::from(owner.ordinal),
            owner.name.as_str(),
            owner.id_kind.as_str(),
            owner.id_number_sealed.clone(),
            owner.id_number_masked.as_str(),
            owner.phone_sealed.clone(),
            owner.phone_masked.as_str(),
            owner.head_key.clone(),
            owner.share.clone()
        ]
    };
    tx.upsert_many(PUT_OWNERS, owners.iter().map(row).collect(), OWNERS_TAIL).await
}

/// Removes the owners of a unit after the first `kept`.
pub async fn drop_owners_after(tx: &mut Tx, unit_id: Uuid, kept: i64) -> Result<(), StoreError> {
    tx.exec(DROP_OWNERS, args![unit_id, kept]).await.map(drop)
}
