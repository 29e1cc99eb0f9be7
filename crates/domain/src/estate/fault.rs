//! What is wrong with a cell of a unit table: a code for programs, a sentence for whoever corrects the file.

use std::borrow::Cow;

use super::Column;
use crate::money::Fen;

/// A fault of one column of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The column.
    pub column: Column,
    /// What is wrong.
    pub code: FaultCode,
}

impl Fault {
    pub(super) fn new(column: Column, code: FaultCode) -> Fault {
        Fault { column, code }
    }
}

/// What is wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultCode {
    /// A formula, or text that a spreadsheet would take for one.
    Formula,
    /// TRUE or FALSE.
    Boolean,
    /// A date or a time, often a room like `3-5` that the spreadsheet turned into one.
    Date,
    /// `#REF!` and the like.
    SpreadsheetError,
    /// Nothing where something is needed.
    Missing,
    /// Line breaks or characters that cannot be seen.
    Control,
    /// Longer than the column can be.
    TooLong {
        /// How many characters it may have.
        most: usize,
    },
    /// The row belongs to another community.
    OtherCommunity,
    /// No word that means one of the choices.
    UnknownWord {
        /// The choices, as a sentence lists them.
        choices: &'static str,
    },
    /// The area is zero.
    AreaZero,
    /// The ID number was typed as a number, and its last digits are gone.
    IdNumberAsNumber,
    /// More owners than a unit has.
    TooManyOwners {
        /// How many there may be.
        most: usize,
    },
    /// As many ID numbers as owners are needed.
    OwnersAndIdNumbersDiffer {
        /// Owners named.
        owners: usize,
        /// ID numbers given.
        id_numbers: usize,
    },
    /// As many shares as owners are needed, or none.
    OwnersAndSharesDiffer {
        /// Owners named.
        owners: usize,
        /// Shares given.
        shares: usize,
    },
    /// A share is no part of a whole.
    Share,
    /// The owners' shares do not make the whole.
    SharesNotWhole,
    /// The balance is not principal plus interest.
    BalanceDiffers {
        /// 当前余额.
        balance: Fen,
        /// 本金 + 利息.
        sum: Fen,
    },
    /// The unit stands in an earlier row.
    Duplicate {
        /// The earlier row's number in the file.
        earlier_row: usize,
    },
    /// The words of a value's own rule: area, money, ID number, phone, name.
    Value {
        /// Its stable code.
        code: &'static str,
        /// Its sentence.
        message: &'static str,
    },
    /// The unit's account has moved since it was opened; an import does not change its balance any more.
    BalanceMoved {
        /// The opening balance that was imported.
        opening: Fen,
    },
}

