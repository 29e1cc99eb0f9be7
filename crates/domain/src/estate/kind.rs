//! What a unit is, and whether it takes part in the fund's affairs.

use serde::{Deserialize, Serialize};

/// 房屋性质.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// 商品住宅
    CommodityHome,
    /// 售后公有住房
    SoldPublicHome,
    /// 非住宅
    NonResidential,
}

impl UnitKind {
    /// Every kind.
    pub const ALL: [UnitKind; 3] =
        [UnitKind::CommodityHome, UnitKind::SoldPublicHome, UnitKind::NonResidential];

    /// The code under which the kind is stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            UnitKind::CommodityHome => "commodity_home",
            UnitKind::SoldPublicHome => "sold_public_home",
            UnitKind::NonResidential => "non_residential",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<UnitKind> {
        UnitKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The words on screens and forms.
    pub fn label(self) -> &'static str {
        match self {
            UnitKind::CommodityHome => "商品住宅",
            UnitKind::SoldPublicHome => "售后公有住房",
            UnitKind::NonResidential => "非住宅",
        }
    }

    /// The kind that a unit table means by this word.
    pub fn from_word(word: &str) -> Option<UnitKind> {
        match word {
            "商品住宅" | "商品房" | "商品住房" | "普通住宅" | "住宅" => {
                Some(UnitKind::CommodityHome)
            }
            "售后公有住房" | "售后公房" | "已售公房" | "已售公有住房" | "房改房" => {
                Some(UnitKind::SoldPublicHome)
            }
            "非住宅" | "商业" | "商铺" | "办公" | "车库" => Some(UnitKind::NonResidential),
            _ => None,
        }
    }
}

/// 销售状态.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitState {
    /// 已售: its owners stand in the table.
    Sold,
    /// 未售: the developer is the owner.
    Unsold,
    /// 不参与: cannot take part in an allocation, with a reason that is printed.
    Excluded,
}

impl UnitState {
    /// Every state.
    pub const ALL: [UnitState; 3] = [UnitState::Sold, UnitState::Unsold, UnitState::Excluded];

    /// The code under which the state is stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            UnitState::Sold => "sold",
            UnitState::Unsold => "unsold",
            UnitState::Excluded => "excluded",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<UnitState> {
        UnitState::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The words on screens and forms.
    pub fn label(self) -> &'static str {
        match self {
            UnitState::Sold => "已售",
            UnitState::Unsold => "未售",
            UnitState::Excluded => "不参与",
        }
    }

    /// The state that a unit table means by this word.
    pub fn from_word(word: &str) -> Option<UnitState> {
        match word {
            "已售" | "已销售" | "售出" => Some(UnitState::Sold),
            "未售" | "未销售" | "待售" => Some(UnitState::Unsold),
            "不参与" | "不参与分摊" | "除外" => Some(UnitState::Excluded),
            _ => None,
        }
    }
}
