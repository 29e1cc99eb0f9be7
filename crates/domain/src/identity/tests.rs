use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// The numbers of the oracle table are published examples or made up; none belongs to a person.
#[test]
fn id_numbers_of_the_oracle_table() {
    let number = IdNumber::parse("11010519491231002X").expect("valid");
    assert_eq!(number.birth_date(), day("1949-12-31"));
    assert_eq!(number.warnings(day("2026-11-21")), []);
    assert_eq!(number.masked(), "110105********002X");
    assert_eq!(IdNumber::parse("110101198001011234"), Err(IdNumberError::CheckDigit));
    assert!(IdNumber::parse("110101198001011232").is_ok(), "the check digit is 2");
    assert_eq!(IdNumber::complete("11010519491231002"), Some(number));
    assert_eq!(IdNumber::complete("1101051949123100"), None);
    assert_eq!(IdNumber::complete("11010519491331002"), None);
    let old = IdNumber::parse("440524188001010014").expect("only implausible");
    // 440524 was 潮阳县 until 1993, and whoever was registered there keeps it.
    assert_eq!(old.warnings(day("2026-11-21")), [IdNumberWarning::TooOld]);
}

#[test]
fn id_numbers_are_read_in_any_spelling() {
    for text in [
        "11010519491231002x",
        " 110105 19491231 002X ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "１１０１０５１９４９１２３１００２ｘ\u{3000}",
    ] {
        assert_eq!(IdNumber::parse(text).expect(text).reveal(), "11010519491231002X");
    }
}

#[test]
fn id_numbers_that_break_a_rule() {
    for (text, error) in [
        ("", IdNumberError::Empty),
        ("110105491231002", IdNumberError::FirstGeneration),
        ("1101051949123100", IdNumberError::Length),
        ("11010519491231002X1", IdNumberError::Length),
        ("1101051949123100X2", IdNumberError::Characters),
        ("11010519491231002Y", IdNumberError::Characters),
        ("110105１９４９１２３１００二Ｘ", IdNumberError::Characters),
        ("11010519491231020X", IdNumberError::CheckDigit),
        (&with_check_character("11010519490230002"), IdNumberError::BirthDate),
        (&with_check_character("11010519000229002"), IdNumberError::BirthDate),
        (&with_check_character("11010519491331002"), IdNumberError::BirthDate),
    ] {
        assert_eq!(IdNumber::parse(text), Err(error), "{text}");
    }
}

#[test]
fn id_number_warnings_depend_on_today() {
    let number = IdNumber::parse("11010519491231002X").expect("valid");
    assert_eq!(number.warnings(day("1949-12-30")), [IdNumberWarning::BornInFuture]);
    assert_eq!(number.warnings(day("2069-12-31")), []);
    assert_eq!(number.warnings(day("2070-01-01")), [IdNumberWarning::TooOld]);
    let nowhere = IdNumber::parse(&with_check_character("16010519491231002")).expect("valid");
    assert_eq!(nowhere.warnings(day("2026-11-21")), [IdNumberWarning::UnknownPlace]);
    let no_county = IdNumber::parse(&with_check_character("11013019491231002")).expect("valid");
    assert_eq!(no_county.warnings(day("2026-11-21")), [IdNumberWarning::UnknownPlace]);
}

#[test]
fn credit_codes_of_the_oracle_table() {
    for (text, organisation_code) in
        [("91110000600037341L", "60003734-1"), ("91350100M000100Y43", "M000100Y-4")]
    {
        let code = CreditCode::parse(text).expect(text);
        assert_eq!(code.as_str(), text);
        assert_eq!(code.organisation_code(), organisation_code);
    }
    assert_eq!(CreditCode::parse("91110000600037341A"), Err(CreditCodeError::CheckDigit));
    assert_eq!(
        CreditCode::parse("９１１１００００６０００３７３４１ｌ").expect("full width").as_str(),
        "91110000600037341L"
    );
    for (text, error) in [
        (" ", CreditCodeError::Empty),
        ("9111000060003734", CreditCodeError::Length),
        ("9111000060003734IL", CreditCodeError::Characters),
        ("91110000六00037341L", CreditCodeError::Characters),
        ("91110000600037431L", CreditCodeError::CheckDigit),
    ] {
        assert_eq!(CreditCode::parse(text), Err(error), "{text}");
    }
}

