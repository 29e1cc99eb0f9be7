//! One withdrawal through all desks, each with a sign-in and a window of its own.

use super::company;
use anju_tests::{Bank, City, Computer, Window};
use serde_json::{Value, json};

/// Takes the case from the inbox and decides it so.
async fn decide(window: &Window, step: &str, choice: &str, reason: Option<&str>) {
    window.find("[data-test^=waiting-] a").await;
    window.screenshot(&format!("desk-{step}-home")).await;
    window.click("[data-test=nav-review]").await;
    window.find("[data-test^=row-]").await;
    window.screenshot(&format!("desk-{step}-inbox")).await;
    window.click("[data-test=claim]").await;
    window.find("[data-test=checks]").await;
    window.screenshot(&format!("desk-{step}-case")).await;
    window.click(&format!("[data-test=move-{choice}]")).await;
    if let Some(reason) = reason {
        window.set("[data-test=reason]", reason).await;
    }
    if window.run("return document.querySelector('[data-test=checked]') !== null", vec![]).await == true {
        window.click("[data-test=checked]").await;
    }
    window.click("[data-test=decide]").await;
}

/// The company prepares, submits and sends for review; bureau and department approve, the cashier releases, the bank pays
/// and the department settles.
#[tokio::test]
async fn a_withdrawal_goes_through_all_desks() {
    let mut city = City::on_sqlite();
    let _bank = Bank::beside(&mut city);
    let desk = Computer::new();
    let window = desk.open(&city, "wuye").await;
    company::fill_in(&window).await;
    company::choose_first_building(&window).await;
    let number = company::submit(&window).await;
    company::send_for_review(&window).await;
    window.close().await;

    let desk = Computer::new();
    let window = desk.open(&city, "jianwei").await;
    decide(&window, "8-bureau", "bureau_approve", None).await;
    window.find_text("[data-test=last-done]", &number).await;
    window.screenshot("desk-8-bureau-done").await;
    window.close().await;

    let desk = Computer::new();
    let window = desk.open(&city, "fuhe").await;
    decide(&window, "9-department", "department_approve", Some("材料齐全，同意拨付。")).await;
    window.find_text("[data-test=last-done]", &number).await;
    window.close().await;

    let desk = Computer::new();
    let window = desk.open(&city, "chuna").await;
    decide(&window, "10-cashier", "release", None).await;
    window.find("[data-test=release-amount]").await;
    window.screenshot("desk-10-cashier-amount").await;
    window.click("[data-test=release-yes]").await;
    window.find_text("[data-test=last-done]", &number).await;
    window.screenshot("desk-10-cashier-done").await;
    window.close().await;

    let is_paid = |list: &Value| (list["sheets"][0]["state"] == "paid").then_some(());
    city.desk("wuye").await.until("withdrawal.list_sheets", json!({ "tab": "applied" }), is_paid).await;
    let desk = Computer::new();
    let window = desk.open(&city, "wuye").await;
    company::enter_settlement(&window, "78,736.81").await;
    window.close().await;

    let desk = Computer::new();
    let window = desk.open(&city, "fuhe").await;
    decide(&window, "12-settlement", "settle", None).await;
    window.find_text("[data-test=last-done]", "已结算").await;
    window.screenshot("desk-12-settled").await;
    window.close().await;
}
