//! The forms of one task sheet, made from what the contract carries of it: by the server for browsers, by a desk from
//! what it keeps. Both call [`PaperSheet::print`], so that both give the same paper.

mod accepted;
mod drafted;
mod papers;

pub use accepted::accepted;
pub use drafted::{DraftSheet, drafted};

use anju_contract::form::{NoticeFormat, PrintPlace, RenderFormResponse};
use anju_contract::withdrawal::Draft;
use anju_domain::area::AreaDm2;
use anju_domain::form::{FormKind, NoSuchForm, PrintFacts};
use anju_domain::money::Fen;
use anju_domain::withdrawal::allocation::Basis;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use chrono::NaiveDate;
use std::collections::HashMap;
use uuid::Uuid;

use crate::allocation_register::{ExcludedUnit, RegisterRow};
use crate::error::FormError;
use crate::mark::Issue;
use crate::signature_table::HeadsAndArea;
use crate::task_sheet::{Opinion, Payee, RepairKind};

/// A task sheet with everything that its forms say.
#[derive(Clone, Debug)]
pub struct PaperSheet {
    /// Number, check code and address of an accepted sheet.
    issue: Issue,
    company: String,
    community: String,
    district: String,
    text: Draft,
    kind: Option<RepairKind>,
    basis: Basis,
    amount: Fen,
    payee: Payee,
    area: AreaDm2,
    units: Vec<PaperUnit>,
    /// The selling organisations that bear a part.
    selling: Vec<RegisterRow>,
    left_out: Vec<ExcludedUnit>,
    applied_on: NaiveDate,
    sheet_version: u32,
    electorate: Option<HeadsAndArea>,
    vote_rule: String,
    publicity: Option<(NaiveDate, NaiveDate)>,
    pay_by: Option<NaiveDate>,
    notices: HashMap<Uuid, Issue>,
    bureau_opinion: Option<Opinion>,
    department_opinion: Option<Opinion>,
}

/// A unit that takes part.
#[derive(Clone, Debug)]
struct PaperUnit {
    id: Uuid,
    building: String,
    entrance: String,
    floor: String,
    room: String,
    owner: String,
    area: AreaDm2,
    share: Fen,
    available: Fen,
    pays: Fen,
    shortfall: Fen,
    principal: Fen,
    interest: Fen,
}

/// The marks of one print.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// The organisation in whose name it is printed.
    pub organisation: String,
    /// The day, Asia/Shanghai.
    pub printed_on: NaiveDate,
    /// Where, and which print it is there.
    pub place: PrintPlace,
    /// It is asked for again.
    pub reprint: bool,
    /// The paper of notices.
    pub paper: NoticeFormat,
}

/// Why a form of a sheet is not printed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetFormError {
    /// The sheet does not have this form.
    #[error(transparent)]
    NoSuchForm(#[from] NoSuchForm),
    /// The form cannot be made.
    #[error(transparent)]
    Form(#[from] FormError),
}

impl SheetFormError {
    /// The code that programs switch on.
    pub fn code(&self) -> &'static str {
        match self {
            SheetFormError::NoSuchForm(error) => error.code(),
            SheetFormError::Form(error) => error.code(),
        }
    }
}

impl PaperSheet {
    /// Puts the payee's account on the paper in full, where the reader's role prints it.
    #[must_use]
    pub fn with_account(mut self, account: String) -> PaperSheet {
        self.payee.account = account;
        self
    }

    /// Prints a form.
    ///
    /// # Errors
    /// [`SheetFormError`].
    pub fn print(&self, kind: FormKind, stamp: &Stamp) -> Result<RenderFormResponse, SheetFormError> {
        kind.check(PrintFacts {
            accepted: self.issue != Issue::Draft,
            voted_on: self.kind != Some(RepairKind::Emergency),
            has_shortfall: self.units.iter().any(|unit| unit.shortfall > Fen::ZERO),
        })?;
        let printed = match kind {
            FormKind::TaskSheet => self.task_sheet(stamp),
            FormKind::SignatureTable => self.signature_table(stamp),
            FormKind::ShortfallNotices => self.shortfall_notices(stamp),
            FormKind::AllocationRegister => self.allocation_register(stamp),
        }?;
        let number = match &self.issue {
            Issue::Draft => "草稿",
            Issue::Accepted { number, .. } => number,
        };
        Ok(RenderFormResponse {
            pdf_base64: BASE64.encode(&printed.pdf),
            pages: printed.pages,
            file_name: format!("{}-{number}.pdf", kind.label()),
            draft: self.issue == Issue::Draft,
            place: stamp.place.clone(),
            reprint: stamp.reprint,
            account_masked: kind == FormKind::TaskSheet && self.payee.account.contains('*'),
        })
    }
}
