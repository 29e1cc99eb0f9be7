//! 改派: whoever may say so gives a sheet to a colleague, because somebody is ill or on leave and the deadline is not.

use super::case::{self, Loaded};
use super::{claim, facts};
use crate::{App, Caller, Read, Refusal, Unit, Write};
use anju_contract::commands::{ListAssignees, Reassign};
use anju_contract::problem::FieldProblem;
use anju_contract::withdrawal::{
    Assignee, ListAssigneesRequest, ListAssigneesResponse, MoveResponse, ReassignRequest,
};
use anju_domain::permission::Role;
use anju_domain::withdrawal::state::State;
use anju_store::withdrawal::inbox as store;
use anju_store::withdrawal::{self as store_sheet, Step};
use std::sync::Arc;

/// The longest reason.
const LONGEST_REASON: usize = 500;

impl Read for ListAssignees {
    async fn read(
        app: &App,
        caller: &Caller,
        request: ListAssigneesRequest,
    ) -> Result<ListAssigneesResponse, Refusal> {
        let (sheet, _) = case::find_for(app, caller, request.sheet_id).await?;
        let people = assignees(app, caller, case::state_of(&sheet)?).await?;
        Ok(ListAssigneesResponse { people })
    }
}

/// A sheet and who is to work on it.
#[derive(Clone)]
pub struct Prepared {
    loaded: Arc<Loaded>,
    to: Assignee,
    reason: String,
}

impl Write for Reassign {
    type Prepared = Prepared;

    async fn prepare(app: &App, caller: &Caller, request: &ReassignRequest) -> Result<Prepared, Refusal> {
        let loaded = case::load_for(app, caller, request.sheet_id).await?;
        if loaded.sheet.version != request.version {
            return Err(facts::stale(&loaded.sheet));
        }
        let reason = request.reason.trim().to_owned();
        if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
            let message = "改派须说明原因，不超过 500 个字，双方都会看到。请填写原因。";
            return Err(field("reason", "field.required", message));
        }
        let to = assignees(app, caller, loaded.state)
            .await?
            .into_iter()
            .find(|person| person.user_id == request.to_user_id)
            .ok_or_else(|| {
                let message = "所选人员不在本单位，或没有办理本环节的岗位。请另选一人。";
                field("to_user_id", "withdrawal.not_assignable", message)
            })?;
        Ok(Prepared { loaded: Arc::new(loaded), to, reason })
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        _: ReassignRequest,
        Prepared { loaded, to, reason }: Prepared,
    ) -> Result<MoveResponse, Refusal> {
        let response = claim::set(unit, caller, &loaded, Some(to.user_id)).await?;
        let state = loaded.state.code().to_owned();
        let step = Step {
            case_id: loaded.sheet.id,
            at: unit.now,
            actor_id: caller.user_id,
            actor_name: caller.display_name.clone(),
            move_code: "reassign",
            from_state: state.clone(),
            to_state: state,
            reason: format!("改派给{}：{reason}", to.display_name),
        };
        store_sheet::append_step(unit.tx, &step).await?;
        Ok(response)
    }
}

/// Who of the caller's organisation may do what the state awaits.
async fn assignees(app: &App, caller: &Caller, state: State) -> Result<Vec<Assignee>, Refusal> {
    let fits = |own: &store::Colleague| {
        Role::from_code(&own.role)
            .is_some_and(|role| state.awaits().iter().any(|needed| role.permissions().contains(needed)))
    };
    let colleagues = store::colleagues(&app.store, caller.organisation_id).await?;
    let mut people: Vec<Assignee> = colleagues
        .into_iter()
        .filter(fits)
        .map(|own| Assignee { user_id: own.id, display_name: own.display_name })
        .collect();
    people.dedup_by_key(|person| person.user_id);
    Ok(people)
}

fn field(field: &str, code: &str, message: &str) -> Refusal {
    Refusal::invalid_fields(vec![FieldProblem {
        field: field.to_owned(),
        code: code.to_owned(),
        message: message.to_owned(),
    }])
}
