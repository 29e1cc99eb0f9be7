//! Long tables: heads, buildings, page numbers and closing blocks on every page where they belong.

use anju_forms::{NoticePaper, allocation_register, shortfall_notices, signature_table};

use crate::{
    data,
    tools::{File, without_space},
};

#[test]
fn heads_buildings_and_page_numbers_stand_on_every_page() {
    let mark = data::accepted("WXZQ-2026-1100-000123");
    let form = data::signature_table(250);
    let file =
        File::new("heads_buildings_and_page_numbers", &signature_table(&form, &mark).expect("printed"));
    let total = file.pages();
    assert!(total > 10, "{total}");
    for page in 1..=total {
        let text = file.page(page);
        assert!(text.contains(&format!("第{page}页共{total}页")), "{text}");
        assert!(text.contains("校验码：7K3F-9Q2M"), "{text}");
        assert!(text.contains("单元楼层房号意见签字日期联系电话"), "{text}");
        assert!(text.contains("1号楼") || text.contains("2号楼"), "{text}");
        if page > 1 {
            assert!(text.contains("号楼（续）") || text.contains("2号楼共34户"), "{text}");
        }
    }
}

#[test]
fn every_row_is_printed_once_whatever_the_number_of_rows() {
    let mark = data::accepted("WXZQ-2026-1100-000123");
    for units in [1, 11, 12, 13, 14, 29, 30, 31, 217] {
        let form = data::signature_table(units);
        let file = File::new(&format!("every_row_{units}"), &signature_table(&form, &mark).expect("printed"));
        let text = file.text();
        let rows = form.buildings.iter().flat_map(|building| &building.rows);
        for (index, row) in rows.enumerate() {
            let row = without_space(&format!(
                "{}{}{}{}{}{}",
                index + 1,
                row.entrance,
                row.floor,
                row.room,
                row.owner,
                row.area.grouped()
            ));
            // «11单元…» also ends with what row 1 begins with.
            let found = text
                .match_indices(&row)
                .filter(|(at, _)| !text[..*at].ends_with(|before: char| before.is_ascii_digit()));
            assert!(found.count() <= 1 && text.contains(&row), "{units} units: {row} in {text}");
        }
        assert_eq!(text.matches(&format!("合计{units}户")).count(), 1, "{units} units");
        // Votes and seals stay together on the last page.
        let last = file.page(file.pages());
        assert!(last.contains("表决统计") && last.contains("居民委员会"), "{units} units: {last}");
    }
}

#[test]
fn a_register_closes_each_building_with_its_sums() {
    let mark = data::accepted("WXZQ-2026-1100-000123");
    let form = data::allocation_register(250);
    let file = File::new("a_register_closes", &allocation_register(&form, &mark).expect("printed"));
    let text = file.text();
    for sums in ["1号楼小计216户", "2号楼小计34户", "合计250户"] {
        assert_eq!(text.matches(sums).count(), 1, "{sums}");
    }
    // The totals are never alone below a head.
    let last = (1..=file.pages()).map(|page| file.page(page)).find(|text| text.contains("合计250户"));
    assert!(last.is_some_and(|text| text.contains("250") && text.contains("2号楼小计")));
}

#[test]
fn each_notice_of_a_batch_counts_its_own_pages() {
    let notices: Vec<_> = (0..5)
        .map(|number| (data::shortfall_notice(number), data::accepted(&format!("CJ-{number}"))))
        .collect();
    let file = File::new("each_notice", &shortfall_notices(&notices, NoticePaper::A4).expect("printed"));
    assert_eq!(file.pages(), 5);
    for page in 1..=5 {
        let text = file.page(page);
        assert!(text.contains("第1页共1页"), "{text}");
        assert!(text.contains(&format!("通知单编号：CJ-{}", page - 1)), "{text}");
    }
}

#[test]
fn a_long_name_wraps_and_nothing_of_it_is_lost() {
    let mut form = data::signature_table(3);
    let owner =
        "北京东环房地产开发有限责任公司、欧阳䶮、司马㛃、𠮷田太郎（境外自然人，护照号另附）".to_owned();
    form.buildings[0].rows[1].owner.clone_from(&owner);
    let printed = signature_table(&form, &data::accepted("1")).expect("printed");
    assert!(File::new("a_long_name_wraps", &printed).text().contains(&owner));
}
