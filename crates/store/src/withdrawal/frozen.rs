//! What a submission freezes: who pays how much, and who votes.

use crate::ledger::UnitBalance;
use crate::ledger::account::{Part, part_of_payer};
use crate::{Row, Store, StoreError, Tx, args, statements};
use anju_domain::area::AreaDm2;
use anju_domain::money::Fen;
use anju_domain::place::Place;
use anju_domain::withdrawal::draw::PrincipalAndInterest;
use uuid::Uuid;

statements! {
    ADD_UNITS = "INSERT INTO withdrawal_unit (sheet_id, round, unit_id, unit_version, building_ordinal,
                 entrance_ordinal, floor_ordinal, room_ordinal, building, entrance, floor, room, owners, area_dm2,
                 share_fen, available_fen, pays_fen, shortfall_fen, principal_fen, interest_fen) VALUES";
    ADD_ELECTORS = "INSERT INTO withdrawal_elector (sheet_id, unit_id, unit_version, building_ordinal,
                    entrance_ordinal, floor_ordinal, room_ordinal, building, entrance, floor, room, owners, area_dm2,
                    owner_keys, excluded_reason) VALUES";
    LOCK_BALANCES = "SELECT a.owner_id, a.kind, a.balance_fen, a.held_fen FROM account a
                     JOIN (SELECT unit_id AS payer_id FROM withdrawal_unit WHERE sheet_id = $1 AND round = $2
                           UNION ALL SELECT organisation_id FROM withdrawal_selling
                           WHERE sheet_id = $1 AND round = $2) w ON w.payer_id = a.owner_id
                     ORDER BY a.id";
    UNMOVED = "SELECT COUNT(*) AS unmoved FROM withdrawal_elector e JOIN unit u ON u.id = e.unit_id
               WHERE e.sheet_id = $1 AND u.version = e.unit_version";
    OF_SHEET = "SELECT unit_id, unit_version, building_ordinal, entrance_ordinal, floor_ordinal, room_ordinal,
                building, entrance, floor, room, owners, area_dm2, share_fen, available_fen, pays_fen, shortfall_fen,
                principal_fen, interest_fen FROM withdrawal_unit WHERE sheet_id = $1 AND round = $2
                ORDER BY building_ordinal, entrance_ordinal, floor_ordinal, room_ordinal";
    LINE = "SELECT unit_id, unit_version, building_ordinal, entrance_ordinal, floor_ordinal, room_ordinal,
            building, entrance, floor, room, owners, area_dm2, share_fen, available_fen, pays_fen, shortfall_fen,
            principal_fen, interest_fen FROM withdrawal_unit WHERE sheet_id = $1 AND round = $2
            ORDER BY building_ordinal, entrance_ordinal, floor_ordinal, room_ordinal LIMIT 1 OFFSET $3";
    CREDIT = "UPDATE withdrawal_unit SET pays_fen = pays_fen + $4, principal_fen = principal_fen + $4,
              shortfall_fen = shortfall_fen - $4
              WHERE sheet_id = $1 AND round = $2 AND unit_id = $3 AND shortfall_fen >= $4";
    TOTALS = "SELECT CAST(COALESCE(SUM(share_fen), 0) AS BIGINT) AS share_fen,
              CAST(COALESCE(SUM(pays_fen), 0) AS BIGINT) AS pays_fen,
              CAST(COALESCE(SUM(shortfall_fen), 0) AS BIGINT) AS shortfall_fen
              FROM (SELECT share_fen, pays_fen, shortfall_fen FROM withdrawal_unit WHERE sheet_id = $1 AND round = $2
                    UNION ALL SELECT share_fen, pays_fen, shortfall_fen FROM withdrawal_selling
                    WHERE sheet_id = $1 AND round = $2) each_payer";
    ELECTORS = "SELECT unit_id, unit_version, building_ordinal, entrance_ordinal, floor_ordinal, room_ordinal,
                building, entrance, floor, room, owners, area_dm2, owner_keys, excluded_reason FROM withdrawal_elector
                WHERE sheet_id = $1
                ORDER BY building_ordinal, entrance_ordinal, floor_ordinal, room_ordinal, unit_id";
}

/// A unit that pays, frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrozenUnit {
    /// The unit.
    pub unit_id: Uuid,
    /// The version of its record.
    pub unit_version: i64,
    /// Its place.
    pub place: Place,
    /// The building's name.
    pub building: String,
    /// 单元
    pub entrance: String,
    /// 层
    pub floor: String,
    /// 房号
    pub room: String,
    /// The owners' names.
    pub owners: String,
    /// Floor area.
    pub area: AreaDm2,
    /// 应分摊
    pub share: Fen,
    /// 可用余额
    pub available: Fen,
    /// 实际支取, from principal and interest.
    pub pays: PrincipalAndInterest,
    /// 欠款
    pub shortfall: Fen,
}

