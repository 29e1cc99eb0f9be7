//! 按交存比例分摊: the cost of sold public homes, first between all owners together and each selling organisation by
//! what they contributed, then the owners' part by area (住宅专项维修资金管理办法 第二十二条).

use super::{Divided, Scope, add_weight, among};
use crate::money::Fen;
use crate::place::Place;
use crate::withdrawal::allocation::error::FaultyUnits;
use crate::withdrawal::allocation::explanation::{Explanation, Party, Step};
use crate::withdrawal::allocation::{
    AllocationError, Line, OrganisationLine, ScopeUnit, UnitFund, available,
};

pub(in crate::withdrawal::allocation) fn divide(
    amount: Fen,
    scope: &Scope<'_>,
) -> Result<Divided, AllocationError> {
    let sold_public_homes = SoldPublicHomes::of(scope);
    // Units are read once where nothing is wrong with them.
    if !sold_public_homes.as_ref().is_ok_and(|homes| homes.units == scope.units.len()) {
        scope.refuse(|unit| unit.fund == UnitFund::Commodity, AllocationError::NotSoldPublic)?;
    }
    scope.check_areas()?;
    sold_public_homes?.divide(amount, scope, &[])
}

/// The sold public homes of a scope and what was contributed for them.
pub(super) struct SoldPublicHomes {
    /// The area of each unit of the scope; 0 for those that are not sold public homes.
    pub(super) areas: Vec<u64>,
    /// How many there are.
    units: usize,
    owners_contributed: u64,
    /// In the order of their first unit's place: who comes first wins a tie.
    selling: Vec<Selling>,
}

#[derive(Clone, Copy)]
struct Selling {
    organisation: u32,
    contributed: u64,
    first_place: Place,
}

impl SoldPublicHomes {
    pub(super) fn of(scope: &Scope<'_>) -> Result<Self, AllocationError> {
        let mut areas = Vec::with_capacity(scope.units.len());
        let (mut units, mut owners_contributed) = (0, 0);
        let mut selling: Vec<Option<Selling>> = vec![None; scope.organisations.len()];
        for (unit, &area) in scope.units.iter().zip(&scope.areas) {
            let UnitFund::SoldPublic { owners_contributed: owners, selling: own } = unit.fund else {
                areas.push(0);
                continue;
            };
            let total = own.and_then(|own| selling.get_mut(own.organisation as usize));
            let (Some(own), Some(total), false) = (own, total, has_negative_contribution(unit)) else {
                return Err(scope.faults());
            };
            areas.push(area);
            units += 1;
            add_weight(&mut owners_contributed, owners.0.unsigned_abs())?;
            let none_yet =
                Selling { organisation: own.organisation, contributed: 0, first_place: unit.place };
            let total = total.get_or_insert(none_yet);
            add_weight(&mut total.contributed, own.contributed.0.unsigned_abs())?;
            total.first_place = total.first_place.min(unit.place);
        }
        let mut selling: Vec<Selling> = selling.into_iter().flatten().collect();
        selling.sort_unstable_by_key(|own| own.first_place);
        Ok(SoldPublicHomes { areas, units, owners_contributed, selling })
    }

    /// Divides a part of the amount; `above` is how the part came about.
    pub(super) fn divide(
        self,
        part: Fen,
        scope: &Scope<'_>,
        above: &[Step],
    ) -> Result<Divided, AllocationError> {
        let selling_party =
            |own: &Selling| (Party::SellingOrganisation { organisation: own.organisation }, own.contributed);
        let parties: Vec<_> = [(Party::Owners, self.owners_contributed)]
            .into_iter()
            .chain(self.selling.iter().map(selling_party))
            .collect();
        let steps = among(part, &parties)?;
        let path = |step: Step| above.iter().copied().chain([step]).collect::<Vec<_>>();

        let owners = scope.divide(steps[0].share(), self.areas, path(steps[0]))?;
        let selling_line = |(own, &step): (&Selling, &Step)| {
            let account = &scope.organisations[own.organisation as usize];
            let line = Line { share: step.share(), available: available(account.balance, account.held) };
            let explanation = Explanation { steps: path(step) };
            OrganisationLine { organisation: own.organisation, line, explanation }
        };
        Ok((vec![owners], self.selling.iter().zip(&steps[1..]).map(selling_line).collect()))
    }
}

impl Scope<'_> {
    /// What is wrong with the sold public homes, all of them at once.
    fn faults(&self) -> AllocationError {
        let lacking = self.faulty(|unit| lacks_organisation(unit, self));
        if lacking.is_empty() {
            let negative = self.faulty(has_negative_contribution);
            return AllocationError::ContributionNegative(FaultyUnits::at(self.units, negative));
        }
        AllocationError::SellingOrganisationMissing(FaultyUnits::at(self.units, lacking))
    }
}

fn lacks_organisation(unit: &ScopeUnit<'_>, scope: &Scope<'_>) -> bool {
    match unit.fund {
        UnitFund::Commodity => false,
        UnitFund::SoldPublic { selling: None, .. } => true,
        UnitFund::SoldPublic { selling: Some(own), .. } => {
            own.organisation as usize >= scope.organisations.len()
        }
    }
}

fn has_negative_contribution(unit: &ScopeUnit<'_>) -> bool {
    match unit.fund {
        UnitFund::Commodity => false,
        UnitFund::SoldPublic { owners_contributed, selling } => {
            owners_contributed.is_negative() || selling.is_some_and(|own| own.contributed.is_negative())
        }
    }
}
