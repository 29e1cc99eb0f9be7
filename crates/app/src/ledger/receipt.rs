//! 收款登记: a clerk books what was paid at the counter or stands on a statement, and reads what came in.

use super::incoming::{self, Plan};
use super::{Books, own_district};
use crate::withdrawal::Payable;
use crate::withdrawal::credit::room;
use crate::{App, Caller, Read, Refusal, Unit, Write};
use anju_contract::commands::{FindPayable, ListIncoming, RegisterReceipt};
use anju_contract::ledger::{
    FindPayableRequest, FindPayableResponse, IncomingUse, IncomingView, IncomingWritten, ListIncomingRequest,
    ListIncomingResponse, RegisterReceiptRequest,
};
use anju_contract::problem::FieldProblem;
use anju_contract::withdrawal::Draft;
use anju_domain::calendar::business_date;
use anju_domain::identity::{mask_account, mask_name};
use anju_domain::money::Fen;
use anju_domain::personal::{PersonalField, Showing};
use anju_domain::withdrawal::incoming::{Awaited, SuspenseReason};
use anju_store::StoreError;
use anju_store::ledger::incoming::{self as store, Incoming, NewIncoming};
use chrono::NaiveDate;
use std::sync::Arc;
use uuid::Uuid;

/// The longest text that a receipt carries.
const LONGEST: usize = 200;

/// A name as this caller may see it.
pub(super) fn name_for(caller: &Caller, name: &str) -> String {
    match caller.showing(PersonalField::OwnerName) {
        Showing::Full => name.to_owned(),
        Showing::Masked | Showing::RevealedOnline => {
            name.split('、').map(mask_name).collect::<Vec<_>>().join("、")
        }
    }
}

impl Read for FindPayable {
    async fn read(
        app: &App,
        caller: &Caller,
        request: FindPayableRequest,
    ) -> Result<FindPayableResponse, Refusal> {
        let district_id = own_district(caller, "该流水号")?;
        let payable = match Payable::find(app, district_id, &request.flow_number).await? {
            Ok(payable) => payable,
            Err(reason) => return Err(Refusal::invalid(reason.code(), told(reason))),
        };
        let (awaited, awaited_fen) = match payable.awaited {
            Awaited::Shortfall(fen) => ("shortfall", fen),
            Awaited::Remainder(fen) => ("remainder", fen),
            Awaited::Nothing(_) => ("nothing", Fen::ZERO),
        };
        let sheet = payable.sheet();
        let draft: Draft = serde_json::from_str(&sheet.draft)?;
        Ok(FindPayableResponse {
            sheet_id: sheet.id,
            flow_number: payable.number.to_string(),
            community_name: sheet.community_name.clone(),
            project: draft.project,
            state: sheet.state.clone(),
            room: payable.line.as_ref().map(room).unwrap_or_default(),
            owners: payable.line.as_ref().map(|line| name_for(caller, &line.owners)).unwrap_or_default(),
            awaited: awaited.to_owned(),
            awaited_fen,
        })
    }
}

/// What a clerk reads who typed a number that names nothing.
fn told(reason: SuspenseReason) -> String {
    match reason {
        SuspenseReason::NoNumber => {
            "没有识别出业务流水号。请按催缴通知单填写完整的流水号，例如 110102-2026-000001-00003。".to_owned()
        }
        SuspenseReason::UnknownNumber => {
            "本区县没有这个流水号对应的任务单或分户。请核对后重新填写；补交欠款须填写到分户的流水号。"
                .to_owned()
        }
        SuspenseReason::Late { .. } | SuspenseReason::NothingOwed | SuspenseReason::OtherAmount { .. } => {
            reason.to_string()
        }
    }
}

/// A receipt that may be booked.
#[derive(Clone)]
pub struct Prepared {
    new: NewIncoming,
    plan: Arc<Plan>,
}

impl Write for RegisterReceipt {
    type Prepared = Prepared;

    async fn prepare(
        app: &App,
        caller: &Caller,
        request: &RegisterReceiptRequest,
    ) -> Result<Prepared, Refusal> {
        let scope_id = own_district(caller, "本区县的账务")?;
        let now = app.clock.now();
        check(request, business_date(now))?;
        let reference = request.reference.trim().to_owned();
        if let Some(known) = store::by_reference(&app.store, scope_id, &reference).await? {
            return Err(already_booked(&known));
        }
        let plan = incoming::plan(app, scope_id, request.amount_fen, &request.remark).await?;
        let new = NewIncoming {
            id: request.incoming_id,
            scope_id,
            source: "counter",
            reference,
            fen: request.amount_fen,
            payer_name: request.payer_name.trim().to_owned(),
            remark: request.remark.trim().to_owned(),
            received_on: request.received_on,
            noted_at: now,
            noted_by: caller.user_id,
        };
        Ok(Prepared { new, plan: Arc::new(plan) })
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: RegisterReceiptRequest,
        Prepared { new, plan }: Prepared,
    ) -> Result<IncomingWritten, Refusal> {
        if !store::add(unit.tx, &new).await? {
            return Err(Refusal::conflict("ledger.incoming.known", ALREADY, None));
        }
        let own = store::lock(unit.tx, request.incoming_id).await?;
        let own = own.ok_or(StoreError::Corrupt("a credit that was just noted"))?;
        incoming::carry_out(unit, caller, &own, &plan).await?;
        let (state, reason) = match &*plan {
            Plan::Credit(_) => ("placed", String::new()),
            Plan::Suspense(reason) => ("suspense", reason.to_string()),
        };
        Ok(IncomingWritten { incoming_id: own.id, version: own.version + 1, state: state.to_owned(), reason })
    }
}

