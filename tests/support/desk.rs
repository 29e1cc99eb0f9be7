//! One person at one desk: a signed-in session that speaks to the server as a program does, over HTTP.

use serde_json::{Value, json};
use std::time::Duration;

use crate::ServerProcess;
use crate::server::CAPTCHA;

/// The password of every user of the demo city.
const DEMO_PASSWORD: &str = "anju-demo-2026";

/// How long an expected answer may take to come.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often it is asked for.
const STEP: Duration = Duration::from_millis(50);

/// A signed-in session.
#[derive(Clone, Debug)]
pub struct Desk {
    http: reqwest::Client,
    address: String,
    access_token: String,
    refresh_token: String,
}

/// What a command was answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The response, or the problem.
    pub body: Value,
}

impl Answer {
    /// The response of a command that was accepted.
    ///
    /// # Panics
    /// When it was refused; the message holds the problem.
    #[track_caller]
    pub fn accepted(self) -> Value {
        assert_eq!(self.status, 200, "refused: {}", self.body);
        self.body
    }

    /// The problem of a command that was refused with this code.
    ///
    /// # Panics
    /// When it was accepted, or refused for another reason.
    #[track_caller]
    pub fn refused(self, code: &str) -> Value {
        assert_ne!(self.status, 200, "accepted, expected {code}: {}", self.body);
        assert_eq!(self.body["code"], code, "{}", self.body);
        self.body
    }
}

impl Desk {
    /// Signs a user of the demo city in.
    ///
    /// # Panics
    /// When the server refuses.
    pub async fn sign_in(server: &ServerProcess, user_name: &str) -> Desk {
        Desk::try_sign_in(server.address(), user_name, DEMO_PASSWORD)
            .await
            .unwrap_or_else(|answer| panic!("{user_name} could not sign in: {}", answer.body))
    }

    /// Signs in with any name and password, reading a captcha where one is asked for; the problem if that is refused.
    pub async fn try_sign_in(address: &str, user_name: &str, password: &str) -> Result<Desk, Answer> {
        let mut desk = Desk::visitor(address);
        let mut request = json!({ "user_name": user_name, "password": password, "device": "story" });
        let mut answer = desk.post("identity.sign_in", &request, None).await;
        if answer.body["code"] == "captcha.required" {
            request["captcha"] = desk.captcha().await;
            answer = desk.post("identity.sign_in", &request, None).await;
        }
        if answer.status != 200 {
            return Err(answer);
        }
        desk.keep(&answer.body["tokens"]);
        Ok(desk)
    }

    /// Somebody who has not signed in.
    ///
    /// # Panics
    /// When no client can be made.
    pub fn visitor(address: &str) -> Desk {
        // The desktop in the same build takes rustls without a provider of its own, and so does this client then.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // No connection is kept: a story may end the server between two calls.
        let http = reqwest::Client::builder()
            .no_proxy()
            .pool_max_idle_per_host(0)
            .build()
            .expect("a client without TLS can be made");
        Desk { http, address: address.to_owned(), access_token: String::new(), refresh_token: String::new() }
    }

    /// Reads a captcha as a person does.
    pub async fn captcha(&self) -> Value {
        let answer = self.read("identity.captcha", json!({})).await.accepted();
        json!({ "captcha_id": answer["captcha_id"], "text": CAPTCHA.to_lowercase() })
    }

    /// Calls a command that changes nothing.
    pub async fn read(&self, command: &str, request: Value) -> Answer {
        self.post(command, &request, None).await
    }

    /// Asks again until the response holds what is waited for.
    ///
    /// # Panics
    /// When the server refuses, or 20 seconds later; the message holds the last response.
    pub async fn until<T>(&self, command: &str, request: Value, found: impl Fn(&Value) -> Option<T>) -> T {
        let patience = tokio::time::Instant::now() + PATIENCE;
        let mut steps = tokio::time::interval(STEP);
        loop {
            steps.tick().await;
            let response = self.read(command, request.clone()).await.accepted();
            if let Some(found) = found(&response) {
                return found;
            }
            assert!(tokio::time::Instant::now() < patience, "{command} went on to answer {response}");
        }
    }

    /// Calls a command that changes something, under a key of its own.
    pub async fn write(&self, command: &str, request: Value) -> Answer {
        self.write_with_key(command, request, &new_id()).await
    }

    /// Calls a command that changes something under this key.
    pub async fn write_with_key(&self, command: &str, request: Value, key: &str) -> Answer {
        self.post(command, &request, Some(key)).await
    }

    /// Exchanges the refresh token.
    ///
    /// # Panics
    /// When the server refuses.
    pub async fn refresh(&mut self) {
        let tokens = self.exchange(&self.refresh_token.clone()).await.accepted();
        self.keep(&tokens);
    }

    /// Exchanges this refresh token and does not keep the answer, as if it were lost.
    pub async fn exchange(&self, refresh_token: &str) -> Answer {
        self.post("identity.refresh", &json!({ "refresh_token": refresh_token }), None).await
    }

    /// The refresh token that it holds.
    pub fn refresh_token(&self) -> &str {
        &self.refresh_token
    }

    /// Goes on with these tokens.
    pub fn keep(&mut self, tokens: &Value) {
        self.access_token = tokens["access_token"].as_str().expect("an access token").to_owned();
        self.refresh_token = tokens["refresh_token"].as_str().expect("a refresh token").to_owned();
    }

    async fn post(&self, command: &str, request: &Value, key: Option<&str>) -> Answer {
        let mut post = self.http.post(format!("{}/api/v1/{command}", self.address)).json(request);
        if !self.access_token.is_empty() {
            post = post.bearer_auth(&self.access_token);
        }
        if let Some(key) = key {
            post = post.header("idempotency-key", key);
        }
        let response = post.send().await.unwrap_or_else(|error| panic!("{command}: no answer: {error}"));
        let status = response.status().as_u16();
        let body = response.json().await.unwrap_or_else(|error| panic!("{command}: no JSON: {error}"));
        Answer { status, body }
    }
}

/// A new identifier, as whoever starts a case makes it.
pub fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}
