//! 录入业主签字: from the signed sheet of the version that was submitted, with the papers that came with it.

use super::case::{self, SIGNED_SHEET};
use super::moves::{self, Allowed};
use crate::{App, Caller, Refusal, Unit, Write};
use anju_contract::commands::EnterSignatures;
use anju_contract::problem::FieldProblem;
use anju_contract::withdrawal::{EnterSignaturesRequest, MoveResponse, SignatureRow};
use anju_domain::withdrawal::emergency::EmergencyKind;
use anju_domain::withdrawal::state::Move;
use anju_domain::withdrawal::vote::SignaturesError;
use anju_store::withdrawal::case::{self as store, BallotRow};

impl Write for EnterSignatures {
    type Prepared = Allowed;

    async fn prepare(
        app: &App,
        caller: &Caller,
        request: &EnterSignaturesRequest,
    ) -> Result<Allowed, Refusal> {
        let key = (request.sheet_id, request.version);
        let allowed = moves::allow(app, caller, key, Move::EnterSignatures, "", |_| {}).await?;
        let case = &allowed.loaded.case;
        if request.signed_version != case.sheet_version {
            let error =
                SignaturesError::OtherVersion { signed: request.signed_version, current: case.sheet_version };
            return Err(Refusal::invalid(error.code(), error.to_string()));
        }
        check_codes(request)?;
        // Counting refuses every row that may not stand.
        case::count(app, &allowed.loaded.rules, case, &ballots(&request.rows), app.clock.now()).await?;
        Ok(allowed)
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: EnterSignaturesRequest,
        allowed: Allowed,
    ) -> Result<MoveResponse, Refusal> {
        let response = moves::apply(unit, caller, &allowed).await?;
        store::replace_ballots(unit.tx, request.sheet_id, &ballots(&request.rows)).await?;
        store::add_papers(unit.tx, request.sheet_id, &request.papers, caller.user_id, unit.now).await?;
        Ok(response)
    }
}

fn ballots(rows: &[SignatureRow]) -> Vec<BallotRow> {
    rows.iter()
        .map(|row| BallotRow { unit_id: row.unit_id, choice: row.choice.clone(), signed_on: row.signed_on })
        .collect()
}

fn check_codes(request: &EnterSignaturesRequest) -> Result<(), Refusal> {
    let mut known: Vec<String> =
        EmergencyKind::ALL.into_iter().flat_map(EmergencyKind::papers).filter_map(case::paper_code).collect();
    known.push(SIGNED_SHEET.to_owned());
    let problem = |field: String, message: &str| FieldProblem {
        field,
        code: "field.choice".to_owned(),
        message: message.to_owned(),
    };
    let mut problems = Vec::new();
    for (position, row) in request.rows.iter().enumerate() {
        if case::choice(&row.choice).is_none() {
            problems
                .push(problem(format!("rows.{position}.choice"), "意见须为同意、不同意或弃权。请重新选择。"));
        }
    }
    for (position, paper) in request.papers.iter().enumerate() {
        if !known.contains(paper) {
            problems.push(problem(format!("papers.{position}"), "材料种类不在清单内。请重新选择。"));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Refusal::invalid_fields(problems)) }
}
