//! A sheet with everything that a desktop keeps of it. It is put together from the answers that the caller would get,
//! so that a cache shows nothing else than the server.

use super::facts::within;
use super::inbox;
use super::list_sheets::{row, tab};
use crate::{App, Caller, Read, Refusal, Scope};
use anju_contract::commands::{GetSheet, Timeline};
use anju_contract::sync::{SheetNews, SheetRecord};
use anju_contract::withdrawal::{GetSheetRequest, TimelineRequest};
use anju_domain::notification::{Notice, Reader, of_step};
use anju_domain::withdrawal::state::State;
use anju_store::withdrawal::case::{self, StepRow};
use anju_store::withdrawal::{self as store, Sheet};
use uuid::Uuid;

/// The sheet as this caller sees it; `None` if they do not.
///
/// Its parts are of one version: a step that is told without the case that it brings would never be news again.
pub(crate) async fn record(
    app: &App,
    caller: &Caller,
    sheet_id: Uuid,
) -> Result<Option<SheetRecord>, Refusal> {
    let mut sheet = visible(app, caller, sheet_id).await?;
    // Somebody has to work on the sheet for another round, so there are few.
    while let Some(read) = sheet {
        let version = read.version;
        let record = at_once(app, caller, read).await?;
        sheet = visible(app, caller, sheet_id).await?;
        if sheet.as_ref().is_some_and(|now| now.version == version) {
            return Ok(Some(record));
        }
    }
    Ok(None)
}

async fn visible(app: &App, caller: &Caller, sheet_id: Uuid) -> Result<Option<Sheet>, Refusal> {
    Ok(store::get(&app.store, sheet_id).await?.filter(|sheet| within(caller.scope, sheet)))
}

async fn at_once(app: &App, caller: &Caller, sheet: Sheet) -> Result<SheetRecord, Refusal> {
    let sheet_id = sheet.id;
    let view = GetSheet::read(app, caller, GetSheetRequest { sheet_id }).await?;
    let steps = Timeline::read(app, caller, TimelineRequest { sheet_id }).await?.steps;
    let awaits = inbox::of_sheet(app, caller, &sheet).await?;
    let made = case::timeline(&app.store, sheet_id).await?;
    let last = made.last().map_or(0, |step| step.seq);
    let news = made
        .iter()
        .filter_map(|step| {
            // Every step before the last one led to a state that the sheet has left: it awaits nobody there.
            let awaited = awaits.is_some() && step.seq == last;
            Some(SheetNews { seq: step.seq, notice: notice(caller, step, awaited)?, at: step.at })
        })
        .collect();
    Ok(SheetRecord { tab: tab(&sheet.state), row: row(sheet)?, view, steps, awaits, news })
}

fn notice(caller: &Caller, step: &StepRow, awaited: bool) -> Option<Notice> {
    let reader = Reader {
        prepares: matches!(caller.scope, Scope::Company(_)),
        made_it: step.actor_id == caller.user_id,
        awaited,
    };
    of_step(State::from_code(&step.from_state)?, State::from_code(&step.to_state)?, reader)
}
