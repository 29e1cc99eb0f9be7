//! Tables with spans over columns and rows, whose head is repeated on each page.
//!
//! Invariant: rows that a span or `keep_with_next` joins are never separated, and a page break stands between rows.

use std::collections::BTreeMap;

use crate::{
    display::Item,
    error::FormError,
    layout::cell::{Cell, LaidCell},
    length::Um,
};

/// Thickness of the frame around a table.
const FRAME: Um = 450;
/// Thickness of the rules inside.
const INNER: Um = 180;

/// A table.
pub struct Table {
    columns: Vec<Um>,
    head: Vec<Row>,
    body: Vec<Row>,
    continued: Vec<Row>,
}

impl Table {
    /// A table with columns of these widths.
    pub fn new(columns: impl Into<Vec<Um>>) -> Table {
        Table { columns: columns.into(), head: Vec::new(), body: Vec::new(), continued: Vec::new() }
    }

    /// The rows that are repeated on each page.
    pub fn head(mut self, head: impl IntoIterator<Item = Row>) -> Table {
        self.head = head.into_iter().collect();
        self
    }

    /// The rows.
    pub fn body(mut self, body: impl IntoIterator<Item = Row>) -> Table {
        self.body = body.into_iter().collect();
        self
    }

    /// For each section the row that stands below the head where a page begins inside the section.
    pub fn continued(mut self, continued: impl IntoIterator<Item = Row>) -> Table {
        self.continued = continued.into_iter().collect();
        self
    }

    /// Measures the table.
    ///
    /// # Errors
    /// [`FormError::MissingGlyph`].
    pub fn lay_out(self) -> Result<LaidTable, FormError> {
        let mut edges = vec![0];
        for width in &self.columns {
            edges.push(edges.last().copied().unwrap_or(0) + width);
        }
        Ok(LaidTable {
            head: lay_out_rows(self.head, &edges)?,
            body: lay_out_rows(self.body, &edges)?,
            width: edges.last().copied().unwrap_or(0),
            continued: lay_out_rows(self.continued, &edges)?,
        })
    }
}

/// A row of a table.
pub struct Row {
    cells: Vec<Cell>,
    least_height: Um,
    keep_with_next: bool,
    section: Option<usize>,
}

impl Row {
    /// A row with these cells; columns that a cell above covers are skipped.
    pub fn new(cells: impl IntoIterator<Item = Cell>) -> Row {
        Row { cells: cells.into_iter().collect(), least_height: 0, keep_with_next: false, section: None }
    }

    /// At least so high.
    pub fn height(mut self, least: Um) -> Row {
        self.least_height = least;
        self
    }

    /// Belongs to the section with this number.
    pub fn section(mut self, section: usize) -> Row {
        self.section = Some(section);
        self
    }

    /// Not the last row of a page: a group's heading, the row before a total.
    pub fn keep_with_next(mut self) -> Row {
        self.keep_with_next = true;
        self
    }
}

struct LaidRow {
    height: Um,
    cells: Vec<PlacedCell>,
    /// Whether no page break may stand below.
    joined: bool,
    section: Option<usize>,
    beginning: String,
}

struct PlacedCell {
    x: Um,
    width: Um,
    rows: usize,
    content: LaidCell,
}

fn lay_out_rows(rows: Vec<Row>, edges: &[Um]) -> Result<Vec<LaidRow>, FormError> {
    // For each column, how many further rows a cell from above still covers.
    let mut covered = vec![0_usize; edges.len() - 1];
    let mut laid: Vec<LaidRow> = Vec::with_capacity(rows.len());
    for row in rows {
        let beginning = row.cells.first().map(Cell::beginning).unwrap_or_default();
        let mut height = row.least_height;
        let mut cells = Vec::with_capacity(row.cells.len());
        let mut column = 0;
        for cell in row.cells {
            while covered.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let end = (column + cell.column_span()).min(edges.len() - 1);
            let width = edges[end] - edges[column];
            let rows = cell.row_span();
            let content = cell.lay_out(width)?;
            if rows == 1 {
                height = height.max(content.height());
            }
            covered[column..end].fill(rows);
            cells.push(PlacedCell { x: edges[column], width, rows, content });
            column = end;
        }
        for rows in &mut covered {
            *rows = rows.saturating_sub(1);
        }
        laid.push(LaidRow {
            height,
            cells,
            joined: row.keep_with_next || covered.iter().any(|rows| *rows > 0),
            section: row.section,
            beginning,
        });
    }
    stretch_spanned(&mut laid);
    Ok(laid)
}

