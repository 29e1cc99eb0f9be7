//! What the window holds: the client, started before the first page, and the events that the page hears of it.

use crate::diagnostics;
use crate::server_address::{self, Way};
use crate::source::Said;
use std::sync::{Arc, PoisonError, RwLock, Weak};

use anju_client::keys::{FileKeyStore, KeyStore, SystemKeyStore};
use anju_client::{Client, ClientError, ClientOptions, Event, Proxy, SystemClock};
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
    way: Way,
}

impl Host {
    /// Starts the client for this application.
    pub(crate) fn start(app: &AppHandle) -> Host {
        // Without a folder the client says what is wrong with it.
        let way = Way::find(&app.path().app_local_data_dir().unwrap_or_default());
        Host { app: app.clone(), now: RwLock::new(start(app, way)) }
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

    /// Where the server is, the way there, and who said so; `nobody` only if none answers where a developer's own would.
    pub(crate) async fn server(&self) -> Value {
        let Way { address, address_said, proxy, proxy_said } = self.now().way;
        let tried = proxy.clone().unwrap_or_default();
        let is_new = address_said == Said::Nobody && anju_client::answers(&address, &tried).await.is_err();
        let word = if address_said == Said::Nobody && !is_new { "default" } else { address_said.code() };
        json!({
            "address": address,
            "said": word,
            "may_be_changed": address_said.may_be_changed(),
            "proxy": proxy.unwrap_or_default().to_string(),
            "proxy_may_be_changed": proxy_said.may_be_changed(),
        })
    }

    /// The 诊断包 of this moment.
    ///
    /// # Errors
    /// A problem if it cannot be made.
    pub(crate) async fn diagnostics(&self) -> Result<Vec<u8>, Problem> {
        let data = self.app.path().app_local_data_dir().map_err(|_| ClientError::NotLocal.problem())?;
        let desk = match self.now().client {
            Ok(client) => client.diagnostics().await.map_err(|error| error.problem().code),
            Err(problem) => Err(problem.code),
        };
        // Its own thread: files are read and packed.
        let made = tauri::async_runtime::spawn_blocking(move || diagnostics::package(&data, desk)).await;
        match made {
            Ok(Ok(package)) => Ok(package),
            Ok(Err(_)) | Err(_) => Err(ClientError::Internal("diagnostics").problem()),
        }
    }

    /// Takes the address and the proxy that the person entered, if a server answers there that way, and starts anew with
    /// them. What somebody else has said stays as it is.
    ///
    /// # Errors
    /// A problem beside the field; then everything is as it was.
    pub(crate) async fn set_server(&self, typed: &str, proxy: &str) -> Result<(), Problem> {
        let before = self.now();
        let mut way = before.way;
        let signed_in = before.client.as_ref().is_ok_and(|client| client.has_open_desk());
        let (address_open, proxy_open) = (way.address_said.may_be_changed(), way.proxy_said.may_be_changed());
        if (!address_open && !proxy_open) || signed_in {
            return Err(unfit(
                "address",
                "server.fixed",
                "服务器地址由管理员指定，或正有人登录，不能在这里更改。请先退出登录，或联系系统管理员。",
            ));
        }
        if address_open {
            (way.address, way.address_said) = (server_address::completed(typed), Said::Person);
        }
        if proxy_open {
            (way.proxy, way.proxy_said) = (proxy.parse(), Said::Person);
        }
        let tried = way.proxy.clone().map_err(|fault| unfit("proxy", fault.code(), &fault.to_string()))?;
        anju_client::answers(&way.address, &tried).await.map_err(|error| silent(&error, &tried))?;
        let data = self.app.path().app_local_data_dir().map_err(|_| ClientError::NotLocal.problem())?;
        way.keep(&data).map_err(|error| ClientError::Folder(error).problem())?;
        let app = self.app.clone();
        // Its own thread: starting blocks on the key store.
        let started = tauri::async_runtime::spawn_blocking(move || start(&app, way)).await;
        let started = started.map_err(|_| ClientError::Internal("start").problem())?;
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = started;
        Ok(())
    }
}

/// Why nothing answers there, beside the field that has to be looked at.
fn silent(error: &ClientError, proxy: &Proxy) -> Problem {
    let problem = error.problem();
    match error {
        ClientError::ProxySilent => unfit("proxy", &problem.code, &problem.message),
        ClientError::Unreachable if matches!(proxy, Proxy::Through(_)) => unfit(
            "address",
            "server.silent",
            "经代理连接，这个地址没有安居服务器应答。请核对服务器地址，并向系统管理员确认代理允许访问它。",
        ),
        ClientError::Unreachable => unfit(
            "address",
            "server.silent",
            "这个地址没有安居服务器应答。请核对地址和网络；单位有代理服务器的，请在下面选择代理。",
        ),
        _ => unfit("address", &problem.code, &problem.message),
    }
}

fn unfit(field: &str, code: &str, message: &str) -> Problem {
    let (field, code, message) = (field.to_owned(), code.to_owned(), message.to_owned());
    ClientError::Fields(vec![FieldProblem { field, code, message }]).problem()
}

fn start(app: &AppHandle, way: Way) -> Started {
    let client = open(app, &way).map(Arc::new);
    if let Ok(client) = &client {
        tauri::async_runtime::spawn(tell(app.clone(), client.events(), Arc::downgrade(client)));
    }
    Started { client, way }
}

fn open(app: &AppHandle, way: &Way) -> Result<Client, Box<Problem>> {
    let data = app.path().app_local_data_dir().map_err(|_| ClientError::NotLocal.problem())?;
    // A proxy that an administrator wrote wrongly must not be gone around.
    let proxy = way.proxy.clone().map_err(|fault| unfit("proxy", fault.code(), &fault.to_string()))?;
    let options = ClientOptions { device: device(), proxy, ..ClientOptions::new(&way.address, data.clone()) };
    // Outside the runtime, because the store's own calls block.
    let keys: Arc<dyn KeyStore> = match SystemKeyStore::open() {
        Ok(system) => Arc::new(system),
        // The sign-in says so, and asks for the passphrase of the file.
        Err(_) => Arc::new(FileKeyStore::new(data.join(KEY_FILE))),
    };
    tauri::async_runtime::block_on(async { Client::start(options, keys, Arc::new(SystemClock)) })
        .map_err(|error| Box::new(error.problem()))
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
