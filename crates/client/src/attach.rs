//! Attaching on this machine: what a file may not tell is taken out, and it is kept encrypted, before it has any name.

use crate::ClientError;
use crate::open_desk::OpenDesk;
use crate::session::blocking;
use anju_contract::problem::FieldProblem;
use anju_domain::attachment::{ContentHash, clean};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

/// The largest file that is read at all, in bytes; what the office allows is the server's to say.
const LARGEST: usize = 100 << 20;

/// A file that the page was given.
#[derive(Deserialize)]
pub(crate) struct Attach {
    sheet_id: Uuid,
    base64: String,
}

/// A file of a sheet.
#[derive(Deserialize)]
pub(crate) struct Of {
    sheet_id: Uuid,
    sha256: ContentHash,
}

/// The files of a sheet.
#[derive(Deserialize)]
pub(crate) struct All {
    sheet_id: Uuid,
}

/// Takes a file in, and tells what it is and by which name the sheet calls it from now on.
pub(crate) async fn attach(desk: &OpenDesk, asked: Attach) -> Result<Value, ClientError> {
    desk.check_age()?;
    if asked.base64.len() / 4 * 3 > LARGEST {
        return Err(unfit(
            "attachment.too_large",
            "文件超过 100 MB，无法作为附件。请压缩或分成几个文件后再试。",
        ));
    }
    let cleaned = blocking(move || {
        let bytes = BASE64.decode(asked.base64).map_err(|_| ClientError::Unreadable)?;
        clean(bytes).map_err(|fault| unfit(fault.code(), fault.message()))
    });
    let cleaned = cleaned.await??;
    desk.file.attach(asked.sheet_id, &cleaned, desk.clock.now()).await?;
    desk.attached.notify_one();
    Ok(json!({
        "sha256": cleaned.hash, "kind": cleaned.kind.code(), "size_bytes": cleaned.bytes.len(),
        "orientation": cleaned.orientation,
    }))
}

/// A sheet gives a file up.
pub(crate) async fn detach(desk: &OpenDesk, asked: Of) -> Result<Value, ClientError> {
    desk.file.detach(asked.sheet_id, asked.sha256).await?;
    Ok(json!({}))
}

/// A sheet wants a file again that it gave up; `there` is whether this machine still has it.
pub(crate) async fn attach_again(desk: &OpenDesk, asked: Of) -> Result<Value, ClientError> {
    let there = desk.file.attach_again(asked.sheet_id, asked.sha256).await?;
    desk.attached.notify_one();
    Ok(json!({ "there": there }))
}

/// How far the server has the files of a sheet.
pub(crate) async fn all(desk: &OpenDesk, asked: All) -> Result<Value, ClientError> {
    Ok(json!({ "files": desk.file.attachments(asked.sheet_id).await? }))
}

/// The bytes of a file that a sheet names: from this machine, or from the server.
pub(crate) async fn read(desk: &OpenDesk, asked: Of) -> Result<Value, ClientError> {
    desk.check_age()?;
    let bytes = match desk.file.content(asked.sha256).await? {
        Some(bytes) => bytes,
        None => paper(desk, &asked).await?,
    };
    Ok(json!({ "base64": blocking(move || BASE64.encode(bytes)).await? }))
}

/// A paper that others attached: the one kept here if the cache may answer, else the server's, which is kept.
async fn paper(desk: &OpenDesk, asked: &Of) -> Result<Vec<u8>, ClientError> {
    let now = desk.clock.now();
    let online = desk.line.now().online;
    if (!online || desk.sync.is_current())
        && let Some(kept) = desk.papers.get(asked.sheet_id, asked.sha256, now).await?
    {
        return Ok(kept);
    }
    if !online {
        return Err(ClientError::NotCached);
    }
    match desk.get(&format!("attachments/{}?sheet={}", asked.sha256, asked.sheet_id)).await {
        Ok(bytes) => {
            let (hash, bytes) = blocking(move || (ContentHash::of(&bytes), bytes)).await?;
            if hash != asked.sha256 {
                return Err(ClientError::Altered);
            }
            desk.papers.put(asked.sheet_id, asked.sha256, &bytes, now).await?;
            Ok(bytes)
        }
        Err(ClientError::Unreachable) => {
            let kept = desk.papers.get(asked.sheet_id, asked.sha256, now).await?;
            kept.ok_or(ClientError::NotCached)
        }
        Err(error) => {
            if let ClientError::Refused(problem) = &error
                && matches!(problem.status, 403 | 404)
            {
                desk.papers.forget(asked.sheet_id, asked.sha256).await?;
            }
            Err(error)
        }
    }
}

fn unfit(code: &str, message: &str) -> ClientError {
    let (field, code, message) = ("file".to_owned(), code.to_owned(), message.to_owned());
    ClientError::Fields(vec![FieldProblem { field, code, message }])
}
