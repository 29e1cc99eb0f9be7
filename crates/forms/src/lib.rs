//! The printed forms of the office, as PDF files.
//!
//! A form is one file of this crate: it turns plain input into blocks; `layout` makes pages of them (a display list in
//! micrometres), `pdf` writes the pages. Nothing here reads a clock, a file or the network: the same input gives the
//! same bytes, on the server and on a desktop without connection.
//!
//! Invariant: what stands on the paper is what the input says, or the form is refused. No character is replaced, no
//! figure is cut off, no total is taken over that does not add up.

mod allocation_register;
mod display;
mod error;
mod layout;
mod length;
mod mark;
mod parts;
mod pdf;
mod qr;
pub mod sheet;
mod shortfall_notice;
mod signature_table;
mod task_sheet;
mod text;
mod wording;

pub use allocation_register::{
    AllocationRegisterForm, ExcludedUnit, RegisterBuilding, RegisterRow, allocation_register,
};
pub use error::FormError;
pub use mark::{Issue, PrintMark};
pub use shortfall_notice::{
    NoticePaper, NoticePayment, ShortfallNoticeForm, shortfall_notice, shortfall_notices,
};
pub use signature_table::{
    Choice, HeadsAndArea, SignatureBuilding, SignatureRow, SignatureTableForm, VoteTally, signature_table,
};
pub use task_sheet::{Opinion, Payee, RepairKind, TaskSheetForm, task_sheet};

#[cfg(test)]
extern crate self as anju_forms;
#[cfg(test)]
mod page_tests;
#[cfg(test)]
#[path = "../examples/samples/data.rs"]
mod sample_data;

/// A form, ready for the printer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The PDF file.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: u32,
}

impl Printed {
    /// Writes laid out pages as a file that is called `title`.
    fn from_pages(
        pages: &[display::Page],
        title: &str,
        date: chrono::NaiveDate,
    ) -> Result<Printed, FormError> {
        Ok(Printed {
            pdf: pdf::write(pages, title, date)?,
            pages: u32::try_from(pages.len()).unwrap_or(u32::MAX),
        })
    }
}
