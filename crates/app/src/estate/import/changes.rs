//! What changes on a unit that is there already, column by column, as the preview lists it.

use anju_contract::estate::ColumnChange;
use anju_domain::estate::Column;
use anju_domain::money::Fen;
use anju_store::estate::import::{ImportedOwner, ImportedUnit, SellingStanding};
use std::collections::HashMap;
use uuid::Uuid;

/// A unit as it is stored.
pub(super) struct Before<'e> {
    pub(super) unit: &'e ImportedUnit,
    pub(super) owners: &'e [ImportedOwner],
    /// Selling organisations by id.
    pub(super) selling: &'e HashMap<Uuid, SellingStanding>,
}

pub(super) fn column_changes(
    before: &Before<'_>,
    unit: &ImportedUnit,
    owners: &[ImportedOwner],
    selling: Option<&str>,
) -> Vec<ColumnChange> {
    let old = before.unit;
    let money = |fen: Fen| format!("{} 元", fen.grouped());
    let area = |unit: &ImportedUnit| format!("{} ㎡", unit.area.grouped());
    let reason = |unit: &ImportedUnit| unit.excluded_reason.clone().unwrap_or_default();
    let old_selling = old.selling_organisation_id.and_then(|id| before.selling.get(&id));
    let old_selling = old_selling.map(|own| own.name.clone()).unwrap_or_default();
    let texts = [
        (Column::Area, area(old), area(unit)),
        (Column::Kind, old.kind.label().to_owned(), unit.kind.label().to_owned()),
        (Column::State, old.state.label().to_owned(), unit.state.label().to_owned()),
        (Column::ExcludedReason, reason(old), reason(unit)),
        (Column::FirstContribution, money(old.first_contribution), money(unit.first_contribution)),
        (Column::Principal, money(old.opening.principal), money(unit.opening.principal)),
        (Column::Interest, money(old.opening.interest), money(unit.opening.interest)),
        (Column::SellingOrganisation, old_selling, selling.unwrap_or_default().to_owned()),
        (Column::SellingContribution, money(old.selling_contribution), money(unit.selling_contribution)),
        (Column::SellingBalance, money(old.opening_selling), money(unit.opening_selling)),
        (Column::OwnerName, joined(before.owners, |owner| &owner.name), joined(owners, |owner| &owner.name)),
        (Column::OwnerShare, shares(before.owners), shares(owners)),
    ];
    let mut changes: Vec<ColumnChange> = texts
        .into_iter()
        .filter(|(_, before, after)| before != after)
        .map(|(column, before, after)| change(column, before, after))
        .collect();
    // Two numbers may look equal once masked, so they are compared by what was sealed.
    let numbers = |owners: &[ImportedOwner]| -> Vec<_> {
        owners.iter().map(|owner| (owner.id_kind.clone(), owner.head_key.clone())).collect()
    };
    let phones = |owners: &[ImportedOwner]| -> Vec<_> {
        owners.iter().map(|owner| owner.phone_sealed.clone()).collect()
    };
    if numbers(before.owners) != numbers(owners) {
        let masked = |owners| joined(owners, |owner: &ImportedOwner| &owner.id_number_masked);
        changes.push(change(Column::IdNumber, masked(before.owners), masked(owners)));
    }
    if phones(before.owners) != phones(owners) {
        let masked = |owners| joined(owners, |owner: &ImportedOwner| &owner.phone_masked);
        changes.push(change(Column::Phone, masked(before.owners), masked(owners)));
    }
    changes
}

fn change(column: Column, before: String, after: String) -> ColumnChange {
    ColumnChange { label: column.label().to_owned(), before, after }
}

fn shares(owners: &[ImportedOwner]) -> String {
    owners.iter().filter_map(|owner| owner.share.as_deref()).collect::<Vec<_>>().join("、")
}

fn joined(owners: &[ImportedOwner], text: impl Fn(&ImportedOwner) -> &String) -> String {
    owners.iter().map(text).filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join("、")
}
