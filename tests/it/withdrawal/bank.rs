//! Waiting for what a bank beside the city does with a sheet.

use super::office::Sheet;
use anju_tests::Desk;
pub(crate) use anju_tests::{BANK_KEY as KEY, Bank};
use serde_json::Value;
use std::time::{Duration, Instant};

/// Longer than any bank in these stories needs.
const LIMIT: Duration = Duration::from_secs(60);

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
