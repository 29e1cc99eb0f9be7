use proptest::prelude::*;

use super::*;

/// The oracle table and the examples of 支付结算办法, annex 1; further rows are worked by hand from its rules.
const PRINTED_FORMS: [(i64, &str); 32] = [
    (140_950, "壹仟肆佰零玖元伍角"),
    (600_714, "陆仟零柒元壹角肆分"),
    (10_700_053, "壹拾万柒仟元零伍角叁分"),
    (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
    (32_504, "叁佰贰拾伍元零肆分"),
    (168_032, "壹仟陆佰捌拾元零叁角贰分"),
    (0, "零元整"),
    (1, "壹分"),
    (10, "壹角"),
    (53, "伍角叁分"),
    (100, "壹元整"),
    (1_000, "壹拾元整"),
    (1_050, "壹拾元零伍角"),
    (1_005, "壹拾元零伍分"),
    (1_100, "壹拾壹元整"),
    (100_000, "壹仟元整"),
    (100_100, "壹仟零壹元整"),
    (101_000, "壹仟零壹拾元整"),
    (1_000_000, "壹万元整"),
    (1_000_100, "壹万零壹元整"),
    (1_010_000, "壹万零壹佰元整"),
    (10_000_000, "壹拾万元整"),
    (10_000_050, "壹拾万元零伍角"),
    (3_005_000, "叁万零伍拾元整"),
    (10_000_000_000, "壹亿元整"),
    (10_000_000_100, "壹亿零壹元整"),
    (10_000_700_000, "壹亿零柒仟元整"),
    (10_010_000_000, "壹亿零壹拾万元整"),
    (101_000_000_000, "壹拾亿壹仟万元整"),
    (1_000_000_000_000, "壹佰亿元整"),
    (100_000_000_000_000, "壹万亿元整"),
    (9_007_199_254_740_991, "玖拾万零柒佰壹拾玖亿玖仟贰佰伍拾肆万柒仟肆佰零玖元玖角壹分"),
];

#[test]
fn prints_the_first_form() {
    for (fen, text) in PRINTED_FORMS {
        assert_eq!(to_capitals(Fen(fen)).as_deref(), Ok(text), "{fen}");
    }
}

#[test]
fn refuses_what_no_form_shows() {
    assert_eq!(to_capitals(Fen(-1)), Err(CapitalsError::Negative));
    assert_eq!(to_capitals(Fen(i64::MIN)), Err(CapitalsError::Negative));
    assert_eq!(to_capitals(Fen(Fen::MAX.0 + 1)), Err(CapitalsError::TooLarge));
    assert_eq!(CapitalsError::Negative.code(), "capitals.negative");
}

#[test]
fn reads_both_forms() {
    for (text, fen) in [
        ("壹拾万零柒仟元伍角叁分", 10_700_053),
        ("壹拾万柒仟元零伍角叁分", 10_700_053),
        ("壹仟陆佰捌拾元叁角贰分", 168_032),
        ("人民币壹仟肆佰零玖元伍角整", 140_950),
        ("人民币 叁佰贰拾伍圆零肆分", 32_504),
        ("壹佰圆正", 10_000),
        ("壹拾亿零壹仟万元整", 101_000_000_000),
        (" 零元整 ", 0),
    ] {
        assert_eq!(parse_capitals(text), Ok(Fen(fen)), "{text}");
    }
}

#[test]
fn refuses_what_could_be_another_amount() {
    for text in [
        "",
        "人民币",
        "元整",
        "零",
        "壹佰",
        "壹佰元",
        "伍角叁",
        "壹佰元伍分",
        "壹佰零零伍元整",
        "壹万壹元整",
        "壹佰元壹分整",
        "伍佰壹仟元整",
        "壹万壹万元整",
        "壹亿壹亿元整",
        "壹贰元整",
        "拾元整",
        "一百元整",
        "100元整",
        "负壹元整",
        "壹元整壹元整",
        "壹元零壹角",
        "亿亿亿元整",
        "玖仟仟元整",
    ] {
        assert_eq!(parse_capitals(text), Err(CapitalsError::NotCapitals), "{text}");
    }
    assert_eq!(
        parse_capitals("玖拾万零柒佰壹拾玖亿玖仟贰佰伍拾肆万柒仟肆佰零玖元玖角贰分"),
        Err(CapitalsError::TooLarge)
    );
}

fn any_amount() -> impl Strategy<Value = i64> {
    // Sparse digits make the zeros that the rules are about.
    let sparse = proptest::collection::vec(prop_oneof![3 => Just(0_i64), 1 => 1_i64..10], 1..16)
        .prop_map(|digits| digits.into_iter().fold(0, |sum, digit| sum * 10 + digit));
    prop_oneof![0..=Fen::MAX.0, 0_i64..1_000_000, sparse]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn what_is_printed_reads_back(fen in any_amount()) {
        let printed = to_capitals(Fen(fen)).expect("within the range");
        prop_assert_eq!(parse_capitals(&printed), Ok(Fen(fen)));
        prop_assert!(!printed.contains("零零"));
        prop_assert_eq!(printed.ends_with('整'), fen % 100 == 0);
    }

    #[test]
    fn every_accepted_form_reads_back(fen in any_amount(), form in 0..ACCEPTED.len()) {
        let written = write(fen.unsigned_abs(), ACCEPTED[form]);
        prop_assert_eq!(parse_capitals(&written), Ok(Fen(fen)));
    }

    #[test]
    fn one_text_is_never_two_amounts(text in "[零壹贰玖拾佰仟万亿元角分整]{0,14}") {
        if let Ok(fen) = parse_capitals(&text) {
            let forms = ACCEPTED.map(|zeros| write(fen.0.unsigned_abs(), zeros));
            let plain = text.strip_suffix('整').unwrap_or(&text);
            prop_assert!(forms.iter().any(|form| form.strip_suffix('整').unwrap_or(form) == plain));
        }
    }
}
