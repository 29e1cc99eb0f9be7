//! What the window holds: the client, started before the first page, and the events that the page hears of it.

use crate::server_address::{self, Said};
use std::sync::{Arc, PoisonError, RwLock, Weak};

use anju_client::keys::{FileKeyStore, KeyStore, SystemKeyStore};
use anju_client::{Client, ClientError, ClientOptions, Event, SystemClock};
use anju_contract::problem::{FieldProblem, Problem};
use serde_json::{Value, json};
use tauri::{AppHandle, Emitter as _, Manager as _};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

/// The file that holds the secrets where the system has no key store, sealed by a passphrase.
const KEY_FILE: &str = "keys.sealed";

/// The client, or why there is none: the page is told at its first command.
pub(crate) struct Host {
    app: AppHandle,
    now: RwLock<Started>,
}

#[derive(Clone)]
struct Started {
    client: Result<Arc<Client>, Box<Problem>>,
    address: String,
    said: Said,
}

impl Host {
    /// Starts the client for this application.
    pub(crate) fn start(app: &AppHandle) -> Host {
        let (address, said) = match app.path().app_local_data_dir() {
            Ok(data) => server_address::find(&data),
            // The client says what is wrong with the folder.
            Err(_) => (server_address::DEFAULT.to_owned(), Said::Nobody),
        };
        Host { app: app.clone(), now: RwLock::new(start(app, address, said)) }
    }

    fn now(&self) -> Started {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Answers a command of the page.
    ///
    /// # Errors
    /// The problem that the page shows.
    pub(crate) async fn rpc(
        &self,
        command: &str,
        request: Value,
        key: Option<Uuid>,
    ) -> Result<Value, Problem> {
        match self.now().client {
            Ok(client) => client.rpc(command, request, key).await,
            Err(problem) => Err(*problem),
        }
    }

    /// Where the server is and who said so; `nobody` only if none answers where a developer's own would.
    pub(crate) async fn server(&self) -> Value {
        let Started { address, said, .. } = self.now();
        let is_new = said == Said::Nobody && anju_client::answers(&address).await.is_err();
        let word = if said == Said::Nobody && !is_new { "default" } else { said.code() };
        json!({ "address": address, "said": word, "may_be_changed": said.may_be_changed() })
    }

    /// Takes the address that the person entered, if a server answers there, and starts anew with it.
    ///
    /// # Errors
    /// A problem beside the field; then everything is as it was.
    pub(crate) async fn set_server(&self, typed: &str) -> Result<(), Problem> {
        let before = self.now();
        let signed_in = before.client.as_ref().is_ok_and(|client| client.has_open_desk());
        if !before.said.may_be_changed() || signed_in {
            return Err(unfit(
                "server.fixed",
                "服务器地址由管理员指定，或正有人登录，不能在这里更改。请先退出登录，或联系系统管理员。",
            ));
        }
        let address = server_address::completed(typed);
        anju_client::answers(&address).await.map_err(|error| match error {
            ClientError::Unreachable => unfit(
                "server.silent",
                "这个地址没有安居服务器应答。请核对地址和网络；单位有代理服务器的，请联系系统管理员。",
            ),
            error => unfit("server.unsafe", &error.problem().message),
        })?;
        let kept = self.app.path().app_local_data_dir().map_err(|_| ClientError::NotLocal.problem())?;
        server_address::keep(&kept, &address).map_err(|error| ClientError::Folder(error).problem())?;
        let app = self.app.clone();
        // Its own thread: starting blocks on the key store.
        let started = tauri::async_runtime::spawn_blocking(move || start(&app, address, Said::Person)).await;
        let started = started.map_err(|_| ClientError::Internal("start").problem())?;
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = started;
        Ok(())
    }
}

fn unfit(code: &str, message: &str) -> Problem {
    let (field, code, message) = ("address".to_owned(), code.to_owned(), message.to_owned());
    ClientError::Fields(vec![FieldProblem { field, code, message }]).problem()
}

fn start(app: &AppHandle, address: String, said: Said) -> Started {
    let client = open(app, &address).map(Arc::new).map_err(|error| Box::new(error.problem()));
    if let Ok(client) = &client {
        tauri::async_runtime::spawn(tell(app.clone(), client.events(), Arc::downgrade(client)));
    }
    Started { client, address, said }
}

fn open(app: &AppHandle, address: &str) -> Result<Client, ClientError> {
    let data = app.path().app_local_data_dir().map_err(|_| ClientError::NotLocal)?;
    let options = ClientOptions { device: device(), ..ClientOptions::new(address, data.clone()) };
    // Outside the runtime, because the store's own calls block.
    let keys: Arc<dyn KeyStore> = match SystemKeyStore::open() {
        Ok(system) => Arc::new(system),
        // The sign-in says so, and asks for the passphrase of the file.
        Err(_) => Arc::new(FileKeyStore::new(data.join(KEY_FILE))),
    };
    tauri::async_runtime::block_on(async { Client::start(options, keys, Arc::new(SystemClock)) })
}

/// The workstation's name, as the list of sessions shows it.
fn device() -> String {
    ["COMPUTERNAME", "HOSTNAME"].iter().find_map(|name| std::env::var(name).ok()).unwrap_or_default()
}

/// Tells the page what happens, as long as the client lives.
async fn tell(app: AppHandle, mut events: Receiver<Event>, client: Weak<Client>) {
    loop {
        // A page that is closing hears nothing more.
        let _ = match events.recv().await {
            Ok(Event::Connection(connection)) => app.emit("connection", connection),
            Ok(Event::Outbox(settled)) => app.emit("outbox", settled),
            Ok(Event::Attachment(progress)) => app.emit("attachment", progress),
            Ok(Event::Synced(synced)) => app.emit("synced", synced),
            // What was missed in between is in the state of now.
            Err(RecvError::Lagged(_)) => match client.upgrade() {
                Some(client) => app.emit("connection", client.connection()),
                None => return,
            },
            Err(RecvError::Closed) => return,
        };
    }
}
