//! Buildings that were read lately, unpacked: the shares are computed anew at every step in the grid, and unpacking takes
//! longer than dividing.
//!
//! Invariant: what is kept is used only for the very bytes that it was unpacked from.

use super::units::unpack_building;
use crate::ClientError;
use anju_contract::estate::UnitCard;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// How many units are kept: those of the largest community.
const MOST_UNITS: usize = 50_000;

/// The units of a building, in place order.
pub(crate) type Units = Arc<Vec<UnitCard>>;

struct Building {
    building_id: Uuid,
    packed: Vec<u8>,
    units: Units,
}

/// The buildings, the one that was opened last at the end.
#[derive(Default)]
pub(super) struct Opened {
    buildings: Mutex<Vec<Building>>,
}

impl Opened {
    /// The units in these bytes, which are those of this building.
    ///
    /// # Errors
    /// When they are no packed building.
    pub(super) fn units(&self, building_id: Uuid, packed: Vec<u8>) -> Result<Units, ClientError> {
        let known = self
            .lock()
            .iter()
            .find(|one| one.building_id == building_id)
            .and_then(|one| (one.packed == packed).then(|| Arc::clone(&one.units)));
        if let Some(units) = known {
            return Ok(units);
        }
        let units = Arc::new(unpack_building(&packed)?);
        let mut buildings = self.lock();
        buildings.retain(|one| one.building_id != building_id);
        buildings.push(Building { building_id, packed, units: Arc::clone(&units) });
        let mut kept: usize = buildings.iter().map(|one| one.units.len()).sum();
        while kept > MOST_UNITS {
            kept -= buildings.remove(0).units.len();
        }
        Ok(units)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Building>> {
        self.buildings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Owners' names are in it.
impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opened").finish_non_exhaustive()
    }
}