const ALREADY: &str = "这个凭证号已经登记过，为避免重复入账，没有受理。请在到账列表中核对原来的登记。";

fn already_booked(known: &Incoming) -> Refusal {
    let details = serde_json::json!({ "incoming_id": known.id, "amount_fen": known.fen });
    Refusal::conflict("ledger.incoming.known", ALREADY, Some(details))
}

fn check(request: &RegisterReceiptRequest, today: NaiveDate) -> Result<(), Refusal> {
    let mut problems = Vec::new();
    let mut problem = |field: &str, code: &str, message: String| {
        let (field, code) = (field.to_owned(), code.to_owned());
        problems.push(FieldProblem { field, code, message });
    };
    for (field, text, label) in
        [("reference", &request.reference, "收款凭证号"), ("payer_name", &request.payer_name, "付款人")]
    {
        if text.trim().is_empty() {
            problem(field, "field.required", format!("{label}为必填项，尚未填写。请填写后继续。"));
        }
    }
    for (field, text) in
        [("reference", &request.reference), ("payer_name", &request.payer_name), ("remark", &request.remark)]
    {
        if text.chars().count() > LONGEST || text.chars().any(char::is_control) {
            let message = format!("内容超过 {LONGEST} 个字，或含有不能打印的字符。请核对后重新填写。");
            problem(field, "field.characters", message);
        }
    }
    if !(1..=Fen::MAX.0).contains(&request.amount_fen.0) {
        problem("amount_fen", "money.range", "到账金额应大于 0。请按收款凭证填写。".to_owned());
    }
    if request.received_on > today {
        problem("received_on", "date.future", "到账日期晚于今天。请按收款凭证填写。".to_owned());
    }
    if problems.is_empty() { Ok(()) } else { Err(Refusal::invalid_fields(problems)) }
}

impl Read for ListIncoming {
    async fn read(
        app: &App,
        caller: &Caller,
        request: ListIncomingRequest,
    ) -> Result<ListIncomingResponse, Refusal> {
        let scope = match Books::of(caller) {
            Books::District(id) => Some(id),
            Books::All => None,
            Books::None => return Ok(ListIncomingResponse { incoming: Vec::new() }),
        };
        let mut incoming = Vec::new();
        for own in store::list(&app.store, scope, request.waiting).await? {
            incoming.push(view(app, caller, own).await?);
        }
        Ok(ListIncomingResponse { incoming })
    }
}

async fn view(app: &App, caller: &Caller, own: Incoming) -> Result<IncomingView, Refusal> {
    let uses = store::uses(&app.store, own.id).await?.into_iter();
    let uses = uses.map(|one| IncomingUse {
        purpose: one.purpose,
        number: one.number.unwrap_or_default(),
        amount_fen: one.fen,
        at: one.at,
    });
    let asked = own.asked.as_ref();
    let return_to = asked.map(|asked| {
        format!("{} {} {}", name_for(caller, &asked.name), asked.bank, mask_account(&asked.account))
    });
    Ok(IncomingView {
        incoming_id: own.id,
        source: own.source,
        reference: own.reference,
        amount_fen: own.fen,
        rest_fen: own.rest,
        payer_name: name_for(caller, &own.payer_name),
        remark: own.remark,
        received_on: own.received_on,
        noted_at: own.noted_at,
        reason: if own.state == "placed" { String::new() } else { own.reason_text },
        state: own.state,
        return_to: return_to.unwrap_or_default(),
        return_reason: asked.map(|asked| asked.reason.clone()).unwrap_or_default(),
        asked_by_me: asked.is_some_and(|asked| asked.asked_by == caller.user_id),
        uses: uses.collect(),
        version: own.version,
    })
}

/// A credit of the caller's district in this version that waits in one of these states.
pub(super) async fn waiting(
    app: &App,
    caller: &Caller,
    (id, version): (Uuid, i64),
    state: &str,
) -> Result<Incoming, Refusal> {
    let district_id = own_district(caller, "该笔款项")?;
    let own = store::get(&app.store, id).await?.filter(|own| own.scope_id == district_id);
    let own = own.ok_or_else(|| Refusal::not_found("该笔款项"))?;
    if own.version != version || own.state != state {
        return Err(incoming::stale());
    }
    Ok(own)
}
