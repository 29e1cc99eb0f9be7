//! Counting typed signatures for browsers; the desktop counts from its own copy.

use super::get_signatures;
use crate::{App, Caller, Read, Refusal};
use anju_contract::commands::CountSignatures;
use anju_contract::withdrawal::{CountSignaturesRequest, SignatureCount, count_signatures};
use anju_domain::calendar::business_date;

impl Read for CountSignatures {
    async fn read(
        app: &App,
        caller: &Caller,
        request: CountSignaturesRequest,
    ) -> Result<SignatureCount, Refusal> {
        let sheet = get_signatures::read(app, caller, request.sheet_id).await?;
        let today = business_date(app.clock.now());
        App::blocking(move || count_signatures(&sheet, &request, today))
            .await?
            .map_err(|fault| Refusal::invalid(&fault.code, fault.message))
    }
}
