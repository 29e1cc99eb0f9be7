//! Lengths on paper, in whole micrometres, and font sizes, in tenths of a point.
//!
//! Invariant: layout computes in integers only, so that a page is the same on every machine.

/// A length or a position on paper in micrometres. Positions count from the top left corner of the page.
pub type Um = i64;

/// Whole millimetres.
pub const fn mm(millimetres: i64) -> Um {
    millimetres * 1000
}

/// A font size in tenths of a point (1 pt = 1/72 inch).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FontSize(pub i64);

impl FontSize {
    /// 小二: titles of forms on A4.
    pub const TITLE: FontSize = FontSize(180);
    /// 三号: titles on A5.
    pub const SMALL_TITLE: FontSize = FontSize(160);
    /// 小四: letters on A4, amounts that matter.
    pub const LETTER: FontSize = FontSize(120);
    /// 五号: what is filled in.
    pub const BODY: FontSize = FontSize(105);
    /// 小五: long tables.
    pub const TABLE: FontSize = FontSize(90);
    /// 六号 and a bit: notes, page furniture.
    pub const NOTE: FontSize = FontSize(80);

    /// The length of `thousandths` of an em at this size.
    pub const fn em(self, thousandths: i64) -> Um {
        // 1 pt = 25,400 / 72 µm; the size counts tenths of a point, `thousandths` parts of the em.
        self.0 * thousandths * 254 / 7_200
    }
}
