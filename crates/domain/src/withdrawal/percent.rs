//! Whole percentages, as parameters state them.

use serde::{Deserialize, Serialize};

use crate::money::Fen;

/// A whole percentage, such as 30 for 30 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Percent(pub u32);

impl Percent {
    /// Whether `part` is less than this percentage of `whole`. Compared by cross-multiplication, nothing is rounded.
    pub fn exceeds(self, part: Fen, whole: Fen) -> bool {
        i128::from(part.0) * 100 < i128::from(whole.0) * i128::from(self.0)
    }

    /// Whether `part` is at most this percentage of `whole`.
    pub fn covers(self, part: Fen, whole: Fen) -> bool {
        i128::from(part.0) * 100 <= i128::from(whole.0) * i128::from(self.0)
    }
}