/// A unit that votes, frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elector {
    /// The unit.
    pub unit_id: Uuid,
    /// The version of its record.
    pub unit_version: i64,
    /// Its place.
    pub place: Place,
    /// The building's name.
    pub building: String,
    /// 单元
    pub entrance: String,
    /// 层
    pub floor: String,
    /// 房号
    pub room: String,
    /// The owners' names.
    pub owners: Vec<String>,
    /// Floor area.
    pub area: AreaDm2,
    /// The keys of its owners.
    pub owner_keys: Vec<Vec<u8>>,
    /// Why it does not pay.
    pub excluded_reason: Option<String>,
}

impl Elector {
    /// 自然幢-单元-房号, by which sentences name it.
    pub fn label(&self) -> String {
        let parts = [&self.building, &self.entrance, &self.room];
        let told = parts.into_iter().filter(|part| !part.is_empty());
        told.map(String::as_str).collect::<Vec<_>>().join("-")
    }
}

/// Writes the frozen allocation of one round.
pub async fn add_units(
    tx: &mut Tx,
    sheet_id: Uuid,
    round: i64,
    units: &[FrozenUnit],
) -> Result<(), StoreError> {
    let rows = units
        .iter()
        .map(|unit| {
            let [building, entrance, floor, room] = unit.place.path().map(i64::from);
            args![
                sheet_id,
                round,
                unit.unit_id,
                unit.unit_version,
                building,
                entrance,
                floor,
                room,
                unit.building.as_str(),
                unit.entrance.as_str(),
                unit.floor.as_str(),
                unit.room.as_str(),
                unit.owners.as_str(),
                unit.area,
                unit.share,
                unit.available,
                Fen(unit.pays.principal.0 + unit.pays.interest.0),
                unit.shortfall,
                unit.pays.principal,
                unit.pays.interest
            ]
        })
        .collect();
    tx.insert_many(ADD_UNITS, rows).await
}

/// Writes the frozen electorate.
pub async fn add_electors(tx: &mut Tx, sheet_id: Uuid, electors: &[Elector]) -> Result<(), StoreError> {
    let rows = electors
        .iter()
        .map(|elector| {
            let [building, entrance, floor, room] = elector.place.path().map(i64::from);
            args![
                sheet_id,
                elector.unit_id,
                elector.unit_version,
                building,
                entrance,
                floor,
                room,
                elector.building.as_str(),
                elector.entrance.as_str(),
                elector.floor.as_str(),
                elector.room.as_str(),
                elector.owners.join("\n"),
                elector.area,
                keys_text(&elector.owner_keys),
                elector.excluded_reason.clone()
            ]
        })
        .collect();
    tx.insert_many(ADD_ELECTORS, rows).await
}

/// The balances of the round's units and selling organisations, locked until the transaction ends. A payer without
/// accounts has no row.
pub async fn lock_balances(tx: &mut Tx, sheet_id: Uuid, round: i64) -> Result<Vec<UnitBalance>, StoreError> {
    let mut balances = std::collections::HashMap::new();
    for row in tx.lock(LOCK_BALANCES, args![sheet_id, round]).await? {
        let unit_id: Uuid = row.get("owner_id")?;
        let own = balances.entry(unit_id).or_insert(UnitBalance {
            unit_id,
            balance: PrincipalAndInterest::default(),
            held: PrincipalAndInterest::default(),
        });
        let (balance, held): (Fen, Fen) = (row.get("balance_fen")?, row.get("held_fen")?);
        match part_of_payer(&row.get::<String>("kind")?) {
            Some(Part::Principal) => (own.balance.principal, own.held.principal) = (balance, held),
            Some(Part::Interest) => (own.balance.interest, own.held.interest) = (balance, held),
            None => return Err(StoreError::Corrupt("account of a payer")),
        }
    }
    Ok(balances.into_values().collect())
}

/// How many units of the frozen electorate still have the record that was frozen.
pub async fn count_unmoved(tx: &mut Tx, sheet_id: Uuid) -> Result<i64, StoreError> {
    tx.opt(UNMOVED, args![sheet_id]).await?.ok_or(StoreError::Corrupt("count"))?.get("unmoved")
}

