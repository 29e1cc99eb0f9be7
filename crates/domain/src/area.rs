//! Floor area in whole square decimetres.

use serde::{Deserialize, Serialize};

/// A floor area in units of 0.01 m² (1 dm²).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AreaDm2(pub i64);
