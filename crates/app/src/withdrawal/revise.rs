//! 修改: a returned or cancelled sheet stays as it is; a linked new draft starts from what was typed.

use super::facts;
use crate::{App, Caller, Refusal, Unit, Write};
use anju_contract::commands::Revise;
use anju_contract::withdrawal::{MoveResponse, ReviseRequest};
use anju_domain::calendar::business_date;
use anju_domain::withdrawal::state::{Move, State, check};
use anju_store::feed::Kind;
use anju_store::withdrawal::{self as store, NewDraft, Sheet, Step};
use chrono::{DateTime, Utc};
use serde_json::json;

/// Whether the caller may make a new sheet from this one.
pub(super) fn may_revise(caller: &Caller, old: &Sheet, now: DateTime<Utc>) -> Result<(), Refusal> {
    let permissions = facts::permissions(caller);
    let actor = facts::actor(caller, &permissions, old);
    let known = facts::blank(business_date(now));
    check(super::case::state_of(old)?, Move::Revise, &known, actor)
        .map_err(|missing| facts::refusal(&missing))?;
    Ok(())
}

impl Write for Revise {
    type Prepared = Sheet;

    async fn prepare(app: &App, caller: &Caller, request: &ReviseRequest) -> Result<Sheet, Refusal> {
        let sheet = store::get(&app.store, request.sheet_id)
            .await?
            .filter(|sheet| facts::within(caller.scope, sheet))
            .ok_or_else(|| Refusal::not_found("该任务单"))?;
        if sheet.version != request.version {
            return Err(facts::stale(&sheet));
        }
        may_revise(caller, &sheet, app.clock.now())?;
        Ok(sheet)
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: ReviseRequest,
        old: Sheet,
    ) -> Result<MoveResponse, Refusal> {
        let new = NewDraft {
            id: request.new_sheet_id,
            district_id: old.district_id,
            community_id: old.community_id,
            organisation_id: old.organisation_id,
            revises: Some(old.id),
            draft: old.draft.clone(),
            created_by: caller.user_id,
            at: unit.now,
        };
        if !store::add_draft(unit.tx, &new).await? {
            return Err(Refusal::conflict(
                "withdrawal.id_taken",
                "新任务单的编号已被占用，没有建立。请重新点击“修改”。",
                None,
            ));
        }
        let draft = State::Draft.code();
        let step = Step {
            case_id: new.id,
            at: unit.now,
            actor_id: caller.user_id,
            actor_name: caller.display_name.clone(),
            move_code: Move::Revise.code(),
            from_state: String::new(),
            to_state: draft.to_owned(),
            reason: old.number.clone().unwrap_or_default(),
        };
        store::append_step(unit.tx, &step).await?;
        let after = json!({ "state": draft, "revises": old.id }).to_string();
        unit.audit(caller, new.district_id, new.id, String::new(), after);
        unit.changed(new.organisation_id, Kind::Withdrawal, new.id, 1);
        unit.predecessor_changed(new.revises).await?;
        Ok(MoveResponse { sheet_id: new.id, version: 1, state: draft.to_owned() })
    }
}
