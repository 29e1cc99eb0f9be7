//! 拨付: the cashier releases what was approved, again after a failure, asks the bank, or the department gives up.

use super::moves::{self, Allowed};
use super::{booking, facts};
use crate::{App, Caller, Refusal, Unit, Write};
use anju_contract::commands::{AskBank, GiveUp, Release, SendAgain};
use anju_contract::withdrawal::{GiveUpRequest, MoveResponse, ReleaseRequest, SendAgainRequest};
use anju_domain::ledger::{self as rules, PayerAmount};
use anju_domain::withdrawal::state::{Missing, Move, State};
use anju_store::StoreError;
use anju_store::ledger::{self, instruction};
use anju_store::withdrawal::{self as store, supplement};
use std::sync::Arc;
use uuid::Uuid;

/// A release, with what each unit pays.
#[derive(Clone)]
pub struct Prepared {
    allowed: Allowed,
    amounts: Arc<Vec<PayerAmount>>,
    /// The entry that giving up takes back.
    released: Option<Uuid>,
}

impl Write for Release {
    type Prepared = Prepared;

    async fn prepare(app: &App, caller: &Caller, request: &ReleaseRequest) -> Result<Prepared, Refusal> {
        let sheet = store::get(&app.store, request.sheet_id).await?;
        let failed = sheet.is_some_and(|sheet| sheet.state == State::PaymentFailed.code());
        let chosen = if failed { Move::ReleaseAgain } else { Move::Release };
        let key = (request.sheet_id, request.version);
        let allowed = moves::allow(app, caller, key, chosen, "", |_| {}).await?;
        let amounts = booking::amounts(app, request.sheet_id, allowed.loaded.round).await?;
        Ok(Prepared { allowed, amounts: Arc::new(amounts), released: None })
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: ReleaseRequest,
        Prepared { allowed, amounts, .. }: Prepared,
    ) -> Result<MoveResponse, Refusal> {
        let response = moves::apply(unit, caller, &allowed).await?;
        let again = allowed.chosen == Move::ReleaseAgain;
        let fen = if again { allowed.loaded.facts.clearing } else { allowed.loaded.totals.pays };
        if !again {
            let round = allowed.loaded.round;
            let name = booking::release_name(request.sheet_id, round);
            let head = booking::head(request.sheet_id, &name, unit.now);
            let entry = if round > 1 {
                rules::release_supplement(head, &amounts)
            } else {
                rules::release_payment(head, &amounts)
            };
            ledger::consume_holds(unit.tx, request.sheet_id).await?;
            booking::book(unit, &allowed, caller.user_id, entry).await?;
        }
        booking::instruct(unit, &allowed, caller.user_id, fen).await?;
        Ok(response)
    }
}

impl Write for AskBank {
    type Prepared = Allowed;

    async fn prepare(app: &App, caller: &Caller, request: &ReleaseRequest) -> Result<Allowed, Refusal> {
        let key = (request.sheet_id, request.version);
        moves::allow(app, caller, key, Move::AskBank, "", |_| {}).await
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: ReleaseRequest,
        allowed: Allowed,
    ) -> Result<MoveResponse, Refusal> {
        let response = moves::apply(unit, caller, &allowed).await?;
        instruction::ask_at(unit.tx, request.sheet_id, unit.now).await?;
        Ok(response)
    }
}

impl Write for SendAgain {
    type Prepared = Allowed;

    async fn prepare(app: &App, caller: &Caller, request: &SendAgainRequest) -> Result<Allowed, Refusal> {
        let key = (request.sheet_id, request.version);
        moves::allow(app, caller, key, Move::SendAgain, &request.reason, |_| {}).await
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        _: SendAgainRequest,
        allowed: Allowed,
    ) -> Result<MoveResponse, Refusal> {
        let response = moves::apply(unit, caller, &allowed).await?;
        let last = allowed.loaded.instructions.iter().rfind(|own| own.round == allowed.loaded.round);
        let last = last.ok_or(StoreError::Corrupt("instruction of a sheet that is being paid"))?;
        // The bank may have answered otherwise since the case was read: then nothing goes out.
        if instruction::send_again(unit.tx, last.id, "银行查无此指令，按原编号重新发出。").await?
        {
            Ok(response)
        } else {
            Err(facts::refusal(&[Missing::BankMayHaveIt]))
        }
    }
}

impl Write for GiveUp {
    type Prepared = Prepared;

    async fn prepare(app: &App, caller: &Caller, request: &GiveUpRequest) -> Result<Prepared, Refusal> {
        let key = (request.sheet_id, request.version);
        let allowed = moves::allow(app, caller, key, Move::GiveUp, &request.reason, |_| {}).await?;
        let (sheet, round) = (&allowed.loaded.sheet, allowed.loaded.round);
        let name = booking::head(sheet.id, &booking::release_name(sheet.id, round), app.clock.now());
        let released = ledger::entry_by_key(&app.store, sheet.district_id, &name.idempotency_key).await?;
        let amounts = booking::amounts(app, sheet.id, round).await?;
        Ok(Prepared { allowed, amounts: Arc::new(amounts), released })
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: GiveUpRequest,
        Prepared { allowed, amounts, released }: Prepared,
    ) -> Result<MoveResponse, Refusal> {
        let response = moves::apply(unit, caller, &allowed).await?;
        let released = released.ok_or(StoreError::Corrupt("release of a failed payment"))?;
        let name = format!("give_up:{}:{}", request.sheet_id, allowed.loaded.round);
        let head = booking::head(request.sheet_id, &name, unit.now);
        booking::book(unit, &allowed, caller.user_id, rules::give_up(head, released, &amounts)).await?;
        supplement::void(unit.tx, request.sheet_id, allowed.loaded.round, unit.now).await?;
        Ok(response)
    }
}
