//! What the guards have to know of a sheet. Whoever asks fills it in: the server from its tables, the desk from its cache.

use chrono::NaiveDate;
use uuid::Uuid;

use super::moves::Duty;
use crate::money::Fen;
use crate::withdrawal::emergency::EmergencyPaper;
use crate::withdrawal::settlement::Settlement;
use crate::withdrawal::vote::Lacking;

/// Whether the sheet goes through review and release for the first time or for a supplement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Round {
    /// The amount asked for.
    #[default]
    First,
    /// An overrun on a sheet that was paid.
    Supplement,
}

/// A duty that somebody exercised on the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    /// The duty.
    pub duty: Duty,
    /// The user.
    pub user: Uuid,
}

/// On what the use of the fund rests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Approval {
    /// A planned repair: the owners' vote.
    Vote {
        /// Whether the signed sheet of this version is uploaded.
        signed_sheet: bool,
        /// What is missing for the vote to pass.
        lacking: Vec<Lacking>,
    },
    /// An emergency: its papers.
    Emergency {
        /// Those not yet uploaded.
        papers_missing: Vec<EmergencyPaper>,
    },
}

/// The last payment instruction of the round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Instruction {
    /// There is none.
    #[default]
    None,
    /// Sent or about to be; the bank has not answered, which is not a failure.
    Running,
    /// The bank refused it.
    Failed,
    /// The bank carried it out.
    Paid,
}

/// How the bank contradicts what it said of the last instruction before. No money moves on such a word alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Contradiction {
    /// It reported a failure, and then a payment.
    PaidAfterFailed,
    /// It reported a payment, and then that it did not stand.
    FailedAfterPaid,
}

/// The entered settlement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettlementFacts {
    /// What the actual cost means.
    pub settlement: Settlement,
    /// Whether the contractor's final account is uploaded.
    pub papers: bool,
}

/// What the guards have to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// First round or supplement.
    pub round: Round,
    /// Who did what so far.
    pub done: Vec<Done>,
    /// Today in Asia/Shanghai.
    pub today: NaiveDate,

    /// Whether the company is linked to the community today.
    pub community_linked: bool,
    /// Fields that are not valid yet.
    pub invalid_fields: usize,
    /// Ticked buildings none of whose units is saved.
    pub ticked_buildings_without_units: usize,
    /// Units of ticked buildings that are left out without a reason to print.
    pub left_out_without_reason: usize,
    /// Units that take part.
    pub units: usize,

    /// The vote or the emergency papers.
    pub approval: Approval,
    /// Objections not yet decided.
    pub open_objections: usize,
    /// Those of them that the company has answered, so that they can be decided.
    pub answered_objections: usize,
    /// The last day of the publicity period; `None` while the office has set none.
    pub publicity_until: Option<NaiveDate>,

    /// Whether the reviewer has checked payee and papers.
    pub payee_and_papers_checked: bool,
    /// Σ pays: what would be released.
    pub pays: Fen,
    /// What the sheet holds of the units' balances.
    pub held: Fen,
    /// Σ shortfall: what has not been paid in.
    pub shortfall: Fen,
    /// The parameter release_with_shortfall.
    pub release_with_shortfall: bool,

    /// The last payment instruction of this round.
    pub instruction: Instruction,
    /// Whether the bank says that it never had that instruction.
    pub bank_never_had_it: bool,
    /// How the bank contradicts itself about that instruction; `None` once a person has decided.
    pub contradiction: Option<Contradiction>,
    /// What stands in the sheet's clearing account.
    pub clearing: Fen,
    /// A corrected payee that nobody has decided on.
    pub payee_correction_pending: bool,

    /// The entered settlement.
    pub settlement: Option<SettlementFacts>,
}
