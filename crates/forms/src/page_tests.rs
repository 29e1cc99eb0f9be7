//! Properties of every page of every form: nothing leaves the paper, runs over a rule, or over other text.

use anju_domain::{area::AreaDm2, money::Fen};

use crate::{
    FormError, NoticePaper, allocation_register,
    display::{Item, Page},
    length::{Um, mm},
    sample_data as data, shortfall_notice, signature_table, task_sheet,
};

/// Printers leave a rim of this width white.
const RIM: Um = mm(5);

/// A text's box on the page, from the tops of the ideographs to the baseline.
struct Extent {
    left: Um,
    right: Um,
    top: Um,
    bottom: Um,
    text: String,
}

fn extents(page: &Page) -> Vec<Extent> {
    let extent = |item: &Item| match item {
        Item::Text { at: (x, y), face, size, spacing, text, .. } => {
            let glyph = |character| face.own_glyph(character).expect("the face has the glyph");
            let advance: i64 = text.chars().map(|character| glyph(character).advance).sum();
            let gaps = i64::try_from(text.chars().count()).expect("a short text") - 1;
            Some(Extent {
                left: *x,
                right: x + size.em(advance) + gaps * spacing,
                top: y - size.em(800),
                bottom: *y,
                text: text.clone(),
            })
        }
        Item::Rule { .. } | Item::Outline { .. } | Item::Modules { .. } | Item::Watermark { .. } => None,
    };
    page.items.iter().filter_map(extent).collect()
}

fn assert_on_paper(page: &Page, texts: &[Extent]) {
    for text in texts {
        let inside = text.left >= RIM
            && text.right <= page.width - RIM
            && text.top >= RIM
            && text.bottom <= page.height - RIM;
        assert!(inside, "«{}» leaves the paper", text.text);
    }
    for item in &page.items {
        if let Item::Modules { rectangles } = item {
            for dark in rectangles {
                assert!(dark.x >= RIM && dark.y >= RIM && dark.x + dark.width <= page.width - RIM);
            }
        }
    }
}

fn assert_clear_of_rules(page: &Page, texts: &[Extent]) {
    for item in &page.items {
        let Item::Rule { from, to, .. } = item else { continue };
        let (left, right) = (from.0.min(to.0), from.0.max(to.0));
        let (top, bottom) = (from.1.min(to.1), from.1.max(to.1));
        for text in texts {
            // Integer widths are cut off at each character: allow 50 µm.
            let crosses =
                text.left + 50 < right && left < text.right - 50 && text.top < bottom && top < text.bottom;
            let upright = left == right && text.left + 50 < left && left < text.right - 50;
            let touches = upright && text.top < bottom && top < text.bottom;
            assert!(!(crosses || touches), "«{}» runs over a rule", text.text);
        }
    }
}

fn assert_apart(texts: &[Extent]) {
    for (index, one) in texts.iter().enumerate() {
        for other in &texts[index + 1..] {
            let overlap = one.left + 50 < other.right
                && other.left + 50 < one.right
                && one.top < other.bottom
                && other.top < one.bottom;
            assert!(!overlap, "«{}» and «{}» stand on one another", one.text, other.text);
        }
    }
}

fn assert_sound(what: &str, pages: Result<Vec<Page>, FormError>) {
    let pages = pages.unwrap_or_else(|error| panic!("{what}: {error}"));
    for page in &pages {
        let texts = extents(page);
        assert!(!texts.is_empty(), "{what}: an empty page");
        assert_on_paper(page, &texts);
        assert_clear_of_rules(page, &texts);
        assert_apart(&texts);
    }
}

const MARKS: [fn(&str) -> crate::PrintMark; 3] = [data::accepted, data::reprinted, |_| data::draft()];
const NUMBER: &str = "WXZQ-2026-1100-000123";

#[test]
fn the_samples_are_sound() {
    for mark in MARKS.map(|mark| mark(NUMBER)) {
        assert_sound("task sheet", task_sheet::pages(&data::task_sheet(), &mark));
        for paper in [NoticePaper::A4, NoticePaper::A5] {
            assert_sound("notice", shortfall_notice::pages(&data::shortfall_notice(5), &mark, paper));
        }
        assert_sound("signed", signature_table::pages(&data::signed_table(40), &mark));
        assert_sound("register", allocation_register::pages(&data::allocation_register(40), &mark));
    }
}

