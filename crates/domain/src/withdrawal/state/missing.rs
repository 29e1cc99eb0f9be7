//! Why a move is not possible: a code for programs, a sentence for people.

use chrono::NaiveDate;

use super::State;
use super::moves::{Duty, Move};
use crate::money::Fen;
use crate::permission::{self, Permission};
use crate::withdrawal::emergency::EmergencyPaper;
use crate::withdrawal::vote::Lacking;

/// What is missing for a move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The move does not exist in this state.
    OtherState {
        /// Where the sheet stands.
        state: State,
        /// What was to be done.
        chosen: Move,
    },
    /// One of these permissions.
    Permission {
        /// Any of them is enough.
        any_of: &'static [Permission],
    },
    /// The sheet lies outside the data scope of the user's organisation.
    Scope,
    /// Somebody else: the user already exercised another duty on this sheet.
    SecondPerson {
        /// That duty.
        done: Duty,
    },
    /// A person: the server itself decides nothing.
    Person,
    /// The bank's answer, which no person can give.
    BankAnswer,
    /// A link between the company and the community.
    CommunityLink,
    /// Valid fields.
    Fields {
        /// How many are not.
        count: usize,
    },
    /// Saved units in ticked buildings.
    UnitsOfBuildings {
        /// In how many buildings none is saved.
        buildings: usize,
    },
    /// Reasons for the units that are left out.
    ExclusionReasons {
        /// How many have none.
        units: usize,
    },
    /// Units that take part.
    Units,
    /// The signed sheet of this version.
    SignedSheet,
    /// Votes.
    Votes {
        /// Which.
        lacking: Lacking,
    },
    /// A paper of the emergency.
    EmergencyPaper {
        /// Which.
        paper: EmergencyPaper,
    },
    /// Decisions on objections.
    ObjectionDecision {
        /// How many are open.
        count: usize,
    },
    /// An objection that the company has answered.
    AnsweredObjection,
    /// The end of the publicity period.
    Publicity {
        /// Its last day.
        until: NaiveDate,
    },
    /// The reviewer's check of payee and papers.
    PayeeAndPapersCheck,
    /// Anything to pay.
    AmountToPay,
    /// Holds that equal what is to be paid.
    Holds {
        /// What is to be paid.
        pays: Fen,
        /// What is held.
        held: Fen,
    },
    /// The unpaid rest; the office does not release without it.
    Shortfall {
        /// What has not been paid in.
        rest: Fen,
    },
    /// Certainty that no other instruction is under way or already paid.
    NoOtherInstruction,
    /// Money in the sheet's clearing account.
    ClearingMoney,
    /// The bank's word that it never had the instruction.
    BankMayHaveIt,
    /// A contradiction of the bank that awaits a decision.
    Contradiction,
    /// A clearing account in which nothing else waits.
    ClearingRest {
        /// What else waits there.
        rest: Fen,
    },
    /// A shortfall that is still owed.
    Owing,
    /// A remainder that the contractor still has to give back.
    AwaitedRemainder,
    /// A second person's decision on the corrected payee.
    PayeeDecision,
    /// A corrected payee to decide on.
    PayeeCorrection,
    /// An entered settlement.
    Settlement,
    /// The contractor's final account.
    SettlementPapers,
    /// An overrun that a supplement could cover.
    Overrun,
    /// A new sheet: the overrun is beyond the parameter.
    NewSheet {
        /// By how much the cost exceeds the amount.
        overrun: Fen,
    },
    /// The money that is left, back from the contractor.
    Remainder {
        /// How much.
        total: Fen,
    },
}

