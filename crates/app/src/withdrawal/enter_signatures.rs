//! 录入业主签字: from the signed sheet of the version that was submitted, with the files that came with it.
//!
//! Typed rows are saved again and again while somebody types. So a write is measured against the last change of the
//! signatures and not of the sheet, and what one person enters in one go is one step of the timeline; the audit chain
//! keeps each.

use super::moves::{self, Allowed};
use super::{case, facts, get_signatures};
use crate::{App, Caller, Refusal, Unit, Write};
use anju_contract::commands::EnterSignatures;
use anju_contract::problem::FieldProblem;
use anju_contract::withdrawal::{EnterSignaturesRequest, MoveResponse, SignatureRow};
use anju_domain::withdrawal::paper::Stage;
use anju_domain::withdrawal::state::Move;
use anju_domain::withdrawal::vote::{Choice, SignaturesError};
use anju_store::withdrawal::case::{self as store, BallotRow};
use serde_json::json;

/// The most rows of one sheet: the units of the largest community.
const MOST_ROWS: usize = 50_000;

impl Write for EnterSignatures {
    type Prepared = Allowed;

    async fn prepare(
        app: &App,
        caller: &Caller,
        request: &EnterSignaturesRequest,
    ) -> Result<Self::Prepared, Refusal> {
        check_rows(request)?;
        let key = (request.sheet_id, version_to_write(app, caller, request).await?);
        let mut allowed = moves::allow(app, caller, key, Move::EnterSignatures, "", |_| {}).await?;
        let case = &allowed.loaded.case;
        if request.signed_version != case.sheet_version {
            let error =
                SignaturesError::OtherVersion { signed: request.signed_version, current: case.sheet_version };
            return Err(Refusal::invalid(error.code(), error.to_string()));
        }
        // Counting refuses every row that may not stand.
        case::count(app, &allowed.loaded.rules, case, &ballots(&request.rows), app.clock.now()).await?;
        let last = store::last_step(&app.store, request.sheet_id).await?;
        allowed.goes_on =
            last.is_some_and(|(code, by)| code == Move::EnterSignatures.code() && by == caller.user_id);
        moves::bring(app, caller, &mut allowed, Stage::Review, request.attachments.as_deref()).await?;
        Ok(allowed)
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: EnterSignaturesRequest,
        allowed: Allowed,
    ) -> Result<MoveResponse, Refusal> {
        let response = moves::apply(unit, caller, &allowed).await?;
        let ballots = ballots(&request.rows);
        store::replace_ballots(unit.tx, request.sheet_id, &ballots, response.version).await?;
        Ok(response)
    }
}

/// The sheet's version, if the writer has seen the latest signatures.
async fn version_to_write(
    app: &App,
    caller: &Caller,
    request: &EnterSignaturesRequest,
) -> Result<i64, Refusal> {
    let (sheet, own) = case::find_for(app, caller, request.sheet_id).await?;
    if (own.signatures_version..=sheet.version).contains(&request.version) {
        return Ok(sheet.version);
    }
    let rows = get_signatures::rows(app, request.sheet_id).await?;
    let mut details = facts::stale_details(&sheet);
    details["rows"] = json!(rows);
    Err(Refusal::conflict(
        "version.stale",
        "这份任务单的业主签字刚刚在别处录入过。您录入的内容还在，请对照两处的意见后选择保留哪一处。",
        Some(details),
    ))
}

fn ballots(rows: &[SignatureRow]) -> Vec<BallotRow> {
    rows.iter()
        .map(|row| BallotRow { unit_id: row.unit_id, choice: row.choice.clone(), signed_on: row.signed_on })
        .collect()
}

fn check_rows(request: &EnterSignaturesRequest) -> Result<(), Refusal> {
    if request.rows.len() > MOST_ROWS {
        return Err(Refusal::invalid(
            "withdrawal.too_many_signatures",
            "录入的签字超过 50,000 户，没有保存。请核对后分次处理。",
        ));
    }
    let problem = |field: String, message: &str| FieldProblem {
        field,
        code: "field.choice".to_owned(),
        message: message.to_owned(),
    };
    let mut problems = Vec::new();
    for (position, row) in request.rows.iter().enumerate() {
        if Choice::from_code(&row.choice).is_none() {
            problems
                .push(problem(format!("rows.{position}.choice"), "意见须为同意、不同意或弃权。请重新选择。"));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Refusal::invalid_fields(problems)) }
}
