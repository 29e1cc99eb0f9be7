//! A bank beside the city, as it errs: late, silent, doubled, wrong.

use super::office::Sheet;
use anju_tests::{City, Desk, ServerProcess};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// The key that the bank and the server share.
pub(crate) const KEY: &str = "story-key";
/// Longer than any bank in these stories needs.
const LIMIT: Duration = Duration::from_secs(60);

/// A bank beside the city's server.
pub(crate) struct Bank {
    process: ServerProcess,
    http: reqwest::Client,
}

impl Bank {
    /// Starts a bank and the city's server again with it.
    pub(crate) fn beside(city: &mut City) -> Bank {
        let listen = city.kill();
        let process = ServerProcess::start_bank(&format!("http://{listen}"), KEY);
        let with = ["--bank", process.address(), "--bank-patience", "200", "--bank-key", KEY];
        city.start_again_with(&listen, &with);
        let http = reqwest::Client::builder().no_proxy().build().expect("a client can be made");
        Bank { process, http }
    }

    pub(crate) async fn behaves(&self, how: &str) {
        let url = format!("{}/behaviour", self.process.address());
        let answer = self.http.put(url).json(&json!(how)).send().await.expect("the bank answers");
        assert!(answer.status().is_success(), "{answer:?}");
    }

    /// Money arrives; what the server answered the bank.
    pub(crate) async fn credit(&self, credit: Value) -> u16 {
        let url = format!("{}/credits", self.process.address());
        self.http.post(url).json(&credit).send().await.expect("the bank answers").status().as_u16()
    }

    /// The bank reports an instruction by itself as `paid` or `failed`; what the server answered.
    pub(crate) async fn tells(&self, instruction: &Value, status: &str) -> u16 {
        let id = instruction["order"]["instruction_id"].as_str().expect("an instruction");
        let url = format!("{}/notices/{id}/{status}", self.process.address());
        self.http.post(url).send().await.expect("the bank answers").status().as_u16()
    }

    pub(crate) async fn orders(&self) -> Vec<Value> {
        let url = format!("{}/orders", self.process.address());
        self.http.get(url).send().await.expect("the bank answers").json().await.expect("orders")
    }
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
