//! An overrun shared out among the units of the same sheet.

use anju_domain::area::AreaDm2;
use anju_domain::money::Fen;
use anju_domain::parameter::DrawOrder;
use anju_domain::withdrawal::allocation::Basis;
use anju_domain::withdrawal::draw::PrincipalAndInterest;
use anju_domain::withdrawal::supplement::{
    SupplementError, SupplementLine, SupplementPayer, digest, supplement,
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::support::exact_shares;

fn payer(number: u128, area: i64, first_share: i64, principal: i64, interest: i64) -> SupplementPayer {
    SupplementPayer {
        payer: Uuid::from_u128(number),
        area: AreaDm2(area),
        first_share: Fen(first_share),
        available: PrincipalAndInterest { principal: Fen(principal), interest: Fen(interest) },
    }
}

fn shared(overrun: i64, basis: Basis, payers: &[SupplementPayer]) -> Vec<SupplementLine> {
    supplement(Fen(overrun), basis, payers, DrawOrder::PrincipalFirst).unwrap()
}

fn shares(lines: &[SupplementLine]) -> Vec<i64> {
    lines.iter().map(|line| line.share.0).collect()
}

#[test]
fn the_weights_are_those_of_the_sheet() {
    let payers = [payer(1, 100, 70, 1_000, 0), payer(2, 300, 30, 1_000, 0)];
    assert_eq!(shares(&shared(100, Basis::Area, &payers)), [25, 75]);
    assert_eq!(shares(&shared(101, Basis::Household, &payers)), [51, 50]);
    assert_eq!(shares(&shared(100, Basis::Contributed, &payers)), [70, 30]);
    assert_eq!(shares(&shared(100, Basis::Mixed, &payers)), [70, 30]);
}

#[test]
fn nobody_pays_more_than_it_has() {
    let payers = [payer(1, 100, 1, 30, 40), payer(2, 100, 1, 10, 5)];
    let lines = shared(100, Basis::Area, &payers);
    let pays =
        |principal, interest| PrincipalAndInterest { principal: Fen(principal), interest: Fen(interest) };
    assert_eq!(
        lines,
        [
            SupplementLine { share: Fen(50), pays: pays(30, 20), shortfall: Fen(0) },
            SupplementLine { share: Fen(50), pays: pays(10, 5), shortfall: Fen(35) },
        ]
    );
}

#[test]
fn what_was_seen_changes_with_every_figure() {
    let payers = [payer(1, 100, 1, 30, 40), payer(2, 100, 1, 10, 5)];
    let seen = |payers: &[SupplementPayer], overrun| digest(payers, &shared(overrun, Basis::Area, payers));
    let first = seen(&payers, 100);
    assert_eq!(first, seen(&payers, 100));
    assert_ne!(first, seen(&payers, 101));
    let moved = [payers[0], payer(2, 100, 1, 9, 5)];
    assert_ne!(first, seen(&moved, 100));
    let other = [payer(3, 100, 1, 30, 40), payers[1]];
    assert_ne!(first, seen(&other, 100));
}

#[test]
fn a_sheet_without_weights_is_refused() {
    let nobody = supplement(Fen(1), Basis::Area, &[], DrawOrder::PrincipalFirst);
    assert_eq!(nobody, Err(SupplementError::Weights));
    let weightless = [payer(1, 0, 0, 1, 0)];
    assert_eq!(
        supplement(Fen(1), Basis::Area, &weightless, DrawOrder::PrincipalFirst),
        Err(SupplementError::Weights)
    );
}

proptest! {
    #[test]
    fn every_fen_is_somebodys(
        payers in proptest::collection::vec((1_i64..20_000, 0_i64..50_000, 0_i64..900), 1..40),
        overrun in 1_i64..1_000_000,
    ) {
        let areas: Vec<i64> = payers.iter().map(|(area, ..)| *area).collect();
        let payers: Vec<SupplementPayer> = payers
            .into_iter()
            .zip(1_u128..)
            .map(|((area, principal, interest), number)| payer(number, area, 1, principal, interest))
            .collect();
        let lines = shared(overrun, Basis::Area, &payers);
        prop_assert_eq!(&shares(&lines), &exact_shares(overrun, &areas));
        for (payer, line) in payers.iter().zip(&lines) {
            let pays = line.pays.principal.0 + line.pays.interest.0;
            prop_assert_eq!(pays + line.shortfall.0, line.share.0);
            prop_assert!(line.pays.principal <= payer.available.principal);
            prop_assert!(line.pays.interest <= payer.available.interest);
            prop_assert!(line.shortfall >= Fen::ZERO);
        }
    }
}
