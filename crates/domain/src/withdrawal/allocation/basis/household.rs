//! 按户分摊: equal weights, by agreement of the owners.

use super::{Divided, Scope};
use crate::money::Fen;
use crate::withdrawal::allocation::AllocationError;

pub(in crate::withdrawal::allocation) fn divide(
    amount: Fen,
    scope: &Scope<'_>,
) -> Result<Divided, AllocationError> {
    let weights = vec![1; scope.units.len()];
    Ok((vec![scope.divide(amount, weights, Vec::new())?], Vec::new()))
}
