use proptest::prelude::*;

use super::*;
use crate::two_decimals::NumberFault;

#[test]
fn reads_what_people_type() {
    for (text, dm2) in [
        ("89.50", 8_950),
        ("89.5㎡", 8_950),
        ("89.5 m²", 8_950),
        ("89.5m2", 8_950),
        ("１１２．３平方米", 11_230),
        (" 1,098.70 平方米 ", 109_870),
        ("0", 0),
    ] {
        assert_eq!(AreaDm2::parse(text), Ok(AreaDm2(dm2)), "{text:?}");
    }
}

#[test]
fn refuses_what_is_not_exactly_an_area() {
    for (text, fault) in [
        ("㎡", NumberFault::Empty),
        ("89.505", NumberFault::TooManyDecimals),
        ("-89.5", NumberFault::Sign),
        ("¥89.5", NumberFault::NotANumber),
        ("89.5元", NumberFault::NotANumber),
        ("89,5", NumberFault::Grouping),
        ("90071992547409.92", NumberFault::TooLarge),
    ] {
        assert_eq!(AreaDm2::parse(text).map_err(|error| error.fault), Err(fault), "{text:?}");
    }
    assert_eq!(AreaDm2::parse("").unwrap_err().code(), "area.empty");
}

#[test]
fn arithmetic_stays_within_bounds() {
    assert_eq!(AreaDm2(8_950).checked_add(AreaDm2(11_230)), Some(AreaDm2(20_180)));
    assert_eq!(AreaDm2::MAX.checked_add(AreaDm2(1)), None);
    assert_eq!(AreaDm2(1).checked_sub(AreaDm2(2)), None);
    assert_eq!(
        AreaDm2::checked_sum([AreaDm2(8_950), AreaDm2(11_230), AreaDm2(9_870)]),
        Some(AreaDm2(30_050))
    );
    assert_eq!(AreaDm2(109_870).to_string(), "1098.70");
    assert_eq!(AreaDm2(109_870).grouped(), "1,098.70");
}

proptest! {
    #[test]
    fn reading_is_the_reverse_of_writing(dm2 in 0..=AreaDm2::MAX.0) {
        prop_assert_eq!(AreaDm2::parse(&AreaDm2(dm2).to_string()), Ok(AreaDm2(dm2)));
        prop_assert_eq!(AreaDm2::parse(&AreaDm2(dm2).grouped()), Ok(AreaDm2(dm2)));
    }
}
