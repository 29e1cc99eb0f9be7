//! Importing a community's unit table 楼盘表: looked at first, then imported; a wrong row stops nothing but itself.

use anju_domain::area::AreaDm2;
use anju_domain::money::Fen;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The largest unit table that is taken, in bytes of the file.
pub const MAX_FILE_BYTES: usize = 20 << 20;

/// Looks at a unit table without importing it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PreviewImportRequest {
    /// The community that the table is of.
    pub community_id: Uuid,
    /// The file's bytes in base64, at most 20 MB of them. What it is (xlsx, xls, CSV) is read from the bytes.
    pub content_base64: String,
    /// The number under which the screen watches and stops it.
    #[serde(default)]
    pub job_id: Option<Uuid>,
}

/// What an import would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportPreview {
    /// The community.
    pub community_id: Uuid,
    /// The version that the import has to name.
    pub version: i64,
    /// What the file turned out to be.
    pub format: FileFormat,
    /// The worksheet that was read; empty for a CSV file.
    pub sheet_name: String,
    /// The number of the head row.
    pub head_row: i64,
    /// How many rows of which sort.
    pub counts: ImportCounts,
    /// The area of all good rows, in 0.01 m².
    #[schema(value_type = i64)]
    pub total_area_dm2: AreaDm2,
    /// The balances of all good rows, in fen.
    #[schema(value_type = i64)]
    pub total_balance_fen: Fen,
    /// The first good rows.
    pub good: Vec<GoodRow>,
    /// What changes on units that are there already; the first 1,000 rows of them.
    pub changes: Vec<RowChange>,
    /// What is wrong, by row and column; the first 5,000.
    pub faults: Vec<CellFault>,
    /// What is unusual in good rows, and stops nothing: ID numbers of no known place or of no likely age; the first 1,000.
    pub unusual: Vec<CellFault>,
}

/// What a file is, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// Excel 2007 and later.
    Xlsx,
    /// Excel 97–2003.
    Xls,
    /// CSV in UTF-8.
    CsvUtf8,
    /// CSV in GB 18030 (GBK, GB 2312).
    CsvGb18030,
}

/// How many rows of which sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportCounts {
    /// Rows that state a unit, good or not.
    pub rows: i64,
    /// Units that are new.
    pub added: i64,
    /// Units that change.
    pub changed: i64,
    /// Units that are there exactly so.
    pub unchanged: i64,
    /// Rows that are not imported.
    pub refused: i64,
    /// Faults in all of them.
    pub faults: i64,
    /// Empty rows between the others.
    pub empty_rows: i64,
    /// Rows that only add up others.
    pub total_rows: i64,
}

/// What an import does with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowEffect {
    /// The unit is new.
    Added,
    /// The unit changes.
    Changed,
    /// The unit is there exactly so.
    Unchanged,
}

/// A row that can be imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GoodRow {
    /// Its number in the file, as spreadsheets count.
    pub row: i64,
    /// The unit: `1号楼-2单元-301`.
    pub unit: String,
    /// 建筑面积, in 0.01 m².
    #[schema(value_type = i64)]
    pub area_dm2: AreaDm2,
    /// 房屋性质
    pub kind: String,
    /// 销售状态
    pub state: String,
    /// The owners' names, as the file has them.
    pub owner_names: String,
    /// 余额, in fen.
    #[schema(value_type = i64)]
    pub balance_fen: Fen,
    /// What the import does with it.
    pub effect: RowEffect,
}

/// What changes on a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RowChange {
    /// The row's number in the file.
    pub row: i64,
    /// The unit: `1号楼-2单元-301`.
    pub unit: String,
    /// The columns that change.
    pub columns: Vec<ColumnChange>,
}

/// One value that changes. Numbers of documents and phones are masked on both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ColumnChange {
    /// The column's name.
    pub label: String,
    /// What is stored.
    pub before: String,
    /// What the file says.
    pub after: String,
}

/// What is wrong with one cell, or unusual about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CellFault {
    /// The row's number in the file, as spreadsheets count.
    pub row: i64,
    /// The column's letter, as spreadsheets count; empty if the file does not have the column.
    pub column: String,
    /// The column's code.
    pub column_code: String,
    /// The column's name.
    pub label: String,
    /// The unit, as far as its address could be read.
    pub unit: String,
    /// The code that programs switch on.
    pub code: String,
    /// What it is, why, and what to do.
    pub message: String,
}

/// Imports the good rows of a unit table.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ImportRequest {
    /// The community that the table is of.
    pub community_id: Uuid,
    /// The version that the preview named.
    pub version: i64,
    /// The file's bytes in base64, at most 20 MB of them.
    pub content_base64: String,
    /// The number under which the screen watches and stops it.
    #[serde(default)]
    pub job_id: Option<Uuid>,
}

/// Asks about an import under way, or tells it to stop.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ImportJobRequest {
    /// The number that the screen gave it.
    pub job_id: Uuid,
}

/// How far an import is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportProgress {
    /// It is under way.
    pub running: bool,
    /// What it is doing, in words; empty while it is not under way.
    pub stage: String,
    /// How much of it is done.
    pub done: i64,
    /// How much there is; 0 while that is not known.
    pub total: i64,
}

/// The import was told to stop; what becomes of it is its own answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportStopped {
    /// It was under way.
    pub told: bool,
}

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportReport {
    /// The community.
    pub community_id: Uuid,
    /// Its version now; the same as before if nothing changed.
    pub version: i64,
    /// How many rows of which sort.
    pub counts: ImportCounts,
    /// What was not imported, by row and column; the first 5,000.
    pub faults: Vec<CellFault>,
}
