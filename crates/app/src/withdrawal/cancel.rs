//! 撤销: a draft is discarded, a submitted sheet is withdrawn before it is payable and gives its holds back.

use super::{facts, moves};
use crate::{App, Caller, Refusal, Unit, Write};
use anju_contract::commands::Cancel;
use anju_contract::withdrawal::{CancelRequest, MoveResponse};
use anju_domain::calendar::business_date;
use anju_domain::withdrawal::state::{Move, State, check};
use anju_store::feed::Kind;
use anju_store::ledger;
use anju_store::withdrawal::{self as store, Sheet, Step};
use serde_json::json;

/// What is withdrawn.
#[derive(Clone)]
pub enum Prepared {
    /// A draft, which nobody else has seen.
    Draft(Sheet),
    /// A submitted sheet.
    Submitted(moves::Allowed),
}

impl Write for Cancel {
    type Prepared = Prepared;

    async fn prepare(app: &App, caller: &Caller, request: &CancelRequest) -> Result<Prepared, Refusal> {
        let sheet = store::get(&app.store, request.sheet_id)
            .await?
            .filter(|sheet| facts::within(caller.scope, sheet))
            .ok_or_else(|| Refusal::not_found("该任务单"))?;
        if sheet.state != State::Draft.code() {
            let key = (request.sheet_id, request.version);
            let allowed = moves::allow(app, caller, key, Move::Cancel, &request.reason, |_| {}).await?;
            return Ok(Prepared::Submitted(allowed));
        }
        if sheet.version != request.version {
            return Err(facts::stale(&sheet));
        }
        let permissions = facts::permissions(caller);
        let actor = facts::actor(caller, &permissions, &sheet);
        let known = facts::blank(business_date(app.clock.now()));
        check(State::Draft, Move::Discard, &known, actor).map_err(|missing| facts::refusal(&missing))?;
        Ok(Prepared::Draft(sheet))
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: CancelRequest,
        prepared: Prepared,
    ) -> Result<MoveResponse, Refusal> {
        match prepared {
            Prepared::Submitted(allowed) => {
                let response = moves::apply(unit, caller, &allowed).await?;
                ledger::release_holds(unit.tx, allowed.loaded.sheet.id).await?;
                Ok(response)
            }
            Prepared::Draft(sheet) => discard(unit, caller, &sheet, request.reason).await,
        }
    }
}

async fn discard(
    unit: &mut Unit<'_>,
    caller: &Caller,
    sheet: &Sheet,
    reason: String,
) -> Result<MoveResponse, Refusal> {
    let cancelled = State::Cancelled.code();
    if !store::move_on(unit.tx, sheet.id, sheet.version, cancelled, unit.now).await? {
        let now = store::find(unit.tx, sheet.id).await?;
        return Err(now.as_ref().map_or_else(|| Refusal::not_found("该任务单"), facts::stale));
    }
    let step = Step {
        case_id: sheet.id,
        at: unit.now,
        actor_id: caller.user_id,
        actor_name: caller.display_name.clone(),
        move_code: Move::Discard.code(),
        from_state: State::Draft.code().to_owned(),
        to_state: cancelled.to_owned(),
        reason,
    };
    store::append_step(unit.tx, &step).await?;
    let version = sheet.version + 1;
    let (before, after) = (json!({ "state": State::Draft.code() }), json!({ "state": cancelled }));
    unit.audit(caller, sheet.district_id, sheet.id, before.to_string(), after.to_string());
    unit.changed(sheet.organisation_id, Kind::Withdrawal, sheet.id, version);
    unit.predecessor_changed(sheet.revises).await?;
    Ok(MoveResponse { sheet_id: sheet.id, version, state: cancelled.to_owned() })
}
