//! The bank of a story: a program of its own, which errs as it is told: late, silent, doubled, wrong.

use serde_json::{Value, json};

use crate::{City, ServerProcess, http};

/// How long the city waits for the bank before it asks, in milliseconds: a silent bank must not hold a story up.
const PATIENCE_MS: &str = "200";

/// The key that the bank and the server share.
pub const BANK_KEY: &str = "story-key";

/// A bank beside a city's server.
#[derive(Debug)]
pub struct Bank {
    process: ServerProcess,
    http: reqwest::Client,
}

impl Bank {
    /// Starts a bank, and the city's server again with it.
    ///
    /// # Panics
    /// When one of them does not start.
    pub fn beside(city: &mut City) -> Bank {
        let listen = city.kill();
        let process = ServerProcess::start_bank(&format!("http://{listen}"), BANK_KEY);
        let with = ["--bank", process.address(), "--bank-patience", PATIENCE_MS, "--bank-key", BANK_KEY];
        city.start_again_with(&listen, &with);
        Bank { process, http: http::client() }
    }

    /// Tells it how to treat the orders that come from now on, such as `pays` or `silent`.
    ///
    /// # Panics
    /// When it does not know that behaviour.
    pub async fn behaves(&self, how: &str) {
        let url = format!("{}/behaviour", self.process.address());
        let answer = self.http.put(url).json(&json!(how)).send().await.expect("the bank answers");
        assert!(answer.status().is_success(), "{answer:?}");
    }

    /// Money arrives; the status that the server answered the bank with.
    ///
    /// # Panics
    /// When the bank does not answer.
    pub async fn credit(&self, credit: Value) -> u16 {
        let url = format!("{}/credits", self.process.address());
        self.http.post(url).json(&credit).send().await.expect("the bank answers").status().as_u16()
    }

    /// The bank reports an instruction by itself as `paid` or `failed`; the status that the server answered with.
    ///
    /// # Panics
    /// When the bank does not answer, or that is no instruction of [`Bank::orders`].
    pub async fn tells(&self, instruction: &Value, status: &str) -> u16 {
        let id = instruction["order"]["instruction_id"].as_str().expect("an instruction");
        let url = format!("{}/notices/{id}/{status}", self.process.address());
        self.http.post(url).send().await.expect("the bank answers").status().as_u16()
    }

    /// Every order that came, what it did with it, and how often it came.
    ///
    /// # Panics
    /// When it does not answer.
    pub async fn orders(&self) -> Vec<Value> {
        let url = format!("{}/orders", self.process.address());
        self.http.get(url).send().await.expect("the bank answers").json().await.expect("orders")
    }
}
