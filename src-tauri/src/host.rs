//! What the window holds: the client, started before the first page, and the events that the page hears of it.

use std::path::Path;
use std::sync::Arc;

use anju_client::keys::{FileKeyStore, KeyStore, SystemKeyStore};
use anju_client::{Client, ClientError, ClientOptions, Event, SystemClock};
use anju_contract::problem::Problem;
use serde_json::Value;
use tauri::{AppHandle, Emitter as _, Manager as _};
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

/// Where the server is, if nobody said it.
const DEFAULT_SERVER: &str = "http://127.0.0.1:8420";

/// The file beside the data in which an administrator says where the server is.
const SERVER_FILE: &str = "server";

/// The file that holds the secrets where the system has no key store, sealed by a passphrase.
const KEY_FILE: &str = "keys.sealed";

/// The client, or why there is none: the page is told at its first command.
pub(crate) struct Host {
    client: Result<Arc<Client>, Box<Problem>>,
}

impl Host {
    /// Starts the client for this application.
    pub(crate) fn start(app: &AppHandle) -> Host {
        let client = start(app).map(Arc::new).map_err(|error| Box::new(error.problem()));
        if let Ok(client) = &client {
            tauri::async_runtime::spawn(tell(app.clone(), client.clone()));
        }
        Host { client }
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
        match &self.client {
            Ok(client) => client.rpc(command, request, key).await,
            Err(problem) => Err((**problem).clone()),
        }
    }
}

fn start(app: &AppHandle) -> Result<Client, ClientError> {
    let data = app.path().app_local_data_dir().map_err(|_| ClientError::NotLocal)?;
    let options = ClientOptions { device: device(), ..ClientOptions::new(server(&data), data.clone()) };
    // Outside the runtime, because the store's own calls block.
    let keys: Arc<dyn KeyStore> = match SystemKeyStore::open() {
        Ok(system) => Arc::new(system),
        // The sign-in says so, and asks for the passphrase of the file.
        Err(_) => Arc::new(FileKeyStore::new(data.join(KEY_FILE))),
    };
    tauri::async_runtime::block_on(async { Client::start(options, keys, Arc::new(SystemClock)) })
}

fn server(data: &Path) -> String {
    let said = std::env::var("ANJU_SERVER").ok();
    let written = || std::fs::read_to_string(data.join(SERVER_FILE)).ok();
    said.or_else(written).map_or_else(|| DEFAULT_SERVER.to_owned(), |address| address.trim().to_owned())
}

/// The workstation's name, as the list of sessions shows it.
fn device() -> String {
    ["COMPUTERNAME", "HOSTNAME"].iter().find_map(|name| std::env::var(name).ok()).unwrap_or_default()
}

/// Tells the page what happens, as long as the window lives.
async fn tell(app: AppHandle, client: Arc<Client>) {
    let mut events = client.events();
    loop {
        // A page that is closing hears nothing more.
        let _ = match events.recv().await {
            Ok(Event::Connection(connection)) => app.emit("connection", connection),
            Ok(Event::Outbox(settled)) => app.emit("outbox", settled),
            Ok(Event::Attachment(progress)) => app.emit("attachment", progress),
            Ok(Event::Synced(synced)) => app.emit("synced", synced),
            // What was missed in between is in the state of now.
            Err(RecvError::Lagged(_)) => app.emit("connection", client.connection()),
            Err(RecvError::Closed) => return,
        };
    }
}