#[test]
fn every_number_of_rows_is_sound() {
    let mark = data::accepted(NUMBER);
    for units in 1..=60 {
        assert_sound(&format!("{units} units"), signature_table::pages(&data::signature_table(units), &mark));
        assert_sound(
            &format!("{units} units"),
            allocation_register::pages(&data::allocation_register(units), &mark),
        );
    }
}

/// The page, from 0, on which `words` stand.
fn page_with(pages: &[Page], words: &str) -> Option<usize> {
    pages.iter().position(|page| extents(page).iter().any(|extent| extent.text.contains(words)))
}

#[test]
fn seals_stand_below_the_last_rows_never_on_a_page_of_their_own() {
    let mark = data::accepted(NUMBER);
    for units in 1..=60 {
        let pages = signature_table::pages(&data::signature_table(units), &mark).expect("laid out");
        let totals = page_with(&pages, "合计");
        assert!(totals.is_some(), "{units} units");
        assert_eq!(totals, page_with(&pages, "表决统计"), "{units} units");
        assert_eq!(totals, page_with(&pages, "居民委员会"), "{units} units");

        let mut register = data::allocation_register(units);
        let pages = allocation_register::pages(&register, &mark).expect("laid out");
        assert_eq!(page_with(&pages, "不设分户账"), page_with(&pages, "制表人"), "{units} units");
        register.excluded.clear();
        let pages = allocation_register::pages(&register, &mark).expect("laid out");
        assert_eq!(page_with(&pages, "合计"), page_with(&pages, "制表人"), "{units} units");
    }
}

#[test]
fn totals_never_stand_alone() {
    let mark = data::accepted(NUMBER);
    for units in 1..=40 {
        let pages = signature_table::pages(&data::signature_table(units), &mark).expect("laid out");
        let total = page_with(&pages, "合计").expect("totals");
        let number = units.to_string();
        let last_row = extents(&pages[total]).into_iter().any(|extent| extent.text == number);
        assert!(last_row, "{units} units");
    }
}

/// Longer than any field of the office, with nowhere to break.
fn endless() -> String {
    "WXZQ2026ABCDEFGH".repeat(9)
}

#[test]
fn the_largest_figures_and_endless_words_stay_in_their_cells() {
    for mark in MARKS.map(|mark| mark(NUMBER)) {
        let mut sheet = data::task_sheet();
        sheet.amount = Fen::MAX;
        sheet.area = AreaDm2::MAX;
        sheet.contract_no = endless();
        sheet.payee.account = endless();
        sheet.community = "长".repeat(120);
        assert_sound("task sheet", task_sheet::pages(&sheet, &mark));

        let mut table = data::signed_table(20);
        table.amount = Fen::MAX;
        let row = &mut table.buildings[0].rows[7];
        row.share = Fen(Fen::MAX.0 / 2);
        row.available = Fen(Fen::MAX.0 / 2);
        row.area = AreaDm2(AreaDm2::MAX.0 / 2);
        row.owner = endless();
        row.phone = endless();
        row.room = endless();
        assert_sound("signature table", signature_table::pages(&table, &mark));

        for paper in [NoticePaper::A4, NoticePaper::A5] {
            let mut notice = data::shortfall_notice(5);
            notice.share = Fen::MAX;
            notice.available = Fen(1);
            notice.shortfall = Fen(Fen::MAX.0 - 1);
            notice.address = "长".repeat(200);
            notice.sender = endless();
            assert_sound("notice", shortfall_notice::pages(&notice, &mark, paper));
        }
    }
}

#[test]
fn long_marks_stay_in_the_furniture() {
    let mut mark = data::reprinted("WXZQ-2026-1100-000123-FC-00000000045");
    mark.organisation = "北京市住房资金管理中心东城管理部".repeat(2);
    mark.workstation = "BJ-DONGCHENG-HALL-0017".to_owned();
    mark.print_count = u32::MAX;
    for paper in [NoticePaper::A4, NoticePaper::A5] {
        let mut notice = data::shortfall_notice(5);
        // On to a second page, with a running head.
        notice.reason = "账户余额不足。".repeat(40);
        assert_sound("notice", shortfall_notice::pages(&notice, &mark, paper));
    }
    assert_sound("signed", signature_table::pages(&data::signed_table(40), &mark));
}
