//! What the domain's guards have to know of a sheet, and how their answer becomes a refusal.

use crate::{Caller, Refusal, Scope};
use anju_domain::money::Fen;
use anju_domain::permission::Permission;
use anju_domain::withdrawal::state::{Actor, Approval, Facts, Instruction, Missing, Round};
use anju_store::withdrawal::Sheet;
use chrono::NaiveDate;
use serde_json::json;

/// The facts of a sheet of which nothing is known but the day.
pub(super) fn blank(today: NaiveDate) -> Facts {
    Facts {
        round: Round::First,
        done: Vec::new(),
        today,
        community_linked: false,
        invalid_fields: 0,
        ticked_buildings_without_units: 0,
        left_out_without_reason: 0,
        units: 0,
        approval: Approval::Vote { signed_sheet: false, lacking: Vec::new() },
        open_objections: 0,
        answered_objections: 0,
        publicity_until: None,
        payee_and_papers_checked: false,
        pays: Fen::ZERO,
        held: Fen::ZERO,
        shortfall: Fen::ZERO,
        release_with_shortfall: false,
        instruction: Instruction::None,
        bank_never_had_it: false,
        contradiction: None,
        clearing: Fen::ZERO,
        payee_correction_pending: false,
        settlement: None,
    }
}

/// Everything that the caller's roles carry.
pub(super) fn permissions(caller: &Caller) -> Vec<Permission> {
    caller.roles.iter().flat_map(|role| role.permissions()).copied().collect()
}

/// The caller as the domain sees it.
pub(super) fn actor<'a>(caller: &Caller, permissions: &'a [Permission], sheet: &Sheet) -> Actor<'a> {
    Actor::Person { user: caller.user_id, permissions, in_scope: within(caller.scope, sheet) }
}

/// A company sees what it prepares; a district what was submitted in it; an auditor what was submitted anywhere.
pub(crate) fn within(scope: Scope, sheet: &Sheet) -> bool {
    match scope {
        Scope::Company(id) => sheet.organisation_id == id,
        Scope::District(id) => sheet.district_id == id && sheet.state != "draft",
        Scope::City => sheet.state != "draft",
        Scope::None => false,
    }
}

/// What is missing for a move, as a refusal: the code of the first reason, the sentences of all.
pub(super) fn refusal(missing: &[Missing]) -> Refusal {
    let code = missing.first().map_or("withdrawal.move.refused", Missing::code);
    if let Some(Missing::Permission { any_of }) = missing.first() {
        return Refusal::forbidden(any_of);
    }
    let sentences: Vec<String> = missing.iter().map(Missing::message).collect();
    let each: Vec<_> = missing
        .iter()
        .map(|missing| json!({ "code": missing.code(), "message": missing.message() }))
        .collect();
    Refusal::conflict(code, sentences.join(""), Some(json!({ "missing": each })))
}

/// Somebody changed the sheet since the caller saw it.
pub(super) fn stale(sheet: &Sheet) -> Refusal {
    Refusal::conflict(
        "version.stale",
        "这份任务单刚刚被他人办理或修改过，您看到的不是最新情况。请刷新后核对，再决定是否继续。",
        Some(stale_details(sheet)),
    )
}

/// What a stale writer is told of the sheet of now.
pub(super) fn stale_details(sheet: &Sheet) -> serde_json::Value {
    json!({ "version": sheet.version, "state": sheet.state, "updated_at": sheet.updated_at })
}