impl FaultCode {
    /// The stable code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            FaultCode::Formula => "cell.formula",
            FaultCode::Boolean => "cell.boolean",
            FaultCode::Date => "cell.date",
            FaultCode::SpreadsheetError => "cell.error",
            FaultCode::Missing => "cell.missing",
            FaultCode::Control => "cell.control",
            FaultCode::TooLong { .. } => "cell.too_long",
            FaultCode::OtherCommunity => "community.other",
            FaultCode::UnknownWord { .. } => "cell.unknown_word",
            FaultCode::AreaZero => "area.zero",
            FaultCode::IdNumberAsNumber => "id_number.as_number",
            FaultCode::TooManyOwners { .. } => "owner.too_many",
            FaultCode::OwnersAndIdNumbersDiffer { .. } => "owner.count_differs",
            FaultCode::OwnersAndSharesDiffer { .. } => "owner_share.count_differs",
            FaultCode::Share => "owner_share.not_a_share",
            FaultCode::SharesNotWhole => "owner_share.not_whole",
            FaultCode::BalanceDiffers { .. } => "balance.differs",
            FaultCode::Duplicate { .. } => "unit.duplicate",
            FaultCode::Value { code, .. } => code,
            FaultCode::BalanceMoved { .. } => "balance.moved",
        }
    }

    /// The sentence for people: what is wrong, why, and what to do.
    pub fn message(&self) -> Cow<'static, str> {
        let text = match self {
            FaultCode::Formula => {
                "此处是公式，不是内容本身，系统不采用公式的结果。请改为直接填写内容（复制后“选择性粘贴—数值”），文字不要以等号等符号开头。"
            }
            FaultCode::Boolean => "此处是 TRUE 或 FALSE，不是所需内容。请按列名重新填写。",
            FaultCode::Date => {
                "此处被 Excel 识别为日期，原来填写的内容已改变。请先把该单元格设为“文本”格式，再重新填写。"
            }
            FaultCode::SpreadsheetError => "此处是 Excel 的错误值（如 #REF!、#N/A）。请改为直接填写内容。",
            FaultCode::Missing => "此处没有填写，缺少它无法建立分户账。请补填。",
            FaultCode::Control => {
                "此处含有换行或不可见字符，可能与其他内容粘连。请删除这些字符，只保留一项内容。"
            }
            FaultCode::TooLong { most } => {
                return format!("内容过长，最多 {most} 个字。请核对是否把几项内容填在了一起。").into();
            }
            FaultCode::OtherCommunity => {
                "这一行的小区与所选小区不一致，可能选错了小区或文件。请核对后把该行移到对应小区的文件中。"
            }
            FaultCode::UnknownWord { choices } => {
                return format!("不能识别此处的内容。只能填写{choices}，请按房屋档案选择其一。").into();
            }
            FaultCode::AreaZero => "面积为 0，无法按面积分摊。请按权属证书填写建筑面积，例如 89.50。",
            FaultCode::IdNumberAsNumber => {
                "证件号码被 Excel 当作数字保存，末几位已丢失，无法还原。请先把该单元格设为“文本”格式，再对照证件重新填写 18 位号码。"
            }
            FaultCode::TooManyOwners { most } => {
                return format!(
                    "业主超过 {most} 人，可能把几户的业主填在了一起。请核对后每户只填写本户的业主。"
                )
                .into();
            }
            FaultCode::OwnersAndIdNumbersDiffer { owners, id_numbers } => {
                return format!(
                    "业主 {owners} 人，证件号码 {id_numbers} 个，数目不一致。请用顿号分隔，并让每位业主对应一个证件号码。"
                )
                .into();
            }
            FaultCode::OwnersAndSharesDiffer { owners, shares } => {
                return format!(
                    "业主 {owners} 人，产权份额 {shares} 个，数目不一致。请用顿号分隔，并让每位业主对应一个份额，或全部留空。"
                )
                .into();
            }
            FaultCode::Share => {
                "不能识别此处的产权份额。请填写百分数或分数，例如 50% 或 1/2，多位业主用顿号分隔。"
            }
            FaultCode::SharesNotWhole => {
                "各业主的产权份额合计不是 100%。请对照不动产权证书更正份额后重新导入。"
            }
            FaultCode::BalanceDiffers { balance, sum } => {
                return format!(
                    "余额 {} 元，与本金加利息 {} 元不符。请核对账目，更正余额、本金或利息后重新导入。",
                    balance.grouped(),
                    sum.grouped()
                )
                .into();
            }
            FaultCode::Duplicate { earlier_row } => {
                return format!(
                    "与第 {earlier_row} 行是同一房屋，只采用先出现的一行。请核对后删除其中一行，或更正自然幢、单元、层、房号。"
                )
                .into();
            }
            FaultCode::Value { message, .. } => message,
            FaultCode::BalanceMoved { opening } => {
                return format!(
                    "该房屋的账户建账后已有变动，不能再用导入更改余额（建账余额 {} 元）。如建账金额有误，请由管理部办理更正。",
                    opening.grouped()
                )
                .into();
            }
        };
        text.into()
    }
}