/// Lets the last of the rows that a cell covers grow until the cell fits.
fn stretch_spanned(rows: &mut [LaidRow]) {
    for first in 0..rows.len() {
        for cell in 0..rows[first].cells.len() {
            let placed = &rows[first].cells[cell];
            let last = (first + placed.rows).min(rows.len()) - 1;
            let need = placed.content.height();
            let have: Um = rows[first..=last].iter().map(|row| row.height).sum();
            if need > have {
                rows[last].height += need - have;
            }
        }
    }
}

/// A measured table.
pub struct LaidTable {
    head: Vec<LaidRow>,
    body: Vec<LaidRow>,
    width: Um,
    continued: Vec<LaidRow>,
}

impl LaidTable {
    /// The height of the whole table with one head.
    pub fn height(&self) -> Um {
        self.head_height(0) + self.body.iter().map(|row| row.height).sum::<Um>()
    }

    /// The height of the head on a page whose rows begin with `first`.
    pub fn head_height(&self, first: usize) -> Um {
        self.head.iter().chain(self.repeated(first)).map(|row| row.height).sum()
    }

    /// The row that names the section again, where a page begins inside it.
    fn repeated(&self, first: usize) -> &[LaidRow] {
        match self.body.get(first).and_then(|row| row.section) {
            Some(section) => self.continued.get(section..=section).unwrap_or_default(),
            None => &[],
        }
    }

    /// How many rows from `first` on stay together, and how high they are.
    pub fn group(&self, first: usize) -> (usize, Um) {
        let rows = &self.body[first..];
        let count = rows.iter().position(|row| !row.joined).map_or(rows.len(), |last| last + 1);
        (count, rows[..count].iter().map(|row| row.height).sum())
    }

    /// How many rows the body has.
    pub fn rows(&self) -> usize {
        self.body.len()
    }

    /// How a row begins, for messages.
    pub fn beginning(&self, row: usize) -> String {
        self.body[row].beginning.clone()
    }

    /// Draws the head and the body's rows `range` at `x`, `y`; returns the height.
    pub fn draw(&self, range: std::ops::Range<usize>, x: Um, y: Um, items: &mut Vec<Item>) -> Um {
        let mut edges = Edges::default();
        let below_head = draw_rows(&self.head, x, y, items, &mut edges);
        let below_section = draw_rows(self.repeated(range.start), x, below_head, items, &mut edges);
        let bottom = draw_rows(&self.body[range], x, below_section, items, &mut edges);
        edges.rule(x, x + self.width, y, bottom, items);
        bottom - y
    }
}

fn draw_rows(rows: &[LaidRow], x: Um, y: Um, items: &mut Vec<Item>, edges: &mut Edges) -> Um {
    let mut top = y;
    for (index, row) in rows.iter().enumerate() {
        for cell in &row.cells {
            let last = (index + cell.rows).min(rows.len());
            let height = rows[index..last].iter().map(|row| row.height).sum();
            cell.content.draw(x + cell.x, top, cell.width, height, items);
            edges.add(x + cell.x, top, cell.width, height);
        }
        top += row.height;
    }
    top
}

/// The sides of all cells: shared sides are drawn once, sides in a row as one rule.
#[derive(Default)]
struct Edges {
    horizontal: BTreeMap<Um, Vec<(Um, Um)>>,
    vertical: BTreeMap<Um, Vec<(Um, Um)>>,
}

impl Edges {
    fn add(&mut self, x: Um, y: Um, width: Um, height: Um) {
        for side in [y, y + height] {
            self.horizontal.entry(side).or_default().push((x, x + width));
        }
        for side in [x, x + width] {
            self.vertical.entry(side).or_default().push((y, y + height));
        }
    }

    fn rule(self, left: Um, right: Um, top: Um, bottom: Um, items: &mut Vec<Item>) {
        let half = FRAME / 2;
        let mut rule = |from, to, weight| {
            items.push(Item::Rule { from, to, weight });
        };
        for (y, sides) in self.horizontal {
            let outer = y == top || y == bottom;
            for (from, to) in merged(sides) {
                if outer {
                    rule((from - half, y), (to + half, y), FRAME);
                } else {
                    rule((from, y), (to, y), INNER);
                }
            }
        }
        for (x, sides) in self.vertical {
            let outer = x == left || x == right;
            for (from, to) in merged(sides) {
                rule((x, from), (x, to), if outer { FRAME } else { INNER });
            }
        }
    }
}

/// Joins stretches that overlap or touch.
fn merged(mut stretches: Vec<(Um, Um)>) -> Vec<(Um, Um)> {
    stretches.sort_unstable();
    let mut joined: Vec<(Um, Um)> = Vec::new();
    for (from, to) in stretches {
        match joined.last_mut() {
            Some((_, end)) if from <= *end => *end = to.max(*end),
            _ => joined.push((from, to)),
        }
    }
    joined
}
