//! A task sheet that is begun in the window is kept, here and at the server.

use anju_tests::{City, Computer};
use serde_json::json;

/// What is typed is at the server a moment later, and in the window when it is opened again.
#[tokio::test]
async fn a_begun_task_sheet_is_kept() {
    let (city, computer) = (City::on_sqlite(), Computer::new());
    let window = computer.open(&city, "wuye").await;
    window.screenshot("home").await;
    window.click("[data-test=nav-withdrawal]").await;
    window.find_text("[data-test=empty]", "任务单").await;
    window.screenshot("withdrawal-empty").await;
    window.click("[data-test=new-sheet]").await;
    window.screenshot("withdrawal-communities").await;
    window.click("[data-test^=enter-]").await;
    window.set("[data-test=field-project] input", "屋面防水𠮷").await;
    window.set("[data-test=field-amount-text] input", "３０，０５０").await;
    window.find_text("[data-test=saved]", "已保存").await;
    window.screenshot("withdrawal-sheet").await;

    let desk = city.desk("wuye").await;
    let sheet = desk
        .until("withdrawal.list_sheets", json!({ "tab": "applied" }), |list| {
            let sheet = list["sheets"].get(0)?;
            (sheet["amount_text"] == "３０，０５０").then(|| sheet.clone())
        })
        .await;
    assert_eq!(sheet["project"], "屋面防水𠮷");
    window.close().await;

    let window = computer.open(&city, "wuye").await;
    window.click("[data-test=nav-withdrawal]").await;
    window.find_text("[data-test=rows]", "屋面防水𠮷").await;
    window.screenshot("withdrawal-list").await;
    window.close().await;
}
