//! Layout: blocks of text and tables flow onto pages; then the furniture is drawn, when the number of pages is known.

mod cell;
mod furniture;
mod pager;
mod paper;
mod paragraph;
mod table;

pub use cell::{Cell, Vertical};
pub use furniture::{Sheet, lay_out};
pub use pager::Block;
pub use paper::Paper;
pub use paragraph::{Align, Paragraph};
pub use table::{Row, Table};
