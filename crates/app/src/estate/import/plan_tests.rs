use super::{Existing, Incoming, plan};
use anju_contract::estate::RowEffect;
use anju_domain::area::AreaDm2;
use anju_domain::estate::{Address, UnitKind, UnitState};
use anju_domain::money::Fen;
use anju_domain::place::Place;
use anju_domain::withdrawal::draw::PrincipalAndInterest;
use anju_store::estate::import::{ImportedUnit, Standing};
use uuid::Uuid;

const COMMUNITY: Uuid = Uuid::from_u128(1);

fn money(principal: i64, interest: i64) -> PrincipalAndInterest {
    PrincipalAndInterest { principal: Fen(principal), interest: Fen(interest) }
}

fn incoming(building: &str, opening: PrincipalAndInterest) -> Incoming {
    let address = Address {
        building: building.to_owned(),
        entrance: "1".to_owned(),
        floor: "1".to_owned(),
        room: "101".to_owned(),
    };
    let unit = ImportedUnit {
        id: super::places::identity(COMMUNITY, &[building]),
        building_id: super::places::identity(COMMUNITY, &["building", building]),
        building: building.to_owned(),
        entrance: "1".to_owned(),
        floor: "1".to_owned(),
        room: "101".to_owned(),
        place: Place::from_path([0; 4]),
        area: AreaDm2(8_950),
        kind: UnitKind::CommodityHome,
        state: UnitState::Sold,
        excluded_reason: None,
        selling_organisation_id: None,
        selling_contribution: Fen::ZERO,
        first_contribution: Fen(1_000_000),
        opening,
        opening_selling: Fen::ZERO,
        version: 1,
    };
    Incoming { row_number: 2, address, unit, owners: Vec::new(), selling: None, lift: None }
}

/// A community as the import of these rows leaves it, with these balances on its accounts now.
fn after(rows: Vec<Incoming>, balance: PrincipalAndInterest, held: i64) -> Existing {
    let plan = plan(COMMUNITY, &Existing::default(), rows);
    let standing = Standing { balance: Some(balance), held: Fen(held) };
    Existing {
        units: plan.units.into_iter().map(|unit| (unit.id, (unit, standing))).collect(),
        buildings: plan.buildings,
        ..Existing::default()
    }
}

#[test]
fn the_same_again_writes_nothing() {
    let existing = after(vec![incoming("3号楼", money(500, 5))], money(200, 0), 0);
    let again = plan(COMMUNITY, &existing, vec![incoming("3号楼", money(500, 5))]);
    assert!(again.is_empty(), "a draw since then is no change of what was imported");
    assert_eq!(again.count(RowEffect::Unchanged), 1);
}

#[test]
fn an_untouched_balance_is_put_right() {
    let existing = after(vec![incoming("3号楼", money(500, 5))], money(500, 5), 0);
    let again = plan(COMMUNITY, &existing, vec![incoming("3号楼", money(400, 5))]);
    assert_eq!(again.corrections.len(), 1);
    assert_eq!((again.corrections[0].before, again.corrections[0].after), (money(500, 5), money(400, 5)));
    assert_eq!(again.count(RowEffect::Changed), 1);
}

#[test]
fn a_balance_that_moved_or_is_held_is_left_alone() {
    for (balance, held) in [(money(300, 5), 0), (money(500, 5), 100)] {
        let existing = after(vec![incoming("3号楼", money(500, 5))], balance, held);
        let again = plan(COMMUNITY, &existing, vec![incoming("3号楼", money(400, 5))]);
        assert!(again.is_empty());
        assert_eq!(again.refused[0].row_number, 2);
        assert_eq!(again.refused[0].faults[0].code.code(), "balance.moved");
    }
}

#[test]
fn a_new_building_moves_the_places_behind_it_and_nothing_else() {
    let existing = after(vec![incoming("3号楼", money(500, 5))], money(500, 5), 0);
    let again = plan(COMMUNITY, &existing, vec![incoming("1号楼", money(500, 5))]);
    assert_eq!((again.count(RowEffect::Added), again.count(RowEffect::Changed)), (1, 0));
    let places: Vec<(&str, i32, i64)> = {
        let mut units: Vec<_> = again.units.iter().collect();
        units.sort_by_key(|unit| unit.place);
        units.iter().map(|unit| (unit.building.as_str(), unit.place.building, unit.version)).collect()
    };
    assert_eq!(places, [("1号楼", 1, 1), ("3号楼", 2, 2)]);
    let versions: Vec<i64> = again.buildings.iter().map(|building| building.version).collect();
    assert_eq!((again.building_count, again.unit_count, versions), (2, 2, vec![1, 2]));
}
