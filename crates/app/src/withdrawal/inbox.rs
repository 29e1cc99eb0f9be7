//! 待办: what awaits the caller, the nearest deadline first.

use crate::{App, Caller, Read, Refusal, Scope};
use anju_contract::commands::Inbox;
use anju_contract::withdrawal::{Draft, InboxItem, InboxRequest, InboxResponse};
use anju_domain::permission::Permission;
use anju_domain::withdrawal::state::State;
use anju_store::withdrawal::Whose;
use anju_store::withdrawal::case::{self, Awaiting};

/// In which states a sheet awaits whoever holds a permission.
const AWAITING: [(Permission, &[State]); 5] = [
    (Permission::WithdrawalPrepare, &[State::Submitted, State::PaymentFailed, State::Paid]),
    (Permission::WithdrawalReceive, &[State::Submitted]),
    (Permission::WithdrawalBureauReview, &[State::BureauReview]),
    (Permission::WithdrawalDepartmentReview, &[State::DepartmentReview, State::PaymentFailed, State::Paid]),
    (Permission::WithdrawalRelease, &[State::Payable, State::PaymentFailed]),
];

impl Read for Inbox {
    async fn read(app: &App, caller: &Caller, _: InboxRequest) -> Result<InboxResponse, Refusal> {
        let whose = match caller.scope {
            Scope::Company(id) => Whose::Company(id),
            Scope::District(id) => Whose::District(id),
            Scope::None => return Ok(InboxResponse { items: Vec::new() }),
        };
        let mut states: Vec<State> = AWAITING
            .iter()
            .filter(|(permission, _)| caller.may(*permission))
            .flat_map(|(_, states)| states.iter().copied())
            .collect();
        states.sort_unstable_by_key(|state| state.code());
        states.dedup();
        let mut items = Vec::new();
        for state in states {
            for row in case::awaiting(&app.store, whose, state.code()).await? {
                items.push(item(row)?);
            }
        }
        // No deadline comes after every deadline.
        items.sort_by_key(|item| (item.due_on.is_none(), item.due_on, item.since, item.sheet_id));
        Ok(InboxResponse { items })
    }
}

fn item(row: Awaiting) -> Result<InboxItem, Refusal> {
    let draft: Draft = serde_json::from_str(&row.draft)?;
    Ok(InboxItem {
        sheet_id: row.id,
        number: row.number,
        community_name: row.community_name,
        project: draft.project,
        amount_fen: row.amount,
        state: row.state,
        version: row.version,
        claimed_by_name: row.claimed_by_name,
        due_on: row.due_on,
        since: row.since,
    })
}
