//! The ledger: what comes in, what is settled, what the bank contradicts, what the books say.

mod books;
mod contradiction;
mod interest;
mod random;
mod return_money;
mod settlement;
mod shortfall;
mod supplement;

use crate::withdrawal::bank::{Bank, released, wait_for};
use crate::withdrawal::office::{Office, Sheet, cost};
use anju_tests::Desk;
use serde_json::{Value, json};

/// The number of a sheet.
async fn number(sheet: &Sheet, desk: &Desk) -> String {
    sheet.seen_by(desk).await["number"].as_str().expect("a number").to_owned()
}

/// A credit as the bank reports it.
fn credit(reference: &str, fen: i64, remark: &str) -> Value {
    json!({
        "district_code": "110102", "reference": reference, "amount_fen": fen, "payer_name": "业主3",
        "remark": remark, "received_on": "2026-01-15",
    })
}

/// The tasks that wait in the district.
async fn tasks(desk: &Desk) -> Vec<Value> {
    let answer = desk.read("ledger.list_tasks", json!({})).await.accepted();
    answer["tasks"].as_array().expect("tasks").clone()
}

/// What came in and still waits.
async fn waiting(desk: &Desk) -> Vec<Value> {
    let answer = desk.read("ledger.list_incoming", json!({ "waiting": true })).await.accepted();
    answer["incoming"].as_array().expect("credits").clone()
}

/// A sheet of which the bank has paid 2,500.00 yuan.
async fn paid(office: &Office, bank: &Bank) -> Sheet {
    let mut sheet = released(office, bank, "pays").await;
    wait_for(&mut sheet, &office.cashier, "paid").await;
    sheet
}

/// The company enters the actual cost with the final account.
async fn costs(office: &Office, sheet: &mut Sheet, fen: i64) {
    let request = cost(&office.company, &json!(fen)).await;
    sheet.moved(&office.company, "enter_settlement", request).await;
}