#[test]
fn phones_in_one_spelling() {
    for (text, spelled, kind) in [
        ("13800001234", "13800001234", PhoneKind::Mobile),
        ("138 0000 1234", "13800001234", PhoneKind::Mobile),
        ("+86 138-0000-1234", "13800001234", PhoneKind::Mobile),
        ("8613800001234", "13800001234", PhoneKind::Mobile),
        ("１３８００００１２３４", "13800001234", PhoneKind::Mobile),
        ("010-12345678", "010-12345678", PhoneKind::Landline),
        ("01012345678", "010-12345678", PhoneKind::Landline),
        ("（010）12345678转801", "010-12345678-801", PhoneKind::Landline),
        ("(0316) 2345678", "0316-2345678", PhoneKind::Landline),
        ("62345678", "62345678", PhoneKind::Landline),
        ("400-123-4567", "4001234567", PhoneKind::Landline),
    ] {
        let phone = Phone::parse(text).expect(text);
        assert_eq!((phone.reveal(), phone.kind()), (spelled, kind), "{text}");
    }
    for (text, error) in [
        ("", PhoneError::Empty),
        ("-", PhoneError::Empty),
        ("1380000123a", PhoneError::Characters),
        ("1380000123", PhoneError::Mobile),
        ("12800001234", PhoneError::Mobile),
        ("138000012345", PhoneError::Mobile),
        ("010-123456", PhoneError::Landline),
        ("010-123456789", PhoneError::Landline),
        ("010-12345678-1-2", PhoneError::Landline),
        ("0", PhoneError::Landline),
        ("12345", PhoneError::Mobile),
        ("22345", PhoneError::Landline),
    ] {
        assert_eq!(Phone::parse(text), Err(error), "{text}");
    }
}

