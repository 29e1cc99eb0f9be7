//! The table of all parameters: code name, words on screens, kind, default and source.

use serde::{Deserialize, Serialize};

use super::value::{Bound, DrawOrder, ParameterValue, Ratio, ValueKind};
use crate::money::Fen;

const TENANT_HALL_PAYMENT: &str = "承租人网厅端操作手册 8.2.1";
const TENANT_HALL_REFUND: &str = "承租人网厅端操作手册 5.2.2";
const CUSTODY_MEASURES: &str = "北京市住房租赁押金托管和租金监管暂行办法";
const CIVIL_CODE_278: &str = "民法典第二百七十八条";
const PROPERTY_REGULATIONS_83: &str = "北京市物业管理条例第八十三条";
const TO_BE_CONFIRMED: &str = "待主管部门确认";
const TO_BE_SET: &str = "待主管部门设定";

/// Every parameter once; the enum, its list and its table come from the same rows.
macro_rules! parameters {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $label:literal, $kind:ident, $default:expr, $source:expr;)*) => {
        /// What an office may set. Stored and sent by its code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Parameter {
            $($(#[$doc])* #[serde(rename = $code)] $name,)*
        }

        impl Parameter {
            /// All parameters, in the order of the administrator's list.
            pub const ALL: &[Parameter] = &[$(Parameter::$name),*];

            /// The stable code.
            pub fn code(self) -> &'static str {
                match self { $(Parameter::$name => $code,)* }
            }

            /// The words on screens.
            pub fn label(self) -> &'static str {
                match self { $(Parameter::$name => $label,)* }
            }

            /// What the value is made of.
            pub fn kind(self) -> ValueKind {
                match self { $(Parameter::$name => ValueKind::$kind,)* }
            }

            /// The value until somebody sets another; `None` where the office has to decide first.
            pub fn default_value(self) -> Option<ParameterValue> {
                match self { $(Parameter::$name => $default,)* }
            }

            /// The document behind the default.
            pub fn source(self) -> &'static str {
                match self { $(Parameter::$name => $source,)* }
            }
        }
    };
}

