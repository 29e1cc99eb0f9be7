//! 按交存比例分摊: the cost of sold public homes, first between all owners together and each selling organisation by
//! what they contributed, then the owners' part by area (住宅专项维修资金管理办法 第二十二条).

use super::{Divided, Scope, add_weight, among, area};
use crate::money::Fen;
use crate::withdrawal::allocation::explanation::{Explanation, Party, Step};
use crate::withdrawal::allocation::{
    AllocationError, Line, OrganisationLine, ScopeUnit, SellingShare, UnitFund, available,
};

pub(in crate::withdrawal::allocation) fn divide(
    amount: Fen,
    scope: &Scope<'_>,
) -> Result<Divided, AllocationError> {
    scope.refuse(|unit| !is_sold_public(unit), AllocationError::NotSoldPublic)?;
    divide_part(amount, scope, &[])
}

pub(super) fn is_sold_public(unit: &ScopeUnit<'_>) -> bool {
    matches!(unit.fund, UnitFund::SoldPublic { .. })
}

/// Divides a part of the amount among the sold public homes of the scope; `above` is how the part came about.
pub(super) fn divide_part(part: Fen, scope: &Scope<'_>, above: &[Step]) -> Result<Divided, AllocationError> {
    scope.refuse(|unit| lacks_organisation(unit, scope), AllocationError::SellingOrganisationMissing)?;
    scope.refuse(has_negative_contribution, AllocationError::ContributionNegative)?;
    let weights = area::weights(scope, is_sold_public)?;
    let (owners_weight, selling) = contributions(scope)?;
    let organisation_party =
        |&(organisation, weight): &(u32, u64)| (Party::SellingOrganisation { organisation }, weight);
    let parties: Vec<_> =
        [(Party::Owners, owners_weight)].into_iter().chain(selling.iter().map(organisation_party)).collect();
    let steps = among(part, &parties)?;
    let path = |step: Step| above.iter().copied().chain([step]).collect::<Vec<_>>();

    let owners = scope.divide(steps[0].share(), weights, path(steps[0]))?;
    let organisation_line = |(&(organisation, _), &step): (&(u32, u64), &Step)| {
        let account = &scope.organisations[organisation as usize];
        let line = Line { share: step.share(), available: available(account.balance, account.held) };
        OrganisationLine { organisation, line, explanation: Explanation { steps: path(step) } }
    };
    Ok((vec![owners], selling.iter().zip(&steps[1..]).map(organisation_line).collect()))
}

/// What the owners contributed, and what each selling organisation did, in the order of its first unit's place: who
/// comes first wins a tie.
fn contributions(scope: &Scope<'_>) -> Result<(u64, Vec<(u32, u64)>), AllocationError> {
    let mut owners = 0;
    let mut organisations: Vec<(u32, u64)> = Vec::new();
    let mut standing: Vec<Option<usize>> = vec![None; scope.organisations.len()];
    for position in scope.order.iter() {
        let UnitFund::SoldPublic { owners_contributed, selling: Some(selling) } = scope.units[position].fund
        else {
            continue;
        };
        add_weight(&mut owners, owners_contributed.0)?;
        let place = *standing[selling.organisation as usize].get_or_insert_with(|| {
            organisations.push((selling.organisation, 0));
            organisations.len() - 1
        });
        add_weight(&mut organisations[place].1, selling.contributed.0)?;
    }
    Ok((owners, organisations))
}

fn lacks_organisation(unit: &ScopeUnit<'_>, scope: &Scope<'_>) -> bool {
    match unit.fund {
        UnitFund::Commodity => false,
        UnitFund::SoldPublic { selling: None, .. } => true,
        UnitFund::SoldPublic { selling: Some(SellingShare { organisation, .. }), .. } => {
            organisation as usize >= scope.organisations.len()
        }
    }
}

fn has_negative_contribution(unit: &ScopeUnit<'_>) -> bool {
    match unit.fund {
        UnitFund::Commodity => false,
        UnitFund::SoldPublic { owners_contributed, selling } => {
            owners_contributed.is_negative()
                || selling.is_some_and(|selling| selling.contributed.is_negative())
        }
    }
}
