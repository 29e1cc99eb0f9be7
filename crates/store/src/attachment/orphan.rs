//! Contents that nothing names, and contents that are not what they should be.

use super::{Files, hash};
use crate::{Store, StoreError, args, statements};
use anju_domain::attachment::ContentHash;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashSet;

statements! {
    UNNAMED = "SELECT a.sha256 FROM attachment a WHERE a.stored_at < $1
               AND NOT EXISTS (SELECT 1 FROM case_attachment c WHERE c.sha256 = a.sha256)
               AND NOT EXISTS (SELECT 1 FROM attachment_holder h WHERE h.sha256 = a.sha256 AND h.brought_at >= $1)
               ORDER BY a.sha256 LIMIT 10000";
    IN_A_DRAFT = "SELECT w.id FROM withdrawal w JOIN attachment_holder h ON h.organisation_id = w.organisation_id
                  WHERE h.sha256 = $1 AND w.state = 'draft' AND w.draft LIKE $2 LIMIT 1";
    DROP_HOLDERS = "DELETE FROM attachment_holder WHERE sha256 = $1 AND brought_at < $2
                    AND NOT EXISTS (SELECT 1 FROM case_attachment c WHERE c.sha256 = $1)";
    DROP = "DELETE FROM attachment WHERE sha256 = $1
            AND NOT EXISTS (SELECT 1 FROM case_attachment c WHERE c.sha256 = $1)
            AND NOT EXISTS (SELECT 1 FROM attachment_holder h WHERE h.sha256 = $1)";
    AFTER = "SELECT sha256 FROM attachment WHERE sha256 > $1 ORDER BY sha256 LIMIT 1000";
}

/// How long a content that nothing names is kept: a draft may be offline for a while.
pub const ORPHANS_KEPT: TimeDelta = TimeDelta::days(30);
/// How old a file of which the database knows nothing must be before it goes: one that is being brought stands in the
/// folder a moment before the database knows it.
const STRAYS_KEPT: TimeDelta = TimeDelta::days(1);

/// Removes contents that neither a case nor a draft has named for 30 days, files that the database does not know, and
/// pieces that never went on; returns how many contents went.
///
/// # Errors
/// When the database or the folder fails.
pub async fn collect(store: &Store, files: &Files, now: DateTime<Utc>) -> Result<usize, StoreError> {
    let since = now - ORPHANS_KEPT;
    let mut collected = 0;
    for row in store.all(UNNAMED, args![since]).await? {
        let hash = hash(&row, "sha256")?;
        // Named in a draft's text, where the hash stands in quotation marks.
        let in_draft = store.opt(IN_A_DRAFT, args![hash.bytes(), format!("%\"{hash}\"%")]).await?;
        if in_draft.is_none() {
            collected += usize::from(forget(store, files, hash, since).await?);
        }
    }
    let (files, strays_since) = (files.clone(), now - STRAYS_KEPT);
    let old = blocking(move || {
        files.forget_parts(since.into())?;
        files.older_than(strays_since.into()).map(|old| (files, old))
    });
    let (files, old) = old.await?;
    let known = all(store).await?;
    for stray in old.into_iter().filter(|hash| !known.contains(hash)) {
        collected += usize::from(forget(store, &files, stray, since).await?);
    }
    Ok(collected)
}

/// Forgets a content in the database first, then in the folder; whoever brings it at the same moment waits.
async fn forget(
    store: &Store,
    files: &Files,
    hash: ContentHash,
    since: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let _held = files.hold(hash).await;
    let gone = store.write(move |tx| {
        Box::pin(async move {
            tx.exec(DROP_HOLDERS, args![hash.bytes(), since]).await?;
            tx.exec(DROP, args![hash.bytes()]).await?;
            Ok::<_, StoreError>(tx.opt(super::EXISTS, args![hash.bytes()]).await?.is_none())
        })
    });
    let gone = gone.await?;
    if gone {
        let files = files.clone();
        blocking(move || files.forget(hash)).await?;
    }
    Ok(gone)
}

async fn all(store: &Store) -> Result<HashSet<ContentHash>, StoreError> {
    let mut known = HashSet::new();
    let mut after = Vec::new();
    loop {
        let page = store.all(AFTER, args![after.clone()]).await?;
        let Some(last) = page.last() else { return Ok(known) };
        after = last.get("sha256")?;
        for row in &page {
            known.insert(hash(row, "sha256")?);
        }
    }
}

/// The first content, by its name, that is missing or not what its name says; `None` if all are right.
///
/// # Errors
/// When the database or the folder fails.
pub async fn first_fault(
    store: &Store,
    files: &Files,
) -> Result<Option<(ContentHash, super::FileError)>, StoreError> {
    let mut after = Vec::new();
    loop {
        let page = store.all(AFTER, args![after.clone()]).await?;
        let Some(last) = page.last() else { return Ok(None) };
        after = last.get("sha256")?;
        for row in &page {
            let (files, hash) = (files.clone(), hash(row, "sha256")?);
            let checked = blocking(move || Ok(files.check(hash))).await?;
            if let Err(fault) = checked {
                return Ok(Some((hash, fault)));
            }
        }
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, std::io::Error> + Send + 'static,
) -> Result<T, StoreError> {
    let done = tokio::task::spawn_blocking(work).await.map_err(|_| StoreError::Corrupt("blocking task"))?;
    done.map_err(StoreError::Folder)
}
