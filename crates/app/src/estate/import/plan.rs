//! What an import does: the units of a table against the units that are there. Pure, so that the preview shows exactly
//! what the import then does.

use super::changes::{Before, column_changes};
use super::places;
use anju_contract::estate::{ColumnChange, RowEffect};
use anju_domain::estate::{Address, BadRow, Column, Fault, FaultCode};
use anju_domain::withdrawal::draw::PrincipalAndInterest;
use anju_store::estate::Building;
use anju_store::estate::import::{ImportedOwner, ImportedUnit, SellingStanding, Standing};
use anju_store::ledger::OpeningBalance;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// What a community holds already.
#[derive(Default)]
pub(super) struct Existing {
    pub(super) units: HashMap<Uuid, (ImportedUnit, Standing)>,
    pub(super) owners: HashMap<Uuid, Vec<ImportedOwner>>,
    pub(super) buildings: Vec<Building>,
    /// The selling organisations of the district, by id.
    pub(super) selling: HashMap<Uuid, SellingStanding>,
}

/// A good row of the table, as it would be stored.
#[derive(Clone)]
pub(super) struct Incoming {
    pub(super) row_number: usize,
    pub(super) address: Address,
    pub(super) unit: ImportedUnit,
    pub(super) owners: Vec<ImportedOwner>,
    /// The name of the selling organisation.
    pub(super) selling: Option<String>,
    /// Whether its building has a lift, where the table says so.
    pub(super) lift: Option<bool>,
}

/// What happens with one row.
pub(super) struct PlannedRow {
    pub(super) row_number: usize,
    pub(super) effect: RowEffect,
    pub(super) changes: Vec<ColumnChange>,
}

/// A balance that was imported wrongly and is put right.
pub(super) struct Correction {
    pub(super) unit_id: Uuid,
    pub(super) before: PrincipalAndInterest,
    pub(super) after: PrincipalAndInterest,
}

/// What an import writes.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) rows: Vec<PlannedRow>,
    /// Rows that contradict what happened since: not imported.
    pub(super) refused: Vec<BadRow>,
    pub(super) units: Vec<ImportedUnit>,
    pub(super) owners: Vec<ImportedOwner>,
    /// Units that have fewer owners now, and how many.
    pub(super) fewer_owners: Vec<(Uuid, i64)>,
    pub(super) selling: Vec<(Uuid, String)>,
    pub(super) openings: Vec<OpeningBalance>,
    pub(super) corrections: Vec<Correction>,
    /// What new units bring along for each selling organisation, in fen.
    pub(super) selling_openings: BTreeMap<Uuid, i64>,
    /// What was imported wrongly for each selling organisation and is put right, in fen; below zero where it was too
    /// much.
    pub(super) selling_corrections: BTreeMap<Uuid, i64>,
    /// Buildings whose record changes.
    pub(super) buildings: Vec<Building>,
    pub(super) building_count: i64,
    pub(super) unit_count: i64,
    pub(super) total_area: anju_domain::area::AreaDm2,
}

impl Plan {
    /// Nothing is written.
    pub(super) fn is_empty(&self) -> bool {
        self.units.is_empty()
            && self.owners.is_empty()
            && self.fewer_owners.is_empty()
            && self.openings.is_empty()
            && self.corrections.is_empty()
            && self.selling_corrections.is_empty()
            && self.buildings.is_empty()
    }

    /// The units of which anything is written: record, owners or balance.
    pub(super) fn touched(&self) -> BTreeSet<Uuid> {
        let units = self.units.iter().map(|unit| unit.id);
        let owners = self.owners.iter().map(|owner| owner.unit_id);
        let others = owners
            .chain(self.fewer_owners.iter().map(|(unit_id, _)| *unit_id))
            .chain(self.openings.iter().map(|opening| opening.unit_id))
            .chain(self.corrections.iter().map(|correction| correction.unit_id));
        units.chain(others).collect()
    }

    pub(super) fn count(&self, effect: RowEffect) -> usize {
        self.rows.iter().filter(|row| row.effect == effect).count()
    }
}

/// Plans the import of these rows into a community.
pub(super) fn plan(community_id: Uuid, existing: &Existing, incoming: Vec<Incoming>) -> Plan {
    let mut plan = Plan::default();
    let mut merged: HashMap<Uuid, ImportedUnit> =
        existing.units.iter().map(|(id, (unit, _))| (*id, unit.clone())).collect();
    let mut lifts: HashMap<Uuid, bool> = HashMap::new();
    for row in incoming {
        if let Some(lift) = row.lift {
            *lifts.entry(row.unit.building_id).or_default() |= lift;
        }
        if let Some(unit) = plan.take(existing, row) {
            merged.insert(unit.id, unit);
        }
    }
    let mut merged: Vec<ImportedUnit> = merged.into_values().collect();
    places::assign(&mut merged);
    plan.unit_count = merged.len() as i64;
    plan.total_area = anju_domain::area::AreaDm2(merged.iter().map(|unit| unit.area.0).sum());
    let buildings = places::buildings(community_id, &merged, &lifts, &existing.buildings);
    plan.building_count = buildings.len() as i64;
    let same = |building: &Building| existing.buildings.contains(building);
    plan.buildings = buildings.into_iter().filter(|building| !same(building)).collect();
    // A unit is written when a value changed, or when a new neighbour moved its place.
    plan.units = merged
        .into_iter()
        .filter_map(|mut unit| match existing.units.get(&unit.id) {
            None => Some(unit),
            Some((stored, _)) if *stored == unit => None,
            Some((stored, _)) => {
                unit.version = stored.version + 1;
                Some(unit)
            }
        })
        .collect();
    plan.units.sort_unstable_by_key(|unit| unit.id);
    plan
}

