//! The streams of the synchronisation, as a program reads them.

use std::io::Read as _;
use std::time::Duration;

use flate2::read::GzDecoder;
use serde_json::{Value, json};

use crate::Desk;
use crate::desk::Answer;

/// How long a stream may keep a story waiting.
const LIMIT: Duration = Duration::from_secs(30);

/// A snapshot that came whole.
#[derive(Debug)]
pub struct Snapshot {
    /// Its lines.
    pub lines: Vec<Value>,
    /// How many bytes it was on the wire.
    pub bytes: usize,
}

impl Snapshot {
    /// The contents of all lines of this sort.
    pub fn of(&self, sort: &str) -> Vec<&Value> {
        self.lines.iter().filter_map(|line| line.get(sort)).collect()
    }
}

/// Server-sent events, one after the other.
#[derive(Debug)]
pub struct News {
    response: reqwest::Response,
    text: String,
}

impl Desk {
    /// Reads scopes whole.
    ///
    /// # Panics
    /// When the server refuses or breaks off.
    pub async fn snapshot(&self, scopes: &[Value]) -> Snapshot {
        let response = self.ask_snapshot(scopes).await;
        assert_eq!(response.status(), 200, "the snapshot was refused");
        let bytes = response.bytes().await.expect("the stream comes whole");
        let mut text = Vec::new();
        GzDecoder::new(&*bytes).read_to_end(&mut text).expect("it is packed and whole");
        let lines = text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let lines = lines.map(|line| serde_json::from_slice(line).expect("a line is JSON")).collect();
        Snapshot { lines, bytes: bytes.len() }
    }

    /// Asks for scopes that are not to be had.
    pub async fn refused_snapshot(&self, scopes: &[Value]) -> Answer {
        let response = self.ask_snapshot(scopes).await;
        let status = response.status().as_u16();
        Answer { status, body: response.json().await.expect("a refusal is JSON") }
    }

    /// Asks for scopes and does not read the answer.
    pub async fn ask_snapshot(&self, scopes: &[Value]) -> reqwest::Response {
        let address = format!("{}/api/v1/sync/snapshot", self.address);
        let asked =
            self.http.post(address).bearer_auth(&self.access_token).json(&json!({ "scopes": scopes }));
        asked.send().await.expect("the server answers")
    }

    /// Listens to the news.
    ///
    /// # Panics
    /// When the server refuses.
    pub async fn news(&self) -> News {
        let address = format!("{}/api/v1/sync/events", self.address);
        let response = self.http.get(address).bearer_auth(&self.access_token).send().await;
        let response = response.expect("the server answers");
        assert_eq!(response.status(), 200, "the news were refused");
        News { response, text: String::new() }
    }
}

impl News {
    /// The next event: its name and its data; `None` when the stream has ended.
    ///
    /// # Panics
    /// When nothing comes for half a minute.
    pub async fn next(&mut self) -> Option<(String, Value)> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.text = rest;
                let value =
                    |name: &str| event.lines().find_map(|line| line.strip_prefix(name).map(str::trim));
                if let Some(name) = value("event:") {
                    let data = value("data:").unwrap_or("null");
                    return Some((name.to_owned(), serde_json::from_str(data).expect("data is JSON")));
                }
                continue;
            }
            let chunk = tokio::time::timeout(LIMIT, self.response.chunk()).await;
            match chunk.unwrap_or_else(|_| panic!("no news within {LIMIT:?}")) {
                Ok(Some(chunk)) => self.text.push_str(&String::from_utf8_lossy(&chunk)),
                Ok(None) | Err(_) => return None,
            }
        }
    }
}
