//! Cells of tables.

use crate::{
    display::Item,
    error::FormError,
    layout::paragraph::{LaidLine, Paragraph},
    length::{Um, mm},
    qr::Qr,
};

/// Where a cell's content stands in its height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vertical {
    /// At the top.
    Top,
    /// In the middle.
    Middle,
}

/// A cell: paragraphs or a QR code, over one or more columns and rows.
#[derive(Default)]
pub struct Cell {
    paragraphs: Vec<Paragraph>,
    foot: Vec<Paragraph>,
    qr: Option<Qr>,
    vertical: Option<Vertical>,
    columns: Option<usize>,
    rows: Option<usize>,
}

/// White space left and right of a cell's content.
const INSET_X: Um = 1200;
/// White space above and below a cell's content.
const INSET_Y: Um = 700;

impl Cell {
    /// A cell with paragraphs, in the middle of its height.
    pub fn new(paragraphs: impl IntoIterator<Item = Paragraph>) -> Cell {
        Cell { paragraphs: paragraphs.into_iter().collect(), ..Cell::default() }
    }

    /// A cell with a QR code in its middle.
    pub fn qr(qr: Qr) -> Cell {
        Cell { qr: Some(qr), ..Cell::default() }
    }

    /// Paragraphs at the cell's lower end, below the others.
    pub fn foot(mut self, foot: impl IntoIterator<Item = Paragraph>) -> Cell {
        self.foot = foot.into_iter().collect();
        self
    }

    /// At the top, say.
    pub fn vertical(mut self, vertical: Vertical) -> Cell {
        self.vertical = Some(vertical);
        self
    }

    /// Over so many columns.
    pub fn columns(mut self, columns: usize) -> Cell {
        self.columns = Some(columns);
        self
    }

    /// Over so many rows.
    pub fn rows(mut self, rows: usize) -> Cell {
        self.rows = Some(rows);
        self
    }

    /// How many columns the cell covers.
    pub fn column_span(&self) -> usize {
        self.columns.unwrap_or(1)
    }

    /// How many rows the cell covers.
    pub fn row_span(&self) -> usize {
        self.rows.unwrap_or(1)
    }

    /// How the cell begins, for messages.
    pub fn beginning(&self) -> String {
        self.paragraphs.first().map(Paragraph::beginning).unwrap_or_default()
    }

    /// Breaks the content for a cell `width` wide.
    ///
    /// # Errors
    /// [`FormError::MissingGlyph`].
    pub fn lay_out(self, width: Um) -> Result<LaidCell, FormError> {
        let inner = width - 2 * INSET_X;
        let lines = |paragraphs: &[Paragraph]| -> Result<Vec<LaidLine>, FormError> {
            let mut lines = Vec::new();
            for paragraph in paragraphs {
                lines.extend(paragraph.lay_out(inner)?);
            }
            Ok(lines)
        };
        Ok(LaidCell {
            lines: lines(&self.paragraphs)?,
            foot: lines(&self.foot)?,
            vertical: self.vertical.unwrap_or(Vertical::Middle),
            qr: self.qr,
        })
    }
}

/// A cell whose lines are broken.
pub struct LaidCell {
    lines: Vec<LaidLine>,
    foot: Vec<LaidLine>,
    vertical: Vertical,
    qr: Option<Qr>,
}

impl LaidCell {
    /// The least height of the cell.
    pub fn height(&self) -> Um {
        let text = height_of(&self.lines) + height_of(&self.foot) + 2 * INSET_Y;
        let qr = self.qr.as_ref().map_or(0, |qr| qr.width() + height_of(&self.foot) + mm(1));
        text.max(qr)
    }

    /// Draws the content into the rectangle at `x`, `y`.
    pub fn draw(&self, x: Um, y: Um, width: Um, height: Um, items: &mut Vec<Item>) {
        let above = height - height_of(&self.foot);
        if let Some(qr) = &self.qr {
            let side = qr.width();
            items.push(qr.place(x + (width - side) / 2, y + (above - side) / 2));
        }
        let free = above - height_of(&self.lines);
        let top = match self.vertical {
            Vertical::Top => INSET_Y,
            Vertical::Middle => free / 2,
        };
        draw_lines(&self.lines, x, y + top, width, items);
        draw_lines(&self.foot, x, y + above - INSET_Y, width, items);
    }
}

fn height_of(lines: &[LaidLine]) -> Um {
    lines.iter().map(|line| line.height).sum()
}

fn draw_lines(lines: &[LaidLine], x: Um, y: Um, width: Um, items: &mut Vec<Item>) {
    let mut top = y;
    for line in lines {
        line.draw(x + INSET_X, top, width - 2 * INSET_X, items);
        top += line.height;
    }
}
