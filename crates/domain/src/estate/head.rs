//! The head row of a unit table: which column stands where.

use std::fmt;

use super::{Cell, Column};

/// The head row is looked for in this many rows: titles and notes stand above it.
pub(super) const SEARCHED_ROWS: usize = 30;
/// A row is a head row from this many known heads on.
const ENOUGH_HEADS: usize = 4;

/// Where each column of a table stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The column of the table at each position of a row.
    columns: Vec<(Column, usize)>,
}

/// Why a row cannot be the head of a unit table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeadError {
    /// No row names enough known columns.
    NotFound,
    /// Columns that no unit's account can do without.
    Missing(Vec<Column>),
    /// Two heads mean the same column.
    Repeated(Column),
}

impl HeadError {
    /// The stable code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            HeadError::NotFound => "head.not_found",
            HeadError::Missing(_) => "head.missing",
            HeadError::Repeated(_) => "head.repeated",
        }
    }
}

/// The sentence for people.
impl fmt::Display for HeadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HeadError::NotFound => write!(
                f,
                "在文件前 {SEARCHED_ROWS} 行中没有找到表头。表头应有“自然幢、房号、建筑面积、房屋性质”等列名，请对照楼盘表样式检查。"
            ),
            HeadError::Missing(columns) => {
                let labels: Vec<&str> = columns.iter().map(|column| column.label()).collect();
                write!(f, "表头缺少“{}”列，无法建立分户账。请补上这些列后重新选择文件。", labels.join("”“"))
            }
            HeadError::Repeated(column) => write!(
                f,
                "表头中有两列都表示“{}”，无法确定采用哪一列。请删除或改名其中一列。",
                column.label()
            ),
        }
    }
}

impl Head {
    /// Reads a row as the head; `None` if it names too few known columns to be one.
    pub(super) fn read(row: &[Cell]) -> Option<Result<Head, HeadError>> {
        let named = |(position, cell): (usize, &Cell)| match cell {
            Cell::Text(text) => Column::from_head(text).map(|column| (column, position)),
            Cell::Empty | Cell::Number(_) | Cell::Formula | Cell::Boolean | Cell::Date | Cell::Error => None,
        };
        let columns: Vec<(Column, usize)> = row.iter().enumerate().filter_map(named).collect();
        if columns.len() < ENOUGH_HEADS {
            return None;
        }
        Some(Head::checked(columns))
    }

    fn checked(columns: Vec<(Column, usize)>) -> Result<Head, HeadError> {
        for (index, (column, _)) in columns.iter().enumerate() {
            if columns[..index].iter().any(|(earlier, _)| earlier == column) {
                return Err(HeadError::Repeated(*column));
            }
        }
        let missing: Vec<Column> = Column::ALL
            .into_iter()
            .filter(|column| column.is_required() && !columns.iter().any(|(found, _)| found == column))
            .collect();
        if missing.is_empty() { Ok(Head { columns }) } else { Err(HeadError::Missing(missing)) }
    }

    /// Where the column stands, counted from 0; `None` if the table does not have it.
    pub fn position(&self, column: Column) -> Option<usize> {
        self.columns.iter().find(|(found, _)| *found == column).map(|(_, position)| *position)
    }

    /// The cell of a column in a row; empty where the row or the table ends before it.
    pub(super) fn cell<'r>(&self, row: &'r [Cell], column: Column) -> &'r Cell {
        self.position(column).and_then(|position| row.get(position)).unwrap_or(&Cell::Empty)
    }
}
