//! Moving a case: checked by the domain's table over what was read, written under the version that was read.

use super::case::{self, Loaded};
use super::facts;
use crate::attachment::naming::{self, Naming, Place};
use crate::{App, Caller, Refusal, Unit};
use anju_contract::attachment::PaperFile;
use anju_contract::problem::FieldProblem;
use anju_contract::withdrawal::MoveResponse;
use anju_domain::flow::FlowKind;
use anju_domain::withdrawal::paper::Stage;
use anju_domain::withdrawal::state::{Actor, Facts, Move, State, check};
use anju_store::feed::Kind;
use anju_store::withdrawal::case as store_case;
use anju_store::withdrawal::{self as store, Step};
use serde_json::json;
use std::sync::Arc;
use uuid::Uuid;

/// A move that is allowed as long as the sheet's version stays the same.
#[derive(Clone)]
pub struct Allowed {
    pub(super) loaded: Arc<Loaded>,
    pub(super) chosen: Move,
    pub(super) target: State,
    pub(super) reason: String,
    /// It goes on with what the same person did last: no further step on the timeline.
    pub(super) goes_on: bool,
    /// The files that the move brings along; `None` leaves those of its stage as they are.
    pub(super) files: Option<Naming>,
}

/// Checks a move of a person. `adjust` adds what the request itself brings along.
pub(super) async fn allow(
    app: &App,
    caller: &Caller,
    (sheet_id, version): (Uuid, i64),
    chosen: Move,
    reason: &str,
    adjust: impl FnOnce(&mut Facts),
) -> Result<Allowed, Refusal> {
    let mut loaded = case::load_for(app, caller, sheet_id).await?;
    if loaded.sheet.version != version {
        return Err(facts::stale(&loaded.sheet));
    }
    adjust(&mut loaded.facts);
    let permissions = facts::permissions(caller);
    let actor = facts::actor(caller, &permissions, &loaded.sheet);
    judge(loaded, chosen, reason, actor)
}

/// Checks a move on the bank's word.
pub(super) fn allow_bank(loaded: Loaded, chosen: Move, reason: &str) -> Result<Allowed, Refusal> {
    judge(loaded, chosen, reason, Actor::Bank)
}

fn judge(loaded: Loaded, chosen: Move, reason: &str, actor: Actor<'_>) -> Result<Allowed, Refusal> {
    let target =
        check(loaded.state, chosen, &loaded.facts, actor).map_err(|missing| facts::refusal(&missing))?;
    let reason = reason.trim();
    if reason.is_empty() && chosen.needs_reason(&loaded.facts) {
        return Err(Refusal::invalid_fields(vec![FieldProblem {
            field: "reason".to_owned(),
            code: "field.required".to_owned(),
            message: format!("“{}”须说明原因，供相关人员查看。请填写原因。", chosen.label()),
        }]));
    }
    if reason.chars().count() > 500 {
        return Err(Refusal::invalid_fields(vec![FieldProblem {
            field: "reason".to_owned(),
            code: "field.too_long".to_owned(),
            message: "原因超过 500 个字的限制。请缩短后继续。".to_owned(),
        }]));
    }
    Ok(Allowed {
        loaded: Arc::new(loaded),
        chosen,
        target,
        reason: reason.to_owned(),
        goes_on: false,
        files: None,
    })
}

/// Checks the files that a move brings along, if it does, and lets it write them.
pub(super) async fn bring(
    app: &App,
    caller: &Caller,
    allowed: &mut Allowed,
    stage: Stage,
    files: Option<&[PaperFile]>,
) -> Result<(), Refusal> {
    if let Some(files) = files {
        let case = &allowed.loaded.case;
        let place =
            Place { case_id: case.sheet_id, stage, kind: super::case::kind(case)?, field: "attachments" };
        allowed.files = Some(naming::check(app, caller, place, files).await?);
    }
    Ok(())
}

/// Writes the move: state, files, timeline, duty, audit, feed. Refused if the version has moved on meanwhile.
pub(super) async fn apply(
    unit: &mut Unit<'_>,
    caller: &Caller,
    allowed: &Allowed,
) -> Result<MoveResponse, Refusal> {
    let Allowed { loaded, chosen, target, reason, goes_on, files } = allowed;
    let sheet = &loaded.sheet;
    if !store::move_on(unit.tx, sheet.id, sheet.version, target.code(), unit.now).await? {
        let now = store::find(unit.tx, sheet.id).await?;
        return Err(now.as_ref().map_or_else(|| Refusal::not_found("该任务单"), facts::stale));
    }
    if *target != loaded.state {
        let due_on = case::due_on(loaded, *target, unit.now);
        store_case::enter_state(unit.tx, sheet.id, due_on).await?;
    }
    if let Some(files) = files {
        naming::write(unit, files).await?;
    }
    if let Some(duty) = chosen.duty() {
        store_case::add_duty(unit.tx, sheet.id, case::duty_code(duty), caller.user_id).await?;
    }
    let step = Step {
        case_id: sheet.id,
        at: unit.now,
        actor_id: caller.user_id,
        actor_name: caller.display_name.clone(),
        move_code: chosen.code(),
        from_state: loaded.state.code().to_owned(),
        to_state: target.code().to_owned(),
        reason: reason.clone(),
    };
    if !goes_on {
        store::append_step(unit.tx, &step).await?;
        if let Some(kind) = FlowKind::of_move(*chosen) {
            unit.flow(caller, kind, sheet.id).await?;
        }
    }
    if *target == State::Cancelled {
        unit.predecessor_changed(sheet.revises).await?;
    }
    let version = sheet.version + 1;
    unit.audit(
        caller,
        sheet.district_id,
        sheet.id,
        json!({ "state": loaded.state.code(), "version": sheet.version }).to_string(),
        json!({
            "state": target.code(), "version": version, "move": chosen.code(), "reason": reason,
            "attachments": files.as_ref().map(naming::hashes),
        })
        .to_string(),
    );
    if *chosen == Move::EnterSignatures {
        unit.changed(sheet.organisation_id, Kind::Withdrawal, sheet.id, version);
        unit.changed(sheet.district_id, Kind::Withdrawal, sheet.id, version);
    } else {
        unit.sheet_changed(sheet, version);
    }
    Ok(MoveResponse { sheet_id: sheet.id, version, state: target.code().to_owned() })
}
