//! The desk's own commands, which the contract does not have because no server answers them:
//!
//! | command | request | answer |
//! |---|---|---|
//! | `desk.status` | `{}` | the connection: `online`, `since`, `pending`, `attention`, `unread`, `sync` |
//! | `desk.server_address` | `{}` | where the server is |
//! | `desk.outbox` | `{}` | `items`, open ones first, each with `state`, `mine`, `theirs` and `problem` |
//! | `desk.resolve_conflict` | `item_id`, `keep`: `mine` or `theirs` | `{}`; also settles a refused item |
//! | `desk.sign_in_offline` | `user_name`, `password` | as `identity.sign_in`, which does the same without the server |
//! | `desk.open_with_earlier_password` | `user_name`, `password`, and `earlier_password`, or none to put the desk aside | as `identity.sign_in`, after it was refused with `desk.earlier_password` |
//! | `desk.attach` | `sheet_id`, `base64` | the file as it is kept: `sha256`, `kind`, `size_bytes`, `orientation` |
//! | `desk.detach` | `sheet_id`, `sha256` | `{}`; the sheet does not want the file |
//! | `desk.attach_again` | `sheet_id`, `sha256` | `there`: whether this machine still has it |
//! | `desk.attachments` | `sheet_id` | `files`, each with `sent_bytes`, `state` and `problem` |
//! | `desk.read_attachment` | `sheet_id`, `sha256` | `base64`, from this machine or from the server |
//! | `desk.key_store` | `{}` | which key store holds the secrets: `system`, `file_new`, `file_locked`, `file_open` |
//! | `desk.unlock_key_file` | `passphrase` | `{}`; makes the key file if there is none |
//! | `desk.keys` | `{}` | `numbers`: the certificate numbers of the signing keys on this machine |
//! | `desk.confirm_key` | `certificate_number`, `password`, `captcha` | `{}`; the first use of a key, which makes it here |
//! | `desk.sign_in_with_key` | `certificate_number`, `password`, `captcha` | as `identity.sign_in` |
//! | `desk.look_now` | `{}` | `{}`; looks for the server and delivers at once |
//! | `desk.pause_sync` | `{}` | `{}`; stops the synchronisation, what has come stays |
//! | `desk.continue_sync` | `{}` | `{}` |
//! | `desk.search` | `text` | `hits`: sheets, communities and units of the cache |
//! | `desk.notifications` | `{}` | `items`, the newest first |
//! | `desk.read_notification` | `id`, or none for all | `{}` |

use crate::attach;
use crate::desk::Keep;
use crate::session::blocking;
use crate::sign_in::Earlier;
use crate::{Client, ClientError};
use anju_contract::identity::{CaptchaAnswer, SignInRequest};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;
use zeroize::Zeroizing;

/// What the names of these commands begin with.
pub(crate) const PREFIX: &str = "desk.";

#[derive(Deserialize)]
struct Resolve {
    item_id: Uuid,
    keep: Keep,
}

#[derive(Deserialize)]
struct SignInOffline {
    user_name: String,
    password: Zeroizing<String>,
}

#[derive(Deserialize)]
struct OpenEarlier {
    user_name: String,
    password: String,
    earlier_password: Option<Zeroizing<String>>,
    captcha: Option<CaptchaAnswer>,
}

#[derive(Deserialize)]
struct Unlock {
    passphrase: Zeroizing<String>,
}

#[derive(Deserialize)]
struct Search {
    text: String,
}

#[derive(Deserialize)]
struct ReadNotification {
    #[serde(default)]
    id: Option<Uuid>,
}

/// Answers one of them; `key` becomes the key of what goes out again.
pub(crate) async fn answer(
    client: &Client,
    own: &str,
    request: Value,
    key: Uuid,
) -> Result<Value, ClientError> {
    match own {
        "status" => Ok(serde_json::to_value(client.connection())?),
        "server_address" => Ok(json!(client.remote.address())),
        "outbox" => Ok(json!({ "items": client.desk()?.file.items().await? })),
        "resolve_conflict" => {
            let asked: Resolve = read(request)?;
            let desk = client.desk()?;
            desk.file.resolve(asked.item_id, asked.keep, key, desk.clock.now()).await?;
            desk.count().await?;
            desk.wake.notify_one();
            Ok(json!({}))
        }
        "sign_in_offline" => {
            let asked: SignInOffline = read(request)?;
            client.sign_in_offline(&asked.user_name, asked.password).await
        }
        "open_with_earlier_password" => {
            let asked: OpenEarlier = read(request)?;
            let request = SignInRequest {
                user_name: asked.user_name,
                password: asked.password,
                device: String::new(),
                captcha: asked.captcha,
            };
            client
                .sign_in_with(request, asked.earlier_password.map_or(Earlier::Forgotten, Earlier::Password))
                .await
        }
        "attach" => attach::attach(&*client.desk()?, read(request)?).await,
        "detach" => attach::detach(&*client.desk()?, read(request)?).await,
        "attach_again" => attach::attach_again(&*client.desk()?, read(request)?).await,
        "attachments" => attach::all(&*client.desk()?, read(request)?).await,
        "read_attachment" => attach::read(&*client.desk()?, read(request)?).await,
        "key_store" => Ok(serde_json::to_value(client.keys.state())?),
        "unlock_key_file" => {
            let asked: Unlock = read(request)?;
            let keys = client.keys.clone();
            blocking(move || keys.unlock(&asked.passphrase)).await??;
            Ok(json!({}))
        }
        "keys" => Ok(json!({ "numbers": client.key_numbers().await? })),
        "confirm_key" => client.confirm_key(read(request)?).await,
        "sign_in_with_key" => client.sign_in_with_key(read(request)?).await,
        "look_now" => {
            client.look_now();
            Ok(json!({}))
        }
        "pause_sync" => {
            client.desk()?.sync.pause();
            Ok(json!({}))
        }
        "continue_sync" => {
            client.desk()?.sync.go_on();
            Ok(json!({}))
        }
        "search" => {
            let asked: Search = read(request)?;
            let desk = client.desk()?;
            desk.check_age()?;
            Ok(json!({ "hits": desk.tables.search(&asked.text).await? }))
        }
        "notifications" => Ok(json!({ "items": client.desk()?.file.notifications().await? })),
        "read_notification" => {
            let asked: ReadNotification = read(request)?;
            let desk = client.desk()?;
            desk.file.mark_read(asked.id, desk.clock.now()).await?;
            desk.count_unread().await?;
            Ok(json!({}))
        }
        _ => Err(ClientError::UnknownCommand(format!("{PREFIX}{own}"))),
    }
}

fn read<T: DeserializeOwned>(request: Value) -> Result<T, ClientError> {
    serde_json::from_value(request).map_err(|_| ClientError::Unreadable)
}
