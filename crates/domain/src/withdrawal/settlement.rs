//! 结算: what the actual cost of a repair means for the units that paid for it.
//!
//! Invariant: what goes back adds up to what is left, and no unit gets back more than it paid. A unit that paid nothing
//! gets nothing, whatever its share was.

use thiserror::Error;

use super::allocation::PlaceOrder;
use super::draw::{DrawError, PrincipalAndInterest, give_back};
use super::largest_remainder::{Portions, WeightFault};
use crate::money::Fen;
use crate::parameter::{Bound, DrawOrder, Ratio};

/// What the actual cost means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// The cost is exactly what was paid.
    Exact,
    /// Less was spent than was paid: the rest goes back.
    Remainder {
        /// What goes back in all.
        total: Fen,
        /// What goes back to each payer, in the order in which they were handed in.
        back: Vec<PrincipalAndInterest>,
    },
    /// More was spent than was paid, but not more than was allocated: the units with a shortfall still owe the rest.
    Owed {
        /// What is still owed.
        rest: Fen,
    },
    /// More was spent than was allocated, within the parameter: allocated as a supplement on the same sheet.
    Supplement {
        /// What the supplement allocates.
        overrun: Fen,
    },
    /// The overrun is beyond the parameter: it needs a new sheet.
    NewSheet {
        /// What the new sheet is about.
        overrun: Fen,
    },
}

/// Why a sheet cannot be settled by these figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SettlementError {
    /// The actual cost is negative or beyond 2^53 − 1 fen.
    #[error("实际费用 {cost} 元不在可办理的范围内。请按结算书更正实际费用。")]
    CostOutOfRange {
        /// The cost.
        cost: Fen,
    },
    /// The amounts on the sheet contradict each other or lie out of range.
    #[error("任务单的分摊金额与已支取金额不一致，不能结算。请由管理部核对拨付记录。")]
    PaidOutOfRange,
}

impl SettlementError {
    /// The stable code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            SettlementError::CostOutOfRange { .. } => "withdrawal.settlement.cost_out_of_range",
            SettlementError::PaidOutOfRange => "withdrawal.settlement.paid_out_of_range",
        }
    }
}

impl From<DrawError> for SettlementError {
    fn from(_: DrawError) -> Self {
        SettlementError::PaidOutOfRange
    }
}

/// Settles a sheet by its actual cost. `allocated` is the amount shared out so far, supplements included; `paid` is what
/// was drawn from each payer: units in place order, then selling organisations; earlier ones win ties.
///
/// # Errors
/// [`SettlementError`] if the cost is out of range, or the payers paid more than was allocated.
pub fn settle(
    allocated: Fen,
    actual_cost: Fen,
    paid: &[PrincipalAndInterest],
    order: DrawOrder,
    overrun_limit: Ratio,
) -> Result<Settlement, SettlementError> {
    if !(0..=Fen::MAX.0).contains(&actual_cost.0) {
        return Err(SettlementError::CostOutOfRange { cost: actual_cost });
    }
    let each = paid.iter().map(|drawn| drawn.total()).collect::<Option<Vec<Fen>>>();
    let each = each.ok_or(SettlementError::PaidOutOfRange)?;
    let paid_total = Fen::checked_sum(each.iter().copied()).ok_or(SettlementError::PaidOutOfRange)?;
    if paid_total > allocated || each.iter().any(|own| own.is_negative()) {
        return Err(SettlementError::PaidOutOfRange);
    }

    if actual_cost < paid_total {
        let total = Fen(paid_total.0 - actual_cost.0);
        let back = divide_back(total, &each)?.zip(paid).map(|(back, drawn)| give_back(back, *drawn, order));
        return Ok(Settlement::Remainder { total, back: back.collect::<Result<_, _>>()? });
    }
    if actual_cost == paid_total {
        return Ok(Settlement::Exact);
    }
    if actual_cost <= allocated {
        return Ok(Settlement::Owed { rest: Fen(actual_cost.0 - paid_total.0) });
    }
    let overrun = Fen(actual_cost.0 - allocated.0);
    if overrun_limit.is_reached(overrun.0, allocated.0, Bound::MoreThan) {
        Ok(Settlement::NewSheet { overrun })
    } else {
        Ok(Settlement::Supplement { overrun })
    }
}

/// Divides what is left in proportion to what each paid. Nobody gets more than it paid: a quota is at most what was
/// paid, and only a quota with a fraction is rounded up.
fn divide_back(total: Fen, each: &[Fen]) -> Result<impl Iterator<Item = Fen>, SettlementError> {
    let weights = each.iter().map(|own| own.0.unsigned_abs()).collect();
    let portions = Portions::divide(total.0.unsigned_abs(), weights, &PlaceOrder::of_input(each.len()));
    let portions = portions.map_err(|fault| match fault {
        WeightFault::Zero | WeightFault::TooLarge => SettlementError::PaidOutOfRange,
    })?;
    Ok((0..each.len()).map(move |payer| Fen(portions.share(payer) as i64)))
}
