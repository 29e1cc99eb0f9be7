//! Money in whole fen.
//!
//! Invariant: an amount that arithmetic or reading here returns lies within ±[`Fen::MAX`]; what would leave that
//! range is `None` or an error, never a wrapped or rounded amount.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::two_decimals::{self, NumberTextError, Quantity, Sign};

/// An amount of money in fen (1/100 yuan). May be negative only where a posting is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fen(pub i64);

impl Fen {
    /// The largest amount that every host represents exactly (2^53 − 1 fen): JavaScript's limit of whole numbers.
    pub const MAX: Fen = Fen(two_decimals::MAX_HUNDREDTHS);
    /// No money.
    pub const ZERO: Fen = Fen(0);

    /// The sum, or `None` if it lies beyond ±[`Fen::MAX`].
    pub fn checked_add(self, other: Fen) -> Option<Fen> {
        within_bounds(i128::from(self.0) + i128::from(other.0))
    }

    /// The difference, or `None` if it lies beyond ±[`Fen::MAX`].
    pub fn checked_sub(self, other: Fen) -> Option<Fen> {
        within_bounds(i128::from(self.0) - i128::from(other.0))
    }

    /// The amount with the other sign, or `None` if it lies beyond ±[`Fen::MAX`].
    pub fn checked_neg(self) -> Option<Fen> {
        within_bounds(-i128::from(self.0))
    }

    /// The sum of all amounts, or `None` if it lies beyond ±[`Fen::MAX`]. Only the total is bounded, so the order
    /// of the amounts does not matter.
    pub fn checked_sum(amounts: impl IntoIterator<Item = Fen>) -> Option<Fen> {
        // i128 holds the sum of 2^64 amounts of any size.
        within_bounds(amounts.into_iter().map(|amount| i128::from(amount.0)).sum())
    }

    /// Whether the amount is below zero.
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Reads an amount in yuan that is not negative: `1,409.50`, `￥１２３．４５`, ` 300 元 `.
    ///
    /// # Errors
    /// [`NumberTextError`] for anything that is not exactly such an amount; nothing is rounded.
    pub fn parse(text: &str) -> Result<Fen, NumberTextError> {
        two_decimals::parse(text, Quantity::Money, Sign::Refused).map(Fen)
    }

    /// Reads an amount in yuan that may carry a sign, as statements of a bank do: `-1,409.50`, `+20`.
    ///
    /// # Errors
    /// As [`Fen::parse`], except that signs are read.
    pub fn parse_signed(text: &str) -> Result<Fen, NumberTextError> {
        two_decimals::parse(text, Quantity::Money, Sign::Allowed).map(Fen)
    }

    /// The amount in yuan with separators, for screens and forms: `1,409.50`.
    pub fn grouped(self) -> String {
        two_decimals::grouped(self.0)
    }
}

/// The amount in yuan without separators: `1409.50`.
impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        two_decimals::write_plain(f, self.0)
    }
}

fn within_bounds(fen: i128) -> Option<Fen> {
    let fen = i64::try_from(fen).ok()?;
    (fen.unsigned_abs() <= Fen::MAX.0.unsigned_abs()).then_some(Fen(fen))
}

#[cfg(test)]
#[path = "money_tests.rs"]
mod tests;
