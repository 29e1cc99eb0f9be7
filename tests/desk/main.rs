//! A desktop without its window as a process of its own, so that a story can end it as a power cut does: it takes one
//! command a line from standard input and answers it by one line.
//!
//! `anju-desk-process SERVER FOLDER POINT AHEAD`; `AHEAD` is how many seconds its clock is ahead of the system's. At a
//! point it says `held` and stands still there: `before-token:N` and `after-token:N` around the N-th time that a refresh
//! token is put into the key store, `after-answer` between the server's answer and the outbox.

use std::io::{BufRead as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anju_client::keys::{KeyName, KeyStore, KeyStoreError, SystemKeyStore};
use anju_client::{Client, ClientOptions, Clock, CrashPoint, SystemClock};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

/// How a line says that the point was reached.
const HELD: &str = "held";

/// The system's time, moved.
struct Ahead(TimeDelta);

impl Clock for Ahead {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now() + self.0
    }
}

/// Where in the life of a token it stands still.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// The session's key store, which stands still once.
struct Holding {
    store: SystemKeyStore,
    at: Option<(Side, usize)>,
    /// How many refresh tokens it was given.
    tokens: AtomicUsize,
}

impl Holding {
    fn pass(&self, side: Side, number: usize) {
        if self.at == Some((side, number)) {
            say(HELD);
            loop {
                std::thread::park();
            }
        }
    }
}

impl KeyStore for Holding {
    fn get(&self, name: &KeyName) -> Result<Option<zeroize::Zeroizing<Vec<u8>>>, KeyStoreError> {
        self.store.get(name)
    }

    fn set(&self, name: &KeyName, secret: &[u8]) -> Result<(), KeyStoreError> {
        if !format!("{name:?}").contains("refresh-token") {
            return self.store.set(name, secret);
        }
        let number = self.tokens.fetch_add(1, Ordering::SeqCst) + 1;
        self.pass(Side::Before, number);
        self.store.set(name, secret)?;
        self.pass(Side::After, number);
        Ok(())
    }

    fn remove(&self, name: &KeyName) -> Result<(), KeyStoreError> {
        self.store.remove(name)
    }
}

fn say(line: &str) {
    let mut output = std::io::stdout().lock();
    // Whoever listened may be gone; then nobody misses it.
    let _ = writeln!(output, "{line}").and_then(|()| output.flush());
}

fn side(point: &str) -> Option<(Side, usize)> {
    let (side, number) = point.split_once(':')?;
    let side = match side {
        "before-token" => Side::Before,
        "after-token" => Side::After,
        _ => return None,
    };
    Some((side, number.parse().ok()?))
}

#[tokio::main]
async fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [server, folder, point, ahead] = words.as_slice() else { panic!("SERVER FOLDER POINT AHEAD") };
    let store =
        tokio::task::spawn_blocking(SystemKeyStore::open).await.expect("the key store does not panic");
    let store = store.unwrap_or_else(|error| panic!("{error}"));
    let keys = Arc::new(Holding { store, at: side(point), tokens: AtomicUsize::new(0) });
    let clock = Arc::new(Ahead(TimeDelta::seconds(ahead.parse().expect("a number of seconds"))));
    let options = ClientOptions {
        heartbeat: Duration::from_millis(500),
        ..ClientOptions::new(server.as_str(), folder.as_str())
    };
    let client = if point == "after-answer" {
        Client::start_and_crash(options, keys, clock, CrashPoint::AfterAnswer)
    } else {
        Client::start(options, keys, clock)
    };
    let client = client.unwrap_or_else(|error| panic!("the client does not start: {error}"));
    let (asked, mut asks) = tokio::sync::mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if asked.send(line).is_err() {
                return;
            }
        }
    });
    while let Some(line) = asks.recv().await {
        let mut asked: Value = serde_json::from_str(&line).expect("one command a line");
        let command = asked["command"].as_str().expect("a command").to_owned();
        let answer = match client.rpc(&command, asked["request"].take(), None).await {
            Ok(answer) => json!({ "answer": answer }),
            Err(problem) => json!({ "problem": problem }),
        };
        say(&answer.to_string());
    }
    client.stop().await;
}
