//! CSV text in UTF-8 or GB 18030, as Chinese Excel saves it.

use super::file::{FileError, MAX_COLUMNS, MAX_ROWS, Rows};
use anju_contract::estate::FileFormat;
use anju_domain::estate::Cell;
use std::borrow::Cow;

pub(super) fn read(bytes: &[u8]) -> Result<(FileFormat, Rows), FileError> {
    let (format, text) = text(bytes)?;
    let start = text.trim_start();
    // Web pages named .xls, and whatever else is markup or bytes.
    if start.starts_with('<') || text.contains('\0') {
        return Err(FileError::Unknown);
    }
    if start.is_empty() {
        return Err(FileError::Empty);
    }
    Ok((format, rows(&text)?))
}

fn text(bytes: &[u8]) -> Result<(FileFormat, Cow<'_, str>), FileError> {
    // UTF-16, which Excel calls Unicode text, would pass as GB 18030 with other characters.
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(FileError::Encoding);
    }
    let without_mark = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]);
    if let Ok(text) = std::str::from_utf8(without_mark.unwrap_or(bytes)) {
        return Ok((FileFormat::CsvUtf8, Cow::Borrowed(text)));
    }
    if without_mark.is_some() {
        return Err(FileError::Encoding);
    }
    encoding_rs::GB18030
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(|text| (FileFormat::CsvGb18030, text))
        .ok_or(FileError::Encoding)
}

/// Rows are numbered as a spreadsheet numbers them: an empty line counts, a line break inside quotes does not.
fn rows(text: &str) -> Result<Rows, FileError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut rows: Rows = Vec::new();
    let mut inner_breaks = 0;
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|_| FileError::Unknown)? {
        let line = record.position().map_or(0, |position| first_line(text, position));
        let row_number =
            usize::try_from(line).map_err(|_| FileError::TooManyRows)?.saturating_sub(inner_breaks);
        inner_breaks += record.iter().map(|field| field.matches('\n').count()).sum::<usize>();
        let last = rows.last().map_or(0, |(number, _)| *number);
        let empty = (last + 1..row_number).map(|number| (number, Vec::new())).take(MAX_ROWS);
        rows.extend(empty);
        rows.push((row_number, record.iter().take(MAX_COLUMNS).map(Cell::text).collect()));
        if rows.len() > MAX_ROWS {
            return Err(FileError::TooManyRows);
        }
    }
    Ok(rows)
}

/// The line on which a record begins: the reader counts from before the empty lines that it skipped.
fn first_line(text: &str, position: &csv::Position) -> u64 {
    let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let skipped = text.as_bytes().get(start..).unwrap_or_default().iter();
    let breaks = skipped.take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n');
    position.line() + breaks.count() as u64
}

/// The separator that stands most often in the first lines.
fn delimiter(text: &str) -> u8 {
    let count = |delimiter: u8| {
        text.lines().take(10).map(|line| line.bytes().filter(|byte| *byte == delimiter).count()).max()
    };
    [b',', b'\t', b';'].into_iter().rev().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::super::file::FileError;
    use super::read;
    use anju_contract::estate::FileFormat;
    use anju_domain::estate::Cell;

    #[test]
    fn both_encodings_give_the_same_rows() {
        let text = "房号,业主\n101,李𣲘\n102,𠮷䶮㛃\n";
        let (gb, _, _) = encoding_rs::GB18030.encode(text);
        let (format, rows) = read(&gb).expect("GB 18030");
        assert_eq!(format, FileFormat::CsvGb18030);
        let marked = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
        let (format, same) = read(&marked).expect("UTF-8 with its mark");
        assert_eq!(format, FileFormat::CsvUtf8);
        assert_eq!(rows, same);
        assert_eq!(rows[1], (2, vec![Cell::text("101"), Cell::text("李𣲘")]));
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_does() {
        let (_, rows) = read("a,b\n\n\"1\n2\",3\n4,5\n".as_bytes()).expect("text");
        let numbers: Vec<usize> = rows.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [1, 2, 3, 4]);
        assert!(rows[1].1.is_empty());
    }

    #[test]
    fn other_separators_are_found() {
        let (_, rows) = read("a\tb,c\td\n1\t2\t3\n".as_bytes()).expect("text");
        assert_eq!(rows[0].1.len(), 3);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(read(b"<html><table>"), Err(FileError::Unknown));
        assert_eq!(read(b"a\0b"), Err(FileError::Unknown));
        assert_eq!(read(b"\xFF\xFEa\0"), Err(FileError::Encoding));
        assert_eq!(read(b"\xEF\xBB\xBF\xFF"), Err(FileError::Encoding));
        assert_eq!(read(b" \n"), Err(FileError::Empty));
    }
}
