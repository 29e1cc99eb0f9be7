//! What holds for every allocation, against exact fractions rounded at the same levels.

use anju_domain::money::Fen;
use anju_domain::place::Place;
use anju_domain::withdrawal::allocation::{
    Allocation, Basis, ScopeUnit, SellingOrganisation, UnitFund, allocate,
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::support::{exact_shares, sold_public_of, unit};

const ORGANISATIONS: usize = 3;

fn organisations() -> Vec<SellingOrganisation> {
    (0..ORGANISATIONS)
        .map(|own| SellingOrganisation {
            organisation: Uuid::from_u128(900 + own as u128),
            balance: Fen(1_000),
            held: Fen(0),
        })
        .collect()
}

fn amounts() -> impl Strategy<Value = i64> {
    prop_oneof![1_i64..200, 1_i64..100_000_000, (Fen::MAX.0 - 1_000)..=Fen::MAX.0]
}

fn areas() -> impl Strategy<Value = i64> {
    prop_oneof![Just(8_950_i64), 1_i64..30_000, 1_i64..(1 << 50)]
}

fn any_unit(sold_public_in_ten: u32) -> impl Strategy<Value = ScopeUnit<'static>> {
    let contributed = || prop_oneof![Just(0_i64), 1_i64..5_000_000];
    let money = (0_i64..100_000_000, 0_i64..1_000);
    (areas(), 0_u32..10, contributed(), contributed(), 0..ORGANISATIONS as u32, money).prop_map(
        move |(area, dice, owners, selling, organisation, (balance, held))| {
            let unit = if dice < sold_public_in_ten {
                sold_public_of(organisation, 1, area, owners, selling)
            } else {
                unit(1, area)
            };
            ScopeUnit { balance: Fen(balance), held: Fen(held), ..unit }
        },
    )
}

/// Units on distinct places, in an order of their own.
fn scope(sold_public_in_ten: u32) -> impl Strategy<Value = Vec<ScopeUnit<'static>>> {
    proptest::collection::vec(any_unit(sold_public_in_ten), 1..60).prop_flat_map(|units| {
        let placed: Vec<_> = (1..)
            .zip(units)
            .map(|(number, unit)| ScopeUnit {
                unit: Uuid::from_u128(number as u128),
                place: Place::from_path([number % 3, number % 2, -number, number]),
                ..unit
            })
            .collect();
        Just(placed).prop_shuffle()
    })
}

fn case() -> impl Strategy<Value = (i64, Basis, Vec<ScopeUnit<'static>>)> {
    (amounts(), prop::sample::select(&Basis::ALL[..])).prop_flat_map(|(amount, basis)| {
        let sold_public_in_ten = if basis == Basis::Contributed { 10 } else { 4 };
        (Just(amount), Just(basis), scope(sold_public_in_ten))
    })
}

/// A scope in which nobody contributed cannot be divided by contribution; that refusal has its own test.
fn allocated<'a>(
    amount: i64,
    basis: Basis,
    units: &'a [ScopeUnit<'a>],
    organisations: &'a [SellingOrganisation],
) -> Option<Allocation<'a>> {
    match allocate(Fen(amount), basis, units, organisations) {
        Ok(allocation) => Some(allocation),
        Err(error) => {
            assert_eq!(error.code(), "withdrawal.allocation.nothing_contributed");
            None
        }
    }
}

