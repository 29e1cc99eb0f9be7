//! Which files a stage of a sheet takes.

use super::limits;
use crate::{App, Caller, Read, Refusal};
use anju_contract::attachment::{AttachmentRulesRequest, AttachmentRulesResponse, attachment_rules};
use anju_contract::commands::AttachmentRules;

impl Read for AttachmentRules {
    async fn read(
        app: &App,
        _: &Caller,
        request: AttachmentRulesRequest,
    ) -> Result<AttachmentRulesResponse, Refusal> {
        attachment_rules(&request, &limits(app).await?).map_err(Refusal::invalid_fields)
    }
}
