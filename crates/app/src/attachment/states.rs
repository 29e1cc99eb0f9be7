//! How much of some files is here already.

use crate::{App, Caller, Read, Refusal};
use anju_contract::attachment::{AttachmentState, AttachmentStatesRequest, AttachmentStatesResponse};
use anju_contract::commands::AttachmentStates;
use anju_store::{StoreError, attachment as store};

/// How many files are asked about at once.
const MOST: usize = 100;

impl Read for AttachmentStates {
    async fn read(
        app: &App,
        caller: &Caller,
        request: AttachmentStatesRequest,
    ) -> Result<AttachmentStatesResponse, Refusal> {
        if request.files.len() > MOST {
            return Err(Refusal::invalid(
                "attachment.too_many_asked",
                "一次最多查询 100 个附件的进度。请分次查询。",
            ));
        }
        let mut states = Vec::with_capacity(request.files.len());
        for sha256 in request.files {
            let complete = store::held(&app.store, caller.organisation_id, sha256).await?.is_some();
            let (files, organisation_id) = (app.files.clone(), caller.organisation_id);
            let received = App::blocking(move || files.received(organisation_id, sha256)).await?;
            let received = received.map_err(StoreError::Folder)?;
            let received_bytes = i64::try_from(received).unwrap_or(i64::MAX);
            states.push(AttachmentState { sha256, received_bytes, complete });
        }
        Ok(AttachmentStatesResponse { files: states })
    }
}
