//! The flow of blocks onto pages.

use crate::{
    display::Item,
    error::FormError,
    layout::{
        paragraph::{LaidLine, Paragraph},
        table::{LaidTable, Table},
    },
    length::Um,
};

/// What flows down the pages of a form.
pub enum Block {
    /// Paragraphs; a page break may stand between lines.
    Text(Vec<Paragraph>),
    /// A table; a page break may stand between rows, and its head is repeated.
    Table(Table),
    /// White space; none at the top of a page.
    Space(Um),
    /// Blocks that a page break never separates: opinions and seals, signatures.
    Together(Vec<Block>),
    /// A table and what closes it. The closing blocks stay together, and the table's last rows with them: a seal on
    /// a page of its own vouches for nothing.
    Closed(Table, Vec<Block>),
}

/// The room for the flow on each page.
#[derive(Clone, Copy)]
pub struct Room {
    /// The left end.
    pub left: Um,
    /// The width.
    pub width: Um,
    /// The upper end on the first page, below the title.
    pub first_top: Um,
    /// The upper end on the further pages, below the running head.
    pub next_top: Um,
    /// The lower end.
    pub bottom: Um,
}

enum Laid {
    Text(Vec<LaidLine>),
    Table(LaidTable),
    Space(Um),
    Together(Vec<Laid>),
    Closed(LaidTable, Vec<Laid>),
}

impl Laid {
    fn height(&self) -> Um {
        match self {
            Laid::Text(lines) => lines.iter().map(|line| line.height).sum(),
            Laid::Table(table) => table.height(),
            Laid::Space(height) => *height,
            Laid::Together(blocks) => height_of(blocks),
            Laid::Closed(table, closing) => table.height() + height_of(closing),
        }
    }
}

fn height_of(blocks: &[Laid]) -> Um {
    blocks.iter().map(Laid::height).sum()
}

/// Lets `blocks` flow into `room` and returns what stands on each page.
///
/// # Errors
/// [`FormError::MissingGlyph`], [`FormError::RowTooTall`].
pub fn flow(blocks: Vec<Block>, room: Room) -> Result<Vec<Vec<Item>>, FormError> {
    let laid = lay_out(blocks, room.width)?;
    let mut pager = Pager { room, pages: vec![Vec::new()], y: room.first_top };
    for block in &laid {
        pager.place(block)?;
    }
    Ok(pager.pages)
}

fn lay_out(blocks: Vec<Block>, width: Um) -> Result<Vec<Laid>, FormError> {
    blocks
        .into_iter()
        .map(|block| {
            Ok(match block {
                Block::Text(paragraphs) => {
                    let mut lines = Vec::new();
                    for paragraph in paragraphs {
                        lines.extend(paragraph.lay_out(width)?);
                    }
                    Laid::Text(lines)
                }
                Block::Table(table) => Laid::Table(table.lay_out()?),
                Block::Space(height) => Laid::Space(height),
                Block::Together(blocks) => Laid::Together(lay_out(blocks, width)?),
                Block::Closed(table, closing) => Laid::Closed(table.lay_out()?, lay_out(closing, width)?),
            })
        })
        .collect()
}

struct Pager {
    room: Room,
    pages: Vec<Vec<Item>>,
    y: Um,
}

impl Pager {
    fn place(&mut self, block: &Laid) -> Result<(), FormError> {
        match block {
            Laid::Space(height) if !self.at_top() => self.y += height,
            Laid::Space(_) => {}
            Laid::Text(lines) => self.place_lines(lines),
            Laid::Table(table) => self.place_table(table, 0)?,
            Laid::Together(blocks) => self.place_together(blocks)?,
            Laid::Closed(table, closing) => {
                self.place_table(table, height_of(closing))?;
                self.place_together(closing)?;
            }
        }
        Ok(())
    }

    fn place_lines(&mut self, lines: &[LaidLine]) {
        for line in lines {
            if !self.fits(line.height) {
                self.next_page();
            }
            let (left, width, y) = (self.room.left, self.room.width, self.y);
            line.draw(left, y, width, self.items());
            self.y += line.height;
        }
    }

    fn place_together(&mut self, blocks: &[Laid]) -> Result<(), FormError> {
        if !self.fits(height_of(blocks)) && !self.at_top() {
            self.next_page();
        }
        blocks.iter().try_for_each(|block| self.place(block))
    }

    /// Places a table whose last rows want `closing` of room below them on their page.
    fn place_table(&mut self, table: &LaidTable, closing: Um) -> Result<(), FormError> {
        let mut first = 0;
        while first < table.rows() {
            let (end, height) = self.rows_that_fit(table, first, closing);
            if end > first {
                let (left, y) = (self.room.left, self.y);
                table.draw(first..end, left, y, self.items());
                self.y += height;
                first = end;
            } else if self.at_top() && self.pages.len() > 1 {
                return Err(FormError::RowTooTall { text: table.beginning(first) });
            }
            if first < table.rows() {
                self.next_page();
            }
        }
        Ok(())
    }

    /// The end of the rows from `first` on that fit below the head on this page, and their height with the head. The
    /// last rows only fit with `closing` below them, except where even an empty page has no room for both.
    fn rows_that_fit(&self, table: &LaidTable, first: usize, closing: Um) -> (usize, Um) {
        let mut end = first;
        let mut height = table.head_height(first);
        while end < table.rows() {
            let (count, more) = table.group(end);
            let last = end + count == table.rows();
            let alone = end == first && self.at_top();
            let below = if last && !alone { closing } else { 0 };
            if !self.fits(height + more + below) {
                break;
            }
            end += count;
            height += more;
        }
        (end, height)
    }

    fn fits(&self, height: Um) -> bool {
        self.y + height <= self.room.bottom
    }

    fn at_top(&self) -> bool {
        self.pages.last().is_some_and(Vec::is_empty)
    }

    fn next_page(&mut self) {
        self.pages.push(Vec::new());
        self.y = self.room.next_top;
    }

    fn items(&mut self) -> &mut Vec<Item> {
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }
}
