//! Draft, reprint and first print can be told apart on each page.

use anju_forms::{Printed, allocation_register, signature_table, task_sheet};

use crate::{data, tools::File};

#[test]
fn a_draft_says_so_across_each_page_and_has_no_number() {
    let form = data::signature_table(40);
    let file = File::new("a_draft_says_so", &signature_table(&form, &data::draft()).expect("printed"));
    assert!(file.pages() > 1);
    for page in 1..=file.pages() {
        let text = file.page(page);
        assert!(text.contains("草稿—未提交"), "{text}");
        assert!(!text.contains("编号：") && !text.contains("校验码"), "{text}");
    }
}

#[test]
fn what_is_accepted_carries_no_draft_mark() {
    let file = File::new(
        "what_is_accepted",
        &task_sheet(&data::task_sheet(), &data::accepted("WXZQ-1")).expect("printed"),
    );
    let text = file.text();
    assert!(!text.contains("草稿") && !text.contains("补打"), "{text}");
}

#[test]
fn a_reprint_says_so_on_each_page_with_its_count() {
    let form = data::allocation_register(60);
    let file = File::new(
        "a_reprint_says_so",
        &allocation_register(&form, &data::reprinted("WXZQ-1")).expect("printed"),
    );
    assert!(file.pages() > 1);
    for page in 1..=file.pages() {
        let text = file.page(page);
        // The stamp in the head and the words in the foot.
        assert_eq!(text.matches("补打").count(), 2, "{text}");
        assert!(text.contains("第3次打印（补打）"), "{text}");
    }
}

#[test]
fn the_qr_code_is_drawn_only_for_what_is_accepted() {
    // Rectangles of the code make the file longer; the exact place is the pictures' matter.
    let size = |printed: Printed| printed.pdf.len();
    let draft = size(task_sheet(&data::task_sheet(), &data::draft()).expect("printed"));
    let accepted = size(task_sheet(&data::task_sheet(), &data::accepted("WXZQ-1")).expect("printed"));
    assert!(accepted > draft + 1_000, "{accepted} and {draft}");
}
