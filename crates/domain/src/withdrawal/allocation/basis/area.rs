//! 按面积分摊: each unit by its floor area.

use super::{Divided, Scope};
use crate::money::Fen;
use crate::withdrawal::allocation::AllocationError;

pub(in crate::withdrawal::allocation) fn divide(
    amount: Fen,
    mut scope: Scope<'_>,
) -> Result<Divided, AllocationError> {
    scope.check_areas()?;
    let weights = std::mem::take(&mut scope.areas);
    Ok((vec![scope.divide(amount, weights, Vec::new())?], Vec::new()))
}
