//! Spans of text, measured and broken into lines.
//!
//! Invariant: a line is never wider than asked for, except where a single character is.

use crate::{
    error::FormError,
    length::{FontSize, Um},
    text::{
        breaking::{is_space, may_break},
        face::Face,
    },
};

/// How a span is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// The face that is asked for.
    pub face: Face,
    /// The size.
    pub size: FontSize,
    /// Per cent of black.
    pub ink: u8,
}

impl Style {
    /// Black text in `face`.
    pub const fn new(face: Face, size: FontSize) -> Style {
        Style { face, size, ink: 100 }
    }
}

/// Text of one style. `☐` and `☑` in it are drawn as lines, because the faces have no such glyphs; `\n` ends a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The text.
    pub text: String,
    /// How it is set.
    pub style: Style,
}

/// One line: its pieces from left to right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The pieces, at offsets from the line's left end.
    pub pieces: Vec<Piece>,
    /// The width without the spaces at its end.
    pub width: Um,
}

/// A run of characters in one face and size, or a check box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Offset from the line's left end.
    pub x: Um,
    /// Size of the text, or of the text that the box stands in.
    pub size: FontSize,
    /// Per cent of black.
    pub ink: u8,
    /// What is drawn.
    pub kind: PieceKind,
}

/// What a piece draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// Characters that all have a glyph in `face`.
    Text {
        /// The face, after fallback.
        face: Face,
        /// The characters.
        text: String,
    },
    /// A check box, one em wide.
    CheckBox {
        /// Whether it is ticked.
        ticked: bool,
    },
}

/// A measured character.
struct Atom {
    character: char,
    face: Face,
    style: Style,
    /// Thousandths of an em.
    advance: i64,
}

impl Atom {
    fn width(&self) -> Um {
        self.style.size.em(self.advance)
    }
}

/// Breaks `spans` into lines of at most `width`; the first one begins `indent` further right.
///
/// # Errors
/// [`FormError::MissingGlyph`].
pub fn break_into_lines(spans: &[Span], width: Um, indent: Um) -> Result<Vec<Line>, FormError> {
    let atoms = measure(spans)?;
    let mut lines = Vec::new();
    let mut start = 0;
    while start < atoms.len() {
        let offset = if lines.is_empty() { indent } else { 0 };
        let (end, next) = line_end(&atoms, start, width - offset);
        lines.push(assemble(&atoms[start..end], offset));
        start = next;
    }
    if atoms.last().is_none_or(|atom| atom.character == '\n') {
        lines.push(Line::default());
    }
    Ok(lines)
}

fn measure(spans: &[Span]) -> Result<Vec<Atom>, FormError> {
    let mut atoms = Vec::with_capacity(spans.iter().map(|span| span.text.len() / 2).sum());
    for span in spans {
        for character in span.text.chars() {
            let character = if character == '\t' { ' ' } else { character };
            let (face, advance) = match character {
                // Invisible by definition; they come along when a name is pasted from a web page.
                '\r' | '\u{200B}' | '\u{FEFF}' | '\u{00AD}' => continue,
                '\n' => (span.style.face, 0),
                '☐' | '☑' => (span.style.face, 1000),
                _ => {
                    let glyph = span.style.face.glyph(character)?;
                    (glyph.face, glyph.advance)
                }
            };
            atoms.push(Atom { character, face, style: span.style, advance });
        }
    }
    Ok(atoms)
}

/// The end of the line that begins at `start`, and the beginning of the next one.
fn line_end(atoms: &[Atom], start: usize, width: Um) -> (usize, usize) {
    let mut used = 0;
    let mut last_break = None;
    for index in start..atoms.len() {
        let atom = &atoms[index];
        if atom.character == '\n' {
            return (index, index + 1);
        }
        if index > start && may_break(atoms[index - 1].character, atom.character) {
            last_break = Some(index);
        }
        used += atom.width();
        if used > width && index > start && !is_space(atom.character) {
            // A word longer than the line is broken where the line ends.
            let end = last_break.unwrap_or(index);
            return (end, end);
        }
    }
    (atoms.len(), atoms.len())
}

/// Joins atoms of one face, size and ink into pieces.
fn assemble(atoms: &[Atom], offset: Um) -> Line {
    let visible = atoms.iter().rposition(|atom| !is_space(atom.character)).map_or(0, |last| last + 1);
    let mut line = Line { pieces: Vec::new(), width: offset };
    for atom in &atoms[..visible] {
        let ticked = match atom.character {
            '☐' => Some(false),
            '☑' => Some(true),
            _ => None,
        };
        match (ticked, line.pieces.last_mut()) {
            (Some(ticked), _) => line.pieces.push(Piece {
                x: line.width,
                size: atom.style.size,
                ink: atom.style.ink,
                kind: PieceKind::CheckBox { ticked },
            }),
            (None, Some(Piece { size, ink, kind: PieceKind::Text { face, text }, .. }))
                if *face == atom.face && *size == atom.style.size && *ink == atom.style.ink =>
            {
                text.push(atom.character);
            }
            (None, _) => line.pieces.push(Piece {
                x: line.width,
                size: atom.style.size,
                ink: atom.style.ink,
                kind: PieceKind::Text { face: atom.face, text: atom.character.to_string() },
            }),
        }
        line.width += atom.width();
    }
    line
}
