//! What cannot be printed rightly is refused, with a stable code and a sentence.

use anju_domain::money::Fen;
use anju_forms::{
    FormError, NoticePaper, PrintMark, allocation_register, shortfall_notice, shortfall_notices,
    signature_table, task_sheet,
};

use crate::data;

#[test]
fn a_missing_glyph_names_the_character() {
    let mut form = data::signature_table(3);
    form.buildings[0].rows[2].owner = "王🏠".to_owned();
    let error = signature_table(&form, &data::accepted("1")).expect_err("no glyph");
    assert_eq!(error.code(), "forms.missing_glyph");
    assert!(error.to_string().starts_with("打印字库中没有字符「🏠」（U+1F3E0）"), "{error}");
}

#[test]
fn a_control_character_is_not_swallowed() {
    let mut form = data::task_sheet();
    form.handler = "王\u{7}".to_owned();
    let error = task_sheet(&form, &data::accepted("1")).expect_err("no glyph");
    assert_eq!(error, FormError::MissingGlyph { character: '\u{7}' });
}

#[test]
fn a_notice_whose_figures_disagree_is_refused() {
    let mut form = data::shortfall_notice(1);
    form.shortfall = Fen(form.shortfall.0 + 1);
    let error = shortfall_notice(&form, &data::accepted("1"), NoticePaper::A4).expect_err("one fen too many");
    assert_eq!(error.code(), "forms.inconsistent");
}

#[test]
fn a_register_that_does_not_add_up_is_refused() {
    type Change = fn(&mut anju_forms::RegisterRow);
    let changes: [Change; 3] = [
        |row| row.interest = Fen(row.interest.0 + 1),
        |row| row.shortfall = Fen(row.shortfall.0 + 1),
        |row| {
            row.share = Fen(row.share.0 + 1);
            row.shortfall = Fen(row.shortfall.0 + 1);
        },
    ];
    for change in changes {
        let mut form = data::allocation_register(5);
        change(&mut form.buildings[0].rows[3]);
        let error = allocation_register(&form, &data::accepted("1")).expect_err("one fen off");
        assert_eq!(error.code(), "forms.inconsistent", "{error}");
    }
}

#[test]
fn an_empty_form_is_refused() {
    let mut form = data::signature_table(1);
    form.buildings[0].rows.clear();
    let table = signature_table(&form, &data::accepted("1")).expect_err("nothing to print");
    assert_eq!(table.code(), "forms.empty");
    let notices = shortfall_notices(&[], NoticePaper::A5).expect_err("nothing to print");
    assert_eq!(notices.code(), "forms.empty");
}

#[test]
fn a_negative_amount_has_no_capitals() {
    let mut form = data::task_sheet();
    form.amount = Fen(-1);
    let error = task_sheet(&form, &data::accepted("1")).expect_err("negative");
    assert_eq!(error, FormError::AmountOutOfRange { field: "申请支取金额" });
}

#[test]
fn a_field_longer_than_a_page_is_refused() {
    let mut form = data::task_sheet();
    form.reason = "屋面渗漏，".repeat(2_000);
    let error = task_sheet(&form, &data::accepted("1")).expect_err("too long");
    assert_eq!(error.code(), "forms.row_too_tall");
}

#[test]
fn the_print_count_starts_at_one() {
    let mark = PrintMark { print_count: 0, ..data::accepted("1") };
    assert_eq!(task_sheet(&data::task_sheet(), &mark), Err(FormError::NoPrintCount));
}

#[test]
fn an_address_that_fits_no_qr_code_is_refused() {
    let mut form = data::shortfall_notice(1);
    if let Some(payment) = &mut form.payment {
        payment.url = "https://wxzj.example.gov.cn/".repeat(200);
    }
    let error = shortfall_notice(&form, &data::accepted("1"), NoticePaper::A4).expect_err("too long");
    assert_eq!(error.code(), "forms.qr_too_long");
}
