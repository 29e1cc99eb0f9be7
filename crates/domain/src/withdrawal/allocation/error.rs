//! Why an amount cannot be shared out.

use std::fmt;

use thiserror::Error;
use uuid::Uuid;

use super::ScopeUnit;
use crate::area::AreaDm2;
use crate::money::Fen;

/// Why an amount cannot be shared out. The text is the sentence for the screen.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AllocationError {
    /// No unit is saved, or all are excluded.
    #[error("没有参与分摊的房屋，无法计算分摊。请至少保存一户房屋并勾选其自然幢。")]
    NoUnitTakesPart,
    /// More units than positions can be counted for.
    #[error("参与分摊的房屋有 {units} 户，超出系统可计算的户数。请分多张任务单申请。")]
    TooManyUnits {
        /// How many there are.
        units: usize,
    },
    /// The amount is not positive or beyond 2^53 − 1 fen.
    #[error(
        "申请支取金额 {amount} 元不在可办理的范围内（大于 0，不超过 90,071,992,547,409.91 元）。请更正金额。"
    )]
    AmountOutOfRange {
        /// The amount.
        amount: Fen,
    },
    /// A unit stands twice among those taking part.
    #[error("{0}在参与分摊的房屋中重复出现。请在房屋资料中核对楼层和房号后重试。")]
    DuplicateUnit(FaultyUnits),
    /// The area is the weight, and it is zero or below.
    #[error("{units}的面积为 {}，无法参与分摊。请在房屋资料中更正后重试。", area_text(.area))]
    AreaNotPositive {
        /// Which units.
        units: FaultyUnits,
        /// The area of the first of them.
        area: AreaDm2,
    },
    /// Basis contributed is for sold public homes only.
    #[error("{0}不是售后公房，不能按交存比例分摊。请改用混合分摊，或将其移出分摊范围。")]
    NotSoldPublic(FaultyUnits),
    /// A sold public home without selling organisation, on a basis that gives the organisation a part.
    #[error("{0}是售后公房，但没有登记售房单位，无法按交存比例分摊。请在房屋资料中补登售房单位后重试。")]
    SellingOrganisationMissing(FaultyUnits),
    /// A contribution below zero.
    #[error("{0}的交存金额为负数，无法按交存比例分摊。请在房屋资料中更正后重试。")]
    ContributionNegative(FaultyUnits),
    /// Neither the owners nor the selling organisations contributed anything.
    #[error("参与分摊的售后公房没有任何交存记录，无法按交存比例分摊。请核对交存金额，或改按面积分摊。")]
    NothingContributed,
    /// The weights add up beyond 2^63 − 1.
    #[error("参与分摊房屋的面积或交存金额合计超出系统可计算的范围。请核对房屋资料中的面积和交存金额。")]
    WeightsTooLarge,
}

impl AllocationError {
    /// The stable code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            AllocationError::NoUnitTakesPart => "withdrawal.allocation.no_unit_takes_part",
            AllocationError::TooManyUnits { .. } => "withdrawal.allocation.too_many_units",
            AllocationError::AmountOutOfRange { .. } => "withdrawal.allocation.amount_out_of_range",
            AllocationError::DuplicateUnit(_) => "withdrawal.allocation.duplicate_unit",
            AllocationError::AreaNotPositive { .. } => "withdrawal.allocation.area_not_positive",
            AllocationError::NotSoldPublic(_) => "withdrawal.allocation.not_sold_public",
            AllocationError::SellingOrganisationMissing(_) => {
                "withdrawal.allocation.selling_organisation_missing"
            }
            AllocationError::ContributionNegative(_) => "withdrawal.allocation.contribution_negative",
            AllocationError::NothingContributed => "withdrawal.allocation.nothing_contributed",
            AllocationError::WeightsTooLarge => "withdrawal.allocation.weights_too_large",
        }
    }

    /// The units that the error is about, in place order; empty where it is about none.
    pub fn units(&self) -> &[Uuid] {
        match self {
            AllocationError::DuplicateUnit(faulty)
            | AllocationError::AreaNotPositive { units: faulty, .. }
            | AllocationError::NotSoldPublic(faulty)
            | AllocationError::SellingOrganisationMissing(faulty)
            | AllocationError::ContributionNegative(faulty) => &faulty.units,
            AllocationError::NoUnitTakesPart
            | AllocationError::TooManyUnits { .. }
            | AllocationError::AmountOutOfRange { .. }
            | AllocationError::NothingContributed
            | AllocationError::WeightsTooLarge => &[],
        }
    }
}

/// A bare 0 for what was never measured; the figure otherwise.
fn area_text(area: &AreaDm2) -> String {
    if area.0 == 0 { "0".to_owned() } else { area.to_string() }
}

/// Units with the same fault: all of them, so that a clerk corrects them in one go. Shown as `房号 3-502` or
/// `房号 3-502 等 4 户`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultyUnits {
    /// 房号 of the first.
    pub first_room: String,
    /// All of them, in place order.
    pub units: Vec<Uuid>,
}

impl FaultyUnits {
    /// The units at these positions.
    pub(super) fn at(units: &[ScopeUnit<'_>], mut positions: Vec<usize>) -> Self {
        positions.sort_by_key(|&position| units[position].place);
        let first_room = positions.first().map_or("", |&first| units[first].room).to_owned();
        FaultyUnits {
            first_room,
            units: positions.into_iter().map(|position| units[position].unit).collect(),
        }
    }
}

impl fmt::Display for FaultyUnits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.units.len() {
            0 | 1 => write!(f, "房号 {} ", self.first_room),
            several => write!(f, "房号 {} 等 {several} 户", self.first_room),
        }
    }
}
