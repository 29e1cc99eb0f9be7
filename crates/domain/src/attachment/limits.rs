//! How large, how many, which kinds.

use super::FileKind;
use crate::parameter::{Parameter, ParameterRow, ParameterValue, value_at};
use chrono::NaiveDate;
use thiserror::Error;

/// What an office allows for the papers of one task sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The kinds of files.
    pub kinds: Vec<FileKind>,
    /// The largest file, in bytes.
    pub bytes: u32,
    /// The most files of one sheet.
    pub files: u32,
}

/// Why a file cannot be attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum LimitFault {
    /// Too large.
    #[error("文件有 {}，超过单个附件 {} 的上限。请压缩，或分成几个文件后上传。", shown(u64::from(*.size)), shown(u64::from(*.most)))]
    TooLarge {
        /// In bytes.
        size: u32,
        /// In bytes.
        most: u32,
    },
    /// One too many.
    #[error("一份任务单最多上传 {most} 个附件。请删除不需要的附件，或把多页材料合成一个 PDF 后再上传。")]
    TooMany {
        /// How many there may be.
        most: u32,
    },
    /// A kind that the office does not take.
    #[error("现在不接收 {} 格式的附件。请改用允许的格式后上传。", .kind.code())]
    Kind {
        /// What it is.
        kind: FileKind,
    },
}

impl LimitFault {
    /// The stable code for programs.
    pub fn code(self) -> &'static str {
        match self {
            LimitFault::TooLarge { .. } => "attachment.too_large",
            LimitFault::TooMany { .. } => "attachment.too_many",
            LimitFault::Kind { .. } => "attachment.kind_not_taken",
        }
    }
}

/// A size as people read it: whole KB below one MB, tenths of an MB from there, rounded up.
fn shown(bytes: u64) -> String {
    const MB: u64 = 1024 * 1024;
    if bytes < MB {
        return format!("{} KB", bytes.div_ceil(1024));
    }
    let tenths = (bytes * 10).div_ceil(MB);
    if tenths.is_multiple_of(10) {
        format!("{} MB", tenths / 10)
    } else {
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}

impl Limits {
    /// What is in force for the papers of withdrawals on this day.
    pub fn of_withdrawals(rows: &[ParameterRow], date: NaiveDate) -> Limits {
        let value = |parameter| value_at(rows, parameter, date);
        let count = |parameter| value(parameter).and_then(|value| value.as_count()).unwrap_or(0);
        let codes = match value(Parameter::AttachmentKinds) {
            Some(ParameterValue::FileKinds(codes)) => codes,
            _ => Vec::new(),
        };
        Limits {
            kinds: codes.iter().filter_map(|code| FileKind::from_code(code)).collect(),
            bytes: count(Parameter::WithdrawalAttachmentSize),
            files: count(Parameter::WithdrawalAttachmentCount),
        }
    }

    /// Whether a file of this size can be attached.
    ///
    /// # Errors
    /// [`LimitFault::TooLarge`] otherwise.
    pub fn check_size(&self, size: usize) -> Result<(), LimitFault> {
        let size = u32::try_from(size).unwrap_or(u32::MAX);
        if size > self.bytes { Err(LimitFault::TooLarge { size, most: self.bytes }) } else { Ok(()) }
    }

    /// Whether so many files can be attached to one sheet.
    ///
    /// # Errors
    /// [`LimitFault::TooMany`] otherwise.
    pub fn check_count(&self, files: usize) -> Result<(), LimitFault> {
        if u32::try_from(files).is_ok_and(|files| files <= self.files) {
            Ok(())
        } else {
            Err(LimitFault::TooMany { most: self.files })
        }
    }

    /// Whether a file of this kind can be attached.
    ///
    /// # Errors
    /// [`LimitFault::Kind`] otherwise.
    pub fn check_kind(&self, kind: FileKind) -> Result<(), LimitFault> {
        if self.kinds.contains(&kind) { Ok(()) } else { Err(LimitFault::Kind { kind }) }
    }
}
