//! Which document identifies an owner.

use serde::{Deserialize, Serialize};

/// 证件类型.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdKind {
    /// 居民身份证
    ResidentId,
    /// 统一社会信用代码: the owner is an organisation
    CreditCode,
    /// 护照
    Passport,
    /// 军官证
    MilitaryId,
    /// 港澳台居民通行证
    TravelPermit,
    /// 其他证件
    Other,
}

impl IdKind {
    /// Every kind.
    pub const ALL: [IdKind; 6] = [
        IdKind::ResidentId,
        IdKind::CreditCode,
        IdKind::Passport,
        IdKind::MilitaryId,
        IdKind::TravelPermit,
        IdKind::Other,
    ];

    /// The code under which the kind is stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            IdKind::ResidentId => "resident_id",
            IdKind::CreditCode => "credit_code",
            IdKind::Passport => "passport",
            IdKind::MilitaryId => "military_id",
            IdKind::TravelPermit => "travel_permit",
            IdKind::Other => "other",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<IdKind> {
        IdKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The kind that a unit table means by this word; no word means the resident's ID card.
    pub fn from_word(word: &str) -> Option<IdKind> {
        match word {
            "" | "居民身份证" | "身份证" | "二代身份证" => Some(IdKind::ResidentId),
            "统一社会信用代码" | "社会信用代码" | "营业执照" => Some(IdKind::CreditCode),
            "护照" => Some(IdKind::Passport),
            "军官证" | "士兵证" | "文职干部证" => Some(IdKind::MilitaryId),
            "港澳居民来往内地通行证" | "台湾居民来往大陆通行证" | "港澳台通行证" | "回乡证" | "台胞证" => {
                Some(IdKind::TravelPermit)
            }
            "其他" | "其他证件" => Some(IdKind::Other),
            _ => None,
        }
    }
}
