//! Paper sizes with the margins that forms use.

use crate::length::{Um, mm};

/// A sheet of paper and its margins. The left margin is the wider one: forms are bound on the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Width.
    pub width: Um,
    /// Height.
    pub height: Um,
    /// Left margin, for binding.
    pub left: Um,
    /// Right margin.
    pub right: Um,
    /// Upper margin.
    pub top: Um,
    /// Lower margin; the foot stands in it.
    pub bottom: Um,
}

impl Paper {
    /// A4 upright.
    pub const A4: Paper =
        Paper { width: mm(210), height: mm(297), left: mm(25), right: mm(15), top: mm(12), bottom: mm(20) };
    /// A4 lying, for wide tables.
    pub const A4_LANDSCAPE: Paper =
        Paper { width: mm(297), height: mm(210), left: mm(20), right: mm(12), top: mm(12), bottom: mm(18) };
    /// A5 upright, for notices.
    pub const A5: Paper =
        Paper { width: mm(148), height: mm(210), left: mm(18), right: mm(10), top: mm(9), bottom: mm(15) };

    /// The width between the margins.
    pub const fn text_width(&self) -> Um {
        self.width - self.left - self.right
    }
}
