//! Text: faces, measuring, fallback per character, and breaking into lines by the Chinese rules.

mod breaking;
mod face;
mod line;

pub use face::Face;
pub use line::{Line, Piece, PieceKind, Span, Style, break_into_lines};
