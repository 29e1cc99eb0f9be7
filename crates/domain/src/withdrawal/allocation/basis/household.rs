//! 按户分摊: equal weights, by agreement of the owners.

use super::{Divided, Scope};
use crate::money::Fen;
use crate::withdrawal::allocation::AllocationError;

pub(in crate::withdrawal::allocation) fn divide(
    amount: Fen,
    mut scope: Scope<'_>,
) -> Result<Divided, AllocationError> {
    let mut weights = std::mem::take(&mut scope.areas);
    weights.fill(1);
    Ok((vec![scope.divide(amount, weights, Vec::new())?], Vec::new()))
}
