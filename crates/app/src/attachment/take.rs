//! A piece of a file comes in; with the last one the file is judged, cleaned and kept.
//!
//! Invariant: what does not come to its end right leaves nothing behind but its pieces, and those go with the orphans.

use super::{BRINGS, limits, over, unfit};
use crate::{App, Caller, Refusal};
use anju_contract::attachment::{PieceTaken, StoredFile};
use anju_domain::attachment::{Cleaned, ContentHash, clean};
use anju_store::StoreError;
use anju_store::attachment::{self as store, Brought, Known, Piece};
use serde_json::json;

/// How many files one organisation may have on their way.
const MOST_ON_THEIR_WAY: usize = 100;

impl App {
    /// Takes a piece of the file of this name and size.
    ///
    /// # Errors
    /// A refusal: too large, not where the last piece ended, damaged on the way, or nothing that can be attached.
    pub async fn take_piece(
        &self,
        caller: &Caller,
        hash: ContentHash,
        size: u64,
        offset: u64,
        piece: Vec<u8>,
    ) -> Result<PieceTaken, Refusal> {
        caller.check(BRINGS)?;
        limits(self).await?.check_size(usize::try_from(size).unwrap_or(usize::MAX)).map_err(over)?;
        let held = self.files.hold(hash).await;
        let organisation_id = caller.organisation_id;
        let (files, length) = (self.files.clone(), u64::try_from(piece.len()).unwrap_or(u64::MAX));
        let taken = App::blocking(move || {
            if offset == 0 && files.on_their_way(organisation_id)? >= MOST_ON_THEIR_WAY {
                return Ok(None);
            }
            if offset.saturating_add(length) > size {
                files.forget_part(organisation_id, hash)?;
                return Ok(None);
            }
            files.append(organisation_id, hash, offset, &piece).map(Some)
        });
        match taken.await?.map_err(StoreError::Folder)? {
            None => Err(out_of_bounds()),
            Some(Piece::Elsewhere(here)) => Err(elsewhere(here)),
            Some(Piece::Taken(here)) if here < size => {
                Ok(PieceTaken { received_bytes: i64::try_from(here).unwrap_or(i64::MAX), stored: None })
            }
            Some(Piece::Taken(_)) => {
                let cleaned = self.judge_file(caller, hash).await?;
                // Nobody waits for one name while holding another.
                drop(held);
                self.keep_file(caller, cleaned).await
            }
        }
    }

    async fn judge_file(&self, caller: &Caller, hash: ContentHash) -> Result<Cleaned, Refusal> {
        let organisation_id = caller.organisation_id;
        let files = self.files.clone();
        let judged = App::blocking(move || {
            let bytes = files.sent(organisation_id, hash)?;
            // Whatever comes of it, these pieces have done their duty.
            files.forget_part(organisation_id, hash)?;
            if ContentHash::of(&bytes) != hash {
                return Ok(Err(damaged()));
            }
            Ok(clean(bytes).map_err(unfit))
        });
        let cleaned = judged.await?.map_err(StoreError::Folder)??;
        limits(self).await?.check_kind(cleaned.kind).map_err(over)?;
        Ok(cleaned)
    }

    async fn keep_file(&self, caller: &Caller, cleaned: Cleaned) -> Result<PieceTaken, Refusal> {
        // It may have another name than it came by, if something was taken out of it.
        let Cleaned { hash, kind, orientation, bytes } = cleaned;
        let size_bytes = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let brought = Brought {
            hash,
            known: Known { kind, size: size_bytes },
            organisation_id: caller.organisation_id,
            user_id: caller.user_id,
            at: self.clock.now(),
        };
        let _held = self.files.hold(hash).await;
        let files = self.files.clone();
        App::blocking(move || files.keep(hash, &bytes)).await?.map_err(StoreError::Folder)?;
        let written = self.store.write(move |tx| Box::pin(async move { store::bring(tx, &brought).await }));
        written.await?;
        let stored = StoredFile { sha256: hash, kind: kind.code().to_owned(), size_bytes, orientation };
        Ok(PieceTaken { received_bytes: size_bytes, stored: Some(stored) })
    }
}

fn out_of_bounds() -> Refusal {
    Refusal::invalid(
        "attachment.out_of_bounds",
        "附件没有接收：同时上传的附件过多，或传送的内容超出了文件大小。请等其他附件传完后重新选择文件上传。",
    )
}

fn elsewhere(here: u64) -> Refusal {
    Refusal::conflict(
        "attachment.elsewhere",
        "附件上次没有传完，须从中断处继续。请重试，系统会自动接着传。",
        Some(json!({ "received_bytes": here })),
    )
}

fn damaged() -> Refusal {
    Refusal::conflict("attachment.damaged_on_the_way", "附件在传送中损坏，没有保存。请重新上传。", None)
}