#[test]
fn names_in_one_spelling() {
    for (text, spelled) in [
        (" 张三 ", "张三"),
        ("张\u{3000}三", "张三"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("Ｊｏｈｎ  Smith", "John Smith"),
        ("𠮷㛃䶮", "𠮷㛃䶮"),
        ("O'Neil-Reed Jr.", "O'Neil-Reed Jr."),
    ] {
        assert_eq!(PersonName::parse(text).expect(text).reveal(), spelled);
    }
    for (text, error) in [
        (" \u{3000}", PersonNameError::Empty),
        ("张三1", PersonNameError::Characters),
        ("=张三", PersonNameError::Characters),
        ("·张三", PersonNameError::Characters),
        ("张三\u{0}", PersonNameError::Characters),
        ("张三、李四", PersonNameError::Characters),
    ] {
        assert_eq!(PersonName::parse(text), Err(error), "{text}");
    }
    assert_eq!(PersonName::parse(&"张".repeat(61)), Err(PersonNameError::TooLong));
}

#[test]
fn bank_accounts_in_one_spelling() {
    let account = BankAccount::parse(" 6222 0000-0000 1234 567 ").expect("an account");
    assert_eq!(account.reveal(), "6222000000001234567");
    assert_eq!(BankAccount::parse(" "), Err(BankAccountError::Empty));
    assert_eq!(BankAccount::parse("1234567"), Err(BankAccountError::Length));
    assert_eq!(BankAccount::parse(&"1".repeat(33)), Err(BankAccountError::Length));
    assert_eq!(BankAccount::parse("6222账号0000"), Err(BankAccountError::Characters));
}

#[test]
fn a_bank_account_may_begin_with_letters_and_ends_in_a_digit() {
    for text in ["NRA0000001234567", "nra 0000 0012 3456 7", "OSA12345678", "11010519491231002"] {
        assert!(BankAccount::parse(text).is_ok(), "{text}");
    }
    for text in [
        "11010519491231002X",
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "622200000000123A",
    ] {
        assert_eq!(BankAccount::parse(text), Err(BankAccountError::LastCharacter), "{text}");
    }
}

#[test]
fn masks_of_the_screens() {
    assert_eq!(mask_document_number("11010519491231002X"), "110105********002X");
    assert_eq!(mask_document_number("E12345678"), "E******78");
    assert_eq!(mask_document_number("12345"), "*****");
    assert_eq!(mask_name("张三"), "张*");
    assert_eq!(mask_name("欧阳娜娜"), "欧*");
    assert_eq!(mask_name("𠮷三"), "𠮷*");
    assert_eq!(mask_name("张"), "*");
    assert_eq!(mask_name(""), "");
    assert_eq!(mask_phone("13800001234"), "138****1234");
    assert_eq!(mask_phone("010-12345678"), "010-******78");
    assert_eq!(mask_phone("62345678"), "******78");
    assert_eq!(mask_account("6222000000001234567"), "****4567");
    assert_eq!(mask_account("1234"), "****");
    assert_eq!(mask_account(""), "");
}

#[test]
fn debug_and_display_never_show_personal_data() {
    let number = IdNumber::parse("11010519491231002X").expect("valid");
    let phone = Phone::parse("13800001234").expect("valid");
    let account = BankAccount::parse("6222000000001234567").expect("valid");
    let name = PersonName::parse("张三丰").expect("valid");
    let shown = format!("{:?} {:?} {:?} {:?}", number, phone, account, name);
    assert_eq!(
        shown,
        "IdNumber(110105********002X) Phone(138****1234) BankAccount(****4567) PersonName(张*)"
    );
    let displayed = format!("{number} {phone} {account} {name}");
    assert_eq!(displayed, "110105********002X 138****1234 ****4567 张*");
}

#[test]
fn what_is_not_valid_does_not_arrive() {
    let number: IdNumber = serde_json::from_str("\"11010519491231002x\"").expect("valid");
    assert_eq!(serde_json::to_string(&number).expect("a text"), "\"11010519491231002X\"");
    assert!(serde_json::from_str::<IdNumber>("\"110101198001011234\"").is_err());
    assert!(serde_json::from_str::<CreditCode>("\"91110000600037341A\"").is_err());
    assert!(serde_json::from_str::<Phone>("\"1380000\"").is_err());
    assert!(serde_json::from_str::<BankAccount>("\"1\"").is_err());
    assert!(serde_json::from_str::<PersonName>("\"\"").is_err());
}

/// The number whose first 17 digits are these, with the check character worked out the long way.
fn with_check_character(body: &str) -> String {
    let found = "0123456789X".chars().find(|check| {
        let digits = body.chars().chain([*check]).map(|c| c.to_digit(10).unwrap_or(10));
        // ISO 7064 MOD 11-2: the whole number, read with radix 2, leaves 1.
        digits.fold(0, |sum, digit| (sum * 2 + digit) % 11) == 1
    });
    format!("{body}{}", found.expect("one of eleven fits"))
}

proptest! {
    #[test]
    fn a_mistyped_digit_is_always_found(
        days in 0_i64..45_000,
        sequence in 0_u32..1000,
        place in 0_usize..17,
        by in 1_u32..10,
    ) {
        let born = day("1900-01-01") + chrono::TimeDelta::days(days);
        let number = with_check_character(&format!("110105{}{sequence:03}", born.format("%Y%m%d")));
        prop_assert_eq!(IdNumber::parse(&number).map(|n| n.birth_date()), Ok(born));
        let mistyped: String = number.chars().enumerate().map(|(index, c)| match c.to_digit(10) {
            Some(digit) if index == place => char::from_digit((digit + by) % 10, 10).unwrap_or(c),
            Some(_) | None => c,
        }).collect();
        prop_assert_eq!(IdNumber::parse(&mistyped), Err(IdNumberError::CheckDigit));
    }

    #[test]
    fn any_text_is_read_or_refused_without_a_panic(text in "\\PC{0,24}") {
        if let Ok(number) = IdNumber::parse(&text) {
            prop_assert_eq!(IdNumber::parse(number.reveal()), Ok(number));
        }
        if let Ok(phone) = Phone::parse(&text) {
            prop_assert_eq!(Phone::parse(phone.reveal()), Ok(phone));
        }
        if let Ok(name) = PersonName::parse(&text) {
            prop_assert_eq!(PersonName::parse(name.reveal()), Ok(name));
        }
        let _ = CreditCode::parse(&text);
    }

    #[test]
    fn masks_hide_at_least_three_characters(text in "[0-9A-Z]{3,32}") {
        for mask in [mask_phone(&text), mask_account(&text), mask_document_number(&text)] {
            prop_assert!(mask.chars().filter(|c| *c == '*').count() >= 3, "{mask}");
        }
    }

    #[test]
    fn a_phone_reads_back(text in "(\\+86)?[-0-9 ()转]{5,18}") {
        if let Ok(phone) = Phone::parse(&text) {
            prop_assert_eq!(Phone::parse(phone.reveal()), Ok(phone));
        }
    }
}
