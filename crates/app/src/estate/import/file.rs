//! What a file is, by its bytes, and its rows.

use super::{csv_rows, excel_rows};
use anju_contract::estate::FileFormat;
use anju_domain::estate::{Cell, MAX_UNITS};

/// The most rows that are looked at: the units, and what stands around them.
pub(super) const MAX_ROWS: usize = MAX_UNITS + 1_000;
/// The most columns that are looked at.
pub(super) const MAX_COLUMNS: usize = 200;

/// Rows with their numbers in the file, counted from 1.
pub(super) type Rows = Vec<(usize, Vec<Cell>)>;

/// One sheet of a file. A CSV file is one sheet without a name.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) rows: Rows,
}

/// A file that was read.
pub(super) struct File {
    pub(super) format: FileFormat,
    pub(super) sheets: Vec<Sheet>,
}

/// Why a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileError {
    /// No bytes.
    Empty,
    /// Neither a workbook nor text.
    Unknown,
    /// A workbook that cannot be opened.
    Damaged,
    /// A workbook that unpacks to more than any unit table has.
    Oversized,
    /// More rows than a community has units.
    TooManyRows,
    /// Text in no known encoding.
    Encoding,
}

impl FileError {
    pub(super) fn code(self) -> &'static str {
        match self {
            FileError::Empty => "file.empty",
            FileError::Unknown => "file.unknown",
            FileError::Damaged => "file.damaged",
            FileError::Oversized => "file.oversized",
            FileError::TooManyRows => "file.too_many_rows",
            FileError::Encoding => "file.encoding",
        }
    }

    pub(super) fn message(self) -> &'static str {
        match self {
            FileError::Empty => "文件是空的，没有任何内容。请确认选择的是填好的楼盘表。",
            FileError::Unknown => {
                "文件不是 Excel 工作簿，也不是 CSV 文本，无法读取。请在 Excel 中另存为“Excel 工作簿（.xlsx）”后重新选择。"
            }
            FileError::Damaged => {
                "Excel 文件无法打开，可能已损坏或设有打开密码。请在 Excel 中打开、取消密码并另存为新的 .xlsx 后重新选择。"
            }
            FileError::Oversized => {
                "Excel 文件展开后过大，超出楼盘表应有的大小。请删除无关的工作表、图片和空白格式后另存再选。"
            }
            FileError::TooManyRows => "文件行数过多，超出一个小区可导入的 50000 户。请按小区拆分后分别导入。",
            FileError::Encoding => {
                "文本的编码无法识别，汉字会变成乱码。请在 Excel 中另存为“CSV UTF-8”或 .xlsx 后重新选择。"
            }
        }
    }
}

/// Reads a file by what it is, whatever its name says.
pub(super) fn read(bytes: &[u8]) -> Result<File, FileError> {
    if bytes.is_empty() {
        return Err(FileError::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let sheets = excel_rows::xlsx(bytes)?;
        return Ok(File { format: FileFormat::Xlsx, sheets });
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        let sheets = excel_rows::xls(bytes)?;
        return Ok(File { format: FileFormat::Xls, sheets });
    }
    let (format, rows) = csv_rows::read(bytes)?;
    Ok(File { format, sheets: vec![Sheet { name: String::new(), rows }] })
}
