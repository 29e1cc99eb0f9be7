//! Taking a file in: what it is, whether it is whole, and everything out of it that it need not tell.

use super::{ContentHash, FileKind, Orientation, jpeg, pdf, png};
use thiserror::Error;

/// The most pixels of an image: a larger one would fill a reviewer's memory when it is opened.
pub(super) const MOST_PIXELS: u64 = 100_000_000;

/// Why a file cannot be attached, whatever the office allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[error("{}", self.message())]
pub enum FileFault {
    /// Nothing in it.
    Empty,
    /// Neither a photograph nor a picture nor a document that can be shown.
    OtherKind,
    /// It begins like one of them and does not go on like it.
    Broken,
    /// A document with a password.
    Encrypted,
    /// An image with too many pixels.
    TooManyPixels,
}

impl FileFault {
    /// The stable code for programs.
    pub fn code(self) -> &'static str {
        match self {
            FileFault::Empty => "attachment.empty",
            FileFault::OtherKind => "attachment.other_kind",
            FileFault::Broken => "attachment.broken",
            FileFault::Encrypted => "attachment.encrypted",
            FileFault::TooManyPixels => "attachment.too_many_pixels",
        }
    }

    /// The sentence for people: what is wrong, why, and what to do.
    pub fn message(self) -> &'static str {
        match self {
            FileFault::Empty => "文件是空的，没有内容。请检查原文件后重新选择。",
            FileFault::OtherKind => {
                "文件内容不是 JPG、PNG 图片或 PDF，改扩展名不能改变格式。请另存或导出为 PDF、JPG 后上传。"
            }
            FileFault::Broken => "文件不完整或已损坏，打不开。请从原始设备重新复制，或重新扫描后上传。",
            FileFault::Encrypted => "PDF 设有密码，审核人员无法查看。请取消密码后重新导出再上传。",
            FileFault::TooManyPixels => {
                "图片像素过大（超过 1 亿像素），无法显示。请缩小图片或降低扫描分辨率后上传。"
            }
        }
    }
}

/// A file as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// Its name.
    pub hash: ContentHash,
    /// What it is.
    pub kind: FileKind,
    /// How it has to be turned to stand upright: what is taken out of an image may have said so.
    pub orientation: Orientation,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Takes a file in. What is clean already comes back as it was, so that its name stays.
///
/// # Errors
/// [`FileFault`] says why it cannot be attached.
pub fn clean(bytes: Vec<u8>) -> Result<Cleaned, FileFault> {
    if bytes.is_empty() {
        return Err(FileFault::Empty);
    }
    let kind = FileKind::sniff(&bytes).ok_or(FileFault::OtherKind)?;
    let (bytes, orientation) = match kind {
        FileKind::Jpg => jpeg::clean(bytes)?,
        FileKind::Png => png::clean(bytes)?,
        FileKind::Pdf => (pdf::check(bytes)?, Orientation::UPRIGHT),
    };
    Ok(Cleaned { hash: ContentHash::of(&bytes), kind, orientation, bytes })
}
