//! What can be done with a task sheet, from which state, and by whom.

use serde::{Deserialize, Serialize};

use super::State;
use super::facts::{Facts, Round};
use crate::money::Fen;
use crate::permission::Permission;
use crate::withdrawal::settlement::Settlement;

/// Something that can be done with a task sheet. Some moves leave its state as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// 撤销新建任务单
    Discard,
    /// 提交
    Submit,
    /// 录入业主签字
    EnterSignatures,
    /// 送审
    SendToReview,
    /// 撤销选中任务单
    Cancel,
    /// 异议成立，退回
    UpholdObjection,
    /// 建委同意
    BureauApprove,
    /// 建委退回
    BureauReturn,
    /// 复核通过
    DepartmentApprove,
    /// 复核退回; of a supplement, back to the paid sheet.
    DepartmentReturn,
    /// 退回复核: the cashier sees something wrong before any money moves.
    SendBack,
    /// 拨付
    Release,
    /// 重发指令: the bank says that it never had the instruction; it goes out once more under the same reference.
    SendAgain,
    /// 查询拨付结果: the bank has not answered and is asked again, nothing is sent again.
    AskBank,
    /// 银行已付款
    BankPaid,
    /// 银行付款失败
    BankFailed,
    /// 确认银行已付款: the bank reports a payment that it had reported as failed, and a person has verified it.
    AcceptPaid,
    /// 确认银行退票: the bank takes back a payment that it had reported as paid, and a person has verified it.
    AcceptBounced,
    /// 更正收款账户
    CorrectPayee,
    /// 确认收款账户
    ConfirmPayee,
    /// 驳回收款账户
    RefusePayee,
    /// 重新拨付: a new instruction from the clearing account; no unit is debited again.
    ReleaseAgain,
    /// 放弃拨付: a reversing entry restores each unit's principal and interest.
    GiveUp,
    /// 欠款补交: paid in under the sheet's flow number, held for it at once.
    CreditShortfall,
    /// 录入结算
    EnterSettlement,
    /// 结余退回: what the contractor gives back arrives in the sheet's clearing account.
    ReceiveRemainder,
    /// 申请追加
    RequestSupplement,
    /// 结算
    Settle,
    /// 修改: opens a linked new draft.
    Revise,
}

/// Duties that one person may not combine on one sheet: enter ≠ review ≠ release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// 录入
    Enter,
    /// 建委审核
    BureauReview,
    /// 管理部复核
    DepartmentReview,
    /// 拨付
    Release,
}

impl Duty {
    /// The words on screens.
    pub fn label(self) -> &'static str {
        match self {
            Duty::Enter => "录入",
            Duty::BureauReview => "建委审核",
            Duty::DepartmentReview => "管理部复核",
            Duty::Release => "拨付",
        }
    }
}

impl Move {
    /// Every move.
    pub const ALL: [Move; 29] = [
        Move::Discard,
        Move::Submit,
        Move::EnterSignatures,
        Move::SendToReview,
        Move::Cancel,
        Move::UpholdObjection,
        Move::BureauApprove,
        Move::BureauReturn,
        Move::DepartmentApprove,
        Move::DepartmentReturn,
        Move::SendBack,
        Move::Release,
        Move::SendAgain,
        Move::AskBank,
        Move::BankPaid,
        Move::BankFailed,
        Move::AcceptPaid,
        Move::AcceptBounced,
        Move::CorrectPayee,
        Move::ConfirmPayee,
        Move::RefusePayee,
        Move::ReleaseAgain,
        Move::GiveUp,
        Move::CreditShortfall,
        Move::EnterSettlement,
        Move::ReceiveRemainder,
        Move::RequestSupplement,
        Move::Settle,
        Move::Revise,
    ];

