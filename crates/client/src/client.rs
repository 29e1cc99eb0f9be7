//! The client: what a window, or a test in its place, holds.

use crate::answer::route::route;
use crate::connection::{Connection, Event, Line, SyncProgress};
use crate::deliver::{self, CrashPoint};
use crate::desk_command;
use crate::folder::Root;
use crate::keys::KeyStore;
use crate::open_desk::OpenDesk;
use crate::remote::Remote;
use crate::sync;
use crate::upload;
use crate::watch;
use crate::{ClientError, Clock, Proxy};
use anju_contract::problem::Problem;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::sync::broadcast;
use tokio::task::JoinHandle;
use uuid::Uuid;

/// Where the client works and within which bounds.
#[derive(Clone, Debug)]
pub struct ClientOptions {
    /// The server, such as `https://anju.example`.
    pub server: String,
    /// The way there.
    pub proxy: Proxy,
    /// The folder of all desks, on a local disk.
    pub data: PathBuf,
    /// The name of the workstation, as the list of sessions shows it.
    pub device: String,
    /// How often the server is looked for: the pause while it answers; while it does not, a tenth of it and more.
    pub heartbeat: Duration,
}

impl ClientOptions {
    /// The usual bounds.
    pub fn new(server: impl Into<String>, data: impl Into<PathBuf>) -> ClientOptions {
        ClientOptions {
            server: server.into(),
            proxy: Proxy::System,
            data: data.into(),
            device: String::new(),
            heartbeat: Duration::from_secs(20),
        }
    }
}

/// The desktop without its window. It works in the background as long as it lives.
pub struct Client {
    pub(crate) options: ClientOptions,
    pub(crate) remote: Remote,
    pub(crate) root: Root,
    pub(crate) keys: Arc<dyn KeyStore>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) line: Arc<Line>,
    /// Held while a desk is opened or closed.
    pub(crate) changing: tokio::sync::Mutex<()>,
    crash: Option<CrashPoint>,
    desk: Mutex<Option<Opened>>,
    look: Arc<Notify>,
    watching: JoinHandle<()>,
}

struct Opened {
    desk: Arc<OpenDesk>,
    delivery: JoinHandle<()>,
    uploads: JoinHandle<()>,
    sync: JoinHandle<()>,
}

impl Client {
    /// Starts the client; nobody is signed in yet. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// When the server's address is not safe or the folder not usable.
    pub fn start(
        options: ClientOptions,
        keys: Arc<dyn KeyStore>,
        clock: Arc<dyn Clock>,
    ) -> Result<Client, ClientError> {
        Client::build(options, keys, clock, None)
    }

    /// Like [`Client::start`], but its delivery dies at this point, as if the program had been killed. For tests.
    ///
    /// # Errors
    /// As [`Client::start`].
    pub fn start_and_crash(
        options: ClientOptions,
        keys: Arc<dyn KeyStore>,
        clock: Arc<dyn Clock>,
        crash: CrashPoint,
    ) -> Result<Client, ClientError> {
        Client::build(options, keys, clock, Some(crash))
    }

    fn build(
        options: ClientOptions,
        keys: Arc<dyn KeyStore>,
        clock: Arc<dyn Clock>,
        crash: Option<CrashPoint>,
    ) -> Result<Client, ClientError> {
        let remote = Remote::new(&options.server, &options.proxy)?;
        let root = Root::open(&options.data)?;
        let (line, look) = (Arc::new(Line::new()), Arc::new(Notify::new()));
        let watching = tokio::spawn(watch::run(
            remote.clone(),
            line.clone(),
            clock.clone(),
            look.clone(),
            options.heartbeat,
        ));
        Ok(Client {
            options,
            remote,
            root,
            keys,
            clock,
            line,
            changing: tokio::sync::Mutex::new(()),
            crash,
            desk: Mutex::new(None),
            look,
            watching,
        })
    }

    /// Answers a command of the contract or of the desk itself. `key` names the intention: the same key twice is one
    /// effect and the same answer.
    ///
    /// # Errors
    /// A problem with a code for the page and a sentence for the person.
    pub async fn rpc(&self, command: &str, request: Value, key: Option<Uuid>) -> Result<Value, Problem> {
        let key = key.unwrap_or_else(Uuid::new_v4);
        let answer = match command.strip_prefix(desk_command::PREFIX) {
            Some(own) => desk_command::answer(self, own, request, key).await,
            None => route(self, command, request, key).await,
        };
        answer.map_err(|error| {
            let problem = error.problem();
            // The error's text is of this machine and may name files; it holds no request.
            if problem.status >= 500 && !matches!(error, ClientError::Unreachable | ClientError::NotCached) {
                tracing::error!(command, %error, "a command failed");
            }
            problem
        })
    }

    /// The connection at present.
    pub fn connection(&self) -> Connection {
        self.line.now()
    }

    /// What happens from now on.
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.line.events()
    }

    /// Looks for the server at once, and delivers at once if it is there.
    pub fn look_now(&self) {
        self.look.notify_one();
        if let Ok(desk) = self.desk() {
            desk.wake.notify_one();
            desk.attached.notify_one();
            desk.sync.look_again();
        }
    }

    /// The open desk.
    ///
    /// # Errors
    /// [`ClientError::SignedOut`] if there is none.
    pub(crate) fn desk(&self) -> Result<Arc<OpenDesk>, ClientError> {
        let opened = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        opened.as_ref().map(|opened| opened.desk.clone()).ok_or(ClientError::SignedOut)
    }

    /// Whether somebody is signed in.
    pub fn has_open_desk(&self) -> bool {
        self.desk().is_ok()
    }

    /// Puts a desk in place and starts its delivery.
    pub(crate) fn place(&self, desk: Arc<OpenDesk>) {
        let delivery = tokio::spawn(deliver::run(desk.clone(), self.crash));
        let sync = tokio::spawn(sync::run(desk.clone()));
        let uploads = tokio::spawn(upload::run(desk.clone(), self.crash));
        *self.desk.lock().unwrap_or_else(PoisonError::into_inner) =
            Some(Opened { desk, delivery, uploads, sync });
    }

    /// Closes the open desk, if there is one; what it holds unsent stays in its file.
    pub(crate) async fn close_desk(&self) {
        let opened = self.desk.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Opened { desk, delivery, uploads, sync }) = opened {
            for task in [delivery, uploads, sync] {
                task.abort();
                // Aborted or ended: it holds the desk no more.
                let _ = task.await;
            }
            desk.file.close().await;
            desk.cache.close().await;
            if let Err(error) = desk.folder.release() {
                tracing::warn!(%error, "the desk's lock ends with its last command");
            }
            self.line.counted(0, 0);
            self.line.unread(0);
            self.line.syncing(SyncProgress::default());
        }
    }

    /// Ends the client in order: files closed, locks released.
    pub async fn stop(self) {
        self.close_desk().await;
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.watching.abort();
        if let Some(opened) = self.desk.get_mut().unwrap_or_else(PoisonError::into_inner) {
            opened.delivery.abort();
            opened.uploads.abort();
            opened.sync.abort();
        }
    }
}
