//! From the bytes of a request to a unit table.

use super::file::{self, FileError};
use super::incoming::{Destination, incoming};
use super::plan::Incoming;
use crate::{Keys, Refusal};
use anju_contract::estate::{FileFormat, MAX_FILE_BYTES};
use anju_domain::estate::{HeadError, Table, TableError, read_table};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// A file that was read.
pub(super) struct Read {
    pub(super) format: FileFormat,
    pub(super) sheet_name: String,
    pub(super) table: Table,
    /// SHA-256 of the file in hex: which file it was, without what stands in it.
    pub(super) fingerprint: String,
}

impl Read {
    /// The good rows as they would be stored.
    pub(super) fn incoming(&self, keys: &Keys, into: &Destination) -> Result<Vec<Incoming>, Refusal> {
        self.table.good.iter().map(|row| incoming(keys, into, row)).collect()
    }
}

/// Reads the unit table in a file. Of several sheets the first with a head row is taken.
pub(super) fn read(content_base64: &str, community_name: &str) -> Result<Read, Refusal> {
    let bytes = decoded(content_base64)?;
    let file = file::read(&bytes).map_err(refused)?;
    let mut error = TableError::Head(HeadError::NotFound);
    for sheet in file.sheets {
        match read_table(sheet.rows, community_name) {
            Ok(table) => {
                let fingerprint = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
                return Ok(Read { format: file.format, sheet_name: sheet.name, table, fingerprint });
            }
            Err(TableError::Head(HeadError::NotFound)) => {}
            Err(other) => {
                error = other;
                break;
            }
        }
    }
    Err(Refusal::invalid(error.code(), error.to_string()))
}

fn decoded(content_base64: &str) -> Result<Vec<u8>, Refusal> {
    // Four characters for each three bytes, rounded up.
    let too_large = content_base64.len() > MAX_FILE_BYTES.div_ceil(3) * 4;
    let bytes = if too_large {
        None
    } else {
        let unreadable = |_| {
            Refusal::invalid("request.unreadable", "文件内容在传送中损坏，没有受理。请重新选择文件后再试。")
        };
        Some(STANDARD.decode(content_base64).map_err(unreadable)?)
    };
    bytes.filter(|bytes| bytes.len() <= MAX_FILE_BYTES).ok_or_else(|| {
        Refusal::invalid(
            "file.too_large",
            "文件超过 20 MB，超出楼盘表应有的大小。请删除图片和无关的工作表，或按小区拆分后分别导入。",
        )
    })
}

fn refused(error: FileError) -> Refusal {
    Refusal::invalid(error.code(), error.message())
}
