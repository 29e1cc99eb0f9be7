//! 待办: what awaits the caller, the nearest deadline first.

use super::rules::is_undetermined;
use crate::parameter::Rules;
use crate::{App, Caller, Read, Refusal, Scope};
use anju_contract::commands::Inbox;
use anju_contract::withdrawal::{Draft, InboxItem, InboxRequest, InboxResponse};
use anju_domain::withdrawal::state::State;
use anju_store::withdrawal::inbox::{self as store, Awaiting};
use anju_store::withdrawal::{Sheet, Whose};

impl Read for Inbox {
    async fn read(app: &App, caller: &Caller, _: InboxRequest) -> Result<InboxResponse, Refusal> {
        let whose = match caller.scope {
            Scope::Company(id) => Whose::Company(id),
            Scope::District(id) => Whose::District(id),
            Scope::City | Scope::None => return Ok(InboxResponse { items: Vec::new() }),
        };
        let rules = app.rules().await?;
        let mut items = Vec::new();
        for state in State::ALL.into_iter().filter(|state| awaits(*state, caller)) {
            for row in store::awaiting(&app.store, whose, state.code()).await? {
                items.push(item(&rules, state, row)?);
            }
        }
        // No deadline comes after every deadline.
        items.sort_by_key(|item| (item.due_on.is_none(), item.due_on, item.since, item.sheet_id));
        Ok(InboxResponse { items })
    }
}

/// A sheet of the caller's scope as it awaits them, if it does.
pub(super) async fn of_sheet(
    app: &App,
    caller: &Caller,
    sheet: &Sheet,
) -> Result<Option<InboxItem>, Refusal> {
    let Some(state) = State::from_code(&sheet.state).filter(|state| awaits(*state, caller)) else {
        return Ok(None);
    };
    let Some(row) = store::of_sheet(&app.store, sheet.id).await? else { return Ok(None) };
    item(&app.rules().await?, state, row).map(Some)
}

fn awaits(state: State, caller: &Caller) -> bool {
    state.awaits().iter().any(|permission| caller.may(*permission))
}

fn item(rules: &Rules, state: State, row: Awaiting) -> Result<InboxItem, Refusal> {
    let draft: Draft = serde_json::from_str(&row.draft)?;
    Ok(InboxItem {
        sheet_id: row.id,
        number: row.number,
        community_name: row.community_name,
        project: draft.project,
        amount_fen: row.amount,
        state: row.state,
        version: row.version,
        claimed_by: row.claimed_by,
        claimed_by_name: row.claimed_by_name,
        due_on: row.due_on,
        due_undetermined: is_undetermined(rules, state, row.began_on, row.due_on),
        since: row.since,
    })
}
