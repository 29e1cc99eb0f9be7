//! The preview in the real window: a page that is drawn, and a printer that takes it.

use crate::withdrawal::office::Office;
use anju_tests::{City, Computer};
use serde_json::{Value, json};
use std::os::unix::fs::PermissionsExt as _;

/// How many pixels of the first page, made small, are not white, once they are many: a few lines have hundreds, a page of
/// text thousands.
const INK: &str = "
    const canvas = document.querySelector('[data-test=pages] canvas');
    if (!canvas || canvas.width === 0) return null;
    const small = Object.assign(document.createElement('canvas'), { width: 100, height: 141 });
    const context = small.getContext('2d');
    context.drawImage(canvas, 0, 0, 100, 141);
    const { data } = context.getImageData(0, 0, 100, 141);
    let ink = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 0 && data[at] < 235) ink += 1;
    return ink > 1000 ? ink : null";

/// A company's operator looks at the task sheet and prints it; the paper goes whole to `lp` and is on record.
#[tokio::test]
async fn a_form_is_looked_at_and_printed() {
    let (city, computer) = (City::on_sqlite(), Computer::new());
    let office = Office::open(&city).await;
    let sheet = office.submitted("planned").await;
    let taken = computer.home().join("taken.pdf");
    let bin = computer.home().join("bin");
    std::fs::create_dir(&bin).expect("a folder for programs");
    std::fs::write(bin.join("lp"), format!("#!/bin/sh\ncat > '{}'\n", taken.display())).expect("a printer");
    std::fs::set_permissions(bin.join("lp"), std::fs::Permissions::from_mode(0o700)).expect("it may run");

    let window = computer.open(&city, "wuye").await;
    window.click("[data-test=nav-withdrawal]").await;
    window.click(&format!("[data-test=row-{}]", sheet.id)).await;
    window.click("[data-test=sheet-forms] [data-test=print-task_sheet]").await;
    window.until(INK).await;
    window.screenshot("print-preview").await;
    window.click("[data-test=print]").await;
    window.find_text("[data-test=print-done]", "第 1 次打印").await;
    window.screenshot("print-done").await;
    let printed = std::fs::read(&taken).expect("the printer took it");
    assert!(printed.starts_with(b"%PDF") && printed.ends_with(b"%%EOF"), "a whole file");
    let list = office
        .company
        .until("form.list_prints", json!({}), |list: &Value| {
            (list["forms"][0]["prints"] == 1).then(|| list.clone())
        })
        .await;
    assert_eq!(list["forms"][0]["form"], "task_sheet");
    window.close().await;

    let window = computer.open(&city, "wuye").await;
    window.click("[data-test='nav-form/reprint']").await;
    window.find_text("[data-test=rows]", "维修支取任务单").await;
    window.screenshot("reprint-list").await;
    window.click("[data-test=reprint]").await;
    window.find_text("[data-test=print-preview]", "第 2 次打印（补打）").await;
    window.until(INK).await;
    window.screenshot("reprint-preview").await;
    window.close().await;
}
