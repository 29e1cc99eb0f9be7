//! The life of a task sheet, defined once (spec «States»): states, moves, who may make them and what is missing.
//!
//! Invariant: the server refuses every move that [`check`] refuses, and the desk and the halls show exactly the moves
//! that [`allowed_moves`] names, with the same reasons.

mod facts;
mod guards;
mod missing;
mod moves;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::parameter::Parameter;
use crate::permission::Permission;

pub use facts::{Approval, Contradiction, Done, Facts, Instruction, Round, SettlementFacts};
pub use missing::Missing;
pub use moves::{Duty, Move};

/// Where a task sheet stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 草稿
    Draft,
    /// 已提交: holds are placed, signatures are collected.
    Submitted,
    /// 建委审核
    BureauReview,
    /// 管理部复核
    DepartmentReview,
    /// 待拨付
    Payable,
    /// 拨付中
    Paying,
    /// 已拨付
    Paid,
    /// 付款失败: the money stays in the sheet's clearing account.
    PaymentFailed,
    /// 已结算
    Settled,
    /// 退回: final; 修改 opens a linked new draft.
    Returned,
    /// 撤销: final; 修改 opens a linked new draft.
    Cancelled,
}

impl State {
    /// Every state.
    pub const ALL: [State; 11] = [
        State::Draft,
        State::Submitted,
        State::BureauReview,
        State::DepartmentReview,
        State::Payable,
        State::Paying,
        State::Paid,
        State::PaymentFailed,
        State::Settled,
        State::Returned,
        State::Cancelled,
    ];

    /// The code under which the state is stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Submitted => "submitted",
            State::BureauReview => "bureau_review",
            State::DepartmentReview => "department_review",
            State::Payable => "payable",
            State::Paying => "paying",
            State::Paid => "paid",
            State::PaymentFailed => "payment_failed",
            State::Settled => "settled",
            State::Returned => "returned",
            State::Cancelled => "cancelled",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The words on screens and forms.
    pub fn label(self) -> &'static str {
        match self {
            State::Draft => "草稿",
            State::Submitted => "已提交",
            State::BureauReview => "建委审核",
            State::DepartmentReview => "管理部复核",
            State::Payable => "待拨付",
            State::Paying => "拨付中",
            State::Paid => "已拨付",
            State::PaymentFailed => "付款失败",
            State::Settled => "已结算",
            State::Returned => "退回",
            State::Cancelled => "撤销",
        }
    }

    /// Whether the case has ended.
    pub fn is_final(self) -> bool {
        matches!(self, State::Settled | State::Returned | State::Cancelled)
    }

    /// Whether the sheet holds parts of the units' balances while in this state.
    pub fn holds_money(self) -> bool {
        match self {
            State::Submitted | State::BureauReview | State::DepartmentReview | State::Payable => true,
            State::Draft
            | State::Paying
            | State::Paid
            | State::PaymentFailed
            | State::Settled
            | State::Returned
            | State::Cancelled => false,
        }
    }

    /// Whom the sheet awaits in this state: holders of any of these permissions. Nobody once it has ended, and of a
    /// draft nobody but who writes it.
    pub fn awaits(self) -> &'static [Permission] {
        use Permission as P;
        match self {
            State::Submitted => &[P::WithdrawalPrepare, P::WithdrawalReceive],
            State::BureauReview => &[P::WithdrawalBureauReview],
            State::DepartmentReview => &[P::WithdrawalDepartmentReview],
            State::Payable | State::Paying => &[P::WithdrawalRelease],
            State::PaymentFailed => {
                &[P::WithdrawalPrepare, P::WithdrawalDepartmentReview, P::WithdrawalRelease]
            }
            State::Paid => &[P::WithdrawalPrepare, P::WithdrawalDepartmentReview],
            State::Draft | State::Settled | State::Returned | State::Cancelled => &[],
        }
    }

    /// The parameter that says how long a sheet may stay in this state; `None` where no rule limits it.
    pub fn deadline(self) -> Option<Parameter> {
        match self {
            State::Submitted => Some(Parameter::PaperSubmissionDue),
            State::Draft
            | State::BureauReview
            | State::DepartmentReview
            | State::Payable
            | State::Paying
            | State::Paid
            | State::PaymentFailed
            | State::Settled
            | State::Returned
            | State::Cancelled => None,
        }
    }
}

/// Who wants to move a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor<'a> {
    /// A signed-in person.
    Person {
        /// The user.
        user: Uuid,
        /// What the user's roles carry.
        permissions: &'a [Permission],
        /// Whether the sheet lies within the data scope of the user's organisation.
        in_scope: bool,
    },
    /// The server itself, on the word of the bank.
    Bank,
}

/// What the vote or the emergency papers lack for 送审, whoever presses it.
pub fn missing_for_review(approval: &Approval) -> Vec<Missing> {
    guards::of_approval(approval)
}

/// The moves that exist from a state for this kind of actor, each with where it leads or what is missing for it.
pub fn allowed_moves(
    state: State,
    facts: &Facts,
    actor: Actor<'_>,
) -> Vec<(Move, Result<State, Vec<Missing>>)> {
    let from_bank = matches!(actor, Actor::Bank);
    Move::ALL
        .into_iter()
        .filter(|chosen| chosen.is_from_bank() == from_bank && chosen.target(state, facts.round).is_some())
        .map(|chosen| (chosen, check(state, chosen, facts, actor)))
        .collect()
}

/// Where a move leads.
///
/// # Errors
/// Everything that is missing for it: never only the first reason.
pub fn check(state: State, chosen: Move, facts: &Facts, actor: Actor<'_>) -> Result<State, Vec<Missing>> {
    let Some(target) = chosen.target(state, facts.round) else {
        return Err(vec![Missing::OtherState { state, chosen }]);
    };
    let mut missing = guards::of_actor(chosen, facts, actor);
    missing.extend(guards::of_facts(chosen, facts));
    if missing.is_empty() { Ok(target) } else { Err(missing) }
}
