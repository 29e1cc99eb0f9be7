//! Floor area in whole square decimetres.
//!
//! Invariant: an area that arithmetic or reading here returns lies within 0 ..= [`AreaDm2::MAX`].

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::two_decimals::{self, NumberTextError, Quantity, Sign};

/// A floor area in units of 0.01 m² (1 dm²).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AreaDm2(pub i64);

impl AreaDm2 {
    /// The largest area that every host represents exactly (2^53 − 1 dm²).
    pub const MAX: AreaDm2 = AreaDm2(two_decimals::MAX_HUNDREDTHS);
    /// No area.
    pub const ZERO: AreaDm2 = AreaDm2(0);

    /// The sum, or `None` if it lies outside 0 ..= [`AreaDm2::MAX`].
    pub fn checked_add(self, other: AreaDm2) -> Option<AreaDm2> {
        within_bounds(i128::from(self.0) + i128::from(other.0))
    }

    /// The difference, or `None` if it lies outside 0 ..= [`AreaDm2::MAX`].
    pub fn checked_sub(self, other: AreaDm2) -> Option<AreaDm2> {
        within_bounds(i128::from(self.0) - i128::from(other.0))
    }

    /// The sum of all areas, or `None` if it lies outside 0 ..= [`AreaDm2::MAX`].
    pub fn checked_sum(areas: impl IntoIterator<Item = AreaDm2>) -> Option<AreaDm2> {
        within_bounds(areas.into_iter().map(|area| i128::from(area.0)).sum())
    }

    /// Reads an area in square metres: `89.50`, `１１２．３㎡`, `1,098.7 平方米`.
    ///
    /// # Errors
    /// [`NumberTextError`] for anything that is not exactly such an area; nothing is rounded.
    pub fn parse(text: &str) -> Result<AreaDm2, NumberTextError> {
        two_decimals::parse(text, Quantity::Area, Sign::Refused).map(AreaDm2)
    }

    /// The area in square metres with separators, for screens and forms: `1,098.70`.
    pub fn grouped(self) -> String {
        two_decimals::grouped(self.0)
    }
}

/// The area in square metres without separators: `1098.70`.
impl fmt::Display for AreaDm2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        two_decimals::write_plain(f, self.0)
    }
}

fn within_bounds(dm2: i128) -> Option<AreaDm2> {
    let dm2 = i64::try_from(dm2).ok()?;
    (0..=AreaDm2::MAX.0).contains(&dm2).then_some(AreaDm2(dm2))
}

#[cfg(test)]
#[path = "area_tests.rs"]
mod tests;
