//! The display list: what stands where on each page, in micrometres from the top left corner.
//!
//! Layout writes it, a back end draws it. It knows nothing of PDF.

use crate::{
    length::{FontSize, Um},
    text::Face,
};

/// One page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Width of the paper.
    pub width: Um,
    /// Height of the paper.
    pub height: Um,
    /// What is drawn. Back ends draw fills first, then rules, then text, each in this order.
    pub items: Vec<Item>,
}

/// One thing on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A straight line, horizontal or vertical except in check marks.
    Rule {
        /// Where it begins: x, y.
        from: (Um, Um),
        /// Where it ends: x, y.
        to: (Um, Um),
        /// Its thickness.
        weight: Um,
    },
    /// The outline of a rectangle.
    Outline {
        /// The rectangle.
        rectangle: Rectangle,
        /// The thickness of its sides.
        weight: Um,
    },
    /// Characters of one face.
    Text {
        /// The left end of the baseline: x, y.
        at: (Um, Um),
        /// The face; it has a glyph for every character.
        face: Face,
        /// The size.
        size: FontSize,
        /// What is added behind each character, to justify a line.
        spacing: Um,
        /// Per cent of black.
        ink: u8,
        /// The characters.
        text: String,
    },
    /// A watermark below everything else, rising along the page's diagonal.
    Watermark {
        /// The left end of the baseline: x, y.
        at: (Um, Um),
        /// Cosine and sine of the angle, in thousandths.
        direction: (i64, i64),
        /// The face; it has a glyph for every character.
        face: Face,
        /// The size.
        size: FontSize,
        /// Per cent of black.
        ink: u8,
        /// The characters.
        text: String,
    },
    /// Black rectangles that are filled as one shape (the dark modules of a QR code).
    Modules {
        /// The rectangles.
        rectangles: Vec<Rectangle>,
    },
}

/// A rectangle with its sides along the page's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rectangle {
    /// Left side.
    pub x: Um,
    /// Upper side.
    pub y: Um,
    /// Width.
    pub width: Um,
    /// Height.
    pub height: Um,
}
