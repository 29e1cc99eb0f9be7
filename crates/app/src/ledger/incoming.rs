//! What the bank reports as having arrived: noted first, so that it cannot get lost, then credited or kept in suspense.

use super::SUSPENSE;
use crate::withdrawal::{Credit, Payable, bank, book_in};
use crate::{App, Caller, Refusal, Unit};
use anju_domain::calendar::business_date;
use anju_domain::ledger::{EntryHead, MoneySource, suspense_received};
use anju_domain::money::Fen;
use anju_domain::withdrawal::incoming::{SuspenseReason, place};
use anju_store::ledger::incoming::{self as store, Incoming, NewIncoming, NewUse};
use anju_store::ledger::task::{self, NewTask};
use chrono::NaiveDate;
use serde_json::json;
use std::sync::Arc;
use uuid::Uuid;

/// How often a credit is tried again when its sheet is changed at the same moment.
const ATTEMPTS: usize = 8;

/// A credit, as the bank reports it.
#[derive(Clone, Debug)]
pub struct CreditNotice {
    /// The code of the district on whose account it arrived.
    pub district_code: String,
    /// The bank's reference: the same one is the same credit.
    pub reference: String,
    /// How much.
    pub fen: Fen,
    /// Who paid.
    pub payer_name: String,
    /// What the payer wrote.
    pub remark: String,
    /// The day on which it arrived.
    pub received_on: NaiveDate,
}

/// What becomes of a credit.
#[derive(Clone)]
pub(super) enum Plan {
    /// It is credited at once.
    Credit(Credit),
    /// It waits for a person.
    Suspense(SuspenseReason),
}

/// Decides by the rules what becomes of a credit.
pub(super) async fn plan(app: &App, district_id: Uuid, fen: Fen, remark: &str) -> Result<Plan, Refusal> {
    let payable = match Payable::find(app, district_id, remark).await? {
        Ok(payable) => payable,
        Err(reason) => return Ok(Plan::Suspense(reason)),
    };
    match place(fen, payable.awaited) {
        Ok(()) => Ok(Plan::Credit(payable.credit(fen)?)),
        Err(reason) => Ok(Plan::Suspense(reason)),
    }
}

/// The head of an entry of a credit that is no sheet's.
pub(super) fn head(own: &Incoming, name: &str, unit: &Unit<'_>) -> EntryHead {
    EntryHead {
        business_date: business_date(unit.now),
        case: own.id,
        idempotency_key: format!("incoming.{name}:{}:{}", own.id, own.version),
    }
}

/// Carries the plan for a noted credit out, inside the transaction that holds its lock.
pub(super) async fn carry_out(
    unit: &mut Unit<'_>,
    caller: &Caller,
    own: &Incoming,
    plan: &Plan,
) -> Result<(), Refusal> {
    let (state, rest, reason) = match plan {
        Plan::Credit(credit) => {
            let name = format!("incoming:{}:{}", own.id, own.version);
            credit.book(unit, caller, (own.id, &name), MoneySource::Bank(own.scope_id)).await?;
            ("placed", Fen::ZERO, None)
        }
        Plan::Suspense(reason) => {
            let entry = suspense_received(head(own, "suspense", unit), own.scope_id, own.fen);
            let entry_id = book_in(unit, own.scope_id, caller.user_id, entry).await?;
            let new = NewUse {
                incoming_id: own.id,
                entry_id,
                purpose: "suspense",
                sheet_id: None,
                unit_id: None,
                fen: own.fen,
                at: unit.now,
            };
            store::add_use(unit.tx, &new).await?;
            let new = NewTask {
                scope_id: own.scope_id,
                kind: SUSPENSE,
                subject_id: own.id,
                case_id: None,
                fen: own.fen,
                detail: reason.to_string(),
                at: unit.now,
            };
            task::open(unit.tx, &new).await?;
            ("suspense", own.fen, Some(reason))
        }
    };
    let code = reason.map_or("", SuspenseReason::code);
    let text = reason.map(ToString::to_string).unwrap_or_default();
    if !store::stand(unit.tx, (own.id, own.version), state, rest, (code, &text)).await? {
        return Err(stale());
    }
    let after = json!({ "state": state, "fen": own.fen, "reason": code }).to_string();
    unit.audit(caller, own.scope_id, own.id, String::new(), after);
    Ok(())
}

/// Somebody else has dealt with the credit since the caller saw it.
pub(super) fn stale() -> Refusal {
    Refusal::conflict(
        "version.stale",
        "这笔款项刚刚被他人办理过，您看到的不是最新情况。请刷新后核对，再决定是否继续。",
        None,
    )
}

impl App {
    /// Notes a credit that the bank reports; the same reference again changes nothing. Whatever happens afterwards, the
    /// bank need not report it again.
    ///
    /// # Errors
    /// A refusal if it is no credit, or its district is unknown.
    pub async fn note_credit(&self, notice: CreditNotice) -> Result<(), Refusal> {
        let Some(scope_id) = store::district_by_code(&self.store, &notice.district_code).await? else {
            return Err(Refusal::not_found("该区县的专用账户"));
        };
        let valid = (1..=Fen::MAX.0).contains(&notice.fen.0) && !notice.reference.trim().is_empty();
        if !valid {
            return Err(Refusal::invalid(
                "ledger.incoming.unreadable",
                "到账通知缺少流水号或金额不正确，没有受理。请核对后重新发送。",
            ));
        }
        let new = NewIncoming {
            id: Uuid::now_v7(),
            scope_id,
            source: "bank",
            reference: notice.reference.trim().to_owned(),
            fen: notice.fen,
            payer_name: notice.payer_name,
            remark: notice.remark,
            received_on: notice.received_on,
            noted_at: self.clock.now(),
            noted_by: bank().user_id,
        };
        self.store
            .write(move |tx| {
                let new = new.clone();
                Box::pin(async move { store::add(tx, &new).await.map(drop) })
            })
            .await?;
        Ok(())
    }

    /// Credits what was noted and is not credited yet, or puts it into suspense.
    ///
    /// # Errors
    /// The first refusal; the others are tried all the same.
    pub async fn place_noted(&self) -> Result<(), Refusal> {
        let mut first = Ok(());
        for id in store::noted(&self.store).await? {
            let placed = self.place(id).await;
            if first.is_ok() {
                first = placed;
            }
        }
        first
    }

    async fn place(&self, id: Uuid) -> Result<(), Refusal> {
        let mut last = Ok(());
        for _ in 0..ATTEMPTS {
            last = self.place_once(id).await;
            match &last {
                Err(refusal) if refusal.problem().code == "version.stale" => {}
                _ => return last,
            }
        }
        last
    }

    async fn place_once(&self, id: Uuid) -> Result<(), Refusal> {
        let Some(own) = store::get(&self.store, id).await?.filter(|own| own.state == "noted") else {
            return Ok(());
        };
        let plan = Arc::new(plan(self, own.scope_id, own.fen, &own.remark).await?);
        let now = self.clock.now();
        let heads = self
            .store
            .write(move |tx| {
                let plan = Arc::clone(&plan);
                Box::pin(async move {
                    let Some(own) = store::lock(tx, id).await?.filter(|own| own.state == "noted") else {
                        return Ok(Vec::new());
                    };
                    let mut unit = Unit::new(tx, "ledger.place_credit", now);
                    carry_out(&mut unit, &bank(), &own, &plan).await?;
                    unit.finish().await
                })
            })
            .await?;
        self.announce(heads);
        Ok(())
    }
}
