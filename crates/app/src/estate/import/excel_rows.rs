//! Workbooks: xlsx cell by cell, so that only bounded rows and columns are ever held, and the older xls.

use super::file::{FileError, MAX_COLUMNS, MAX_ROWS, Rows, Sheet};
use anju_domain::estate::Cell;
use calamine::{Data, DataRef, Reader, SheetVisible, Xls, Xlsx};
use std::collections::BTreeMap;
use std::fmt::LowerExp;
use std::io::Cursor;

/// The most that a workbook may unpack to, in bytes: 50,000 units are about 60 MB of XML.
const MAX_UNPACKED: u64 = 400 << 20;
/// The most sheets that are looked at.
const MAX_SHEETS: usize = 20;

pub(super) fn xlsx(bytes: &[u8]) -> Result<Vec<Sheet>, FileError> {
    if unpacked_size(bytes).ok_or(FileError::Damaged)? > MAX_UNPACKED {
        return Err(FileError::Oversized);
    }
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| FileError::Damaged)?;
    let mut sheets = Vec::new();
    for name in visible_sheets(&workbook) {
        // A chart's sheet has no cells to read.
        let Ok(mut cells) = workbook.worksheet_cells_reader(&name) else {
            continue;
        };
        let mut gathered = Gathered::default();
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|_| FileError::Damaged)? {
            let value = if cell.formula.is_some() { Cell::Formula } else { of_ref(&cell.value) };
            gathered.put(cell.pos, value)?;
        }
        sheets.push(Sheet { name, rows: gathered.rows() });
    }
    Ok(sheets)
}

pub(super) fn xls(bytes: &[u8]) -> Result<Vec<Sheet>, FileError> {
    let mut workbook = Xls::new(Cursor::new(bytes)).map_err(|_| FileError::Damaged)?;
    let mut sheets = Vec::new();
    for name in visible_sheets(&workbook) {
        let values = workbook.worksheet_range(&name).map_err(|_| FileError::Damaged)?;
        let formulas = workbook.worksheet_formula(&name).map_err(|_| FileError::Damaged)?;
        let mut gathered = Gathered::default();
        let start = values.start().unwrap_or_default();
        for (row, column, value) in values.used_cells() {
            gathered.put(absolute(start, row, column)?, of_data(value))?;
        }
        let start = formulas.start().unwrap_or_default();
        for (row, column, formula) in formulas.used_cells() {
            if !formula.is_empty() {
                gathered.put(absolute(start, row, column)?, Cell::Formula)?;
            }
        }
        sheets.push(Sheet { name, rows: gathered.rows() });
    }
    Ok(sheets)
}

fn visible_sheets<'b, R: Reader<Cursor<&'b [u8]>>>(workbook: &R) -> Vec<String> {
    let visible = workbook.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    visible.map(|sheet| sheet.name.clone()).take(MAX_SHEETS).collect()
}

fn absolute(start: (u32, u32), row: usize, column: usize) -> Result<(u32, u32), FileError> {
    let row = u32::try_from(row).map_err(|_| FileError::TooManyRows)?;
    let column = u32::try_from(column).map_err(|_| FileError::TooManyRows)?;
    Ok((start.0.saturating_add(row), start.1.saturating_add(column)))
}

/// Cells by row, those that hold something.
#[derive(Default)]
struct Gathered {
    rows: BTreeMap<u32, Vec<Cell>>,
}

impl Gathered {
    fn put(&mut self, (row, column): (u32, u32), cell: Cell) -> Result<(), FileError> {
        let column = column as usize;
        if cell.is_empty() || column >= MAX_COLUMNS {
            return Ok(());
        }
        let cells = self.rows.entry(row).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, Cell::Empty);
        }
        cells[column] = cell;
        if self.rows.len() > MAX_ROWS { Err(FileError::TooManyRows) } else { Ok(()) }
    }

    /// Numbered from 1; the empty rows between the others are rows too, up to a bound.
    fn rows(self) -> Rows {
        let mut rows: Rows = Vec::with_capacity(self.rows.len());
        for (index, cells) in self.rows {
            let row_number = index as usize + 1;
            let last = rows.last().map_or(0, |(number, _)| *number);
            if rows.len() < MAX_ROWS {
                rows.extend((last + 1..row_number).map(|number| (number, Vec::new())).take(1_000));
            }
            rows.push((row_number, cells));
        }
        rows
    }
}

