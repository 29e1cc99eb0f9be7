//! What a file is, by its content.

/// A kind of file that can be attached. What a file is called says nothing about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// A photograph.
    Jpg,
    /// A picture.
    Png,
    /// A document.
    Pdf,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [FileKind; 3] = [FileKind::Jpg, FileKind::Png, FileKind::Pdf];

    /// The code under which the kind is stored, sent and set as a parameter.
    pub fn code(self) -> &'static str {
        match self {
            FileKind::Jpg => "jpg",
            FileKind::Png => "png",
            FileKind::Pdf => "pdf",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<FileKind> {
        FileKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The type that a browser is told.
    pub fn media_type(self) -> &'static str {
        match self {
            FileKind::Jpg => "image/jpeg",
            FileKind::Png => "image/png",
            FileKind::Pdf => "application/pdf",
        }
    }

    /// What these bytes begin like.
    pub(super) fn sniff(bytes: &[u8]) -> Option<FileKind> {
        let begins: [(&[u8], FileKind); 3] = [
            (&[0xff, 0xd8, 0xff], FileKind::Jpg),
            (b"\x89PNG\r\n\x1a\n", FileKind::Png),
            (b"%PDF-", FileKind::Pdf),
        ];
        begins.into_iter().find(|(begin, _)| bytes.starts_with(begin)).map(|(_, kind)| kind)
    }
}
