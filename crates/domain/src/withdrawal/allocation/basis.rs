//! The four ways of sharing out, one file each. What they have in common stands here.

pub(super) mod area;
pub(super) mod contributed;
pub(super) mod household;
pub(super) mod mixed;

use super::error::{AllocationError, FaultyUnits};
use super::explanation::{Party, Step};
use super::{Division, OrganisationLine, PlaceOrder, ScopeUnit, SellingOrganisation};
use crate::area::AreaDm2;
use crate::money::Fen;
use crate::withdrawal::largest_remainder::{Portions, WeightFault};

/// What a basis divides among.
pub(super) struct Scope<'a> {
    pub(super) units: &'a [ScopeUnit<'a>],
    pub(super) organisations: &'a [SellingOrganisation],
    pub(super) order: &'a PlaceOrder,
    /// The areas as weights; 0 for an area that is not positive.
    pub(super) areas: Vec<u64>,
}

/// The division among units, and what selling organisations bear.
pub(super) type Divided = (Vec<Division>, Vec<OrganisationLine>);

impl Scope<'_> {
    /// The positions of the units that `fault` picks.
    fn faulty(&self, fault: impl Fn(&ScopeUnit<'_>) -> bool) -> Vec<usize> {
        (0..self.units.len()).filter(|&position| fault(&self.units[position])).collect()
    }

    /// Refuses the units that `fault` picks, all at once.
    fn refuse(
        &self,
        fault: impl Fn(&ScopeUnit<'_>) -> bool,
        error: impl FnOnce(FaultyUnits) -> AllocationError,
    ) -> Result<(), AllocationError> {
        let positions = self.faulty(fault);
        if positions.is_empty() { Ok(()) } else { Err(error(FaultyUnits::at(self.units, positions))) }
    }

    /// Refuses units whose area cannot be a weight.
    fn check_areas(&self) -> Result<(), AllocationError> {
        if self.areas.iter().all(|&area| area > 0) {
            return Ok(());
        }
        let positions = (0..self.units.len()).filter(|&position| self.areas[position] == 0);
        let first = positions.min_by_key(|&position| self.units[position].place);
        let area = first.map_or(AreaDm2::ZERO, |position| self.units[position].area);
        self.refuse(|unit| unit.area.0 <= 0, |units| AllocationError::AreaNotPositive { units, area })
    }

    /// Divides a part of the amount among the units by these weights.
    fn divide(&self, part: Fen, weights: Vec<u64>, above: Vec<Step>) -> Result<Division, AllocationError> {
        let portions = Portions::divide(part.0.unsigned_abs(), weights, self.order).map_err(fault)?;
        Ok(Division { above, portions })
    }
}

/// Divides an amount among a few parties; earlier ones win ties.
fn among(amount: Fen, parties: &[(Party, u64)]) -> Result<Vec<Step>, AllocationError> {
    let order = PlaceOrder::of_input(parties.len());
    let weights = parties.iter().map(|(_, weight)| *weight).collect();
    let portions = Portions::divide(amount.0.unsigned_abs(), weights, &order).map_err(fault)?;
    let step = |(position, (party, _)): (usize, &(Party, u64))| {
        Step::new(*party, &portions, position, portions.rank(position, &order))
    };
    Ok(parties.iter().enumerate().map(step).collect())
}

/// Units are refused one by one before their weights are added, so only contributions can add up to zero.
fn fault(fault: WeightFault) -> AllocationError {
    match fault {
        WeightFault::Zero => AllocationError::NothingContributed,
        WeightFault::TooLarge => AllocationError::WeightsTooLarge,
    }
}

fn add_weight(sum: &mut u64, weight: u64) -> Result<(), AllocationError> {
    *sum = sum.checked_add(weight).ok_or(AllocationError::WeightsTooLarge)?;
    Ok(())
}
