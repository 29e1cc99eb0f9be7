//! A file is given to whoever may see the sheet that names it, never to somebody who only knows its name.

use crate::{App, Caller, Refusal};
use anju_contract::command::Access;
use anju_contract::withdrawal::Draft;
use anju_domain::attachment::{ContentHash, FileKind};
use anju_domain::permission::Permission;
use anju_store::attachment::{self as store, FileError};
use anju_store::withdrawal::Sheet;
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
    /// The file of this name, which this sheet names.
    ///
    /// # Errors
    /// A refusal: the sheet is not in the caller's scope, or does not name it.
    pub async fn give_file(
        &self,
        caller: &Caller,
        sheet_id: Uuid,
        hash: ContentHash,
    ) -> Result<Given, Refusal> {
        caller.check(Access::Needs(Permission::WithdrawalRead))?;
        let absent = || Refusal::not_found("该附件");
        let sheet = withdrawal::get(&self.store, sheet_id)
            .await?
            .filter(|sheet| crate::withdrawal::within(caller.scope, sheet))
            .ok_or_else(absent)?;
        let kind = self.kind_of_named(&sheet, hash).await?.ok_or_else(absent)?;
        let files = self.files.clone();
        match App::blocking(move || files.read(hash)).await? {
            Ok(bytes) => Ok(Given { kind, bytes }),
            Err(FileError::Missing) => Err(StoreError::Corrupt("missing file").into()),
            Err(FileError::Damaged) => Err(StoreError::Corrupt("damaged file").into()),
            Err(FileError::Io(error)) => Err(StoreError::Folder(error).into()),
        }
    }

    async fn kind_of_named(&self, sheet: &Sheet, hash: ContentHash) -> Result<Option<FileKind>, Refusal> {
        let named = store::of_case(&self.store, sheet.id).await?;
        if let Some(file) = named.iter().find(|file| file.hash == hash) {
            return Ok(Some(file.known.kind));
        }
        // A draft is text: it may name what its writers never had.
        let draft: Draft = serde_json::from_str(&sheet.draft)?;
        if sheet.state != "draft" || !draft.attachments.iter().any(|file| file.sha256 == hash) {
            return Ok(None);
        }
        Ok(store::held(&self.store, sheet.organisation_id, hash).await?.map(|known| known.kind))
    }
}
