//! A file is given to whoever may see a sheet that names it, and to those who sent it; never to somebody who only knows
//! its name. What a draft says counts for nothing here: it is text.

use crate::{App, Caller, Refusal};
use anju_contract::command::Access;
use anju_domain::attachment::{ContentHash, FileKind};
use anju_domain::permission::Permission;
use anju_store::attachment::{self as store, FileError};
use anju_store::{StoreError, withdrawal};
use uuid::Uuid;

/// A file on its way to a reader.
pub struct Given {
    /// What it is.
    pub kind: FileKind,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl App {
    /// The file of this name: with a sheet that names it and that the caller may see, or to the organisation that sent it.
    ///
    /// # Errors
    /// A refusal: neither is so.
    pub async fn give_file(
        &self,
        caller: &Caller,
        sheet_id: Uuid,
        hash: ContentHash,
    ) -> Result<Given, Refusal> {
        caller.check(Access::Needs(Permission::WithdrawalRead))?;
        let named = self.kind_of_named(caller, sheet_id, hash).await?;
        let kind = match named {
            Some(kind) => kind,
            None => store::held(&self.store, caller.organisation_id, hash)
                .await?
                .map(|known| known.kind)
                .ok_or_else(|| Refusal::not_found("该附件"))?,
        };
        let files = self.files.clone();
        match App::blocking(move || files.read(hash)).await? {
            Ok(bytes) => Ok(Given { kind, bytes }),
            Err(FileError::Missing) => Err(StoreError::Corrupt("missing file").into()),
            Err(FileError::Damaged) => Err(StoreError::Corrupt("damaged file").into()),
            Err(FileError::Io(error)) => Err(StoreError::Folder(error).into()),
        }
    }

    async fn kind_of_named(
        &self,
        caller: &Caller,
        sheet_id: Uuid,
        hash: ContentHash,
    ) -> Result<Option<FileKind>, Refusal> {
        let sheet = withdrawal::get(&self.store, sheet_id).await?;
        if !sheet.is_some_and(|sheet| crate::withdrawal::within(caller.scope, &sheet)) {
            return Ok(None);
        }
        let named = store::of_case(&self.store, sheet_id).await?;
        Ok(named.iter().find(|file| file.hash == hash).map(|file| file.known.kind))
    }
}
