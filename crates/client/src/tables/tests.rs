//! The tables by themselves: what a word finds, and that a change is taken once and never backwards.

use super::opened::Opened;
use super::search::words;
use super::units::{balance, merge, pack_building, unpack_building};
use anju_contract::estate::UnitCard;
use anju_contract::sync::{BalanceColumns, UnitColumns};
use anju_domain::area::AreaDm2;
use anju_domain::estate::{UnitKind, UnitState};
use anju_domain::money::Fen;
use std::sync::Arc;
use uuid::Uuid;

fn unit(number: u8, version: i64, owner: &str) -> UnitCard {
    UnitCard {
        unit_id: Uuid::from_u128(u128::from(number)),
        building_id: Uuid::from_u128(100),
        building: "3号楼".to_owned(),
        building_ordinal: 3,
        entrance: "1单元".to_owned(),
        floor: number.to_string(),
        room: format!("{number}01"),
        entrance_ordinal: 1,
        floor_ordinal: i32::from(number),
        room_ordinal: 1,
        area_dm2: AreaDm2(8_950),
        kind: UnitKind::CommodityHome,
        state: UnitState::Sold,
        excluded_reason: None,
        owner_name: owner.to_owned(),
        owner_count: 1,
        co_owners: Vec::new(),
        first_contribution_fen: Fen(900_000),
        balance_fen: Fen(500),
        held_fen: Fen(200),
        available_fen: Fen(300),
        selling_organisation_id: None,
        selling_contribution_fen: Fen::ZERO,
        version,
    }
}

#[test]
fn a_name_is_found_by_itself_its_reading_and_its_first_letters() {
    assert_eq!(words("孙桂兰"), "孙桂兰 sunguilan sgl");
    assert_eq!(words("安居B区2期"), "安居b区2期 anjubqu2qi ajbq2q");
    assert_eq!(words("Anju"), "anju");
    assert_eq!(words(""), "");
    assert!(words("𠮷田").starts_with("𠮷田"), "a rare character is found by itself");
}

#[test]
fn a_packed_building_is_the_same_building() {
    let units = vec![unit(1, 1, "孙桂兰"), unit(2, 4, "李*")];
    let mut columns = UnitColumns::of(units.clone()).expect("two units");
    let packed = pack_building(&columns).expect("packed");
    assert_eq!(packed.search.lines().count(), 2);
    assert!(packed.search.starts_with("3号楼-1单元-101 孙桂兰 sunguilan sgl"), "{}", packed.search);
    assert_eq!(unpack_building(&packed.units).expect("unpacked"), units);
    columns.rooms.pop();
    assert!(pack_building(&columns).is_err(), "a unit without a room");
}

#[test]
fn a_change_is_taken_once_and_never_backwards() {
    let mut units = vec![unit(1, 3, "甲"), unit(3, 1, "丙")];
    let changes = vec![unit(1, 2, "旧"), unit(3, 1, "新丙"), unit(2, 1, "乙")];
    for _ in 0..2 {
        merge(&mut units, changes.clone());
        let now: Vec<&str> = units.iter().map(|unit| unit.owner_name.as_str()).collect();
        assert_eq!(now, ["甲", "乙", "新丙"], "an owner may change without the unit's version");
    }
}

#[test]
fn a_balance_is_put_on_its_unit_and_no_other() {
    let mut units = vec![unit(1, 1, "甲"), unit(2, 1, "乙")];
    let balances = BalanceColumns {
        building_id: Uuid::from_u128(100),
        unit_ids: vec![Uuid::from_u128(2), Uuid::from_u128(9)],
        balances_fen: vec![Fen(1_000), Fen(7)],
        held_fen: vec![Fen(400), Fen(7)],
    };
    balance(&mut units, &balances);
    let money = |unit: &UnitCard| (unit.balance_fen.0, unit.held_fen.0, unit.available_fen.0);
    assert_eq!((money(&units[0]), money(&units[1])), ((500, 200, 300), (1_000, 400, 600)));
}

#[test]
fn a_building_is_unpacked_once_and_again_when_it_has_changed() {
    let opened = Opened::default();
    let packed = |units| pack_building(&UnitColumns::of(units).expect("units")).expect("packed").units;
    let first = packed(vec![unit(1, 1, "孙桂兰")]);
    let id = Uuid::from_u128(100);
    let units = opened.units(id, first.clone()).expect("unpacked");
    assert!(Arc::ptr_eq(&units, &opened.units(id, first).expect("unpacked")));
    let changed = opened.units(id, packed(vec![unit(1, 2, "李静")])).expect("unpacked");
    assert_eq!(changed[0].owner_name, "李静");
    // Another building of the same bytes is another building.
    assert!(!Arc::ptr_eq(
        &changed,
        &opened.units(Uuid::nil(), packed(vec![unit(1, 2, "李静")])).expect("unpacked")
    ));
}
