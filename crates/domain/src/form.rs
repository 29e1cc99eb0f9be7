//! The printed forms of a withdrawal (source 4 §4.2.1 ⑪–⑭), and the short code by which a paper is checked.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::half_width::compact;

/// A form that is printed of a task sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormKind {
    /// 北京市住宅专项维修资金维修支取任务单
    TaskSheet,
    /// 北京市住房资金管理中心专项维修资金分摊明细业主签字确认表
    SignatureTable,
    /// 北京市住宅专项维修资金欠款催缴通知单, all of a sheet in one job
    ShortfallNotices,
    /// 支取分摊清册
    AllocationRegister,
}

/// What decides which forms a sheet has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintFacts {
    /// The server has accepted the sheet.
    pub accepted: bool,
    /// The owners vote on it; an emergency has its papers instead.
    pub voted_on: bool,
    /// Some unit lacks money for its share.
    pub has_shortfall: bool,
}

impl FormKind {
    /// Every form, in the order of the manual.
    pub const ALL: [FormKind; 4] = [
        FormKind::TaskSheet,
        FormKind::SignatureTable,
        FormKind::ShortfallNotices,
        FormKind::AllocationRegister,
    ];

    /// The code under which it is stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            FormKind::TaskSheet => "task_sheet",
            FormKind::SignatureTable => "signature_table",
            FormKind::ShortfallNotices => "shortfall_notices",
            FormKind::AllocationRegister => "allocation_register",
        }
    }

    /// The form with this code.
    pub fn from_code(code: &str) -> Option<FormKind> {
        FormKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The short name by which the office calls it.
    pub fn label(self) -> &'static str {
        match self {
            FormKind::TaskSheet => "维修支取任务单",
            FormKind::SignatureTable => "业主签字确认表",
            FormKind::ShortfallNotices => "欠款催缴通知单",
            FormKind::AllocationRegister => "支取分摊清册",
        }
    }

    /// Whether the sheet has this form.
    ///
    /// # Errors
    /// Why not, for the person who asks for it.
    pub fn check(self, facts: PrintFacts) -> Result<(), NoSuchForm> {
        match self {
            FormKind::TaskSheet => Ok(()),
            FormKind::SignatureTable if facts.voted_on => Ok(()),
            FormKind::SignatureTable => Err(NoSuchForm::NotVotedOn),
            FormKind::ShortfallNotices if facts.has_shortfall => Ok(()),
            FormKind::ShortfallNotices => Err(NoSuchForm::NoShortfall),
            // Principal and interest are told apart when the money is held.
            FormKind::AllocationRegister if facts.accepted => Ok(()),
            FormKind::AllocationRegister => Err(NoSuchForm::NotAccepted),
        }
    }
}

/// Why a sheet does not have a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoSuchForm {
    /// An emergency is not voted on.
    #[error("应急维修不经业主表决，没有业主签字确认表。请按应急类型准备证明材料。")]
    NotVotedOn,
    /// Every unit can pay its share.
    #[error("各户可用余额均足以支付分摊金额，没有欠款，不需要打印催缴通知单。")]
    NoShortfall,
    /// The server has not accepted the sheet.
    #[error("任务单还没有提交，本金和利息尚未区分。请在提交后打印支取分摊清册。")]
    NotAccepted,
}

impl NoSuchForm {
    /// The code that programs switch on.
    pub fn code(self) -> &'static str {
        match self {
            NoSuchForm::NotVotedOn => "form.not_voted_on",
            NoSuchForm::NoShortfall => "form.no_shortfall",
            NoSuchForm::NotAccepted => "form.not_accepted",
        }
    }
}

/// The letters of a check code: no I, L, O, U, which are misread on paper.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Eight letters by which a paper with this number is checked. The sheet's id is random and stands on no paper;
/// `digest` is the one of the frozen allocation.
pub fn check_code(sheet_id: Uuid, number: &str, digest: &str) -> String {
    let mut hash = Sha256::new();
    for part in [sheet_id.as_bytes().as_slice(), number.as_bytes(), digest.as_bytes()] {
        hash.update(part);
        hash.update([0]);
    }
    hash.finalize().iter().take(8).map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
}

/// A check code in two groups, as papers show it: `7K3F-9Q2M`.
pub fn grouped_code(code: &str) -> String {
    match code.split_at_checked(4) {
        Some((first, second)) if !second.is_empty() => format!("{first}-{second}"),
        _ => code.to_owned(),
    }
}

/// A check code as it was typed from paper, without groups, in capitals, misread letters put right.
pub fn typed_code(text: &str) -> String {
    compact(text, &[' ', '-'])
        .chars()
        .map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        for kind in FormKind::ALL {
            assert_eq!(FormKind::from_code(kind.code()), Some(kind));
        }
    }

    #[test]
    fn a_sheet_has_the_forms_that_it_needs() {
        let facts = |accepted, voted_on, has_shortfall| PrintFacts { accepted, voted_on, has_shortfall };
        for (kind, facts, expected) in [
            (FormKind::TaskSheet, facts(false, false, false), Ok(())),
            (FormKind::SignatureTable, facts(false, true, false), Ok(())),
            (FormKind::SignatureTable, facts(true, false, true), Err(NoSuchForm::NotVotedOn)),
            (FormKind::ShortfallNotices, facts(true, true, true), Ok(())),
            (FormKind::ShortfallNotices, facts(true, true, false), Err(NoSuchForm::NoShortfall)),
            (FormKind::AllocationRegister, facts(true, true, false), Ok(())),
            (FormKind::AllocationRegister, facts(false, true, false), Err(NoSuchForm::NotAccepted)),
        ] {
            assert_eq!(kind.check(facts), expected, "{kind:?} {facts:?}");
        }
    }

    #[test]
    fn a_check_code_depends_on_sheet_number_and_figures() {
        let code = check_code(Uuid::from_u128(1), "110101-2026-000001", "digest");
        assert_eq!(code.len(), 8);
        assert_ne!(code, check_code(Uuid::from_u128(2), "110101-2026-000001", "digest"));
        assert_ne!(code, check_code(Uuid::from_u128(1), "110101-2026-000002", "digest"));
        assert_ne!(code, check_code(Uuid::from_u128(1), "110101-2026-000001", "other"));
    }

    #[test]
    fn a_code_is_understood_as_it_is_read_from_paper() {
        assert_eq!(grouped_code("7K3F9Q2M"), "7K3F-9Q2M");
        for typed in ["7K3F-9Q2M", " 7k3f 9q2m ", "７Ｋ３Ｆ－９Ｑ２Ｍ"] {
            assert_eq!(typed_code(typed), "7K3F9Q2M", "{typed}");
        }
        assert_eq!(typed_code("OIL"), "011");
    }
}
