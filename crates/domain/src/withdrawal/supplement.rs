//! 追加: an overrun within the parameter, shared out among the units of the same sheet.
//!
//! Invariant: the shares add up to the overrun, and what a unit pays adds up from its principal and interest of today.

use super::allocation::{Basis, PlaceOrder};
use super::draw::{DrawError, PrincipalAndInterest, draw};
use super::largest_remainder::Portions;
use crate::area::AreaDm2;
use crate::money::Fen;
use crate::parameter::DrawOrder;
use sha2::{Digest, Sha256};
use thiserror::Error;
use uuid::Uuid;

/// Who bears a part of it: a line of the sheet, in its place order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SupplementPayer {
    /// The unit or the selling organisation.
    pub payer: Uuid,
    /// The frozen area.
    pub area: AreaDm2,
    /// The share of the amount first asked for.
    pub first_share: Fen,
    /// What no case holds of its balance today.
    pub available: PrincipalAndInterest,
}

/// What one of them bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SupplementLine {
    /// 应分摊
    pub share: Fen,
    /// 实际支取
    pub pays: PrincipalAndInterest,
    /// 欠款
    pub shortfall: Fen,
}

/// Why an overrun cannot be shared out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SupplementError {
    /// Nobody has a weight, or the weights are beyond computing.
    #[error("任务单的分摊明细不能用于追加，请由管理部核对分摊记录。")]
    Weights,
    /// A balance contradicts itself.
    #[error(transparent)]
    Draw(#[from] DrawError),
}

impl SupplementError {
    /// The stable code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            SupplementError::Weights => "withdrawal.supplement.weights",
            SupplementError::Draw(error) => error.code(),
        }
    }
}

/// Shares an overrun out. By area and by household the weights are those of the sheet; where they were what each had
/// contributed, they are the first shares, because the draw has changed the balances that they came from.
///
/// # Errors
/// [`SupplementError`] if the frozen figures do not allow it.
pub fn supplement(
    overrun: Fen,
    basis: Basis,
    payers: &[SupplementPayer],
    order: DrawOrder,
) -> Result<Vec<SupplementLine>, SupplementError> {
    let weight = |payer: &SupplementPayer| match basis {
        Basis::Area => u64::try_from(payer.area.0),
        Basis::Household => Ok(1),
        Basis::Contributed | Basis::Mixed => u64::try_from(payer.first_share.0),
    };
    let weights: Vec<u64> =
        payers.iter().map(weight).collect::<Result<_, _>>().or(Err(SupplementError::Weights))?;
    let total = u64::try_from(overrun.0).or(Err(SupplementError::Weights))?;
    let portions = Portions::divide(total, weights, &PlaceOrder::of_input(payers.len()))
        .or(Err(SupplementError::Weights))?;
    let line = |(position, payer): (usize, &SupplementPayer)| {
        let share = Fen(i64::try_from(portions.share(position)).or(Err(SupplementError::Weights))?);
        let available = payer.available.total().ok_or(DrawError::OutOfRange)?;
        let pays = draw(share.min(available), payer.available, order)?;
        let shortfall = Fen(share.0 - pays.principal.0 - pays.interest.0);
        Ok(SupplementLine { share, pays, shortfall })
    };
    payers.iter().enumerate().map(line).collect()
}

/// What the person who asks for it has to have seen: each payer with its share and what it pays.
pub fn digest(payers: &[SupplementPayer], lines: &[SupplementLine]) -> String {
    let mut hash = Sha256::new();
    for (payer, line) in payers.iter().zip(lines) {
        hash.update(payer.payer.as_bytes());
        for fen in [line.share, line.pays.principal, line.pays.interest, line.shortfall] {
            hash.update(fen.0.to_be_bytes());
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
