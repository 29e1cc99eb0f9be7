//! Printing forms, and the records of prints (source 4 §4.2.1 ⑪–⑭, §6).

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The paper of notices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NoticeFormat {
    /// A4
    #[default]
    A4,
    /// A5
    A5,
}

/// Makes a form of a sheet, to be looked at and printed. Counts nothing.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RenderFormRequest {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The form's code.
    pub form: String,
    /// The paper of notices; other forms have one of their own.
    #[serde(default)]
    pub paper: NoticeFormat,
    /// The form is asked for again (补打) and carries the mark.
    #[serde(default)]
    pub reprint: bool,
    /// Where it is printed. A desk that asks the server says it; a browser has no workstation.
    #[serde(default)]
    pub place: Option<PrintPlace>,
}

/// Which print this is, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PrintPlace {
    /// The workstation's code.
    pub workstation: String,
    /// Which print of this form this is at this workstation, from 1.
    pub print_count: u32,
}

/// A form, ready for the printer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RenderFormResponse {
    /// The PDF file, base64.
    pub pdf_base64: String,
    /// How many pages it has.
    pub pages: u32,
    /// The name under which it is saved; nobody's name stands in it.
    pub file_name: String,
    /// The sheet is not accepted: 草稿—未提交 stands across the pages, and prints are not counted.
    pub draft: bool,
    /// What stands on the paper about where and how often it was printed.
    pub place: PrintPlace,
    /// It carries the mark 补打.
    pub reprint: bool,
    /// The payee's account is masked, because this desk made the form without the server.
    pub account_masked: bool,
}

/// Notes that a form was printed. Made at the desk that printed it, also without the server.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RecordPrintRequest {
    /// The print; made by whoever printed.
    pub print_id: Uuid,
    /// The sheet.
    pub sheet_id: Uuid,
    /// The form's code.
    pub form: String,
    /// What stands on the paper.
    pub place: PrintPlace,
    /// It carries the mark 补打.
    pub reprint: bool,
    /// Printed or saved as a file.
    pub way: PrintWay,
    /// When, by the desk's clock.
    pub printed_at: DateTime<Utc>,
}

/// Where a form went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PrintWay {
    /// To a printer.
    Printer,
    /// Into a file.
    File,
}

impl PrintWay {
    /// The code under which it is stored.
    pub fn code(self) -> &'static str {
        match self {
            PrintWay::Printer => "printer",
            PrintWay::File => "file",
        }
    }
}

/// The print is on record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RecordPrintResponse {
    /// The print.
    pub print_id: Uuid,
    /// When the server took it; the desk's time until then.
    pub recorded_at: DateTime<Utc>,
}

/// Asks for forms that were printed before, the latest first (补打).
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct ListPrintsRequest {
    /// Part of the sheet's number; empty for all.
    #[serde(default)]
    pub number: String,
    /// The form's code; empty for all.
    #[serde(default)]
    pub form: String,
    /// The first day of the period.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// The last day of the period.
    #[serde(default)]
    pub to: Option<NaiveDate>,
}

/// Forms that were printed before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ListPrintsResponse {
    /// The forms, the latest print first.
    pub forms: Vec<PrintedForm>,
    /// There are more in the period.
    pub more: bool,
}

/// A form that was printed before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PrintedForm {
    /// The sheet.
    pub sheet_id: Uuid,
    /// 流水号: the sheet's number.
    pub number: String,
    /// The form's code.
    pub form: String,
    /// What the form is called.
    pub form_label: String,
    /// The community.
    pub community_name: String,
    /// 维修项目
    pub project: String,
    /// How many prints are on record, over all workstations.
    pub prints: i64,
    /// When it was printed last.
    pub last_at: DateTime<Utc>,
    /// At which workstation.
    pub last_workstation: String,
    /// By whom.
    pub last_by_name: String,
}

/// Asks whether a printed form is genuine.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct VerifyFormRequest {
    /// The number on the form.
    pub number: String,
    /// The check code on the form.
    pub check_code: String,
}

/// Whether a printed form is genuine. Nothing of a person is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VerifyFormResponse {
    /// Number and code belong together.
    pub genuine: bool,
    /// What was checked; `None` if it is not genuine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<GenuinePaper>,
}

/// A paper that is genuine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GenuinePaper {
    /// Its number.
    pub number: String,
    /// What it is called.
    pub label: String,
    /// The district in which it was accepted.
    pub district_name: String,
    /// The day on which it was accepted.
    pub accepted_on: NaiveDate,
    /// The sheet has ended without effect: returned or withdrawn.
    pub void: bool,
}
