use proptest::prelude::*;

use super::*;
use crate::two_decimals::NumberFault;

#[test]
fn reads_what_people_type() {
    for (text, fen) in [
        ("0", 0),
        ("0.00", 0),
        ("1,409.50", 140_950),
        ("1409.5", 140_950),
        ("1409.5000", 140_950),
        ("１２３．４５", 12_345),
        ("１，２３４", 123_400),
        ("¥1,409.50", 140_950),
        ("￥ 20", 2_000),
        (" \u{3000}300 元 ", 30_000),
        ("300元", 30_000),
        ("325。04", 32_504),
        ("007", 700),
        ("90,071,992,547,409.91", Fen::MAX.0),
    ] {
        assert_eq!(Fen::parse(text), Ok(Fen(fen)), "{text:?}");
    }
}

#[test]
fn refuses_what_is_not_exactly_an_amount() {
    use NumberFault::{Empty, Grouping, NotANumber, Sign, TooLarge, TooManyDecimals};
    for (text, fault) in [
        ("", Empty),
        ("  ", Empty),
        ("元", Empty),
        ("¥", Empty),
        ("1.005", TooManyDecimals),
        ("1.0000001", TooManyDecimals),
        ("-1", Sign),
        ("+1", Sign),
        ("−1", Sign),
        ("－１", Sign),
        ("¥-1", Sign),
        ("1,50", Grouping),
        ("1,5000", Grouping),
        ("1234,500", Grouping),
        (",500", Grouping),
        ("1,,500", Grouping),
        ("1,", Grouping),
        ("1e3", NotANumber),
        ("1E3", NotANumber),
        ("1.2.3", NotANumber),
        ("1.5,000", NotANumber),
        (".5", NotANumber),
        ("5.", NotANumber),
        ("1 000", NotANumber),
        ("12万元", NotANumber),
        ("1元5", NotANumber),
        ("NaN", NotANumber),
        ("inf", NotANumber),
        ("0x10", NotANumber),
        ("¥¥1", NotANumber),
        ("1元元", NotANumber),
        ("٣", NotANumber),
        ("壹佰", NotANumber),
        ("90071992547409.92", TooLarge),
        ("99999999999999999999999999", TooLarge),
    ] {
        assert_eq!(Fen::parse(text).map_err(|error| error.fault), Err(fault), "{text:?}");
    }
    assert_eq!(Fen::parse(&"0".repeat(65)).map_err(|error| error.fault), Err(NotANumber));
}

#[test]
fn reads_signs_only_where_asked() {
    for (text, fen) in [("-1,409.50", -140_950), ("+20", 2_000), ("¥-0.01", -1), ("-¥0.01", -1), ("5", 500)]
    {
        assert_eq!(Fen::parse_signed(text), Ok(Fen(fen)), "{text:?}");
    }
    for text in ["--1", "-", "-+1", "-¥-1", "1-"] {
        assert!(Fen::parse_signed(text).is_err(), "{text:?}");
    }
}

#[test]
fn an_error_has_a_code_and_a_chinese_sentence() {
    let error = Fen::parse("1.005").unwrap_err();
    assert_eq!(error.code(), "money.too_many_decimals");
    assert!(error.message().starts_with("金额的小数超过两位"));
    assert_eq!(error.to_string(), error.message());
}

#[test]
fn writes_two_decimals() {
    for (fen, plain, grouped) in [
        (0, "0.00", "0.00"),
        (5, "0.05", "0.05"),
        (140_950, "1409.50", "1,409.50"),
        (-140_950, "-1409.50", "-1,409.50"),
        (-5, "-0.05", "-0.05"),
        (10_000_000, "100000.00", "100,000.00"),
        (100_000_000, "1000000.00", "1,000,000.00"),
        (i64::MIN, "-92233720368547758.08", "-92,233,720,368,547,758.08"),
    ] {
        assert_eq!(Fen(fen).to_string(), plain);
        assert_eq!(Fen(fen).grouped(), grouped);
    }
    assert_eq!(format!("{:>9}", Fen(140_950)), "  1409.50");
}

#[test]
fn arithmetic_stops_at_the_bound() {
    assert_eq!(Fen(1).checked_add(Fen(2)), Some(Fen(3)));
    assert_eq!(Fen::MAX.checked_add(Fen(1)), None);
    assert_eq!(Fen(-1).checked_sub(Fen::MAX), None);
    assert_eq!(Fen(1).checked_sub(Fen(2)), Some(Fen(-1)));
    assert_eq!(Fen(i64::MIN).checked_neg(), None);
    assert_eq!(Fen(7).checked_neg(), Some(Fen(-7)));
    assert_eq!(Fen::checked_sum([Fen::MAX, Fen(1), Fen(-1)]), Some(Fen::MAX));
    assert_eq!(Fen::checked_sum([Fen::MAX, Fen(1)]), None);
    assert_eq!(Fen::checked_sum([]), Some(Fen::ZERO));
}

proptest! {
    #[test]
    fn reading_is_the_reverse_of_writing(fen in -Fen::MAX.0..=Fen::MAX.0) {
        prop_assert_eq!(Fen::parse_signed(&Fen(fen).to_string()), Ok(Fen(fen)));
        prop_assert_eq!(Fen::parse_signed(&Fen(fen).grouped()), Ok(Fen(fen)));
    }

    #[test]
    fn any_text_is_read_or_refused_without_a_panic(text in "\\PC{0,70}") {
        if let Ok(fen) = Fen::parse(&text) {
            prop_assert!((0..=Fen::MAX.0).contains(&fen.0));
        }
    }

    #[test]
    fn text_of_number_characters_is_read_or_refused(text in "[-+¥]{0,2}[0-9０-９,，.．]{0,24}元?") {
        if let Ok(fen) = Fen::parse_signed(&text) {
            prop_assert_eq!(Fen::parse_signed(&fen.to_string()), Ok(fen));
        }
    }
}
