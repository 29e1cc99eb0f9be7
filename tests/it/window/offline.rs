//! A company's day without the server, in the real window: nothing is lost, and everything arrives once.

use super::company;
use anju_tests::{City, Computer};
use serde_json::json;

/// A draft is begun with the server, which then goes away. The window is opened again without it: the desk opens with the
/// password, list and draft are there, the draft is changed, allocated and submitted, and the submission waits. When the
/// server is back it is submitted once.
#[tokio::test]
async fn work_without_the_server_arrives_once() {
    let (mut city, computer) = (City::on_sqlite(), Computer::new());
    let window = computer.open(&city, "wuye").await;
    company::fill_in(&window).await;
    company::choose_first_building(&window).await;
    window.find_text("[data-test=saved]", "已保存").await;
    window.close().await;
    let window = computer.open(&city, "wuye").await;
    window.click("[data-test=nav-withdrawal]").await;
    window.click("[data-test=continue]").await;
    window.find_text("[data-test=total-units]", "72").await;
    window.click("[data-test=nav-withdrawal]").await;
    window.find_text("[data-test=rows]", "屋面防水及保温").await;
    let listen = city.kill();
    window.find_text("[data-test=connection]", "离线 自").await;
    window.screenshot("offline-1-list").await;
    window.close().await;

    let window = computer.open_signed_out(&format!("http://{listen}")).await;
    window.find("[data-test=sign-in-offline]").await;
    window.screenshot("offline-2-sign-in").await;
    window.sign_in("wuye").await;
    window.click("[data-test=nav-withdrawal]").await;
    window.find_text("[data-test=rows]", "屋面防水及保温").await;
    window.click("[data-test=continue]").await;
    window.set("[data-test=field-amount-text]", "90,000.00").await;
    window.find_text("[data-test=saved]", "已保存").await;
    window.screenshot("offline-3-draft").await;
    window.click("[data-test=to-confirm]").await;
    window.find_text("[data-test=sum-amount]", "90,000.00").await;
    window.screenshot("offline-4-confirmation").await;
    window.click("[data-test=submit]").await;
    window.find_text("h1", "等待送出").await;
    window.find_text("[data-test=connection]", "待发送 2").await;
    window.screenshot("offline-5-waiting").await;
    window.click("[data-test=connection]").await;
    window.find_text("[data-test^=outbox-]", "待发送").await;
    window.screenshot("offline-6-outbox").await;

    city.start_again(&listen);
    window.find_text("[data-test=connection]", "在线").await;
    let desk = city.desk("wuye").await;
    let list = desk
        .until("withdrawal.list_sheets", json!({ "tab": "applied" }), |list| {
            (list["sheets"][0]["state"] == "submitted").then(|| list["sheets"].clone())
        })
        .await;
    assert_eq!(list.as_array().map(Vec::len), Some(1), "one sheet, submitted once: {list}");
    assert_eq!(list[0]["amount_text"], "90,000.00");
    window.find_text("[data-test^=outbox-]", "已受理").await;
    window.screenshot("offline-7-accepted").await;
    window.close().await;
}
