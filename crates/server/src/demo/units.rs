//! Units with the mixture of a real city: balances used up, units unsold or excluded, co-owners, owners of two.

use super::community::{BuildingPlan, Plan, Sort};
use super::dice::Dice;
use super::people::owner;
use anju_domain::area::AreaDm2;
use anju_domain::estate::{Address, GoodRow, OwnerRow, OwnerShare, UnitKind, UnitRow, UnitState};
use anju_domain::money::Fen;

/// 建筑面积 of homes by their room on a floor, in dm².
const HOME_AREAS: [i64; 8] = [8_950, 11_230, 7_235, 12_845, 9_870, 14_210, 5_860, 6_604];
/// Contributed for each m² of a high building, in fen.
const HIGH_RISE: i64 = 20_000;
/// Contributed for each m² of a low building and of shops, in fen.
const LOW_RISE: i64 = 10_000;
/// What a selling organisation contributed for each m², in fen.
const SELLING: i64 = 6_000;

/// Buildings up to this height have no lift.
const FLOORS_WITHOUT_LIFT: u32 = 6;

const SELLING_ORGANISATIONS: [&str; 2] = ["北京市第一机床厂", "北京市西城区房屋土地经营管理中心"];
const EXCLUDED: [&str; 2] = ["人防工程，不计入分摊范围", "产权争议，法院查封"];

/// Every unit of a community.
pub(super) fn units(plan: &Plan) -> Vec<GoodRow> {
    let mut dice = Dice::new(plan.number as u64);
    let mut rows: Vec<GoodRow> = Vec::new();
    for building in plan.buildings {
        for entrance in 1..=building.entrances {
            for floor in 1..=building.floors {
                for room in 1..=building.rooms {
                    let previous = rows.last().map(|row| row.unit.owners.as_slice());
                    let address = address(building, entrance, floor, room);
                    let unit = unit(&mut dice, plan, building, address, room, previous);
                    rows.push(GoodRow { row_number: rows.len() + 2, unit });
                }
            }
        }
    }
    rows
}

fn address(building: &BuildingPlan, entrance: u32, floor: u32, room: u32) -> Address {
    let (entrance, prefix) = match building.sort {
        Sort::Shops => (String::new(), "S"),
        Sort::Commodity | Sort::SoldPublic => (entrance.to_string(), ""),
    };
    Address {
        building: building.name.to_owned(),
        entrance,
        floor: floor.to_string(),
        room: format!("{prefix}{floor}{room:02}"),
    }
}

fn unit(
    dice: &mut Dice,
    plan: &Plan,
    building: &BuildingPlan,
    address: Address,
    room: u32,
    previous: Option<&[OwnerRow]>,
) -> UnitRow {
    let area = AreaDm2(HOME_AREAS[(room as usize - 1) % HOME_AREAS.len()] + dice.below(40) as i64);
    let kind = match building.sort {
        Sort::Commodity => UnitKind::CommodityHome,
        Sort::SoldPublic if dice.one_in(4) => UnitKind::CommodityHome,
        Sort::SoldPublic => UnitKind::SoldPublicHome,
        Sort::Shops => UnitKind::NonResidential,
    };
    let state = match (dice.below(100), kind) {
        (0..3, UnitKind::CommodityHome | UnitKind::NonResidential) => UnitState::Unsold,
        (3, _) => UnitState::Excluded,
        _ => UnitState::Sold,
    };
    let per_square_metre =
        if building.floors > 9 && building.sort == Sort::Commodity { HIGH_RISE } else { LOW_RISE };
    // Fen for each m² times dm² is a hundred times too much.
    let first_contribution = Fen(area.0 * per_square_metre / 100);
    let (principal, interest) = balance(dice, first_contribution);
    let selling_contribution = Fen(if kind == UnitKind::SoldPublicHome { area.0 * SELLING / 100 } else { 0 });
    let selling = (kind == UnitKind::SoldPublicHome).then(|| *dice.pick(&SELLING_ORGANISATIONS));
    UnitRow {
        address,
        area,
        kind,
        state,
        lift: Some(building.floors > FLOORS_WITHOUT_LIFT),
        excluded_reason: (state == UnitState::Excluded).then(|| (*dice.pick(&EXCLUDED)).to_owned()),
        owners: owners(dice, plan, state, previous),
        first_contribution,
        principal,
        interest,
        selling_organisation: selling.map(str::to_owned),
        selling_contribution,
        // An organisation's account stands a tenth below what it contributed.
        selling_balance: Fen(selling_contribution.0 * 9 / 10),
    }
}

/// Most accounts are full or partly used; some are below the line of 30 %, some empty.
fn balance(dice: &mut Dice, first: Fen) -> (Fen, Fen) {
    let percent = match dice.below(100) {
        0..55 => 100,
        55..80 => 40 + dice.below(50) as i64,
        80..92 => 5 + dice.below(24) as i64,
        _ => 0,
    };
    let principal = first.0 * percent / 100;
    let interest = if percent == 0 { 0 } else { dice.below(first.0 as u64 / 20 + 1) as i64 };
    (Fen(principal), Fen(interest))
}

fn owners(dice: &mut Dice, plan: &Plan, state: UnitState, previous: Option<&[OwnerRow]>) -> Vec<OwnerRow> {
    if state == UnitState::Unsold {
        return Vec::new();
    }
    if dice.one_in(40)
        && let Some(same) = previous.filter(|owners| !owners.is_empty())
    {
        return same.to_vec();
    }
    let mut owners = vec![owner(dice, plan.place_code)];
    if dice.one_in(25) {
        owners.push(owner(dice, plan.place_code));
        for own in &mut owners {
            own.share = OwnerShare::parse("1/2");
        }
    }
    owners
}

#[cfg(test)]
mod tests {
    use super::units;
    use crate::demo::community::NAMED;
    use anju_domain::estate::{UnitKind, UnitState};

    #[test]
    fn a_city_is_the_same_in_every_run_and_has_every_sort_of_unit() {
        let all: Vec<_> = NAMED.iter().flat_map(units).map(|row| row.unit).collect();
        assert_eq!(all, NAMED.iter().flat_map(units).map(|row| row.unit).collect::<Vec<_>>());
        assert_eq!(all.len(), 2_000);
        for kind in UnitKind::ALL {
            assert!(all.iter().any(|unit| unit.kind == kind), "{kind:?}");
        }
        for state in UnitState::ALL {
            assert!(all.iter().any(|unit| unit.state == state), "{state:?}");
        }
        for rare in ["𠮷", "䶮", "㛃"] {
            assert!(
                all.iter().flat_map(|unit| &unit.owners).any(|owner| owner.name.contains(rare)),
                "{rare}"
            );
        }
        assert!(all.iter().any(|unit| unit.balance().0 == 0));
        assert!(all.iter().all(|unit| unit.owners.iter().all(|owner| owner.id_number.len() == 18)));
    }
}
