//! What becomes of money that arrives under a sheet's number (spec «Ledger», incoming money).
//!
//! Invariant: by itself only the exact amount that is owed is credited, while the sheet still waits for it. Everything
//! else goes to suspense with the reason, and a person matches or returns it.

use thiserror::Error;

use super::state::State;
use crate::money::Fen;

/// What a sheet waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// 欠款: a unit's shortfall, above zero.
    Shortfall(Fen),
    /// 结余: what the contractor has to give back, above zero.
    Remainder(Fen),
    /// Nothing, because of the state that it is in.
    Nothing(State),
}

/// Why money could not be credited by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SuspenseReason {
    /// No number, or several, stand in the remark.
    #[error("附言中没有可识别的业务流水号，不知道是谁的款项。请向付款人核实后匹配或退回。")]
    NoNumber,
    /// No sheet of the district, or no line of it, has this number.
    #[error("附言中的业务流水号在本区县没有对应的任务单或分户。请核对流水号后匹配或退回。")]
    UnknownNumber,
    /// The sheet does not wait for money any more.
    #[error("任务单当前为“{}”，不再接收该款项。请与付款人联系后退回，或匹配到其他任务单。", .state.label())]
    Late {
        /// Where it stands.
        state: State,
    },
    /// The unit owes nothing.
    #[error("该分户没有欠款，款项可能重复交存。请与付款人核实后退回。")]
    NothingOwed,
    /// Another amount than is owed.
    #[error("到账金额与应交的 {} 元不一致。请核对后按实匹配，或退回付款人。", .expected.grouped())]
    OtherAmount {
        /// What is owed.
        expected: Fen,
    },
}

impl SuspenseReason {
    /// The stable code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            SuspenseReason::NoNumber => "ledger.incoming.no_number",
            SuspenseReason::UnknownNumber => "ledger.incoming.unknown_number",
            SuspenseReason::Late { .. } => "ledger.incoming.late",
            SuspenseReason::NothingOwed => "ledger.incoming.nothing_owed",
            SuspenseReason::OtherAmount { .. } => "ledger.incoming.other_amount",
        }
    }
}

/// Whether money is credited by itself.
///
/// # Errors
/// [`SuspenseReason`] says why it goes to suspense.
pub fn place(amount: Fen, awaited: Awaited) -> Result<(), SuspenseReason> {
    match awaited {
        Awaited::Shortfall(expected) | Awaited::Remainder(expected) => {
            if amount == expected {
                Ok(())
            } else {
                Err(SuspenseReason::OtherAmount { expected })
            }
        }
        Awaited::Nothing(state) if takes_shortfalls(state) => Err(SuspenseReason::NothingOwed),
        Awaited::Nothing(state) => Err(SuspenseReason::Late { state }),
    }
}

/// How much of what waits in suspense a person may match by hand: never more than is owed.
///
/// # Errors
/// [`SuspenseReason`] says why nothing can be matched.
pub fn matchable(rest: Fen, awaited: Awaited) -> Result<Fen, SuspenseReason> {
    match awaited {
        Awaited::Shortfall(expected) | Awaited::Remainder(expected) => Ok(rest.min(expected)),
        Awaited::Nothing(state) if takes_shortfalls(state) => Err(SuspenseReason::NothingOwed),
        Awaited::Nothing(state) => Err(SuspenseReason::Late { state }),
    }
}

/// Whether a shortfall that is paid in still raises what the sheet draws: until the department has approved.
pub fn takes_shortfalls(state: State) -> bool {
    match state {
        State::Submitted | State::BureauReview | State::DepartmentReview => true,
        State::Draft
        | State::Payable
        | State::Paying
        | State::Paid
        | State::PaymentFailed
        | State::Settled
        | State::Returned
        | State::Cancelled => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Awaited, SuspenseReason, matchable, place, takes_shortfalls};
    use crate::money::Fen;
    use crate::withdrawal::state::{Move, Round, State};

    #[test]
    fn only_the_exact_amount_is_credited_by_itself() {
        for awaited in [Awaited::Shortfall(Fen(50)), Awaited::Remainder(Fen(50))] {
            assert_eq!(place(Fen(50), awaited), Ok(()));
            for other in [1, 49, 51] {
                assert_eq!(
                    place(Fen(other), awaited),
                    Err(SuspenseReason::OtherAmount { expected: Fen(50) })
                );
            }
        }
        assert_eq!(place(Fen(50), Awaited::Nothing(State::Submitted)), Err(SuspenseReason::NothingOwed));
        let late = SuspenseReason::Late { state: State::Payable };
        assert_eq!(place(Fen(50), Awaited::Nothing(State::Payable)), Err(late));
    }

    #[test]
    fn by_hand_a_part_may_be_matched_and_never_more_than_is_owed() {
        for (rest, expected) in [(30, 30), (50, 50), (80, 50)] {
            assert_eq!(matchable(Fen(rest), Awaited::Shortfall(Fen(50))), Ok(Fen(expected)));
        }
        let late = SuspenseReason::Late { state: State::Settled };
        assert_eq!(matchable(Fen(30), Awaited::Nothing(State::Settled)), Err(late));
    }

    #[test]
    fn a_shortfall_is_taken_where_the_table_of_moves_takes_it() {
        for state in State::ALL {
            let exists = Move::CreditShortfall.target(state, Round::First).is_some();
            assert_eq!(takes_shortfalls(state), exists, "{state:?}");
        }
    }

    #[test]
    fn every_reason_says_what_to_do() {
        for reason in [
            SuspenseReason::NoNumber,
            SuspenseReason::UnknownNumber,
            SuspenseReason::Late { state: State::Paid },
            SuspenseReason::NothingOwed,
            SuspenseReason::OtherAmount { expected: Fen(1) },
        ] {
            assert!(reason.code().starts_with("ledger.incoming."));
            assert!(reason.to_string().ends_with('。'));
        }
    }
}
