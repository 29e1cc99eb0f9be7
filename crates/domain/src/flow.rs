//! Business flows: what an organisation does under an application number, and through which channel (source 4 §5).

use crate::withdrawal::state::Move;

/// 业务类型
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FlowKind {
    /// A task sheet is submitted.
    WithdrawalApply,
    /// The owners' signatures are in, and the sheet goes to the bureau.
    WithdrawalSendToReview,
    /// A submitted sheet is withdrawn.
    WithdrawalCancel,
    /// A payee is corrected after a failed payment.
    WithdrawalCorrectPayee,
    /// The actual cost is entered.
    WithdrawalEnterSettlement,
}

impl FlowKind {
    /// Every kind, in the order in which a case goes through them.
    pub const ALL: [FlowKind; 5] = [
        FlowKind::WithdrawalApply,
        FlowKind::WithdrawalSendToReview,
        FlowKind::WithdrawalCancel,
        FlowKind::WithdrawalCorrectPayee,
        FlowKind::WithdrawalEnterSettlement,
    ];

    /// The code under which it is stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            FlowKind::WithdrawalApply => "withdrawal_apply",
            FlowKind::WithdrawalSendToReview => "withdrawal_send_to_review",
            FlowKind::WithdrawalCancel => "withdrawal_cancel",
            FlowKind::WithdrawalCorrectPayee => "withdrawal_correct_payee",
            FlowKind::WithdrawalEnterSettlement => "withdrawal_enter_settlement",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<FlowKind> {
        FlowKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The move of a withdrawal that is this business.
    fn done_by(self) -> Move {
        match self {
            FlowKind::WithdrawalApply => Move::Submit,
            FlowKind::WithdrawalSendToReview => Move::SendToReview,
            FlowKind::WithdrawalCancel => Move::Cancel,
            FlowKind::WithdrawalCorrectPayee => Move::CorrectPayee,
            FlowKind::WithdrawalEnterSettlement => Move::EnterSettlement,
        }
    }

    /// The business that a move of a withdrawal is; `None` if it is nobody's but the office's own.
    pub fn of_move(chosen: Move) -> Option<FlowKind> {
        FlowKind::ALL.into_iter().find(|kind| kind.done_by() == chosen)
    }

    /// The name that the office uses.
    pub fn label(self) -> &'static str {
        match self {
            FlowKind::WithdrawalApply => "商品房维修支取申请",
            FlowKind::WithdrawalSendToReview => "商品房维修支取送审",
            FlowKind::WithdrawalCancel => "撤销任务单",
            FlowKind::WithdrawalCorrectPayee => "更正收款账户",
            FlowKind::WithdrawalEnterSettlement => "录入结算",
        }
    }
}

/// 交易渠道
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// The desktop application.
    Desktop,
    /// The company's screens in a browser.
    Browser,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Channel; 2] = [Channel::Desktop, Channel::Browser];

    /// The code under which it is stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            Channel::Desktop => "desktop",
            Channel::Browser => "browser",
        }
    }

    /// The channel with this code.
    pub fn from_code(code: &str) -> Option<Channel> {
        Channel::ALL.into_iter().find(|channel| channel.code() == code)
    }

    /// The name that the office uses.
    pub fn label(self) -> &'static str {
        match self {
            Channel::Desktop => "桌面端",
            Channel::Browser => "网页端",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        for kind in FlowKind::ALL {
            assert_eq!(FlowKind::from_code(kind.code()), Some(kind));
        }
        for channel in Channel::ALL {
            assert_eq!(Channel::from_code(channel.code()), Some(channel));
        }
    }
}
