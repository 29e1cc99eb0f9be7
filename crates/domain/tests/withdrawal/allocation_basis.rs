//! The four bases, as tables that read like the manual.

use anju_domain::area::AreaDm2;
use anju_domain::money::Fen;
use anju_domain::withdrawal::allocation::{
    Allocation, Basis, Party, ScopeUnit, SellingOrganisation, allocate, rate,
};
use uuid::Uuid;

use crate::support::{sold_public, sold_public_of, unit};

const NOTHING_SAVED: SellingOrganisation =
    SellingOrganisation { organisation: Uuid::from_u128(900), balance: Fen(0), held: Fen(0) };

fn shares(allocation: &Allocation<'_>) -> Vec<i64> {
    allocation.lines().map(|line| line.share.0).collect()
}

fn organisation_shares(allocation: &Allocation<'_>) -> Vec<(u32, i64)> {
    allocation.organisation_lines().iter().map(|own| (own.organisation, own.line.share.0)).collect()
}

#[test]
fn by_area_as_in_the_checked_examples() {
    for (amount, areas, expected) in [
        (80_000, [10_000, 10_000, 10_000], [26_667, 26_667, 26_666]),
        (1_000_000, [8_950, 11_230, 9_870], [297_837, 373_710, 328_453]),
        (10_000, [8_950, 11_230, 9_870], [2_978, 3_737, 3_285]),
        (3_005_000, [8_950, 11_230, 9_870], [895_000, 1_123_000, 987_000]),
        (1, [8_950, 11_230, 9_870], [0, 1, 0]),
    ] {
        let units: Vec<_> = (1..).zip(areas).map(|(number, area)| unit(number, area)).collect();
        let allocation = allocate(Fen(amount), Basis::Area, &units, &[]).unwrap();
        assert_eq!(shares(&allocation), expected, "{amount} fen over {areas:?}");
    }
}

#[test]
fn by_household_each_bears_the_same() {
    let units = [unit(3, 1), unit(1, 10_000), unit(2, 0)];
    let allocation = allocate(Fen(80_000), Basis::Household, &units, &[]).unwrap();
    // The two remaining fen go to the first two places, wherever they stand in the input.
    assert_eq!(shares(&allocation), [26_666, 26_667, 26_667]);
}

#[test]
fn by_contribution_owners_and_selling_organisation_then_owners_by_area() {
    // Owners contributed 300, the organisation 100: 750.03 and 250.01 of 1,000.04 yuan; then 2 : 1 by area.
    let units = [sold_public(1, 6_000, 10_000, 5_000), sold_public(2, 3_000, 20_000, 5_000)];
    let organisations = [SellingOrganisation { balance: Fen(20_000), ..NOTHING_SAVED }];
    let allocation = allocate(Fen(100_004), Basis::Contributed, &units, &organisations).unwrap();
    assert_eq!(shares(&allocation), [50_002, 25_001]);
    assert_eq!(organisation_shares(&allocation), [(0, 25_001)]);
    let own = &allocation.organisation_lines()[0];
    assert_eq!((own.line.pays(), own.line.shortfall()), (Fen(20_000), Fen(5_001)));
    assert_eq!(own.explanation.share(), own.line.share);
}

#[test]
fn owners_stand_before_selling_organisations_and_those_in_the_order_of_their_first_unit() {
    // Three parties with equal contributions: thirds of 100 and of 101.
    let units = [sold_public_of(0, 7, 5_000, 100, 200), sold_public_of(1, 3, 5_000, 100, 200)];
    let organisations = [NOTHING_SAVED, NOTHING_SAVED];
    let one_left = allocate(Fen(100), Basis::Contributed, &units, &organisations).unwrap();
    assert_eq!(shares(&one_left), [17, 17]);
    assert_eq!(organisation_shares(&one_left), [(1, 33), (0, 33)]);
    let two_left = allocate(Fen(101), Basis::Contributed, &units, &organisations).unwrap();
    assert_eq!(organisation_shares(&two_left), [(1, 34), (0, 33)]);
}

#[test]
fn mixed_divides_by_area_between_the_groups_then_each_by_its_rule() {
    // Commodity 100 m², sold public 200 m²: 333.34 and 666.67 of 1,000.01 yuan.
    // Of the latter the owners bear a half by contribution, 333.34, by area 1 : 3.
    let units =
        [unit(1, 4_000), sold_public(2, 5_000, 700, 500), unit(3, 6_000), sold_public(4, 15_000, 300, 500)];
    let allocation = allocate(Fen(100_001), Basis::Mixed, &units, &[NOTHING_SAVED]).unwrap();
    assert_eq!(shares(&allocation), [13_334, 8_334, 20_000, 25_000]);
    assert_eq!(organisation_shares(&allocation), [(0, 33_333)]);
    assert_eq!(allocation.totals().share, Fen(100_001));
}

#[test]
fn mixed_gives_the_commodity_group_a_tied_fen() {
    let units = [sold_public(1, 5_000, 1, 0), unit(2, 5_000)];
    let allocation = allocate(Fen(3), Basis::Mixed, &units, &[NOTHING_SAVED]).unwrap();
    assert_eq!(shares(&allocation), [1, 2]);
}

