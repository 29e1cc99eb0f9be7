//! What nobody sees at a window, tried on this machine: the two encrypted files, a form, the key store.
//!
//! Invariant: no user's desk is touched; the files lie in a folder that the caller gives, the secret has a name of its own.

use crate::ClientError;
use crate::cache::Cache;
use crate::database::{open_cache, open_desk};
use crate::desk::DeskFile;
use crate::keys::{KeyName, KeyStore, KeyStoreError, Secret};
use crate::wrap::{Key, new_key};
use anju_forms::{Issue, PrintMark, TaskSheetForm, task_sheet};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;
use std::path::Path;
use uuid::Uuid;

/// How a database begins that anybody can read.
const PLAIN: &[u8] = b"SQLite format 3\0";

/// Makes the desk's file and the cache in an empty folder and reads back what was written, after closing both.
///
/// # Errors
/// When a file cannot be made or reopened, opens with another key, or is not encrypted.
pub async fn encrypted_files(folder: &Path) -> Result<(), ClientError> {
    let (desk, cache, key) = (folder.join("desk.db"), folder.join("cache.db"), new_key());
    let at = DateTime::UNIX_EPOCH;
    write(&desk, &cache, &key, at).await?;
    for file in [&desk, &cache] {
        if std::fs::read(file)?.starts_with(PLAIN) {
            return Err(ClientError::Internal("a file is not encrypted"));
        }
    }
    if !matches!(open_desk(&desk, &new_key()).await, Err(ClientError::Damaged)) {
        return Err(ClientError::Internal("another key opens the desk's file"));
    }
    read(&desk, &cache, &key, at).await
}

async fn write(desk: &Path, cache: &Path, key: &Key, at: DateTime<Utc>) -> Result<(), ClientError> {
    let file = DeskFile::new(open_desk(desk, key).await?);
    file.keep_server_time(at).await?;
    file.close().await;
    let cache = Cache::new(open_cache(cache, key).await?);
    cache.put("self_check", "{}", "𠮷", at).await?;
    cache.close().await;
    Ok(())
}

async fn read(desk: &Path, cache: &Path, key: &Key, at: DateTime<Utc>) -> Result<(), ClientError> {
    let file = DeskFile::new(open_desk(desk, key).await?);
    let time = file.server_time().await?;
    file.close().await;
    let cache = Cache::new(open_cache(cache, key).await?);
    let answer = cache.get("self_check", "{}").await?;
    cache.close().await;
    if time == Some(at) && answer.as_deref() == Some("𠮷") { Ok(()) } else { Err(ClientError::Damaged) }
}

/// Draws a task sheet (任务单) for a person whose name lesser fonts do not have; a character without a glyph is refused.
///
/// # Errors
/// When the form is refused or is not one page.
pub fn form() -> Result<(), ClientError> {
    let today = NaiveDate::default();
    let form: TaskSheetForm = serde_json::from_value(json!({
        "company": "安居物业", "community": "自检小区", "district": "东城区", "buildings": ["1号楼"],
        "project": "屋面防水", "part": "屋面", "reason": "自检", "kind": "planned", "contractor": "自检施工",
        "contract_no": "1", "amount": 100, "payee": { "name": "𠮷祥", "bank": "自检银行", "account": "1" },
        "units": 1, "area": 100, "rate": "1.0000", "basis": "area", "handler": "𠮷", "phone": "1",
        "applied_on": today, "company_opinion": null, "bureau_opinion": null, "department_opinion": null,
    }))?;
    let mark = PrintMark {
        issue: Issue::Draft,
        organisation: "安居物业".to_owned(),
        printed_on: today,
        print_count: 1,
        workstation: "ZJ-01".to_owned(),
        reprint: false,
    };
    let printed =
        task_sheet(&form, &mark).map_err(|_refused| ClientError::Internal("the task sheet is refused"))?;
    if printed.pages == 1 && printed.pdf.starts_with(b"%PDF") {
        Ok(())
    } else {
        Err(ClientError::Internal("the task sheet is not one page"))
    }
}

/// Keeps a random secret in the key store, reads it back and removes it. Blocks, as the store does.
///
/// # Errors
/// When the store refuses or gives something else back.
pub fn key_store(store: &dyn KeyStore) -> Result<(), ClientError> {
    let name = KeyName::new(Secret::DeskKey, "self-check", "self-check", &Uuid::new_v4().to_string());
    let secret = new_key();
    store.set(&name, &secret[..])?;
    let kept = store.get(&name);
    // Whatever came back: nothing stays behind.
    store.remove(&name)?;
    if kept?.is_none_or(|kept| kept[..] != secret[..]) || store.get(&name)?.is_some() {
        return Err(KeyStoreError::Unavailable("it does not keep what it is given".to_owned()).into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::form;

    #[test]
    fn the_form_of_the_check_can_be_drawn() {
        form().expect("drawn");
    }
}
