//! Communities, buildings and units.

pub mod import;
pub mod owner;
pub mod unit;

use crate::ledger::{AccountKind, UnitBalance};
use crate::{Row, Store, StoreError, Tx, args, statements};
use anju_domain::area::AreaDm2;
use anju_domain::money::Fen;
use anju_domain::withdrawal::draw::PrincipalAndInterest;
use uuid::Uuid;

/// Communities with their district's name; named is which, and in what order.
macro_rules! communities {
    ($which:literal) => {
        concat!(
            "SELECT c.id, c.district_id, c.name, c.address, c.developer_name, c.building_count, c.unit_count,
             c.total_area_dm2, c.version, d.name AS district_name
             FROM community c JOIN district d ON d.id = c.district_id ",
            $which
        )
    };
}

statements! {
    ADD_COMMUNITY = "INSERT INTO community (id, district_id, name, address, developer_name, building_count, unit_count,
                     total_area_dm2, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)";
    LINK = "INSERT INTO area_link (community_id, organisation_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    OF_COMPANY = communities!("JOIN area_link l ON l.community_id = c.id
                  WHERE l.organisation_id = $1 ORDER BY c.name LIMIT 5000");
    OF_DISTRICT = communities!("WHERE c.district_id = $1 ORDER BY c.name LIMIT 5000");
    OF_CITY = communities!("ORDER BY d.code, c.name LIMIT 20000");
    BY_ID = communities!("WHERE c.id = $1");
    BY_NAME = communities!("WHERE c.name = $1 ORDER BY d.code LIMIT 20");
    DISTRICT = "SELECT id FROM district WHERE code = $1";
    IS_LINKED = "SELECT 1 AS one FROM area_link WHERE organisation_id = $1 AND community_id = $2";
    BUILDINGS = "SELECT id, community_id, name, ordinal, floor_count, entrance_count, unit_count, total_area_dm2, has_lift,
                 version
                 FROM building WHERE community_id = $1 ORDER BY ordinal, name LIMIT 5000";
    BUILDING = "SELECT id, community_id, name, ordinal, floor_count, entrance_count, unit_count, total_area_dm2, has_lift,
                version
                FROM building WHERE id = $1";
    SELLING = "SELECT s.id, s.name, COALESCE(p.balance_fen, 0) AS principal_fen, COALESCE(p.held_fen, 0)
               AS principal_held_fen, COALESCE(i.balance_fen, 0) AS interest_fen, COALESCE(i.held_fen, 0)
               AS interest_held_fen
               FROM selling_organisation s
               LEFT JOIN account p ON p.owner_id = s.id AND p.kind = $2
               LEFT JOIN account i ON i.owner_id = s.id AND i.kind = $3
               WHERE s.id IN (SELECT u.selling_organisation_id FROM unit u WHERE u.community_id = $1)
               ORDER BY s.name LIMIT 1000";
    LINKED = "SELECT c.district_id FROM area_link l JOIN community c ON c.id = l.community_id
              WHERE l.organisation_id = $1 AND l.community_id = $2";
}

/// A community, as its card shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Community {
    /// The community.
    pub id: Uuid,
    /// The district that it stands in.
    pub district_id: Uuid,
    /// The district's name.
    pub district_name: String,
    /// Its name.
    pub name: String,
    /// Its address.
    pub address: String,
    /// The developer that built it.
    pub developer_name: String,
    /// How many buildings it has.
    pub building_count: i64,
    /// How many units it has.
    pub unit_count: i64,
    /// The area of all its units.
    pub total_area: AreaDm2,
    /// The version of its record.
    pub version: i64,
}

fn community(row: &Row) -> Result<Community, StoreError> {
    Ok(Community {
        id: row.get("id")?,
        district_id: row.get("district_id")?,
        district_name: row.get("district_name")?,
        name: row.get("name")?,
        address: row.get("address")?,
        developer_name: row.get("developer_name")?,
        building_count: row.get("building_count")?,
        unit_count: row.get("unit_count")?,
        total_area: row.get("total_area_dm2")?,
        version: row.get("version")?,
    })
}

/// The communities linked to a company.
pub async fn communities_of_company(
    store: &Store,
    organisation_id: Uuid,
) -> Result<Vec<Community>, StoreError> {
    store.all(OF_COMPANY, args![organisation_id]).await?.iter().map(community).collect()
}

/// The communities of a district.
pub async fn communities_of_district(store: &Store, district_id: Uuid) -> Result<Vec<Community>, StoreError> {
    store.all(OF_DISTRICT, args![district_id]).await?.iter().map(community).collect()
}

/// The communities of the city, district by district.
pub async fn communities_of_city(store: &Store) -> Result<Vec<Community>, StoreError> {
    store.all(OF_CITY, args![]).await?.iter().map(community).collect()
}