impl Missing {
    /// The stable code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Missing::OtherState { .. } => "withdrawal.move.other_state",
            Missing::Permission { .. } => "permission.missing",
            Missing::Scope => "withdrawal.move.out_of_scope",
            Missing::SecondPerson { .. } => "withdrawal.move.second_person",
            Missing::Person => "withdrawal.move.person",
            Missing::BankAnswer => "withdrawal.move.bank_answer",
            Missing::CommunityLink => "withdrawal.move.community_link",
            Missing::Fields { .. } => "withdrawal.move.fields",
            Missing::UnitsOfBuildings { .. } => "withdrawal.move.units_of_buildings",
            Missing::ExclusionReasons { .. } => "withdrawal.move.exclusion_reasons",
            Missing::Units => "withdrawal.move.units",
            Missing::SignedSheet => "withdrawal.move.signed_sheet",
            Missing::Votes { .. } => "withdrawal.move.votes",
            Missing::EmergencyPaper { .. } => "withdrawal.move.emergency_paper",
            Missing::ObjectionDecision { .. } => "withdrawal.move.objection_decision",
            Missing::AnsweredObjection => "withdrawal.move.answered_objection",
            Missing::Publicity { .. } => "withdrawal.move.publicity",
            Missing::PayeeAndPapersCheck => "withdrawal.move.payee_and_papers_check",
            Missing::AmountToPay => "withdrawal.move.amount_to_pay",
            Missing::Holds { .. } => "withdrawal.move.holds",
            Missing::Shortfall { .. } => "withdrawal.move.shortfall",
            Missing::NoOtherInstruction => "withdrawal.move.no_other_instruction",
            Missing::ClearingMoney => "withdrawal.move.clearing_money",
            Missing::BankMayHaveIt => "withdrawal.move.bank_may_have_it",
            Missing::Contradiction => "withdrawal.move.contradiction",
            Missing::ClearingRest { .. } => "withdrawal.move.clearing_rest",
            Missing::Owing => "withdrawal.move.owing",
            Missing::AwaitedRemainder => "withdrawal.move.awaited_remainder",
            Missing::PayeeDecision => "withdrawal.move.payee_decision",
            Missing::PayeeCorrection => "withdrawal.move.payee_correction",
            Missing::Settlement => "withdrawal.move.settlement",
            Missing::SettlementPapers => "withdrawal.move.settlement_papers",
            Missing::Overrun => "withdrawal.move.overrun",
            Missing::NewSheet { .. } => "withdrawal.move.new_sheet",
            Missing::Remainder { .. } => "withdrawal.move.remainder",
        }
    }

    /// The sentence for the screen: what is missing, why, and what to do.
    pub fn message(&self) -> String {
        match self {
            Missing::OtherState { state, chosen } => {
                format!("任务单当前为“{}”，不能{}。请刷新后查看最新状态。", state.label(), chosen.label())
            }
            Missing::Permission { any_of } => permission::missing_sentence(any_of),
            Missing::Scope => "该任务单不在您所属单位的办理范围内。请由负责该小区的单位办理。".to_owned(),
            Missing::SecondPerson { done } => format!(
                "您已办理过本任务单的“{}”环节，按录入、审核、拨付分离的规定不能再办理本环节。请由其他人员办理。",
                done.label()
            ),
            Missing::Person => "本环节须由经办人员办理，系统不会自动处理。".to_owned(),
            Missing::BankAnswer => "付款结果以银行回单为准，不能人工填写。请点击“查询拨付结果”。".to_owned(),
            Missing::CommunityLink => {
                "贵单位尚未关联该小区，不能提交任务单。请先办理物业区域关联。".to_owned()
            }
            Missing::Fields { count } => {
                format!("还有 {count} 项内容未填或有误，不能提交。请按提示逐项更正。")
            }
            Missing::UnitsOfBuildings { buildings } => {
                format!("已勾选的自然幢中有 {buildings} 幢没有保存房屋。请选择分户并保存，或取消勾选。")
            }
            Missing::ExclusionReasons { units } => format!(
                "已勾选的自然幢中有 {units} 户没有参与分摊，也没有填写原因。请填写不参与的原因，或保存这些房屋。"
            ),
            Missing::Units => "没有参与分摊的房屋。请选择分户，保存房屋并勾选其自然幢。".to_owned(),
            Missing::SignedSheet => "尚未上传业主签字确认表。请扫描当前版本的签字表后上传。".to_owned(),
            Missing::Votes { lacking } => format!("业主表决尚未通过：{}请继续征求意见。", lacking.message()),
            Missing::EmergencyPaper { paper } => {
                format!("应急维修材料缺少“{}”。请上传后再办理。", paper.label())
            }
            Missing::ObjectionDecision { count } => {
                format!("还有 {count} 件业主异议没有处理完毕。请先处理异议。")
            }
            Missing::AnsweredObjection => {
                "没有物业服务企业已答复的业主异议，不能以异议成立退回。请等待答复。".to_owned()
            }
            Missing::Publicity { until } => format!("公示至 {until} 24 时结束。请在公示期满后办理。"),
            Missing::PayeeAndPapersCheck => {
                "收款账户和材料尚未核对。请核对后勾选“已核对收款账户和材料”。".to_owned()
            }
            Missing::AmountToPay => {
                "可支取金额为 0，没有款项可以拨付。请等待业主补交欠款，或退回任务单。".to_owned()
            }
            Missing::Holds { pays, held } => format!(
                "应支取 {} 元，已冻结 {} 元，两者不一致，不能办理。请由管理部核对分户冻结记录。",
                pays.grouped(),
                held.grouped()
            ),
            Missing::Shortfall { rest } => format!(
                "还有 {} 元欠款未补交，现行规定不允许部分拨付。请等待补交，或退回任务单。",
                rest.grouped()
            ),
            Missing::NoOtherInstruction => {
                "本任务单已有付款指令，结果尚未确认或已经付款，不能再次付款。请先查询拨付结果。".to_owned()
            }
            Missing::ClearingMoney => "任务单的待付账户中没有款项，不能办理。请由管理部核对账目。".to_owned(),
            Missing::BankMayHaveIt => {
                "银行没有说明从未收到该指令，重发可能造成重复付款。请先查询拨付结果，银行答复查无此指令后再重发。".to_owned()
            }
            Missing::Contradiction => {
                "银行没有对本次付款作出前后不一的回报，不需要人工确认。请以最新回报为准。".to_owned()
            }
            Missing::ClearingRest { rest } => format!(
                "待付账户中另有 {} 元，不能办理。请先核对退回的款项和实际费用。",
                rest.grouped()
            ),
            Missing::Owing => "任务单没有欠款，不需要补交。请核对流水号。".to_owned(),
            Missing::AwaitedRemainder => {
                "任务单没有待退回的结余。请核对流水号，或先由物业服务企业录入实际费用。".to_owned()
            }
            Missing::PayeeDecision => {
                "更正后的收款账户尚待管理部确认。请由管理部复核人员先确认或驳回。".to_owned()
            }
            Missing::PayeeCorrection => "没有待确认的收款账户更正。请由物业服务企业先更正。".to_owned(),
            Missing::Settlement => "尚未录入结算。请由物业服务企业先录入实际费用。".to_owned(),
            Missing::SettlementPapers => "尚未上传结算书。请上传施工单位的结算书。".to_owned(),
            Missing::Overrun => "实际费用没有超出已分摊金额，不需要追加。请直接办理结算。".to_owned(),
            Missing::NewSheet { overrun } => format!(
                "实际费用超出 {} 元，超过可追加的限额，不能在本任务单上追加。请就超出部分新建任务单。",
                overrun.grouped()
            ),
            Missing::Remainder { total } => {
                format!("结余 {} 元尚未退回，不能结算。请等待施工单位将结余退回专用账户。", total.grouped())
            }
        }
    }
}