/// What units (in place order) and organisations bear, by exact fractions.
fn oracle(amount: i64, basis: Basis, units: &[ScopeUnit<'_>]) -> (Vec<i64>, Vec<(u32, i64)>) {
    let area = |unit: &ScopeUnit<'_>| unit.area.0;
    let weighted = |amount: i64, weight: &dyn Fn(&ScopeUnit<'_>) -> i64| {
        exact_shares(amount, &units.iter().map(weight).collect::<Vec<_>>())
    };
    let is_public = |unit: &ScopeUnit<'_>| matches!(unit.fund, UnitFund::SoldPublic { .. });
    let public_part = |amount: i64| {
        let mut owners = 0;
        let mut selling: Vec<(u32, i64)> = Vec::new();
        for unit in units {
            let UnitFund::SoldPublic { owners_contributed, selling: Some(own) } = unit.fund else { continue };
            owners += owners_contributed.0;
            match selling.iter_mut().find(|(organisation, _)| *organisation == own.organisation) {
                Some(found) => found.1 += own.contributed.0,
                None => selling.push((own.organisation, own.contributed.0)),
            }
        }
        let weights: Vec<i64> = [owners].into_iter().chain(selling.iter().map(|own| own.1)).collect();
        let parts = exact_shares(amount, &weights);
        let units = weighted(parts[0], &|unit| if is_public(unit) { area(unit) } else { 0 });
        (units, selling.iter().map(|own| own.0).zip(parts[1..].iter().copied()).collect())
    };
    match basis {
        Basis::Area => (weighted(amount, &area), vec![]),
        Basis::Household => (weighted(amount, &|_| 1), vec![]),
        Basis::Contributed => public_part(amount),
        Basis::Mixed => {
            let of =
                |public: bool| units.iter().filter(|unit| is_public(unit) == public).map(area).sum::<i64>();
            let groups = exact_shares(amount, &[of(false), of(true)]);
            let none = (vec![0; units.len()], vec![]);
            let commodity = if of(false) == 0 {
                none.0.clone()
            } else {
                weighted(groups[0], &|unit| if is_public(unit) { 0 } else { area(unit) })
            };
            let (public, selling) = if of(true) == 0 { none } else { public_part(groups[1]) };
            (commodity.iter().zip(public).map(|(a, b)| a + b).collect(), selling)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_fen_is_somebodys_and_no_share_strays((amount, basis, units) in case()) {
        let organisations = organisations();
        let Some(allocation) = allocated(amount, basis, &units, &organisations) else { return Ok(()) };
        prop_assert_eq!(allocation.totals().share, Fen(amount));
        let totals = allocation.totals();
        prop_assert_eq!(totals.pays.0 + totals.shortfall.0, amount);
        for (position, why) in allocation.explain_all().into_iter().enumerate() {
            let line = allocation.line(position);
            prop_assert_eq!(&allocation.explain(position), &why);
            prop_assert_eq!(why.share(), line.share);
            for step in &why.steps {
                // |share − quota| < 1 fen, within the level's total: share·Σ is within Σ of total·weight.
                let share = step.share().0 as u128 * u128::from(step.quota.denominator());
                prop_assert!(share.abs_diff(step.quota.numerator()) < u128::from(step.quota.denominator()));
            }
            for pair in why.steps.windows(2) {
                prop_assert_eq!(pair[0].share(), pair[1].quota.total);
            }
            prop_assert!(line.pays() <= line.available && line.available >= Fen::ZERO);
            prop_assert_eq!(line.pays().0 + line.shortfall().0, line.share.0);
        }
    }

    #[test]
    fn equals_exact_fractions_rounded_at_the_same_levels((amount, basis, mut units) in case()) {
        units.sort_by_key(|unit| unit.place);
        let organisations = organisations();
        let Some(allocation) = allocated(amount, basis, &units, &organisations) else { return Ok(()) };
        let (shares, selling) = oracle(amount, basis, &units);
        prop_assert_eq!(allocation.lines().map(|line| line.share.0).collect::<Vec<_>>(), shares);
        let seen: Vec<_> =
            allocation.organisation_lines().iter().map(|own| (own.organisation, own.line.share.0)).collect();
        prop_assert_eq!(seen, selling);
    }

    #[test]
    fn the_order_of_the_input_does_not_matter(
        ((amount, basis, units), shuffled) in case().prop_flat_map(|case| {
            let shuffled = Just(case.2.clone()).prop_shuffle();
            (Just(case), shuffled)
        }),
    ) {
        let organisations = organisations();
        let (Some(one), Some(other)) = (allocated(amount, basis, &units, &organisations), allocated(amount, basis, &shuffled, &organisations))
        else { return Ok(()) };
        let by_unit = |allocation: &Allocation<'_>, units: &[ScopeUnit<'_>]| {
            allocation.place_order().map(|position| (units[position].unit, allocation.line(position)))
                .collect::<Vec<_>>()
        };
        prop_assert_eq!(by_unit(&one, &units), by_unit(&other, &shuffled));
        prop_assert_eq!(one.digests(), other.digests());
        // And once more the same.
        prop_assert_eq!(Some(one), allocated(amount, basis, &units, &organisations));
    }

    #[test]
    fn by_area_a_larger_unit_never_bears_less((amount, _, units) in case()) {
        let allocation = allocate(Fen(amount), Basis::Area, &units, &[]).unwrap();
        for (a, one) in units.iter().zip(allocation.lines()) {
            for (b, other) in units.iter().zip(allocation.lines()) {
                prop_assert!(a.area <= b.area || one.share >= other.share);
            }
        }
    }
}
