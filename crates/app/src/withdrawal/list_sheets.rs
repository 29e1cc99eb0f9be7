//! The two tabs of the withdrawal's first page (source 4 §4.2.1 ①, §4.2.3).

use crate::{App, Caller, Read, Refusal, Scope};
use anju_contract::commands::ListSheets;
use anju_contract::withdrawal::{Draft, ListSheetsRequest, ListSheetsResponse, SheetRow, SheetTab};
use anju_store::withdrawal::{self as store, Sheet, Whose};
use uuid::Uuid;

/// How many sheets one page has.
const PAGE: i64 = 200;

impl Read for ListSheets {
    async fn read(
        app: &App,
        caller: &Caller,
        request: ListSheetsRequest,
    ) -> Result<ListSheetsResponse, Refusal> {
        let ended = request.tab == SheetTab::ReturnedAndCancelled;
        let before = request.after.unwrap_or(Uuid::max());
        let mut sheets = match caller.scope {
            Scope::Company(id) => {
                store::list(&app.store, Whose::Company(id), ended, before, PAGE + 1).await?
            }
            Scope::District(id) => {
                store::list(&app.store, Whose::District(id), ended, before, PAGE + 1).await?
            }
            Scope::City => store::list_of_city(&app.store, ended, before, PAGE + 1).await?,
            Scope::None => Vec::new(),
        };
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = sheets.len() > page;
        sheets.truncate(page);
        let sheets = sheets.into_iter().map(row).collect::<Result<_, Refusal>>()?;
        Ok(ListSheetsResponse { sheets, more })
    }
}

/// The tab that lists a sheet in this state.
pub(super) fn tab(state: &str) -> SheetTab {
    match state {
        "returned" | "cancelled" => SheetTab::ReturnedAndCancelled,
        _ => SheetTab::Applied,
    }
}

pub(super) fn row(sheet: Sheet) -> Result<SheetRow, Refusal> {
    let draft: Draft = serde_json::from_str(&sheet.draft)?;
    Ok(SheetRow {
        sheet_id: sheet.id,
        number: sheet.number,
        community_name: sheet.community_name,
        project: draft.project,
        amount_text: draft.amount_text,
        state: sheet.state,
        version: sheet.version,
        updated_at: sheet.updated_at,
    })
}
