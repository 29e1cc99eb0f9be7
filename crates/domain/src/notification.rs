//! What a person is told of without having asked: the fate of their sheet, and a case that awaits them.

use crate::withdrawal::state::State;
use serde::{Deserialize, Serialize};

/// A piece of news about a task sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// It was returned with a reason.
    Returned,
    /// It was withdrawn by somebody else.
    Cancelled,
    /// The bureau approved the use of the fund.
    UseApproved,
    /// The department approved; the payment follows.
    PaymentApproved,
    /// The bank has paid.
    Paid,
    /// The bank did not pay; the payee has to be put right.
    PaymentFailed,
    /// It is settled.
    Settled,
    /// It awaits the reader.
    Awaits,
}

impl Notice {
    /// The code under which it is stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            Notice::Returned => "returned",
            Notice::Cancelled => "cancelled",
            Notice::UseApproved => "use_approved",
            Notice::PaymentApproved => "payment_approved",
            Notice::Paid => "paid",
            Notice::PaymentFailed => "payment_failed",
            Notice::Settled => "settled",
            Notice::Awaits => "awaits",
        }
    }

    /// What it says.
    pub fn title(self) -> &'static str {
        match self {
            Notice::Returned => "任务单已退回",
            Notice::Cancelled => "任务单已撤销",
            Notice::UseApproved => "建委已审核通过",
            Notice::PaymentApproved => "管理部已复核通过，等待拨付",
            Notice::Paid => "银行已付款",
            Notice::PaymentFailed => "银行付款失败，请更正收款账户",
            Notice::Settled => "任务单已结算",
            Notice::Awaits => "有任务单等您办理",
        }
    }
}

/// Whose news it would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Their company prepares the sheet.
    pub prepares: bool,
    /// They made the step themselves.
    pub made_it: bool,
    /// The sheet awaits them in the state that the step led to.
    pub awaited: bool,
}

/// What a step from a state to another is to this reader; nothing to whoever made it.
pub fn of_step(from: State, to: State, reader: Reader) -> Option<Notice> {
    if reader.made_it || from == to {
        return None;
    }
    let fate = match to {
        State::Returned => Some(Notice::Returned),
        State::Cancelled => Some(Notice::Cancelled),
        State::DepartmentReview if from == State::BureauReview => Some(Notice::UseApproved),
        State::Payable if from == State::DepartmentReview => Some(Notice::PaymentApproved),
        State::Paid => Some(Notice::Paid),
        State::PaymentFailed => Some(Notice::PaymentFailed),
        State::Settled => Some(Notice::Settled),
        State::Draft
        | State::Submitted
        | State::BureauReview
        | State::DepartmentReview
        | State::Payable
        | State::Paying => None,
    };
    match (reader.prepares, fate) {
        (true, Some(fate)) => Some(fate),
        _ => reader.awaited.then_some(Notice::Awaits),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMPANY: Reader = Reader { prepares: true, made_it: false, awaited: false };
    const REVIEWER: Reader = Reader { prepares: false, made_it: false, awaited: true };

    #[test]
    fn a_company_hears_of_its_sheets_fate() {
        use State as S;
        let table = [
            (S::BureauReview, S::Returned, Some(Notice::Returned)),
            (S::BureauReview, S::DepartmentReview, Some(Notice::UseApproved)),
            (S::DepartmentReview, S::Payable, Some(Notice::PaymentApproved)),
            (S::Payable, S::Paying, None),
            (S::Paying, S::Paid, Some(Notice::Paid)),
            (S::Paying, S::PaymentFailed, Some(Notice::PaymentFailed)),
            (S::Paid, S::Settled, Some(Notice::Settled)),
            (S::Submitted, S::Submitted, None),
            (S::Submitted, S::Cancelled, Some(Notice::Cancelled)),
        ];
        for (from, to, expected) in table {
            assert_eq!(of_step(from, to, COMPANY), expected, "{from:?} → {to:?}");
        }
    }

    #[test]
    fn a_reviewer_hears_of_what_awaits_them_and_of_nothing_else() {
        assert_eq!(of_step(State::Submitted, State::BureauReview, REVIEWER), Some(Notice::Awaits));
        let elsewhere = Reader { awaited: false, ..REVIEWER };
        assert_eq!(of_step(State::Submitted, State::BureauReview, elsewhere), None);
        assert_eq!(of_step(State::Paying, State::Paid, elsewhere), None);
    }

    #[test]
    fn nobody_is_told_of_their_own_step() {
        for reader in [COMPANY, REVIEWER] {
            let reader = Reader { made_it: true, ..reader };
            assert_eq!(of_step(State::BureauReview, State::Returned, reader), None);
        }
    }
}
