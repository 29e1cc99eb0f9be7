//! Money in whole fen.

use serde::{Deserialize, Serialize};

/// An amount of money in fen (1/100 yuan). May be negative only where a posting is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fen(pub i64);

impl Fen {
    /// The largest amount that every host represents exactly (2^53 − 1 fen): JavaScript's limit of whole numbers.
    pub const MAX: Fen = Fen((1 << 53) - 1);
}
