//! 结算: the company enters the actual cost, the department closes the sheet; what is left goes back to those who paid.

use super::moves::{self, Allowed};
use super::{booking, settlement};
use crate::{App, Caller, Refusal, Unit, Write};
use anju_contract::commands::{EnterSettlement, Settle};
use anju_contract::problem::FieldProblem;
use anju_contract::withdrawal::{EnterSettlementRequest, MoveResponse, SettleRequest};
use anju_domain::ledger::{self as rules, PayerAmount};
use anju_domain::money::Fen;
use anju_domain::withdrawal::paper::Stage;
use anju_domain::withdrawal::state::Move;
use anju_store::withdrawal::case as store;
use std::sync::Arc;

impl Write for EnterSettlement {
    type Prepared = Allowed;

    async fn prepare(
        app: &App,
        caller: &Caller,
        request: &EnterSettlementRequest,
    ) -> Result<Self::Prepared, Refusal> {
        if !(0..=Fen::MAX.0).contains(&request.actual_cost_fen.0) {
            return Err(Refusal::invalid_fields(vec![FieldProblem {
                field: "actual_cost_fen".to_owned(),
                code: "money.range".to_owned(),
                message: "实际费用不在可办理的范围内。请按结算书更正实际费用。".to_owned(),
            }]));
        }
        let key = (request.sheet_id, request.version);
        let mut allowed = moves::allow(app, caller, key, Move::EnterSettlement, "", |_| {}).await?;
        moves::bring(app, caller, &mut allowed, Stage::Settlement, request.attachments.as_deref()).await?;
        Ok(allowed)
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: EnterSettlementRequest,
        allowed: Allowed,
    ) -> Result<MoveResponse, Refusal> {
        let response = moves::apply(unit, caller, &allowed).await?;
        store::set_actual_cost(unit.tx, request.sheet_id, request.actual_cost_fen).await?;
        Ok(response)
    }
}

/// A settlement, with what goes back to each payer.
#[derive(Clone)]
pub struct Prepared {
    allowed: Allowed,
    back: Arc<Vec<PayerAmount>>,
}

impl Write for Settle {
    type Prepared = Prepared;

    async fn prepare(app: &App, caller: &Caller, request: &SettleRequest) -> Result<Prepared, Refusal> {
        let key = (request.sheet_id, request.version);
        let allowed = moves::allow(app, caller, key, Move::Settle, &request.reason, |_| {}).await?;
        let loaded = &allowed.loaded;
        let back = match &loaded.figures {
            Some(figures) => settlement::back(app, loaded, &figures.settlement).await?,
            None => Vec::new(),
        };
        Ok(Prepared { allowed, back: Arc::new(back) })
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: SettleRequest,
        Prepared { allowed, back }: Prepared,
    ) -> Result<MoveResponse, Refusal> {
        let response = moves::apply(unit, caller, &allowed).await?;
        if !back.is_empty() {
            let head = booking::head(request.sheet_id, &format!("settle:{}", request.sheet_id), unit.now);
            booking::book(unit, &allowed, caller.user_id, rules::settlement_return(head, &back)).await?;
        }
        store::set_settled(unit.tx, request.sheet_id, unit.now).await?;
        Ok(response)
    }
}
