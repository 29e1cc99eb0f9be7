//! The frozen allocation: the same bytes from the same figures, and what each difference means.

use anju_domain::money::Fen;
use anju_domain::withdrawal::allocation::{
    AllocationDigests, Basis, Comparison, ScopeUnit, SellingOrganisation, allocate,
};
use uuid::Uuid;

use crate::support::{sold_public, unit};

const ORGANISATION: SellingOrganisation =
    SellingOrganisation { organisation: Uuid::from_u128(900), balance: Fen(70), held: Fen(0) };

fn digests(amount: i64, units: &[ScopeUnit<'_>]) -> AllocationDigests {
    let allocation = allocate(Fen(amount), Basis::Mixed, units, &[ORGANISATION]).unwrap();
    allocation.digests()
}

fn units() -> Vec<ScopeUnit<'static>> {
    vec![
        ScopeUnit { balance: Fen(90), ..unit(2, 10_000) },
        ScopeUnit { balance: Fen(500), ..sold_public(1, 20_000, 300, 100) },
    ]
}

#[test]
fn the_text_is_this_one() {
    let units = units();
    let allocation = allocate(Fen(1_000), Basis::Mixed, &units, &[ORGANISATION]).unwrap();
    let mut text = Vec::new();
    allocation.write_shares(&mut text).unwrap();
    allocation.write_pays(&mut text).unwrap();
    assert_eq!(
        String::from_utf8(text).unwrap(),
        "anju allocation 1\namount 1000\nbasis mixed\n\
         unit 00000000-0000-0000-0000-000000000001 1/1/1/1 20000 500\n\
         unit 00000000-0000-0000-0000-000000000002 1/1/1/2 10000 333\n\
         organisation 00000000-0000-0000-0000-000000000384 167\n\
         pays 500\npays 90\npays 70\n"
    );
    // As `sha256sum` says of that text and of its part before the pays.
    let digests = allocation.digests();
    assert_eq!(digests.shares, "292edc5cf53ef1ff91a989a298915e91fc87994a5e58e97b2d623fcca4b9bd48");
    assert_eq!(digests.shares_and_pays, "a487abeb967ce0b7859c63cc294880b99c9094cab1d1eabf15bc4f7f26158db3");
}

#[test]
fn the_order_of_the_input_leaves_no_trace() {
    let mut reversed = units();
    reversed.reverse();
    assert_eq!(digests(1_000, &units()), digests(1_000, &reversed));
}

#[test]
fn what_moved_decides_the_conflict() {
    let seen = digests(1_000, &units());
    let change = |change: fn(&mut ScopeUnit<'static>)| {
        let mut units = units();
        change(&mut units[0]);
        seen.compare(&digests(1_000, &units))
    };
    assert_eq!(change(|_| ()), Comparison::Equal);
    assert_eq!(change(|unit| unit.balance = Fen(89)), Comparison::PaysDiffer);
    assert_eq!(change(|unit| unit.held = Fen(1)), Comparison::PaysDiffer);
    // A balance that moved without touching what is paid is no conflict.
    assert_eq!(change(|unit| (unit.balance, unit.held) = (Fen(91), Fen(1))), Comparison::Equal);
    assert_eq!(change(|unit| unit.area.0 += 1), Comparison::SharesDiffer);
    assert_eq!(change(|unit| unit.unit = Uuid::from_u128(3)), Comparison::SharesDiffer);
    assert_eq!(change(|unit| unit.place.room += 1), Comparison::SharesDiffer);
    assert_eq!(seen.compare(&digests(1_001, &units())), Comparison::SharesDiffer);
}