/// The district of a community that is linked to this company; `None` if it is not linked.
pub async fn linked_district(
    tx: &mut Tx,
    organisation_id: Uuid,
    community_id: Uuid,
) -> Result<Option<Uuid>, StoreError> {
    tx.opt(LINKED, args![organisation_id, community_id]).await?.map(|row| row.get("district_id")).transpose()
}

/// Adds a community without buildings.
pub async fn add_community(tx: &mut Tx, new: &Community) -> Result<(), StoreError> {
    let args = args![
        new.id,
        new.district_id,
        new.name.as_str(),
        new.address.as_str(),
        new.developer_name.as_str(),
        new.building_count,
        new.unit_count,
        new.total_area
    ];
    tx.exec(ADD_COMMUNITY, args).await.map(drop)
}

/// Links a community to a company.
pub async fn link(tx: &mut Tx, community_id: Uuid, organisation_id: Uuid) -> Result<(), StoreError> {
    tx.exec(LINK, args![community_id, organisation_id]).await.map(drop)
}

/// The community with this id.
pub async fn community_by_id(store: &Store, id: Uuid) -> Result<Option<Community>, StoreError> {
    store.opt(BY_ID, args![id]).await?.as_ref().map(community).transpose()
}

/// The communities with this name, in all districts.
pub async fn communities_by_name(store: &Store, name: &str) -> Result<Vec<Community>, StoreError> {
    store.all(BY_NAME, args![name]).await?.iter().map(community).collect()
}

/// The community is linked to this company.
pub async fn is_linked(store: &Store, organisation_id: Uuid, community_id: Uuid) -> Result<bool, StoreError> {
    Ok(store.opt(IS_LINKED, args![organisation_id, community_id]).await?.is_some())
}

/// A building, as its card shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Building {
    /// The building.
    pub id: Uuid,
    /// The community that it stands in.
    pub community_id: Uuid,
    /// Its name.
    pub name: String,
    /// Its place in the community, from 1.
    pub ordinal: i32,
    /// How many floors it has.
    pub floor_count: i64,
    /// How many entrances it has.
    pub entrance_count: i64,
    /// How many units it has.
    pub unit_count: i64,
    /// The area of its units.
    pub total_area: AreaDm2,
    /// It has a lift.
    pub has_lift: bool,
    /// The version of its record.
    pub version: i64,
}

fn building(row: &Row) -> Result<Building, StoreError> {
    Ok(Building {
        id: row.get("id")?,
        community_id: row.get("community_id")?,
        name: row.get("name")?,
        ordinal: unit::ordinal(row, "ordinal")?,
        floor_count: row.get("floor_count")?,
        entrance_count: row.get("entrance_count")?,
        unit_count: row.get("unit_count")?,
        total_area: row.get("total_area_dm2")?,
        has_lift: row.get("has_lift")?,
        version: row.get("version")?,
    })
}

/// The buildings of a community, in their natural order.
pub async fn buildings(
    source: &mut import::Source<'_>,
    community_id: Uuid,
) -> Result<Vec<Building>, StoreError> {
    source.all(BUILDINGS, args![community_id]).await?.iter().map(building).collect()
}

/// The building with this id.
pub async fn building_by_id(store: &Store, id: Uuid) -> Result<Option<Building>, StoreError> {
    store.opt(BUILDING, args![id]).await?.as_ref().map(building).transpose()
}

/// An organisation that sold public homes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SellingOrganisation {
    /// The organisation.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What stands on its accounts; nothing where it has none.
    pub balance: UnitBalance,
}

/// The organisations that sold public homes in a community.
pub async fn selling_organisations(
    store: &Store,
    community_id: Uuid,
) -> Result<Vec<SellingOrganisation>, StoreError> {
    let pair = |row: &Row, principal, interest| {
        Ok::<_, StoreError>(PrincipalAndInterest {
            principal: Fen(row.get(principal)?),
            interest: Fen(row.get(interest)?),
        })
    };
    let read = |row: &Row| {
        let id = row.get("id")?;
        Ok(SellingOrganisation {
            id,
            name: row.get("name")?,
            balance: UnitBalance {
                unit_id: id,
                balance: pair(row, "principal_fen", "interest_fen")?,
                held: pair(row, "principal_held_fen", "interest_held_fen")?,
            },
        })
    };
    let kinds = (AccountKind::SellingPrincipal.code(), AccountKind::SellingInterest.code());
    store.all(SELLING, args![community_id, kinds.0, kinds.1]).await?.iter().map(read).collect()
}

/// The district with this code.
pub async fn district_by_code(store: &Store, code: &str) -> Result<Option<Uuid>, StoreError> {
    store.opt(DISTRICT, args![code]).await?.map(|row| row.get("id")).transpose()
}
