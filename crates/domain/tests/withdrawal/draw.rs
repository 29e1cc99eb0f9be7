//! What is drawn from a unit, what goes back, and the top-up list.

use anju_domain::money::Fen;
use anju_domain::parameter::{DrawOrder, Ratio};
use anju_domain::withdrawal::draw::{DrawError, PrincipalAndInterest, draw, give_back, needs_top_up};
use proptest::prelude::*;

const THIRTY_PERCENT: Ratio = Ratio { numerator: 3, denominator: 10 };

fn parts(principal: i64, interest: i64) -> PrincipalAndInterest {
    PrincipalAndInterest { principal: Fen(principal), interest: Fen(interest) }
}

#[test]
fn principal_first_then_interest_or_as_the_parameter_says() {
    use DrawOrder::{InterestFirst, PrincipalFirst};
    for (pays, available, order, drawn) in [
        (0, parts(100, 20), PrincipalFirst, parts(0, 0)),
        (60, parts(100, 20), PrincipalFirst, parts(60, 0)),
        (100, parts(100, 20), PrincipalFirst, parts(100, 0)),
        (115, parts(100, 20), PrincipalFirst, parts(100, 15)),
        (120, parts(100, 20), PrincipalFirst, parts(100, 20)),
        (5, parts(0, 20), PrincipalFirst, parts(0, 5)),
        (15, parts(100, 20), InterestFirst, parts(0, 15)),
        (115, parts(100, 20), InterestFirst, parts(95, 20)),
    ] {
        assert_eq!(draw(Fen(pays), available, order), Ok(drawn), "{pays} of {available:?}");
    }
}

#[test]
fn what_was_drawn_last_comes_back_first() {
    use DrawOrder::{InterestFirst, PrincipalFirst};
    for (back, drawn, order, given) in [
        (10, parts(100, 15), PrincipalFirst, parts(0, 10)),
        (40, parts(100, 15), PrincipalFirst, parts(25, 15)),
        (115, parts(100, 15), PrincipalFirst, parts(100, 15)),
        (40, parts(30, 20), InterestFirst, parts(30, 10)),
    ] {
        assert_eq!(give_back(Fen(back), drawn, order), Ok(given), "{back} of {drawn:?}");
    }
}

#[test]
fn more_than_there_is_and_negative_amounts_are_refused() {
    let order = DrawOrder::PrincipalFirst;
    assert_eq!(draw(Fen(121), parts(100, 20), order), Err(DrawError::MoreThanAvailable { pays: Fen(121) }));
    assert_eq!(draw(Fen(-1), parts(100, 20), order), Err(DrawError::OutOfRange));
    assert_eq!(draw(Fen(1), parts(-1, 20), order), Err(DrawError::OutOfRange));
    assert_eq!(draw(Fen(1), parts(20, -1), order), Err(DrawError::OutOfRange));
    assert_eq!(draw(Fen(1), parts(Fen::MAX.0, 1), order), Err(DrawError::OutOfRange));
}

#[test]
fn below_thirty_percent_of_the_first_contribution_a_unit_is_on_the_top_up_list() {
    for (balance, first, listed) in [
        (2_999, 10_000, true),
        (3_000, 10_000, false),
        (3_001, 10_000, false),
        // 30 % of 99.99 yuan is 29.997: 29.99 is below, 30.00 is not.
        (2_999, 9_999, true),
        (3_000, 9_999, false),
        (0, 0, false),
        (Fen::MAX.0 / 10 * 3, Fen::MAX.0, true),
    ] {
        assert_eq!(needs_top_up(Fen(balance), Fen(first), THIRTY_PERCENT), listed, "{balance} of {first}");
    }
}

proptest! {
    #[test]
    fn a_draw_adds_up_and_can_be_given_back_in_steps(
        principal in 0_i64..1_000, interest in 0_i64..1_000, part in 0_u32..=100, step in 0_u32..=100,
        order in prop_oneof![Just(DrawOrder::PrincipalFirst), Just(DrawOrder::InterestFirst)],
    ) {
        let pays = (principal + interest) * i64::from(part) / 100;
        let drawn = draw(Fen(pays), parts(principal, interest), order).unwrap();
        prop_assert_eq!(drawn.total(), Some(Fen(pays)));
        prop_assert!((0..=principal).contains(&drawn.principal.0) && (0..=interest).contains(&drawn.interest.0));
        // Giving back a part leaves exactly what a smaller draw would have taken.
        let back = pays * i64::from(step) / 100;
        let given = give_back(Fen(back), drawn, order).unwrap();
        let smaller = draw(Fen(pays - back), parts(principal, interest), order).unwrap();
        prop_assert_eq!(drawn.principal.0 - given.principal.0, smaller.principal.0);
        prop_assert_eq!(drawn.interest.0 - given.interest.0, smaller.interest.0);
    }
}
