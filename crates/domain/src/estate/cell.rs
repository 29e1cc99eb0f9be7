//! One cell of a unit table, as the reader of the file found it.

/// A cell, before anything is read from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing, or nothing but spaces.
    Empty,
    /// Text as it was typed.
    Text(String),
    /// A number, written plainly with the 15 significant digits that a spreadsheet shows: `98.99`, `101`.
    Number(String),
    /// A formula, whatever it once computed.
    Formula,
    /// TRUE or FALSE.
    Boolean,
    /// A date or a time.
    Date,
    /// `#REF!`, `#N/A` and the like.
    Error,
}

impl Cell {
    /// The cell of a text; only spaces count as nothing.
    pub fn text(text: &str) -> Cell {
        if text.trim().is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
    }

    /// Nothing is in it.
    pub fn is_empty(&self) -> bool {
        *self == Cell::Empty
    }

    /// What a person sees in it, where that is text or a number.
    pub fn shown(&self) -> &str {
        match self {
            Cell::Text(text) | Cell::Number(text) => text,
            Cell::Empty | Cell::Formula | Cell::Boolean | Cell::Date | Cell::Error => "",
        }
    }
}