fn place(row: &Row) -> Result<Place, StoreError> {
    let ordinal = |name| i32::try_from(row.get::<i64>(name)?).map_err(|_| StoreError::Corrupt("ordinal"));
    Ok(Place {
        building: ordinal("building_ordinal")?,
        entrance: ordinal("entrance_ordinal")?,
        floor: ordinal("floor_ordinal")?,
        room: ordinal("room_ordinal")?,
    })
}

fn frozen_unit(row: &Row) -> Result<FrozenUnit, StoreError> {
    Ok(FrozenUnit {
        unit_id: row.get("unit_id")?,
        unit_version: row.get("unit_version")?,
        place: place(row)?,
        building: row.get("building")?,
        entrance: row.get("entrance")?,
        floor: row.get("floor")?,
        room: row.get("room")?,
        owners: row.get("owners")?,
        area: row.get("area_dm2")?,
        share: row.get("share_fen")?,
        available: row.get("available_fen")?,
        pays: PrincipalAndInterest {
            principal: row.get("principal_fen")?,
            interest: row.get("interest_fen")?,
        },
        shortfall: row.get("shortfall_fen")?,
    })
}

/// The frozen allocation of one round, by place.
pub async fn units(store: &Store, sheet_id: Uuid, round: i64) -> Result<Vec<FrozenUnit>, StoreError> {
    store.all(OF_SHEET, args![sheet_id, round]).await?.iter().map(frozen_unit).collect()
}

/// The line of one round with this number, by place, from 1.
pub async fn line(
    store: &Store,
    sheet_id: Uuid,
    round: i64,
    number: u32,
) -> Result<Option<FrozenUnit>, StoreError> {
    let before = i64::from(number) - 1;
    store.opt(LINE, args![sheet_id, round, before]).await?.as_ref().map(frozen_unit).transpose()
}

/// Turns a part of a unit's shortfall into what it pays, from principal. `false` if it does not owe that much.
pub async fn credit(
    tx: &mut Tx,
    sheet_id: Uuid,
    round: i64,
    unit_id: Uuid,
    fen: Fen,
) -> Result<bool, StoreError> {
    Ok(tx.exec(CREDIT, args![sheet_id, round, unit_id, fen]).await? == 1)
}

/// Sums over the units and selling organisations of one round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Σ share
    pub share: Fen,
    /// Σ pays
    pub pays: Fen,
    /// Σ shortfall
    pub shortfall: Fen,
}

/// Sums over the units and selling organisations of one round.
pub async fn totals(store: &Store, sheet_id: Uuid, round: i64) -> Result<Totals, StoreError> {
    let row = store.opt(TOTALS, args![sheet_id, round]).await?.ok_or(StoreError::Corrupt("totals"))?;
    Ok(Totals {
        share: row.get("share_fen")?,
        pays: row.get("pays_fen")?,
        shortfall: row.get("shortfall_fen")?,
    })
}

/// The frozen electorate, by place.
pub async fn electors(store: &Store, sheet_id: Uuid) -> Result<Vec<Elector>, StoreError> {
    let rows = store.all(ELECTORS, args![sheet_id]).await?;
    rows.iter()
        .map(|row| {
            Ok(Elector {
                unit_id: row.get("unit_id")?,
                unit_version: row.get("unit_version")?,
                place: place(row)?,
                building: row.get("building")?,
                entrance: row.get("entrance")?,
                floor: row.get("floor")?,
                room: row.get("room")?,
                owners: row.get::<String>("owners")?.lines().map(str::to_owned).collect(),
                area: row.get("area_dm2")?,
                owner_keys: keys(&row.get::<String>("owner_keys")?)?,
                excluded_reason: row.get("excluded_reason")?,
            })
        })
        .collect()
}

fn keys_text(keys: &[Vec<u8>]) -> String {
    let hexadecimal = |key: &Vec<u8>| key.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    keys.iter().map(hexadecimal).collect::<Vec<_>>().join(",")
}

fn keys(text: &str) -> Result<Vec<Vec<u8>>, StoreError> {
    let byte =
        |pair: &[u8]| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok());
    text.split(',')
        .filter(|key| !key.is_empty())
        .map(|key| key.as_bytes().chunks(2).map(byte).collect::<Option<Vec<u8>>>())
        .collect::<Option<_>>()
        .ok_or(StoreError::Corrupt("owner key"))
}

#[cfg(test)]
mod tests {
    use super::{keys, keys_text};

    #[test]
    fn keys_are_read_back() {
        for written in [vec![], vec![vec![0, 255, 16]], vec![vec![1], vec![2, 3]]] {
            assert_eq!(keys(&keys_text(&written)).expect("written by this program"), written);
        }
    }
}