parameters! {
    /// An order that nobody confirms expires.
    OrderUnconfirmedTimeout = "order_unconfirmed_timeout", "订单未确认失效时间", Minutes,
        Some(ParameterValue::Minutes(10)), TENANT_HALL_PAYMENT;
    /// A payment code that nobody pays expires.
    QrPaymentTimeout = "qr_payment_timeout", "扫码支付失效时间", Minutes,
        Some(ParameterValue::Minutes(3)), TENANT_HALL_PAYMENT;
    /// How long before its due date a bill is shown.
    BillsShownAhead = "bills_shown_ahead", "账单提前显示天数", CalendarDays,
        Some(ParameterValue::CalendarDays(5)), "承租人网厅端操作手册 4.2.1";
    /// Files that may be attached.
    AttachmentKinds = "attachment_kinds", "附件格式", FileKinds,
        Some(ParameterValue::FileKinds(["jpg", "pdf", "png"].map(str::to_owned).to_vec())),
        TENANT_HALL_REFUND;
    /// The largest attachment.
    AttachmentSize = "attachment_size", "单个附件大小上限", Bytes,
        Some(ParameterValue::Bytes(1024 * 1024)), TENANT_HALL_REFUND;
    /// The largest attachment of a withdrawal: a scan of many signed pages is larger than an identity card.
    WithdrawalAttachmentSize = "withdrawal_attachment_size", "维修支取单个附件大小上限", Bytes,
        Some(ParameterValue::Bytes(10 * 1024 * 1024)), "业务惯例";
    /// The most attachments of one withdrawal.
    WithdrawalAttachmentCount = "withdrawal_attachment_count", "维修支取附件个数上限", Count,
        Some(ParameterValue::Count(20)), "业务惯例";
    /// After the return of the home the enterprise proposes a refund.
    RefundProposalDue = "refund_proposal_due", "企业提出退款方案期限", WorkingDays,
        Some(ParameterValue::WorkingDays(3)), CUSTODY_MEASURES;
    /// The tenant's time to answer the proposal.
    RefundAnswerDue = "refund_answer_due", "承租人答复退款方案期限", WorkingDays,
        Some(ParameterValue::WorkingDays(3)), TENANT_HALL_REFUND;
    /// The tenant's further time after the reminder.
    RefundReminderDue = "refund_reminder_due", "提醒后承租人答复期限", WorkingDays,
        Some(ParameterValue::WorkingDays(3)), TENANT_HALL_REFUND;
    /// Rent paid further ahead than this goes into custody.
    RentCustodyAbove = "rent_custody_above", "纳入监管的预收租金月数（超过）", Months,
        Some(ParameterValue::Months(3)), "承租人网厅端操作手册 2.2";
    /// How much rent the first release pays out.
    RentFirstRelease = "rent_first_release", "首次拨付租金月数", Months,
        Some(ParameterValue::Months(3)), CUSTODY_MEASURES;
    /// How soon the first release is due.
    RentFirstReleaseDue = "rent_first_release_due", "首次拨付期限", CalendarDays,
        Some(ParameterValue::CalendarDays(1)), CUSTODY_MEASURES;
    /// The time between further releases.
    RentReleaseInterval = "rent_release_interval", "后续拨付间隔", Months,
        Some(ParameterValue::Months(1)), CUSTODY_MEASURES;
    /// The department's time to decide on an area link.
    AreaLinkReviewDue = "area_link_review_due", "物业区域关联审核期限", WorkingDays,
        Some(ParameterValue::WorkingDays(3)), "物业服务企业端操作手册 7";
    /// Whether a contract is signed online before it is filed.
    SigningRequiredBeforeFiling = "signing_required_before_filing", "备案前须网签", Flag,
        Some(ParameterValue::Flag(true)), "住房租赁监管服务平台产品文档";
    /// Using the fund: who has to take part, by heads and by area.
    VoteUseParticipation = "vote_use_participation", "使用维修资金：参与表决比例", Threshold,
        Some(threshold(2, 3, Bound::AtLeast)), CIVIL_CODE_278;
    /// Using the fund: how many of those who take part have to consent, by heads and by area.
    VoteUseConsent = "vote_use_consent", "使用维修资金：同意比例", Threshold,
        Some(threshold(1, 2, Bound::MoreThan)), CIVIL_CODE_278;
    /// Raising the fund: who has to take part.
    VoteRaiseParticipation = "vote_raise_participation", "筹集维修资金：参与表决比例", Threshold,
        Some(threshold(2, 3, Bound::AtLeast)), CIVIL_CODE_278;
    /// Raising the fund: how many of those who take part have to consent.
    VoteRaiseConsent = "vote_raise_consent", "筹集维修资金：同意比例", Threshold,
        Some(threshold(3, 4, Bound::AtLeast)), CIVIL_CODE_278;
    /// Below this part of its first contribution a unit has to top up.
    TopUpLine = "top_up_line", "续交警戒线（占首次交存额）", Ratio,
        Some(ratio(3, 10)), PROPERTY_REGULATIONS_83;
    /// An overrun of the actual cost up to this part is allocated on the same task sheet.
    SettlementOverrun = "settlement_overrun", "结算超支上限（占原金额）", Ratio,
        Some(ratio(1, 10)), "业务惯例";
    /// Whether the department may release what is there although some owners have not paid their shortfall.
    ReleaseWithShortfall = "release_with_shortfall", "存在欠款时可部分拨付", Flag,
        Some(ParameterValue::Flag(true)), "个别业主欠款不应使维修停滞";
    /// Which part of a balance a withdrawal takes first.
    DrawOrder = "draw_order", "支取顺序", DrawOrder,
        Some(ParameterValue::DrawOrder(DrawOrder::PrincipalFirst)), "业务惯例";
    /// Without the server for longer than this the desk closes.
    OfflineDays = "offline_days", "离线使用天数上限", CalendarDays,
        Some(ParameterValue::CalendarDays(7)), "系统安全要求";
    /// First contribution of detached homes and of non-residential units.
    ContributionStandardLow = "contribution_standard_low", "交存标准：独立住宅、非住宅",
        FenPerSquareMetre, Some(ParameterValue::FenPerSquareMetre(Fen(5_000))), TO_BE_CONFIRMED;
    /// First contribution of multi-storey homes.
    ContributionStandardMultiStorey = "contribution_standard_multi_storey", "交存标准：多层住宅",
        FenPerSquareMetre, Some(ParameterValue::FenPerSquareMetre(Fen(10_000))), TO_BE_CONFIRMED;
    /// First contribution of high-rise homes.
    ContributionStandardHighRise = "contribution_standard_high_rise", "交存标准：高层住宅",
        FenPerSquareMetre, Some(ParameterValue::FenPerSquareMetre(Fen(20_000))), TO_BE_CONFIRMED;
    /// How long a withdrawal hangs on the publicity board.
    PublicityPeriod = "publicity_period", "公示天数", CalendarDays, None, TO_BE_SET;
    /// An owner's time to pay a shortfall.
    ShortfallPayBy = "shortfall_pay_by", "欠款补交期限", CalendarDays, None, TO_BE_SET;
    /// A company's time to bring papers to the department.
    PaperSubmissionDue = "paper_submission_due", "纸质材料提交期限", CalendarDays, None, TO_BE_SET;
    /// Interest on the maintenance fund.
    MaintenanceFundInterest = "maintenance_fund_interest", "维修资金年利率", YearlyRatePpm,
        None, TO_BE_SET;
    /// Interest on deposits in custody.
    DepositInterest = "deposit_interest", "托管押金年利率", YearlyRatePpm, None, TO_BE_SET;
    /// Interest on rents in custody.
    RentInterest = "rent_interest", "监管租金年利率", YearlyRatePpm, None, TO_BE_SET;
    /// The day on which a year's interest is posted.
    InterestPostingDay = "interest_posting_day", "年度结息日", MonthDay, None, TO_BE_SET;
    /// How long an entry stays on the red list.
    RedListValidity = "red_list_validity", "红名单有效期", Months, None, TO_BE_SET;
    /// How long an entry stays on the black list.
    BlackListValidity = "black_list_validity", "黑名单有效期", Months, None, TO_BE_SET;
    /// The scale of scores.
    ScoreLevels = "score_levels", "记分等级", Levels, None, TO_BE_SET;
    /// How long a house verification holds.
    VerificationValidity = "verification_validity", "房源核验有效期", Months, None, TO_BE_SET;
}

impl Parameter {
    /// The parameter with this code.
    pub fn from_code(code: &str) -> Option<Parameter> {
        Parameter::ALL.iter().copied().find(|parameter| parameter.code() == code)
    }
}

fn ratio(numerator: u32, denominator: u32) -> ParameterValue {
    ParameterValue::Ratio(Ratio { numerator, denominator })
}

fn threshold(numerator: u32, denominator: u32, bound: Bound) -> ParameterValue {
    ParameterValue::Threshold { ratio: Ratio { numerator, denominator }, bound }
}
