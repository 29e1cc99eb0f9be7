//! Paragraphs: spans with an alignment, laid out as lines and drawn at a place.

use crate::{
    display::{Item, Rectangle},
    error::FormError,
    length::{FontSize, Um},
    text::{Line, Piece, PieceKind, Span, Style, break_into_lines},
};

/// Where lines stand in their width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right: amounts and other figures.
    Right,
    /// Stretched to the full width, except a paragraph's last line.
    Justified,
}

/// Text that begins on a line of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    spans: Vec<Span>,
    align: Align,
    indent_em: i64,
    leading: i64,
}

impl Paragraph {
    /// A paragraph of one style, at the left.
    pub fn new(text: impl Into<String>, style: Style) -> Paragraph {
        Paragraph {
            spans: vec![Span { text: text.into(), style }],
            align: Align::Left,
            indent_em: 0,
            leading: 1350,
        }
    }

    /// Goes on in another style.
    pub fn then(mut self, text: impl Into<String>, style: Style) -> Paragraph {
        self.spans.push(Span { text: text.into(), style });
        self
    }

    /// Aligned otherwise than at the left.
    pub fn align(mut self, align: Align) -> Paragraph {
        self.align = align;
        self
    }

    /// The first line begins `characters` further right.
    pub fn indent(mut self, characters: i64) -> Paragraph {
        self.indent_em = characters;
        self
    }

    /// The height of a line in thousandths of the font size, instead of 1350.
    pub fn leading(mut self, thousandths: i64) -> Paragraph {
        self.leading = thousandths;
        self
    }

    /// How the paragraph begins, for messages.
    pub fn beginning(&self) -> String {
        let text = self.spans.iter().flat_map(|span| span.text.chars());
        text.take(20).collect()
    }

    /// Breaks the paragraph into lines of `width`.
    ///
    /// # Errors
    /// [`FormError::MissingGlyph`].
    pub fn lay_out(&self, width: Um) -> Result<Vec<LaidLine>, FormError> {
        let size = self.spans.iter().map(|span| span.style.size).max().unwrap_or(FontSize::BODY);
        let lines = break_into_lines(&self.spans, width, size.em(1000 * self.indent_em))?;
        let last = lines.len() - 1;
        Ok(lines
            .into_iter()
            .enumerate()
            .map(|(index, line)| LaidLine {
                line,
                align: match self.align {
                    Align::Justified if index == last => Align::Left,
                    other => other,
                },
                size,
                height: size.em(self.leading),
            })
            .collect())
    }
}

impl Paragraph {
    /// The width of the paragraph on one line.
    ///
    /// # Errors
    /// [`FormError::MissingGlyph`].
    pub fn width(&self) -> Result<Um, FormError> {
        let lines = break_into_lines(&self.spans, Um::MAX, 0)?;
        Ok(lines.iter().map(|line| line.width).max().unwrap_or(0))
    }
}

/// A line with its height.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaidLine {
    line: Line,
    align: Align,
    size: FontSize,
    /// The height that the line takes.
    pub height: Um,
}

/// How far the ideographs reach above the baseline, in thousandths of an em.
const ABOVE_BASELINE: i64 = 880;
/// A line is stretched by at most this much, in thousandths of an em and gap; otherwise it stays ragged.
const MOST_STRETCH: i64 = 150;

impl LaidLine {
    /// Draws the line with its upper left corner at `x`, `y`, in `width`.
    pub fn draw(&self, x: Um, y: Um, width: Um, items: &mut Vec<Item>) {
        let free = width - self.line.width;
        let (shift, spacing) = match self.align {
            Align::Left => (0, 0),
            Align::Center => (free / 2, 0),
            Align::Right => (free, 0),
            Align::Justified => (0, self.stretch(free)),
        };
        let baseline = y + (self.height - self.size.em(1000)) / 2 + self.size.em(ABOVE_BASELINE);
        let mut passed = 0;
        for piece in &self.line.pieces {
            let left = x + shift + piece.x + passed * spacing;
            passed += draw_piece(piece, left, baseline, spacing, items);
        }
    }

    fn stretch(&self, free: Um) -> Um {
        let characters: usize = self.line.pieces.iter().map(characters_of).sum();
        match i64::try_from(characters) {
            Ok(count) if count > 1 => {
                let spacing = free / (count - 1);
                if spacing > self.size.em(MOST_STRETCH) { 0 } else { spacing }
            }
            _ => 0,
        }
    }
}

fn characters_of(piece: &Piece) -> usize {
    match &piece.kind {
        PieceKind::Text { text, .. } => text.chars().count(),
        PieceKind::CheckBox { .. } => 1,
    }
}

/// Draws a piece and returns how many characters it has.
fn draw_piece(piece: &Piece, x: Um, baseline: Um, spacing: Um, items: &mut Vec<Item>) -> i64 {
    match &piece.kind {
        PieceKind::Text { face, text } => items.push(Item::Text {
            at: (x, baseline),
            face: *face,
            size: piece.size,
            spacing,
            ink: piece.ink,
            text: text.clone(),
        }),
        PieceKind::CheckBox { ticked } => draw_check_box(piece.size, x, baseline, *ticked, items),
    }
    i64::try_from(characters_of(piece)).unwrap_or(i64::MAX)
}

/// Draws a check box of 0.76 em in the middle of its em.
fn draw_check_box(size: FontSize, x: Um, baseline: Um, ticked: bool, items: &mut Vec<Item>) {
    let side = size.em(760);
    items.push(Item::Outline {
        rectangle: Rectangle { x: x + size.em(120), y: baseline - side, width: side, height: side },
        weight: size.em(60),
    });
    if ticked {
        let heel = (x + size.em(430), baseline - size.em(150));
        let mut stroke = |from, to| items.push(Item::Rule { from, to, weight: size.em(120) });
        stroke((x + size.em(240), baseline - size.em(400)), heel);
        stroke(heel, (x + size.em(780), baseline - size.em(680)));
    }
}