fn of_ref(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Int(number) => Cell::Number(number.to_string()),
        DataRef::Float(number) => Cell::Number(shown_number(number)),
        DataRef::String(text) => Cell::text(text),
        DataRef::SharedString(text) => Cell::text(text),
        DataRef::Bool(_) => Cell::Boolean,
        DataRef::DateTime(_) | DataRef::DateTimeIso(_) | DataRef::DurationIso(_) => Cell::Date,
        DataRef::Error(_) => Cell::Error,
        DataRef::Empty => Cell::Empty,
    }
}

fn of_data(value: &Data) -> Cell {
    match value {
        Data::Int(number) => Cell::Number(number.to_string()),
        Data::Float(number) => Cell::Number(shown_number(number)),
        Data::String(text) => Cell::text(text),
        Data::Bool(_) => Cell::Boolean,
        Data::DateTime(_) | Data::DateTimeIso(_) | Data::DurationIso(_) => Cell::Date,
        Data::Error(_) => Cell::Error,
        Data::Empty => Cell::Empty,
    }
}

/// The number as a spreadsheet shows it: 15 significant digits, so that 98.98999999999999 is the 98.99 that somebody
/// typed, written without an exponent.
fn shown_number(number: &impl LowerExp) -> String {
    let shown = format!("{number:.14e}");
    let (mantissa, exponent) = shown.split_once('e').unwrap_or((&shown, "0"));
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let Ok(exponent) = exponent.parse::<i32>() else {
        return shown;
    };
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    // How many of the digits stand before the point.
    let whole = exponent + 1;
    let plain = match usize::try_from(whole) {
        _ if digits.is_empty() => "0".to_owned(),
        Ok(0) | Err(_) => format!("0.{}{digits}", "0".repeat(whole.unsigned_abs() as usize)),
        Ok(whole) if whole >= digits.len() => format!("{digits}{}", "0".repeat(whole - digits.len())),
        Ok(whole) => format!("{}.{}", &digits[..whole], &digits[whole..]),
    };
    if plain == "0" { plain } else { format!("{sign}{plain}") }
}

/// What a zip archive says it unpacks to: the sum over its central directory. `None` if it has none.
fn unpacked_size(bytes: &[u8]) -> Option<u64> {
    let number = |at: usize, size: usize| -> Option<u64> {
        let field = bytes.get(at..at.checked_add(size)?)?;
        Some(field.iter().rev().fold(0, |number, byte| (number << 8) | u64::from(*byte)))
    };
    // The end record is followed by a comment of at most 65,535 bytes.
    let earliest = bytes.len().saturating_sub(22 + 65_535);
    let end =
        (earliest..bytes.len().checked_sub(21)?).rev().find(|at| bytes[*at..].starts_with(b"PK\x05\x06"))?;
    let entries = number(end + 10, 2)?;
    let mut at = usize::try_from(number(end + 16, 4)?).ok()?;
    let mut total: u64 = 0;
    for _ in 0..entries {
        if !bytes.get(at..)?.starts_with(b"PK\x01\x02") {
            return None;
        }
        total = total.checked_add(number(at + 24, 4)?)?;
        let trailing = number(at + 28, 2)? + number(at + 30, 2)? + number(at + 32, 2)?;
        at = at.checked_add(46)?.checked_add(usize::try_from(trailing).ok()?)?;
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::{shown_number, unpacked_size};

    #[test]
    fn a_number_is_what_the_spreadsheet_shows() {
        let cases = [
            (98.99_f64.next_down(), "98.99"),
            (8605.46_f64.next_down(), "8605.46"),
            (89.505, "89.505"),
            (101.0, "101"),
            (-1.0, "-1"),
            (0.0, "0"),
            (-0.0, "0"),
            (0.05, "0.05"),
            (13_076_752_022.0, "13076752022"),
            (1.10105e17, "110105000000000000"),
            (123_456_789.12, "123456789.12"),
        ];
        for (number, shown) in cases {
            assert_eq!(shown_number(&number), shown);
        }
    }

    #[test]
    fn an_archive_without_a_directory_is_damaged() {
        assert_eq!(unpacked_size(b"PK\x03\x04 and then nothing"), None);
        assert_eq!(unpacked_size(b""), None);
    }
}