    /// Where the move leads from a state; `None` if it does not exist there.
    pub fn target(self, from: State, round: Round) -> Option<State> {
        use State as S;
        // What ends without payment goes back to the company; a supplement leaves the sheet as it was: paid.
        let unpaid = match round {
            Round::First => S::Returned,
            Round::Supplement => S::Paid,
        };
        let (sources, target): (&[State], State) = match self {
            Move::Discard => (&[S::Draft], S::Cancelled),
            Move::Submit => (&[S::Draft], S::Submitted),
            Move::EnterSignatures => (&[S::Submitted], S::Submitted),
            Move::SendToReview => (&[S::Submitted], S::BureauReview),
            Move::Cancel => match round {
                Round::First => (&[S::Submitted, S::BureauReview, S::DepartmentReview], S::Cancelled),
                // The first amount is paid; only the department ends a supplement.
                Round::Supplement => (&[], S::Cancelled),
            },
            Move::UpholdObjection => (&[S::Submitted, S::BureauReview], S::Returned),
            Move::BureauApprove => (&[S::BureauReview], S::DepartmentReview),
            Move::BureauReturn => (&[S::BureauReview], S::Returned),
            Move::DepartmentApprove => (&[S::DepartmentReview], S::Payable),
            Move::DepartmentReturn => (&[S::DepartmentReview], unpaid),
            Move::SendBack => (&[S::Payable], S::DepartmentReview),
            Move::Release => (&[S::Payable], S::Paying),
            Move::SendAgain | Move::AskBank => (&[S::Paying], S::Paying),
            Move::BankPaid => (&[S::Paying], S::Paid),
            Move::BankFailed => (&[S::Paying], S::PaymentFailed),
            Move::AcceptPaid => (&[S::PaymentFailed], S::Paid),
            Move::AcceptBounced => (&[S::Paid], S::PaymentFailed),
            Move::CreditShortfall => (&[S::Submitted, S::BureauReview, S::DepartmentReview], from),
            Move::CorrectPayee | Move::ConfirmPayee | Move::RefusePayee => {
                (&[S::PaymentFailed], S::PaymentFailed)
            }
            Move::ReleaseAgain => (&[S::PaymentFailed], S::Paying),
            Move::GiveUp => (&[S::PaymentFailed], unpaid),
            Move::EnterSettlement | Move::ReceiveRemainder => (&[S::Paid], S::Paid),
            Move::RequestSupplement => (&[S::Paid], S::DepartmentReview),
            Move::Settle => (&[S::Paid], S::Settled),
            Move::Revise => (&[S::Returned, S::Cancelled], from),
        };
        sources.contains(&from).then_some(target)
    }

