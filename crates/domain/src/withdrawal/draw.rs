//! What a withdrawal takes from a unit: principal and interest, in the order that the parameter says, and whether the
//! unit then stands on the top-up list (北京市物业管理条例 第八十三条).
//!
//! Invariant: what is drawn adds up to what the unit pays, and neither principal nor interest goes below zero.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::money::Fen;
use crate::parameter::{Bound, DrawOrder, Ratio};

/// An amount split into principal and interest: of a balance, of a draw, or of what goes back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PrincipalAndInterest {
    /// 本金
    pub principal: Fen,
    /// 利息
    pub interest: Fen,
}

impl PrincipalAndInterest {
    /// Both together, or `None` if that lies beyond ±[`Fen::MAX`].
    pub fn total(self) -> Option<Fen> {
        self.principal.checked_add(self.interest)
    }
}

/// Why an amount cannot be split into principal and interest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DrawError {
    /// More than there is.
    #[error("支取金额 {pays} 元超过本金与利息合计，不能办理。请刷新分户余额后重新计算。")]
    MoreThanAvailable {
        /// What should have been drawn.
        pays: Fen,
    },
    /// An amount, a principal or an interest below zero or beyond 2^53 − 1 fen.
    #[error("分户本金、利息或支取金额超出可办理的范围。请由管理部核对分户账。")]
    OutOfRange,
}

impl DrawError {
    /// The stable code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            DrawError::MoreThanAvailable { .. } => "withdrawal.draw.more_than_available",
            DrawError::OutOfRange => "withdrawal.draw.out_of_range",
        }
    }
}

/// Splits what a unit pays into principal and interest. `available` is what other cases do not hold of each.
///
/// # Errors
/// [`DrawError`] if there is not that much, or an amount is below zero.
pub fn draw(
    pays: Fen,
    available: PrincipalAndInterest,
    order: DrawOrder,
) -> Result<PrincipalAndInterest, DrawError> {
    let total = available.total().ok_or(DrawError::OutOfRange)?;
    if pays.is_negative() || available.principal.is_negative() || available.interest.is_negative() {
        return Err(DrawError::OutOfRange);
    }
    if pays > total {
        return Err(DrawError::MoreThanAvailable { pays });
    }
    let (principal, interest) = match order {
        DrawOrder::PrincipalFirst => {
            let principal = pays.min(available.principal);
            (principal, Fen(pays.0 - principal.0))
        }
        DrawOrder::InterestFirst => {
            let interest = pays.min(available.interest);
            (Fen(pays.0 - interest.0), interest)
        }
    };
    Ok(PrincipalAndInterest { principal, interest })
}

/// Splits what goes back to a unit, in the reverse order of its draw: what was drawn last comes back first.
///
/// # Errors
/// [`DrawError`] if more would go back than was drawn, or an amount is below zero.
pub fn give_back(
    back: Fen,
    drawn: PrincipalAndInterest,
    order: DrawOrder,
) -> Result<PrincipalAndInterest, DrawError> {
    let reverse = match order {
        DrawOrder::PrincipalFirst => DrawOrder::InterestFirst,
        DrawOrder::InterestFirst => DrawOrder::PrincipalFirst,
    };
    draw(back, drawn, reverse)
}

/// Whether a unit with this balance stands on the top-up list: strictly below the line.
pub fn needs_top_up(balance: Fen, first_contribution: Fen, line: Ratio) -> bool {
    !line.is_reached(balance.0, first_contribution.0, Bound::AtLeast)
}
