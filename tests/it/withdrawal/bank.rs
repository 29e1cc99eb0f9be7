//! Waiting for what a bank beside the city does with a sheet.

use super::office::{Office, Sheet};
use anju_tests::Desk;
pub(crate) use anju_tests::{BANK_KEY as KEY, Bank};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Longer than any bank in these stories needs.
const LIMIT: Duration = Duration::from_secs(60);

/// A sheet over 2,500.00 yuan that the cashier has released, to a bank that behaves like this.
pub(crate) async fn released(office: &Office, bank: &Bank, behaviour: &str) -> Sheet {
    bank.behaves(behaviour).await;
    let mut sheet = office.payable().await;
    sheet.moved(&office.cashier, "release", json!({})).await;
    sheet
}

/// Looks at the sheet until `is_there`, and takes its version over.
pub(crate) async fn wait_until(sheet: &mut Sheet, desk: &Desk, is_there: impl Fn(&Value) -> bool) -> Value {
    let begun = Instant::now();
    loop {
        let seen = sheet.seen_by(desk).await;
        if is_there(&seen) {
            sheet.version = seen["version"].as_i64().expect("a version");
            return seen;
        }
        assert!(begun.elapsed() < LIMIT, "still {}: {}", seen["state"], seen["submitted"]["payments"]);
        tokio::task::yield_now().await;
    }
}

pub(crate) async fn wait_for(sheet: &mut Sheet, desk: &Desk, state: &str) -> Value {
    wait_until(sheet, desk, |seen| seen["state"] == state).await
}
