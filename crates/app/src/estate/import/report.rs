//! What the clerk reads: counts, good rows, changes, faults.

use super::plan::Plan;
use anju_contract::estate::{CellFault, GoodRow, ImportCounts, RowChange, RowEffect};
use anju_domain::estate::{Address, BadRow, Column, Head, Table};
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashMap};

/// The most faults that an answer lists.
const MAX_FAULTS: usize = 5_000;
/// The most changed rows that a preview lists.
const MAX_CHANGES: usize = 1_000;
/// The most unusual cells that a preview lists.
const MAX_UNUSUAL: usize = 1_000;
/// The most good rows that a preview shows.
const MAX_GOOD: usize = 200;

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The rows of the table that are not imported, in the order of the file.
fn refused<'r>(table: &'r Table, plan: &'r Plan) -> Vec<&'r BadRow> {
    let mut refused: Vec<&BadRow> = table.bad.iter().chain(&plan.refused).collect();
    refused.sort_by_key(|row| row.row_number);
    refused
}

pub(super) fn counts(table: &Table, plan: &Plan) -> ImportCounts {
    let refused = refused(table, plan);
    ImportCounts {
        rows: number(table.good.len() + table.bad.len()),
        added: number(plan.count(RowEffect::Added)),
        changed: number(plan.count(RowEffect::Changed)),
        unchanged: number(plan.count(RowEffect::Unchanged)),
        refused: number(refused.len()),
        faults: number(refused.iter().map(|row| row.faults.len()).sum()),
        empty_rows: number(table.empty_rows),
        total_rows: number(table.total_rows),
    }
}

pub(super) fn faults(table: &Table, plan: &Plan) -> Vec<CellFault> {
    let of_row = |row: &'_ BadRow| -> Vec<CellFault> {
        let unit = row.address.as_ref().map(Address::label).unwrap_or_default();
        row.faults
            .iter()
            .map(|fault| CellFault {
                row: number(row.row_number),
                column: letter(&table.head, fault.column),
                column_code: fault.column.code().to_owned(),
                label: fault.column.label().to_owned(),
                unit: unit.clone(),
                code: fault.code.code().to_owned(),
                message: fault.code.message().into_owned(),
            })
            .collect()
    };
    refused(table, plan).into_iter().flat_map(of_row).take(MAX_FAULTS).collect()
}

/// What whoever knows the documents should look at once more, of the rows that are imported.
pub(super) fn unusual(table: &Table, today: NaiveDate) -> Vec<CellFault> {
    let column = Column::IdNumber;
    let rows = table.good.iter().flat_map(|row| {
        let warnings: BTreeSet<_> =
            row.unit.owners.iter().flat_map(|owner| owner.id_number_warnings(today)).collect();
        warnings.into_iter().map(move |warning| (row, warning))
    });
    rows.map(|(row, warning)| CellFault {
        row: number(row.row_number),
        column: letter(&table.head, column),
        column_code: column.code().to_owned(),
        label: column.label().to_owned(),
        unit: row.unit.address.label(),
        code: warning.code().to_owned(),
        message: warning.message().to_owned(),
    })
    .take(MAX_UNUSUAL)
    .collect()
}

/// A, B, … Z, AA: the letter over the column in a spreadsheet.
fn letter(head: &Head, column: Column) -> String {
    let Some(mut position) = head.position(column) else {
        return String::new();
    };
    let mut letters = Vec::new();
    loop {
        letters.push(b'A' + (position % 26) as u8);
        if position < 26 {
            break;
        }
        position = position / 26 - 1;
    }
    letters.iter().rev().map(|byte| char::from(*byte)).collect()
}

pub(super) fn good(table: &Table, plan: &Plan) -> Vec<GoodRow> {
    let effects: HashMap<usize, RowEffect> =
        plan.rows.iter().map(|row| (row.row_number, row.effect)).collect();
    let view = |row: &anju_domain::estate::GoodRow| {
        let effect = *effects.get(&row.row_number)?;
        let names: Vec<&str> = row.unit.owners.iter().map(|owner| owner.name.as_str()).collect();
        Some(GoodRow {
            row: number(row.row_number),
            unit: row.unit.address.label(),
            area_dm2: row.unit.area,
            kind: row.unit.kind.label().to_owned(),
            state: row.unit.state.label().to_owned(),
            owner_names: names.join("、"),
            balance_fen: row.unit.balance(),
            effect,
        })
    };
    table.good.iter().filter_map(view).take(MAX_GOOD).collect()
}

pub(super) fn changes(table: &Table, plan: &Plan) -> Vec<RowChange> {
    let labels: HashMap<usize, String> =
        table.good.iter().map(|row| (row.row_number, row.unit.address.label())).collect();
    plan.rows
        .iter()
        .filter(|row| row.effect == RowEffect::Changed)
        .take(MAX_CHANGES)
        .map(|row| RowChange {
            row: number(row.row_number),
            unit: labels.get(&row.row_number).cloned().unwrap_or_default(),
            columns: row.changes.clone(),
        })
        .collect()
}
