//! What every form carries besides its own content: where it stands, and how often and where it was printed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The marks of one print. The same form with the same marks gives the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintMark {
    /// Whether the server has accepted what the form shows.
    pub issue: Issue,
    /// The organisation in whose name the form is printed.
    pub organisation: String,
    /// The date of the print, Asia/Shanghai.
    pub printed_on: NaiveDate,
    /// Which print this is at this workstation, from 1. Never a guessed total over all workstations. A draft is not
    /// counted and does not say it.
    pub print_count: u32,
    /// The workstation's code.
    pub workstation: String,
    /// Whether the form was asked for again (补打): it then carries the mark.
    pub reprint: bool,
}

/// Where the form's content stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Issue {
    /// Not accepted: 草稿—未提交 stands across each page; no number, no QR code, no check code.
    Draft,
    /// Accepted by the server, which gave these three.
    Accepted {
        /// The form's number.
        number: String,
        /// The short check code that stands below the QR code and on each page.
        check_code: String,
        /// The address that the QR code holds; opens the server's answer whether the form is genuine.
        verification_url: String,
    },
}