    /// The code under which the timeline stores the move.
    pub fn code(self) -> &'static str {
        match self {
            Move::Discard => "discard",
            Move::Submit => "submit",
            Move::EnterSignatures => "enter_signatures",
            Move::SendToReview => "send_to_review",
            Move::Cancel => "cancel",
            Move::UpholdObjection => "uphold_objection",
            Move::BureauApprove => "bureau_approve",
            Move::BureauReturn => "bureau_return",
            Move::DepartmentApprove => "department_approve",
            Move::DepartmentReturn => "department_return",
            Move::SendBack => "send_back",
            Move::Release => "release",
            Move::SendAgain => "send_again",
            Move::AskBank => "ask_bank",
            Move::BankPaid => "bank_paid",
            Move::BankFailed => "bank_failed",
            Move::AcceptPaid => "accept_paid",
            Move::AcceptBounced => "accept_bounced",
            Move::CorrectPayee => "correct_payee",
            Move::ConfirmPayee => "confirm_payee",
            Move::RefusePayee => "refuse_payee",
            Move::ReleaseAgain => "release_again",
            Move::GiveUp => "give_up",
            Move::CreditShortfall => "credit_shortfall",
            Move::EnterSettlement => "enter_settlement",
            Move::ReceiveRemainder => "receive_remainder",
            Move::RequestSupplement => "request_supplement",
            Move::Settle => "settle",
            Move::Revise => "revise",
        }
    }

    /// The words on its button.
    pub fn label(self) -> &'static str {
        match self {
            Move::Discard => "撤销新建任务单",
            Move::Submit => "提交",
            Move::EnterSignatures => "录入业主签字",
            Move::SendToReview => "送审",
            Move::Cancel => "撤销选中任务单",
            Move::UpholdObjection => "异议成立并退回",
            Move::BureauApprove => "同意使用",
            Move::BureauReturn => "退回",
            Move::DepartmentApprove => "复核通过",
            Move::DepartmentReturn => "复核退回",
            Move::SendBack => "退回复核",
            Move::Release => "拨付",
            Move::SendAgain => "重发指令",
            Move::AskBank => "查询拨付结果",
            Move::BankPaid => "银行已付款",
            Move::BankFailed => "银行付款失败",
            Move::AcceptPaid => "确认银行已付款",
            Move::AcceptBounced => "确认银行退票",
            Move::CorrectPayee => "更正收款账户",
            Move::ConfirmPayee => "确认收款账户",
            Move::RefusePayee => "驳回收款账户",
            Move::ReleaseAgain => "重新拨付",
            Move::GiveUp => "放弃拨付",
            Move::CreditShortfall => "欠款补交",
            Move::EnterSettlement => "录入结算",
            Move::ReceiveRemainder => "结余退回",
            Move::RequestSupplement => "申请追加",
            Move::Settle => "结算",
            Move::Revise => "修改",
        }
    }

    /// The permissions of which one is needed; empty for what the bank reports.
    pub fn permissions(self) -> &'static [Permission] {
        match self {
            Move::Discard
            | Move::Submit
            | Move::Cancel
            | Move::CorrectPayee
            | Move::EnterSettlement
            | Move::RequestSupplement
            | Move::Revise => &[Permission::WithdrawalPrepare],
            Move::EnterSignatures | Move::SendToReview => {
                &[Permission::WithdrawalPrepare, Permission::WithdrawalReceive]
            }
            Move::UpholdObjection | Move::BureauApprove | Move::BureauReturn => {
                &[Permission::WithdrawalBureauReview]
            }
            Move::DepartmentApprove
            | Move::DepartmentReturn
            | Move::ConfirmPayee
            | Move::RefusePayee
            | Move::GiveUp
            | Move::Settle => &[Permission::WithdrawalDepartmentReview],
            Move::SendBack | Move::Release | Move::SendAgain | Move::AskBank | Move::ReleaseAgain => {
                &[Permission::WithdrawalRelease]
            }
            Move::AcceptPaid | Move::AcceptBounced => &[Permission::LedgerDecide],
            Move::CreditShortfall | Move::ReceiveRemainder => &[Permission::LedgerReceive],
            Move::BankPaid | Move::BankFailed => &[],
        }
    }

    /// The duty that the move exercises; `None` for what decides nothing and moves no money.
    pub fn duty(self) -> Option<Duty> {
        match self {
            Move::Submit
            | Move::EnterSignatures
            | Move::SendToReview
            | Move::CorrectPayee
            | Move::EnterSettlement
            | Move::RequestSupplement => Some(Duty::Enter),
            Move::UpholdObjection | Move::BureauApprove | Move::BureauReturn => Some(Duty::BureauReview),
            Move::DepartmentApprove
            | Move::DepartmentReturn
            | Move::ConfirmPayee
            | Move::RefusePayee
            | Move::GiveUp
            | Move::AcceptPaid
            | Move::AcceptBounced
            | Move::Settle => Some(Duty::DepartmentReview),
            Move::SendBack | Move::Release | Move::SendAgain | Move::ReleaseAgain => Some(Duty::Release),
            Move::Discard
            | Move::Cancel
            | Move::AskBank
            | Move::BankPaid
            | Move::BankFailed
            | Move::CreditShortfall
            | Move::ReceiveRemainder
            | Move::Revise => None,
        }
    }

    /// Whether the bank's answer makes the move rather than a person.
    pub fn is_from_bank(self) -> bool {
        matches!(self, Move::BankPaid | Move::BankFailed)
    }

    /// Whether money that arrives makes the move as well as a person who books it from paper.
    pub fn comes_with_money(self) -> bool {
        matches!(self, Move::CreditShortfall | Move::ReceiveRemainder)
    }

    /// Whether the move has to say why, for the timeline and for those whom it concerns.
    pub fn needs_reason(self, facts: &Facts) -> bool {
        match self {
            Move::Cancel
            | Move::UpholdObjection
            | Move::BureauReturn
            | Move::DepartmentReturn
            | Move::SendBack
            | Move::SendAgain
            | Move::AcceptPaid
            | Move::AcceptBounced
            | Move::RefusePayee
            | Move::GiveUp => true,
            // A smaller amount than was asked for is approved with a note.
            Move::DepartmentApprove => facts.shortfall > Fen::ZERO,
            // So is a sheet closed although its cost is not covered.
            Move::Settle => facts.settlement.as_ref().is_some_and(|entered| match entered.settlement {
                Settlement::Exact | Settlement::Remainder { .. } => false,
                Settlement::Owed { .. } | Settlement::Supplement { .. } | Settlement::NewSheet { .. } => true,
            }),
            Move::Discard
            | Move::Submit
            | Move::EnterSignatures
            | Move::SendToReview
            | Move::BureauApprove
            | Move::Release
            | Move::AskBank
            | Move::BankPaid
            | Move::BankFailed
            | Move::CorrectPayee
            | Move::ConfirmPayee
            | Move::ReleaseAgain
            | Move::CreditShortfall
            | Move::EnterSettlement
            | Move::ReceiveRemainder
            | Move::RequestSupplement
            | Move::Revise => false,
        }
    }
}
