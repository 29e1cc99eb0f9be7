//! A sheet with everything that a desktop keeps of it. It is put together from the answers that the caller would get,
//! so that a cache shows nothing else than the server.

use super::facts::within;
use super::list_sheets::{row, tab};
use crate::{App, Caller, Read, Refusal, Scope};
use anju_contract::commands::{GetSheet, Inbox, Timeline};
use anju_contract::sync::{SheetNews, SheetRecord};
use anju_contract::withdrawal::{GetSheetRequest, InboxItem, InboxRequest, TimelineRequest};
use anju_domain::notification::{Notice, Reader, of_step};
use anju_domain::withdrawal::state::State;
use anju_store::withdrawal as store;
use anju_store::withdrawal::case::{self, StepRow};
use std::collections::HashMap;
use uuid::Uuid;

/// What awaits the caller, by sheet.
pub(crate) async fn awaiting(app: &App, caller: &Caller) -> Result<HashMap<Uuid, InboxItem>, Refusal> {
    let inbox = Inbox::read(app, caller, InboxRequest {}).await?;
    Ok(inbox.items.into_iter().map(|item| (item.sheet_id, item)).collect())
}

/// The sheet as this caller sees it; `None` if they do not.
pub(crate) async fn record(
    app: &App,
    caller: &Caller,
    sheet_id: Uuid,
    awaiting: &HashMap<Uuid, InboxItem>,
) -> Result<Option<SheetRecord>, Refusal> {
    let sheet = store::get(&app.store, sheet_id).await?.filter(|sheet| within(caller.scope, sheet));
    let Some(sheet) = sheet else { return Ok(None) };
    // The sheet comes first: what is read after it is of its version or of a later one, which the feed then tells.
    let view = GetSheet::read(app, caller, GetSheetRequest { sheet_id }).await?;
    let steps = Timeline::read(app, caller, TimelineRequest { sheet_id }).await?.steps;
    let awaits = awaiting.get(&sheet_id).cloned();
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
    Ok(Some(SheetRecord { tab: tab(&sheet.state), row: row(sheet)?, view, steps, awaits, news }))
}

fn notice(caller: &Caller, step: &StepRow, awaited: bool) -> Option<Notice> {
    let reader = Reader {
        prepares: matches!(caller.scope, Scope::Company(_)),
        made_it: step.actor_id == caller.user_id,
        awaited,
    };
    of_step(State::from_code(&step.from_state)?, State::from_code(&step.to_state)?, reader)
}