impl Plan {
    /// Takes a row into the plan; `None` if it is refused.
    fn take(&mut self, existing: &Existing, row: Incoming) -> Option<ImportedUnit> {
        let Incoming { row_number, address, mut unit, owners, selling, lift: _ } = row;
        let stored = existing.units.get(&unit.id);
        let effect = match stored {
            None => {
                self.openings.push(OpeningBalance { unit_id: unit.id, balance: unit.opening });
                if let Some((organisation, fen)) = selling_part(&unit) {
                    *self.selling_openings.entry(organisation).or_default() += fen;
                }
                self.owners.extend(owners);
                let changes = Vec::new();
                self.rows.push(PlannedRow { row_number, effect: RowEffect::Added, changes });
                RowEffect::Added
            }
            Some((before, standing)) => {
                let faults = moved_since(existing, before, *standing, &unit);
                if !faults.is_empty() {
                    self.refused.push(BadRow { row_number, address: Some(address), faults });
                    return None;
                }
                self.put_right(before, &unit);
                unit.version = before.version;
                // The place is given anew to all units together.
                unit.place = before.place;
                let stored_owners = existing.owners.get(&unit.id).map_or(&[][..], Vec::as_slice);
                let before = Before { unit: before, owners: stored_owners, selling: &existing.selling };
                let changes = column_changes(&before, &unit, &owners, selling.as_deref());
                let same_owners = stored_owners == owners.as_slice();
                if !same_owners {
                    if owners.len() < stored_owners.len() {
                        self.fewer_owners.push((unit.id, owners.len() as i64));
                    }
                    self.owners.extend(owners);
                }
                let same = *before.unit == unit && same_owners;
                let effect = if same { RowEffect::Unchanged } else { RowEffect::Changed };
                self.rows.push(PlannedRow { row_number, effect, changes });
                effect
            }
        };
        if let (Some(id), Some(name)) = (unit.selling_organisation_id, selling) {
            let known = existing.selling.contains_key(&id) || self.selling.iter().any(|(one, _)| *one == id);
            if !known {
                self.selling.push((id, name));
            }
        }
        if effect == RowEffect::Changed {
            // Owners live in rows of their own, but a change of owner is a change of the unit.
            unit.version += 1;
        }
        Some(unit)
    }

    /// Notes what a changed balance moves on the accounts.
    fn put_right(&mut self, before: &ImportedUnit, unit: &ImportedUnit) {
        if before.opening != unit.opening {
            self.corrections.push(Correction {
                unit_id: unit.id,
                before: before.opening,
                after: unit.opening,
            });
        }
        let (old, new) = (selling_part(before), selling_part(unit));
        if old == new {
            return;
        }
        for (organisation, fen) in old.map(|(id, fen)| (id, -fen)).into_iter().chain(new) {
            *self.selling_corrections.entry(organisation).or_default() += fen;
        }
        self.selling_corrections.retain(|_, fen| *fen != 0);
    }
}

/// The selling organisation of a unit and what the unit brought along for it, in fen.
fn selling_part(unit: &ImportedUnit) -> Option<(Uuid, i64)> {
    unit.selling_organisation_id.map(|id| (id, unit.opening_selling.0))
}

/// A balance may be put right as long as nothing else has happened on its account.
fn moved_since(
    existing: &Existing,
    before: &ImportedUnit,
    standing: Standing,
    unit: &ImportedUnit,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    let untouched = standing.balance == Some(before.opening) && standing.held.0 == 0;
    if before.opening != unit.opening && !untouched {
        let code = FaultCode::BalanceMoved { opening: opening_total(before) };
        faults.push(Fault { column: Column::Balance, code });
    }
    let (old, new) = (selling_part(before), selling_part(unit));
    let touched = |(id, fen): &(Uuid, i64)| {
        let standing = existing.selling.get(id);
        *fen != 0 && standing.is_some_and(|own| own.balance != own.opening || own.held.0 != 0)
    };
    if old != new && old.iter().chain(&new).any(touched) {
        let code = FaultCode::BalanceMoved { opening: before.opening_selling };
        faults.push(Fault { column: Column::SellingBalance, code });
    }
    faults
}

fn opening_total(unit: &ImportedUnit) -> anju_domain::money::Fen {
    let PrincipalAndInterest { principal, interest } = unit.opening;
    anju_domain::money::Fen(principal.0 + interest.0)
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
