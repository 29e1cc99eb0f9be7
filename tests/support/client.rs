//! The desktop without its window, as a story drives it: a folder that outlives it, a clock that the story sets, and the
//! session's own key store.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anju_client::keys::SystemKeyStore;
use anju_client::{Client, ClientOptions, Clock, CrashPoint, Event, Proxy, SyncState};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::desk::DEMO_PASSWORD;
use crate::{KeyStore, TempFolder};

/// Longest wait for the client to do something by itself.
const LIMIT: Duration = Duration::from_secs(60);

/// The system's time, moved by a story.
#[derive(Debug, Default)]
struct MovedClock {
    by: Mutex<TimeDelta>,
}

impl Clock for MovedClock {
    fn now(&self) -> DateTime<Utc> {
        anju_client::SystemClock.now() + *self.by.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A workstation: what stays when the program ends.
#[derive(Debug)]
pub struct Workstation {
    folder: TempFolder,
    server: String,
    proxy: Proxy,
    clock: Arc<MovedClock>,
    _keys: KeyStore,
}

/// The program, running on a workstation.
pub struct Running {
    client: Client,
}

impl Workstation {
    /// A workstation for the server at this address, on which nobody has worked yet.
    ///
    /// # Panics
    /// When the session has no key store.
    pub fn new(server: &str) -> Workstation {
        Workstation {
            folder: TempFolder::new("desk"),
            server: server.to_owned(),
            proxy: Proxy::System,
            clock: Arc::default(),
            _keys: KeyStore::require(),
        }
    }

    /// The same workstation behind a proxy: `none`, or an address.
    ///
    /// # Panics
    /// When it is none that can be used.
    #[must_use]
    pub fn through(self, proxy: &str) -> Workstation {
        let proxy = proxy.parse().unwrap_or_else(|fault| panic!("{proxy}: {fault}"));
        Workstation { proxy, ..self }
    }

    /// Moves the workstation's clock.
    pub fn move_clock(&self, by: TimeDelta) {
        *self.clock.by.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }

    /// Where everything of it lies.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    fn options(&self) -> ClientOptions {
        ClientOptions {
            heartbeat: Duration::from_millis(500),
            proxy: self.proxy.clone(),
            ..ClientOptions::new(self.server.as_str(), self.folder.path())
        }
    }

    /// Starts the program.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn start(&self) -> Running {
        let keys = Arc::new(system_keys().await);
        let client = Client::start(self.options(), keys, self.clock.clone());
        Running { client: client.unwrap_or_else(|error| panic!("the client does not start: {error}")) }
    }

    /// Starts the program; its delivery dies at this point.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn start_and_crash(&self, point: CrashPoint) -> Running {
        let keys = Arc::new(system_keys().await);
        let client = Client::start_and_crash(self.options(), keys, self.clock.clone(), point);
        Running { client: client.unwrap_or_else(|error| panic!("the client does not start: {error}")) }
    }
}

async fn system_keys() -> SystemKeyStore {
    let opened =
        tokio::task::spawn_blocking(SystemKeyStore::open).await.expect("the key store does not panic");
    opened.unwrap_or_else(|error| panic!("{error}"))
}

impl Running {
    /// Calls a command.
    pub async fn rpc(&self, command: &str, request: Value) -> Result<Value, Value> {
        self.rpc_with_key(command, request, Uuid::now_v7()).await
    }

    /// Calls a command under this key.
    pub async fn rpc_with_key(&self, command: &str, request: Value, key: Uuid) -> Result<Value, Value> {
        self.client.rpc(command, request, Some(key)).await.map_err(|problem| json!(problem))
    }

    /// Calls a command that must be answered.
    ///
    /// # Panics
    /// When it is refused; the message holds the problem.
    pub async fn ask(&self, command: &str, request: Value) -> Value {
        self.rpc(command, request).await.unwrap_or_else(|problem| panic!("{command} was refused: {problem}"))
    }

    /// Calls a command that must be refused with this code.
    ///
    /// # Panics
    /// When it is answered, or refused for another reason.
    pub async fn refused(&self, command: &str, request: Value, code: &str) -> Value {
        match self.rpc(command, request).await {
            Ok(answer) => panic!("{command} was answered: {answer}"),
            Err(problem) => {
                assert_eq!(problem["code"], code, "{problem}");
                problem
            }
        }
    }

    /// Signs a user of the demo city in.
    ///
    /// # Panics
    /// When that is refused.
    pub async fn sign_in(&self, user_name: &str) -> Value {
        self.ask("identity.sign_in", json!({ "user_name": user_name, "password": DEMO_PASSWORD })).await
    }

    /// Waits until nothing waits for delivery.
    ///
    /// # Panics
    /// When something still does after a generous time.
    pub async fn delivered(&self) {
        self.wait("everything delivered", |client| client.connection().pending == 0).await;
    }

    /// Waits until the server answers, or does not.
    ///
    /// # Panics
    /// When that does not happen.
    pub async fn is_online(&self, online: bool) {
        self.wait("the connection", |client| client.connection().online == online).await;
    }

    /// Waits until an item is settled with this state.
    ///
    /// # Panics
    /// When none is.
    pub async fn attention(&self, count: i64) {
        self.wait("items to look at", |client| client.connection().attention == count).await;
    }

    /// Waits until the cache holds what the server has told.
    ///
    /// # Panics
    /// When that does not happen.
    pub async fn synced(&self) {
        self.wait("the synchronisation", |client| client.connection().sync.state == SyncState::Idle).await;
    }

    /// Waits until this much was told and not read.
    ///
    /// # Panics
    /// When that does not happen.
    pub async fn unread(&self, count: i64) {
        self.wait("notifications", |client| client.connection().unread == count).await;
    }

    /// Asks again, whenever something has happened, until the answer holds what is waited for.
    ///
    /// # Panics
    /// When the command is refused, or the answer goes on not to hold it.
    pub async fn until<T>(&self, command: &str, request: Value, found: impl Fn(&Value) -> Option<T>) -> T {
        let mut events = self.client.events();
        let waits = async {
            loop {
                if let Some(found) = found(&self.ask(command, request.clone()).await) {
                    return found;
                }
                // A lagging listener looks again all the same.
                let _: Result<Event, _> = events.recv().await;
            }
        };
        let waited = tokio::time::timeout(LIMIT, waits).await;
        waited.unwrap_or_else(|_| panic!("{command}: not within {LIMIT:?}"))
    }

    async fn wait(&self, what: &str, seen: impl Fn(&Client) -> bool) {
        let mut events = self.client.events();
        let waits = async {
            while !seen(&self.client) {
                // A lagging listener looks again all the same.
                let _: Result<Event, _> = events.recv().await;
            }
        };
        let waited = tokio::time::timeout(LIMIT, waits).await;
        assert!(waited.is_ok(), "{what}: not within {LIMIT:?}; it is {:?}", self.client.connection());
    }

    /// Ends the program in order.
    pub async fn stop(self) {
        self.client.stop().await;
    }
}
