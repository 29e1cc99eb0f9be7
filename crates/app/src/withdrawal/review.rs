//! 送审, and the two decisions: the bureau's on the use of the fund, the department's on payee, papers and money.

use super::case;
use super::moves::{self, Allowed};
use crate::{App, Caller, Refusal, Unit, Write};
use anju_contract::commands::{BureauDecide, DepartmentDecide, SendBack, SendForReview};
use anju_contract::withdrawal::{
    BureauDecideRequest, DepartmentDecideRequest, MoveResponse, SendBackRequest, SendForReviewRequest,
};
use anju_domain::withdrawal::paper::Stage;
use anju_domain::withdrawal::state::{Facts, Move};
use anju_store::ledger;
use anju_store::withdrawal::supplement;

impl Write for SendForReview {
    type Prepared = Allowed;

    async fn prepare(
        app: &App,
        caller: &Caller,
        request: &SendForReviewRequest,
    ) -> Result<Self::Prepared, Refusal> {
        let key = (request.sheet_id, request.version);
        // The papers that come along count as handed in; what they are is checked before anything is written.
        let brought = match &request.attachments {
            Some(files) => Some(case::approval_with(app, caller, request.sheet_id, files).await?),
            None => None,
        };
        let adjust = |facts: &mut Facts| facts.approval = brought.unwrap_or_else(|| facts.approval.clone());
        let mut allowed = moves::allow(app, caller, key, Move::SendToReview, "", adjust).await?;
        moves::bring(app, caller, &mut allowed, Stage::Review, request.attachments.as_deref()).await?;
        Ok(allowed)
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        _: SendForReviewRequest,
        allowed: Allowed,
    ) -> Result<MoveResponse, Refusal> {
        moves::apply(unit, caller, &allowed).await
    }
}

impl Write for BureauDecide {
    type Prepared = Allowed;

    async fn prepare(app: &App, caller: &Caller, request: &BureauDecideRequest) -> Result<Allowed, Refusal> {
        let chosen = if request.approves { Move::BureauApprove } else { Move::BureauReturn };
        let key = (request.sheet_id, request.version);
        moves::allow(app, caller, key, chosen, &request.reason, |_| {}).await
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: BureauDecideRequest,
        allowed: Allowed,
    ) -> Result<MoveResponse, Refusal> {
        let response = moves::apply(unit, caller, &allowed).await?;
        if !request.approves {
            ledger::release_holds(unit.tx, request.sheet_id).await?;
        }
        Ok(response)
    }
}

impl Write for DepartmentDecide {
    type Prepared = Allowed;

    async fn prepare(
        app: &App,
        caller: &Caller,
        request: &DepartmentDecideRequest,
    ) -> Result<Allowed, Refusal> {
        let chosen = if request.approves { Move::DepartmentApprove } else { Move::DepartmentReturn };
        let key = (request.sheet_id, request.version);
        let checked = request.payee_and_papers_checked;
        moves::allow(app, caller, key, chosen, &request.reason, |facts| {
            facts.payee_and_papers_checked = checked;
        })
        .await
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: DepartmentDecideRequest,
        allowed: Allowed,
    ) -> Result<MoveResponse, Refusal> {
        let response = moves::apply(unit, caller, &allowed).await?;
        if !request.approves {
            ledger::release_holds(unit.tx, request.sheet_id).await?;
            // A supplement that is returned leaves the sheet paid, without this round.
            supplement::void(unit.tx, request.sheet_id, allowed.loaded.case.round, unit.now).await?;
        }
        Ok(response)
    }
}

/// The holds stay: the department decides again over the same figures.
impl Write for SendBack {
    type Prepared = Allowed;

    async fn prepare(app: &App, caller: &Caller, request: &SendBackRequest) -> Result<Allowed, Refusal> {
        let key = (request.sheet_id, request.version);
        moves::allow(app, caller, key, Move::SendBack, &request.reason, |_| {}).await
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        _: SendBackRequest,
        allowed: Allowed,
    ) -> Result<MoveResponse, Refusal> {
        moves::apply(unit, caller, &allowed).await
    }
}
