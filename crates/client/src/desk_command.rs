//! The desk's own commands, which the contract does not have because no server answers them:
//!
//! | command | request | answer |
//! |---|---|---|
//! | `desk.status` | `{}` | the connection: `online`, `since`, `pending`, `attention` |
//! | `desk.server_address` | `{}` | where the server is |
//! | `desk.outbox` | `{}` | `items`, open ones first, each with `state`, `mine`, `theirs` and `problem` |
//! | `desk.resolve_conflict` | `item_id`, `keep`: `mine` or `theirs` | `{}`; also settles a refused item |
//! | `desk.sign_in_offline` | `user_name`, `password` | as `identity.sign_in`, which does the same without the server |
//! | `desk.open_with_earlier_password` | `user_name`, `password`, and `earlier_password`, or none to put the desk aside | as `identity.sign_in`, after it was refused with `desk.earlier_password` |
//! | `desk.key_store` | `{}` | which key store holds the secrets: `system`, `file_new`, `file_locked`, `file_open` |
//! | `desk.unlock_key_file` | `passphrase` | `{}`; makes the key file if there is none |
//! | `desk.keys` | `{}` | `numbers`: the certificate numbers of the signing keys on this machine |
//! | `desk.confirm_key` | `certificate_number`, `password`, `captcha` | `{}`; the first use of a key, which makes it here |
//! | `desk.sign_in_with_key` | `certificate_number`, `password`, `captcha` | as `identity.sign_in` |
//! | `desk.look_now` | `{}` | `{}`; looks for the server and delivers at once |

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
        _ => Err(ClientError::UnknownCommand(format!("{PREFIX}{own}"))),
    }
}

fn read<T: DeserializeOwned>(request: Value) -> Result<T, ClientError> {
    serde_json::from_value(request).map_err(|_| ClientError::Unreadable)
}
