//! A whole unit table: head, units, and what stands around them.

use std::collections::HashMap;

use super::fault::FaultCode;
use super::head::SEARCHED_ROWS;
use super::{Address, Cell, Column, Fault, Head, HeadError, MAX_UNITS, UnitRow, parse_row};

/// A row that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoodRow {
    /// Its number in the file, counted from 1 as spreadsheets do.
    pub row_number: usize,
    /// What it states.
    pub unit: UnitRow,
}

/// A row that cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// Its number in the file, counted from 1 as spreadsheets do.
    pub row_number: usize,
    /// The unit, as far as its address could be read.
    pub address: Option<Address>,
    /// Everything that is wrong with it, at least one fault.
    pub faults: Vec<Fault>,
}

/// A unit table, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The columns.
    pub head: Head,
    /// The number of the head row.
    pub head_row_number: usize,
    /// The rows that can be imported, in the order of the file.
    pub good: Vec<GoodRow>,
    /// The rows that cannot, in the order of the file.
    pub bad: Vec<BadRow>,
    /// Rows with nothing in them, between the others.
    pub empty_rows: usize,
    /// Rows that only add up others.
    pub total_rows: usize,
}

/// Why a file is no unit table at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableError {
    /// The head row.
    Head(HeadError),
    /// More units than one community has.
    TooManyUnits,
    /// A head row and nothing below it.
    NoUnits,
}

impl TableError {
    /// The stable code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            TableError::Head(error) => error.code(),
            TableError::TooManyUnits => "table.too_many_units",
            TableError::NoUnits => "table.no_units",
        }
    }
}

/// The sentence for people.
impl std::fmt::Display for TableError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            TableError::Head(error) => error.fmt(f),
            TableError::TooManyUnits => {
                write!(f, "文件超过 {MAX_UNITS} 户，超出一个小区可导入的户数。请按小区拆分后分别导入。")
            }
            TableError::NoUnits => write!(f, "表头下面没有任何房屋。请确认选择的是填好的楼盘表。"),
        }
    }
}

/// Reads a table from its rows, each with its number in the file. A wrong row stops nothing but itself.
///
/// # Errors
/// [`TableError`] when the file as a whole is no unit table.
pub fn read_table(
    rows: impl IntoIterator<Item = (usize, Vec<Cell>)>,
    community_name: &str,
) -> Result<Table, TableError> {
    let mut rows = rows.into_iter();
    let (head_row_number, head) = find_head(&mut rows)?;
    let mut table =
        Table { head, head_row_number, good: Vec::new(), bad: Vec::new(), empty_rows: 0, total_rows: 0 };
    let mut first_row_of: HashMap<Address, usize> = HashMap::new();
    let mut empty_rows = 0;
    for (row_number, row) in rows {
        if row.iter().all(Cell::is_empty) {
            empty_rows += 1;
            continue;
        }
        // Empty rows at the end are nobody's.
        table.empty_rows += std::mem::take(&mut empty_rows);
        if is_total(&table.head, &row) {
            table.total_rows += 1;
            continue;
        }
        if table.good.len() + table.bad.len() >= MAX_UNITS {
            return Err(TableError::TooManyUnits);
        }
        take_row(&mut table, &mut first_row_of, row_number, &row, community_name);
    }
    if table.good.is_empty() && table.bad.is_empty() { Err(TableError::NoUnits) } else { Ok(table) }
}

fn find_head(rows: &mut impl Iterator<Item = (usize, Vec<Cell>)>) -> Result<(usize, Head), TableError> {
    for (row_number, row) in rows.take(SEARCHED_ROWS) {
        if let Some(head) = Head::read(&row) {
            return head.map(|head| (row_number, head)).map_err(TableError::Head);
        }
    }
    Err(TableError::Head(HeadError::NotFound))
}

fn take_row(
    table: &mut Table,
    first_row_of: &mut HashMap<Address, usize>,
    row_number: usize,
    row: &[Cell],
    community_name: &str,
) {
    let (address, outcome) = match parse_row(&table.head, row, community_name) {
        Ok(unit) => (Some(unit.address.clone()), Ok(unit)),
        Err((address, faults)) => (address, Err(faults)),
    };
    let earlier_row = address.clone().and_then(|address| match first_row_of.entry(address) {
        std::collections::hash_map::Entry::Occupied(earlier) => Some(*earlier.get()),
        std::collections::hash_map::Entry::Vacant(free) => {
            free.insert(row_number);
            None
        }
    });
    let duplicate =
        earlier_row.map(|earlier_row| Fault::new(Column::Room, FaultCode::Duplicate { earlier_row }));
    match (outcome, duplicate) {
        (Ok(unit), None) => table.good.push(GoodRow { row_number, unit }),
        (Ok(_), Some(duplicate)) => {
            table.bad.push(BadRow { row_number, address, faults: vec![duplicate] });
        }
        (Err(faults), duplicate) => {
            let faults = faults.into_iter().chain(duplicate).collect();
            table.bad.push(BadRow { row_number, address, faults });
        }
    }
}

/// 合计, 总计 or 小计 in front, and no room.
fn is_total(head: &Head, row: &[Cell]) -> bool {
    let first = row.iter().find(|cell| !cell.is_empty()).map(Cell::shown).unwrap_or_default();
    let word: String = first.chars().filter(|c| !c.is_whitespace()).collect();
    ["合计", "总计", "小计", "共计"].iter().any(|total| word.starts_with(total))
        && head.cell(row, Column::Room).is_empty()
}
