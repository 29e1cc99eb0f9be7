//! 混合分摊: commodity and sold public homes in one scope, first by area between the two groups, then each by its rule.

use super::contributed::SoldPublicHomes;
use super::{Divided, Scope, add_weight, among};
use crate::money::Fen;
use crate::withdrawal::allocation::AllocationError;
use crate::withdrawal::allocation::explanation::Party;

pub(in crate::withdrawal::allocation) fn divide(
    amount: Fen,
    mut scope: Scope<'_>,
) -> Result<Divided, AllocationError> {
    scope.check_areas()?;
    let sold_public_homes = SoldPublicHomes::of(&scope)?;
    let mut commodity_weights = std::mem::take(&mut scope.areas);
    let (mut commodity_area, mut sold_public_area) = (0, 0);
    for (commodity, &sold_public) in commodity_weights.iter_mut().zip(&sold_public_homes.areas) {
        // One of the two is the whole area, the other 0.
        *commodity -= sold_public;
        add_weight(&mut commodity_area, *commodity)?;
        add_weight(&mut sold_public_area, sold_public)?;
    }
    let groups = among(
        amount,
        &[(Party::CommodityHomes, commodity_area), (Party::SoldPublicHomes, sold_public_area)],
    )?;
    let (commodity, sold_public) = (groups[0], groups[1]);

    // A group without units bears nothing and is not divided.
    let (mut divisions, mut organisations) = (Vec::new(), Vec::new());
    if commodity_area > 0 {
        divisions.push(scope.divide(commodity.share(), commodity_weights, vec![commodity])?);
    }
    if sold_public_area > 0 {
        let (owners, selling) = sold_public_homes.divide(sold_public.share(), &scope, &[sold_public])?;
        divisions.extend(owners);
        organisations.extend(selling);
    }
    Ok((divisions, organisations))
}
