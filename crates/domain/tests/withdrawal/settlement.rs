//! Settlement by actual cost.

use anju_domain::money::Fen;
use anju_domain::parameter::{DrawOrder, Ratio};
use anju_domain::withdrawal::draw::PrincipalAndInterest;
use anju_domain::withdrawal::settlement::{Settlement, SettlementError, settle};
use proptest::prelude::*;

use crate::support::exact_shares;

const TEN_PERCENT: Ratio = Ratio { numerator: 1, denominator: 10 };

fn principal(amounts: &[i64]) -> Vec<PrincipalAndInterest> {
    amounts.iter().map(|&fen| PrincipalAndInterest { principal: Fen(fen), interest: Fen(0) }).collect()
}

fn settled(allocated: i64, cost: i64, paid: &[PrincipalAndInterest]) -> Result<Settlement, SettlementError> {
    settle(Fen(allocated), Fen(cost), paid, DrawOrder::PrincipalFirst, TEN_PERCENT)
}

fn back(allocated: i64, cost: i64, paid: &[i64]) -> Vec<i64> {
    match settled(allocated, cost, &principal(paid)).unwrap() {
        Settlement::Remainder { back, .. } => back.iter().map(|own| own.total().unwrap().0).collect(),
        other => panic!("no remainder but {other:?}"),
    }
}

#[test]
fn what_is_left_goes_back_by_what_each_paid_not_by_its_share() {
    // The checked example: shares 100/100, pays 0/100, actual cost 80.
    assert_eq!(back(200, 80, &[0, 100]), [0, 20]);
    assert_eq!(back(300, 200, &[100, 100, 100]), [34, 33, 33]);
    assert_eq!(back(300, 0, &[100, 150, 50]), [100, 150, 50]);
    assert_eq!(back(10, 5, &[1, 1, 1, 7]), [1, 1, 0, 3]);
}

#[test]
fn interest_comes_back_before_principal_if_it_was_drawn_after_it() {
    let paid = [PrincipalAndInterest { principal: Fen(90), interest: Fen(10) }; 2];
    let Settlement::Remainder { total, back } = settled(200, 170, &paid).unwrap() else {
        panic!("30 are left");
    };
    assert_eq!(total, Fen(30));
    assert_eq!(back, [PrincipalAndInterest { principal: Fen(5), interest: Fen(10) }; 2]);
}

#[test]
fn the_cost_decides_what_happens() {
    let paid = principal(&[600, 300]);
    for (cost, expected) in [
        (900, Settlement::Exact),
        (901, Settlement::Owed { rest: Fen(1) }),
        (1_000, Settlement::Owed { rest: Fen(100) }),
        (1_001, Settlement::Supplement { overrun: Fen(1) }),
        (1_100, Settlement::Supplement { overrun: Fen(100) }),
        (1_101, Settlement::NewSheet { overrun: Fen(101) }),
    ] {
        assert_eq!(settled(1_000, cost, &paid), Ok(expected), "cost {cost}");
    }
}

#[test]
fn figures_that_contradict_each_other_are_refused() {
    assert_eq!(settled(100, -1, &principal(&[50])), Err(SettlementError::CostOutOfRange { cost: Fen(-1) }));
    assert_eq!(settled(100, 1, &principal(&[101])), Err(SettlementError::PaidOutOfRange));
    assert_eq!(settled(100, 1, &principal(&[-1, 2])), Err(SettlementError::PaidOutOfRange));
    assert_eq!(settled(Fen::MAX.0, 1, &principal(&[Fen::MAX.0, 1])), Err(SettlementError::PaidOutOfRange));
}

proptest! {
    #[test]
    fn what_is_left_goes_back_to_the_fen_and_never_more_than_was_paid(
        paid in proptest::collection::vec((0_i64..100_000, 0_i64..1_000), 1..40),
        cost_in_thousand in 0_i64..1_000,
    ) {
        let paid: Vec<_> = paid.into_iter()
            .map(|(principal, interest)| PrincipalAndInterest { principal: Fen(principal), interest: Fen(interest) })
            .collect();
        let each: Vec<i64> = paid.iter().map(|own| own.principal.0 + own.interest.0).collect();
        let all: i64 = each.iter().sum();
        prop_assume!(all > 0);
        let cost = all * cost_in_thousand / 1_000;
        let Settlement::Remainder { total, back } = settled(all, cost, &paid).unwrap() else {
            panic!("less was spent than was paid");
        };
        prop_assert_eq!(total.0, all - cost);
        let sums: Vec<i64> = back.iter().map(|own| own.principal.0 + own.interest.0).collect();
        prop_assert_eq!(&sums, &exact_shares(all - cost, &each));
        for (back, paid) in back.iter().zip(&paid) {
            prop_assert!((Fen(0)..=paid.principal).contains(&back.principal));
            prop_assert!((Fen(0)..=paid.interest).contains(&back.interest));
        }
    }
}
