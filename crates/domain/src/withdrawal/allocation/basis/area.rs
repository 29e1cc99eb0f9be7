//! 按面积分摊: each unit by its floor area.

use super::{Divided, Scope};
use crate::money::Fen;
use crate::withdrawal::allocation::{AllocationError, ScopeUnit};

pub(in crate::withdrawal::allocation) fn divide(
    amount: Fen,
    scope: &Scope<'_>,
) -> Result<Divided, AllocationError> {
    let weights = weights(scope, |_| true)?;
    Ok((vec![scope.divide(amount, weights, Vec::new())?], Vec::new()))
}

/// The areas of the units that `member` picks, 0 for the others.
pub(super) fn weights(
    scope: &Scope<'_>,
    member: impl Fn(&ScopeUnit<'_>) -> bool,
) -> Result<Vec<u64>, AllocationError> {
    let mut positive = true;
    let weights = scope
        .units
        .iter()
        .map(|unit| {
            positive &= unit.area.0 > 0;
            if member(unit) { unit.area.0.unsigned_abs() } else { 0 }
        })
        .collect();
    if !positive {
        scope.refuse(
            |unit| unit.area.0 <= 0,
            |units| {
                let first = scope.units.iter().find(|unit| Some(&unit.unit) == units.units.first());
                let area = first.map_or_else(Default::default, |unit| unit.area);
                AllocationError::AreaNotPositive { units, area }
            },
        )?;
    }
    Ok(weights)
}
