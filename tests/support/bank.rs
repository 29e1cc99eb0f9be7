//! The bank of a story: a program of its own, which behaves as it is told.

use serde_json::{Value, json};

use crate::{City, ServerProcess, http};

/// How long the city waits for the bank before it asks, in milliseconds: a silent bank must not hold a story up.
const PATIENCE_MS: &str = "200";

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
        let process = ServerProcess::start_bank();
        let listen = city.kill();
        city.start_again_with(&listen, &["--bank", process.address(), "--bank-patience", PATIENCE_MS]);
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

    /// Every order that came, what it did with it, and how often it came.
    ///
    /// # Panics
    /// When it does not answer.
    pub async fn orders(&self) -> Vec<Value> {
        let url = format!("{}/orders", self.process.address());
        self.http.get(url).send().await.expect("the bank answers").json().await.expect("orders")
    }
}
