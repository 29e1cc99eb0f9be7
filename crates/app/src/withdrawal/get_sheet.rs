//! One task sheet, whole.

use super::facts::within;
use crate::{App, Caller, Read, Refusal};
use anju_contract::commands::GetSheet;
use anju_contract::withdrawal::{GetSheetRequest, SheetView};
use anju_store::withdrawal as store;

impl Read for GetSheet {
    async fn read(app: &App, caller: &Caller, request: GetSheetRequest) -> Result<SheetView, Refusal> {
        let sheet = store::get(&app.store, request.sheet_id)
            .await?
            .filter(|sheet| within(caller.scope, sheet))
            .ok_or_else(|| Refusal::not_found("该任务单"))?;
        Ok(SheetView {
            sheet_id: sheet.id,
            community_id: sheet.community_id,
            community_name: sheet.community_name,
            number: sheet.number,
            revises: sheet.revises,
            state: sheet.state,
            version: sheet.version,
            draft: serde_json::from_str(&sheet.draft)?,
            updated_at: sheet.updated_at,
            submitted: None,
        })
    }
}
