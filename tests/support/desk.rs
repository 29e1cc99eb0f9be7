//! One person at one desk: a signed-in session that speaks to the server as a program does, over HTTP.

use anju_domain::attachment::ContentHash;
use serde_json::{Value, json};
use std::time::Duration;

use crate::server::CAPTCHA;
use crate::{ServerProcess, http};

/// The password of every user of the demo city.
pub(crate) const DEMO_PASSWORD: &str = "anju-demo-2026";

/// How long an expected answer may take to come.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often it is asked for.
const STEP: Duration = Duration::from_millis(50);

/// The largest piece of a file that the server takes, in bytes.
const LARGEST_PIECE: usize = 1 << 20;

/// A signed-in session.
#[derive(Clone, Debug)]
pub struct Desk {
    pub(crate) http: reqwest::Client,
    pub(crate) address: String,
    pub(crate) access_token: String,
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
        Desk {
            http: http::client(),
            address: address.to_owned(),
            access_token: String::new(),
            refresh_token: String::new(),
        }
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

    /// Sends a piece of a file that has this name and size and begins at `offset`.
    ///
    /// # Panics
    /// When no answer comes.
    pub async fn send_piece(&self, sha256: &str, size: usize, offset: usize, piece: &[u8]) -> Answer {
        let url = format!("{}/api/v1/attachments/{sha256}?size={size}&offset={offset}", self.address);
        let put = self.http.put(url).bearer_auth(&self.access_token).body(piece.to_vec());
        let response = put.send().await.unwrap_or_else(|error| panic!("a piece: no answer: {error}"));
        let status = response.status().as_u16();
        let body = response.json().await.unwrap_or_else(|error| panic!("a piece: no JSON: {error}"));
        Answer { status, body }
    }

    /// Sends a whole file in one piece or several; the file as the server keeps it.
    ///
    /// # Panics
    /// When the server refuses.
    pub async fn bring(&self, bytes: &[u8]) -> Value {
        let name = ContentHash::of(bytes).to_string();
        let mut offset = 0;
        for piece in bytes.chunks(LARGEST_PIECE) {
            let answer = self.send_piece(&name, bytes.len(), offset, piece).await.accepted();
            offset += piece.len();
            if offset == bytes.len() {
                return answer["stored"].clone();
            }
        }
        panic!("an empty file is never whole");
    }

    /// A file that a sheet names, or the problem.
    ///
    /// # Panics
    /// When no answer comes.
    pub async fn file(&self, sha256: &str, sheet: &str) -> Result<Vec<u8>, Answer> {
        let url = format!("{}/api/v1/attachments/{sha256}?sheet={sheet}", self.address);
        let get = self.http.get(url).bearer_auth(&self.access_token);
        let response = get.send().await.unwrap_or_else(|error| panic!("a file: no answer: {error}"));
        let status = response.status().as_u16();
        let bytes = response.bytes().await.unwrap_or_else(|error| panic!("a file: no body: {error}"));
        if status == 200 {
            return Ok(bytes.to_vec());
        }
        let body = serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("a file: no JSON: {error}"));
        Err(Answer { status, body })
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

    /// Calls a command that changes something under this key; nothing if no whole answer comes back.
    pub async fn try_write_with_key(&self, command: &str, request: &Value, key: &str) -> Option<Answer> {
        let response = self.prepare(command, request, Some(key)).send().await.ok()?;
        let status = response.status().as_u16();
        Some(Answer { status, body: response.json().await.ok()? })
    }

    /// Sends these very bytes as the request of a command that changes something.
    ///
    /// # Panics
    /// When no answer comes.
    pub async fn send_bytes(&self, command: &str, bytes: &str, key: &str) -> Answer {
        let post = self.prepare(command, &Value::Null, Some(key)).body(bytes.to_owned());
        let response = post.send().await.unwrap_or_else(|error| panic!("{command}: no answer: {error}"));
        let status = response.status().as_u16();
        let body = response.json().await.unwrap_or_else(|error| panic!("{command}: no JSON: {error}"));
        Answer { status, body }
    }

    fn prepare(&self, command: &str, request: &Value, key: Option<&str>) -> reqwest::RequestBuilder {
        let mut post = self.http.post(format!("{}/api/v1/{command}", self.address)).json(request);
        if !self.access_token.is_empty() {
            post = post.bearer_auth(&self.access_token);
        }
        if let Some(key) = key {
            post = post.header("idempotency-key", key);
        }
        post
    }

    async fn post(&self, command: &str, request: &Value, key: Option<&str>) -> Answer {
        let response = self
            .prepare(command, request, key)
            .send()
            .await
            .unwrap_or_else(|error| panic!("{command}: no answer: {error}"));
        let status = response.status().as_u16();
        let body = response.json().await.unwrap_or_else(|error| panic!("{command}: no JSON: {error}"));
        Answer { status, body }
    }
}

/// A new identifier, as whoever starts a case makes it.
pub fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}
