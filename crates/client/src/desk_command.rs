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
//! | `desk.attach` | `sheet_id`, `base64` | the file as it is kept: `sha256`, `kind`, `size_bytes`, `orientation` |
//! | `desk.detach` | `sheet_id`, `sha256` | `{}`; the sheet does not want the file |
//! | `desk.attach_again` | `sheet_id`, `sha256` | `there`: whether this machine still has it |
//! | `desk.attachments` | `sheet_id` | `files`, each with `sent_bytes`, `state` and `problem` |
//! | `desk.read_attachment` | `sheet_id`, `sha256` | `base64`, from this machine or from the server |
//! | `desk.look_now` | `{}` | `{}`; looks for the server and delivers at once |

use crate::attach;
use crate::desk::Keep;
use crate::sign_in::Earlier;
use crate::{Client, ClientError};
use anju_contract::identity::SignInRequest;
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
            let request =
                SignInRequest { user_name: asked.user_name, password: asked.password, device: String::new() };
            client
                .sign_in_with(request, asked.earlier_password.map_or(Earlier::Forgotten, Earlier::Password))
                .await
        }
        "attach" => attach::attach(&*client.desk()?, read(request)?).await,
        "detach" => attach::detach(&*client.desk()?, read(request)?).await,
        "attach_again" => attach::attach_again(&*client.desk()?, read(request)?).await,
        "attachments" => attach::all(&*client.desk()?, read(request)?).await,
        "read_attachment" => attach::read(&*client.desk()?, read(request)?).await,
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