#[test]
fn mixed_with_one_group_only_is_that_groups_rule() {
    let commodity = [unit(1, 8_950), unit(2, 11_230), unit(3, 9_870)];
    let mixed = allocate(Fen(10_000), Basis::Mixed, &commodity, &[]).unwrap();
    assert_eq!(shares(&mixed), [2_978, 3_737, 3_285]);

    let sold = [sold_public(1, 6_000, 10_000, 5_000), sold_public(2, 3_000, 20_000, 5_000)];
    let mixed = allocate(Fen(100_004), Basis::Mixed, &sold, &[NOTHING_SAVED]).unwrap();
    assert_eq!(shares(&mixed), [50_002, 25_001]);
}

#[test]
fn a_unit_pays_what_is_available_and_lacks_the_rest() {
    let balances = [(100, 0), (30, 0), (100, 60), (100, 100), (50, 80), (0, 0)];
    let units: Vec<_> = (1..)
        .zip(balances)
        .map(|(number, (balance, held))| ScopeUnit {
            balance: Fen(balance),
            held: Fen(held),
            ..unit(number, 100)
        })
        .collect();
    let allocation = allocate(Fen(300), Basis::Area, &units, &[]).unwrap();
    let seen: Vec<_> =
        allocation.lines().map(|line| (line.available.0, line.pays().0, line.shortfall().0)).collect();
    assert_eq!(seen, [(100, 50, 0), (30, 30, 20), (40, 40, 10), (0, 0, 50), (0, 0, 50), (0, 0, 50)]);
    let totals = allocation.totals();
    assert_eq!((totals.share, totals.pays, totals.shortfall), (Fen(300), Fen(120), Fen(180)));
    assert_eq!(totals.short_units, 5);
}

#[test]
fn a_share_is_explained_by_its_fraction_and_its_rank() {
    let units = [unit(1, 8_950), unit(2, 11_230), unit(3, 9_870)];
    let allocation = allocate(Fen(10_000), Basis::Area, &units, &[]).unwrap();
    // Quotas 2978.36…, 3737.10…, 3284.52…: one fen remains, for the third.
    let seen: Vec<_> = allocation
        .explain_all()
        .iter()
        .map(|why| {
            let step = why.steps[0];
            let quota = (step.quota.numerator(), step.quota.denominator(), step.quota.floor().0);
            (quota, step.rank, step.extra_fen, step.share().0)
        })
        .collect();
    assert_eq!(
        seen,
        [
            ((89_500_000, 30_050, 2_978), 2, false, 2_978),
            ((112_300_000, 30_050, 3_737), 3, false, 3_737),
            ((98_700_000, 30_050, 3_284), 1, true, 3_285),
        ]
    );
    assert_eq!(allocation.explain(2).steps[0].remaining_fen, 1);
    assert_eq!(allocation.explain(2).steps[0].quota.remainder(), 98_700_000 % 30_050);
}

#[test]
fn a_mixed_share_is_explained_level_by_level() {
    let units = [unit(1, 10_000), sold_public(2, 20_000, 300, 100)];
    let allocation = allocate(Fen(90_000), Basis::Mixed, &units, &[NOTHING_SAVED]).unwrap();
    let path = |steps: &[anju_domain::withdrawal::allocation::Step]| {
        steps.iter().map(|step| (step.party, step.share().0)).collect::<Vec<_>>()
    };
    assert_eq!(path(&allocation.explain(0).steps), [(Party::CommodityHomes, 30_000), (Party::Unit, 30_000)]);
    assert_eq!(
        path(&allocation.explain(1).steps),
        [(Party::SoldPublicHomes, 60_000), (Party::Owners, 45_000), (Party::Unit, 45_000)]
    );
    assert_eq!(
        path(&allocation.organisation_lines()[0].explanation.steps),
        [(Party::SoldPublicHomes, 60_000), (Party::SellingOrganisation { organisation: 0 }, 15_000)]
    );
}

#[test]
fn the_rate_is_shown_half_up_with_four_decimals() {
    for (amount, area, expected) in [
        (80_000, 30_000, "2.6667"),
        (1, 30_000, "0.0000"),
        (1, 20_000, "0.0001"),
        (3_005_000, 30_050, "100.0000"),
        (Fen::MAX.0, 1, "9007199254740991.0000"),
    ] {
        assert_eq!(rate(Fen(amount), AreaDm2(area)).unwrap().to_string(), expected);
    }
    assert_eq!(rate(Fen(1), AreaDm2(0)), None);
    assert_eq!(rate(Fen(0), AreaDm2(1)), None);
}

#[test]
fn codes_of_bases_are_read_back_and_equal_the_wire() {
    for basis in Basis::ALL {
        assert_eq!(Basis::from_code(basis.code()), Some(basis));
        assert_eq!(serde_json::to_value(basis).unwrap(), basis.code());
    }
}
