//! The units of one building, as one packed row.

use super::pack::{pack, unpack};
use super::search::push_words;
use crate::ClientError;
use anju_contract::estate::UnitCard;
use anju_contract::sync::{BalanceColumns, UnitColumns};
use anju_domain::estate::unit_label;
use anju_domain::money::Fen;
use std::collections::HashMap;
use uuid::Uuid;

/// A building's row.
pub(crate) struct PackedBuilding {
    pub(super) building_id: Uuid,
    pub(super) search: String,
    pub(super) units: Vec<u8>,
}

/// Packs the units of a building, which stand in place order. They stay in the columns in which they come: a first
/// synchronisation packs 200,000 of them.
pub(super) fn pack_building(columns: &UnitColumns) -> Result<PackedBuilding, ClientError> {
    if !columns.is_even() {
        return Err(ClientError::Internal("columns of units"));
    }
    Ok(PackedBuilding {
        building_id: columns.building_id,
        search: search_text(columns),
        units: pack(columns)?,
    })
}

/// The units of a packed building, in place order.
pub(super) fn unpack_building(packed: &[u8]) -> Result<Vec<UnitCard>, ClientError> {
    units_of(unpack(packed)?)
}

/// The units in these columns.
pub(super) fn units_of(columns: UnitColumns) -> Result<Vec<UnitCard>, ClientError> {
    columns.into_units().ok_or(ClientError::Internal("columns of units"))
}

/// One line for each unit: where it is, and who own it, by name and by the name's reading.
fn search_text(units: &UnitColumns) -> String {
    let mut text = String::with_capacity(units.len() * 64);
    let places = units.entrances.iter().zip(&units.rooms);
    let owners = units.owner_names.iter().zip(&units.co_owners);
    for ((entrance, room), (owner, co_owners)) in places.zip(owners) {
        text.push_str(&unit_label(&units.building, entrance, room));
        // The first of several owners is named already.
        for name in std::iter::once(owner).chain(co_owners.iter().skip(1).map(|owner| &owner.name)) {
            text.push(' ');
            push_words(&mut text, name);
        }
        text.push('\n');
    }
    text
}

/// Puts changed units over those that are there. One that is there in a later version stays.
pub(super) fn merge(units: &mut Vec<UnitCard>, changed: Vec<UnitCard>) {
    let mut changed: HashMap<Uuid, UnitCard> = changed.into_iter().map(|unit| (unit.unit_id, unit)).collect();
    for unit in units.iter_mut() {
        if let Some(new) = changed.remove(&unit.unit_id)
            && new.version >= unit.version
        {
            *unit = new;
        }
    }
    units.extend(changed.into_values());
    units.sort_by_key(|unit| (unit.entrance_ordinal, unit.floor_ordinal, unit.room_ordinal, unit.unit_id));
}

/// Puts balances on the units that have them.
pub(super) fn balance(units: &mut [UnitCard], balances: &BalanceColumns) {
    let of_unit: HashMap<Uuid, (Fen, Fen)> = balances
        .unit_ids
        .iter()
        .copied()
        .zip(balances.balances_fen.iter().copied().zip(balances.held_fen.iter().copied()))
        .collect();
    for unit in units {
        if let Some(&(balance, held)) = of_unit.get(&unit.unit_id) {
            unit.balance_fen = balance;
            unit.held_fen = held;
            unit.available_fen = Fen(balance.0 - held.0);
        }
    }
}
