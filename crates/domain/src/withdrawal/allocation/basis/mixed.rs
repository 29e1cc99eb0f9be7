//! 混合分摊: commodity and sold public homes in one scope, first by area between the two groups, then each by its rule.

use super::{Divided, Scope, add_weight, among, area, contributed};
use crate::money::Fen;
use crate::withdrawal::allocation::AllocationError;
use crate::withdrawal::allocation::explanation::Party;

pub(in crate::withdrawal::allocation) fn divide(
    amount: Fen,
    scope: &Scope<'_>,
) -> Result<Divided, AllocationError> {
    let commodity_weights = area::weights(scope, |unit| !contributed::is_sold_public(unit))?;
    let (mut commodity_area, mut sold_public_area) = (0, 0);
    for unit in scope.units {
        let group =
            if contributed::is_sold_public(unit) { &mut sold_public_area } else { &mut commodity_area };
        add_weight(group, unit.area.0)?;
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
        let (owners, selling) = contributed::divide_part(sold_public.share(), scope, &[sold_public])?;
        divisions.extend(owners);
        organisations.extend(selling);
    }
    Ok((divisions, organisations))
}
