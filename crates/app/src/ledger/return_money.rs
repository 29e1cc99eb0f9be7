//! 退回: money that belongs nowhere goes back to whoever paid it in. One person asks, another releases.

use super::incoming::{head, stale};
use super::{SUSPENSE, receipt};
use crate::withdrawal::{Effect, bank, book_in};
use crate::{App, Caller, Refusal, Unit, Write};
use anju_contract::commands::{AskReturn, DecideReturn};
use anju_contract::ledger::{AskReturnRequest, DecideReturnRequest, IncomingWritten};
use anju_contract::problem::FieldProblem;
use anju_domain::identity::BankAccount;
use anju_domain::ledger::{payment_paid, return_failed, suspense_returned};
use anju_domain::money::Fen;
use anju_store::StoreError;
use anju_store::ledger::incoming::{self as store, AskedReturn, Incoming, NewUse};
use anju_store::ledger::instruction::{self, Instruction};
use anju_store::ledger::{entry_by_key, task};
use serde_json::json;
use uuid::Uuid;

/// A return that may be asked for.
#[derive(Clone)]
pub struct Asked {
    own: Incoming,
    asked: AskedReturn,
}

impl Write for AskReturn {
    type Prepared = Asked;

    async fn prepare(app: &App, caller: &Caller, request: &AskReturnRequest) -> Result<Asked, Refusal> {
        let key = (request.incoming_id, request.version);
        let own = receipt::waiting(app, caller, key, "suspense").await?;
        let mut problems = Vec::new();
        for (field, text, label) in [
            ("payee_name", &request.payee_name, "收款人"),
            ("payee_bank", &request.payee_bank, "收款银行"),
            ("reason", &request.reason, "退回原因"),
        ] {
            let length = text.trim().chars().count();
            let message = if length == 0 {
                format!("{label}为必填项，尚未填写。请填写后继续。")
            } else if length > 200 || text.chars().any(char::is_control) {
                format!("{label}过长或含有不能打印的字符。请核对后重新填写。")
            } else {
                continue;
            };
            let (field, code) = (field.to_owned(), "field.text".to_owned());
            problems.push(FieldProblem { field, code, message });
        }
        let account = match BankAccount::parse(&request.payee_account) {
            Ok(account) => account.reveal().to_owned(),
            Err(error) => {
                let (field, code) = ("payee_account".to_owned(), error.code().to_owned());
                problems.push(FieldProblem { field, code, message: error.message().to_owned() });
                String::new()
            }
        };
        if !problems.is_empty() {
            return Err(Refusal::invalid_fields(problems));
        }
        let asked = AskedReturn {
            name: request.payee_name.trim().to_owned(),
            bank: request.payee_bank.trim().to_owned(),
            account,
            reason: request.reason.trim().to_owned(),
            asked_by: caller.user_id,
        };
        Ok(Asked { own, asked })
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        _: AskReturnRequest,
        Asked { own, asked }: Asked,
    ) -> Result<IncomingWritten, Refusal> {
        if !store::ask_return(unit.tx, (own.id, own.version), &asked).await? {
            return Err(stale());
        }
        written(unit, caller, &own, "return_asked", "")
    }
}

impl Write for DecideReturn {
    type Prepared = Incoming;

    async fn prepare(app: &App, caller: &Caller, request: &DecideReturnRequest) -> Result<Incoming, Refusal> {
        let key = (request.incoming_id, request.version);
        let own = receipt::waiting(app, caller, key, "return_asked").await?;
        if own.asked.as_ref().is_some_and(|asked| asked.asked_by == caller.user_id) {
            return Err(Refusal::conflict(
                "ledger.second_person",
                "这笔退回是您申请的，按申请与拨付分离的规定不能由您办理。请由其他人员办理。",
                None,
            ));
        }
        if !request.releases && request.reason.trim().is_empty() {
            return Err(Refusal::invalid_fields(vec![FieldProblem {
                field: "reason".to_owned(),
                code: "field.required".to_owned(),
                message: "不同意退回须说明原因，供申请人查看。请填写原因。".to_owned(),
            }]));
        }
        Ok(own)
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: DecideReturnRequest,
        own: Incoming,
    ) -> Result<IncomingWritten, Refusal> {
        let key = (own.id, own.version);
        if !request.releases {
            let reason = format!("不同意退回：{}", request.reason.trim());
            if !store::refuse_return(unit.tx, key, &reason).await? {
                return Err(stale());
            }
            return written(unit, caller, &own, "suspense", &reason);
        }
        if !store::release_return(unit.tx, key).await? {
            return Err(stale());
        }
        let round = own.return_round + 1;
        let entry = suspense_returned(named(&own, "return", round, unit), own.scope_id, own.rest);
        let entry_id = book_in(unit, own.scope_id, caller.user_id, entry).await?;
        store::add_use(unit.tx, &used(&own, entry_id, "return", unit)).await?;
        let asked = own.asked.clone().ok_or(StoreError::Corrupt("a return that somebody asked for"))?;
        let new = Instruction {
            id: Uuid::now_v7(),
            scope_id: own.scope_id,
            case_id: own.id,
            round,
            fen: own.rest,
            payee_name: asked.name,
            payee_bank: asked.bank,
            payee_account: asked.account,
            state: String::new(),
            detail: String::new(),
            created_at: unit.now,
            ended_at: None,
            never_had_at: None,
        };
        instruction::add(unit.tx, &new, caller.user_id).await?;
        written(unit, caller, &own, "returning", "")
    }
}

/// The head of an entry of this attempt to pay it back.
fn named(own: &Incoming, name: &str, round: i64, unit: &Unit<'_>) -> anju_domain::ledger::EntryHead {
    let idempotency_key = key(own.id, name, round);
    anju_domain::ledger::EntryHead { idempotency_key, ..head(own, name, unit) }
}

fn key(id: Uuid, name: &str, round: i64) -> String {
    format!("incoming.{name}:{id}:{round}")
}

fn used(own: &Incoming, entry_id: Uuid, purpose: &'static str, unit: &Unit<'_>) -> NewUse {
    NewUse {
        incoming_id: own.id,
        entry_id,
        purpose,
        sheet_id: None,
        unit_id: None,
        fen: own.rest,
        at: unit.now,
    }
}

fn written(
    unit: &mut Unit<'_>,
    caller: &Caller,
    own: &Incoming,
    state: &str,
    reason: &str,
) -> Result<IncomingWritten, Refusal> {
    let (before, after) = (json!({ "state": own.state }), json!({ "state": state, "reason": reason }));
    unit.audit(caller, own.scope_id, own.id, before.to_string(), after.to_string());
    Ok(IncomingWritten {
        incoming_id: own.id,
        version: own.version + 1,
        state: state.to_owned(),
        reason: reason.to_owned(),
    })
}

/// What the bank says of the instruction that pays a credit back. A failure never loses it: it waits in suspense again.
pub(crate) async fn bank_answered(
    app: &App,
    own: &Instruction,
    state: &'static str,
    why: &str,
) -> Result<Effect, Refusal> {
    let (instruction_id, incoming_id, round, why) = (own.id, own.case_id, own.round, why.to_owned());
    let returned = entry_by_key(&app.store, own.scope_id, &key(incoming_id, "return", round)).await?;
    let returned = returned.ok_or(StoreError::Corrupt("entry of a return"))?;
    let now = app.clock.now();
    let (effect, heads) = app
        .store
        .write(move |tx| {
            let why = why.clone();
            Box::pin(async move {
                if !instruction::end(tx, instruction_id, state, &why, now).await? {
                    return Ok((Effect::Nothing, Vec::new()));
                }
                let own = store::lock(tx, incoming_id).await?;
                let own = own.ok_or(StoreError::Corrupt("a credit that is paid back"))?;
                let mut unit = Unit::new(tx, "ledger.bank_answer", now);
                answered(&mut unit, &own, (round, returned), state, &why).await?;
                Ok::<_, Refusal>((Effect::Moved, unit.finish().await?))
            })
        })
        .await?;
    app.announce(heads);
    Ok(effect)
}

async fn answered(
    unit: &mut Unit<'_>,
    own: &Incoming,
    (round, returned): (i64, Uuid),
    state: &str,
    why: &str,
) -> Result<(), Refusal> {
    let caller = bank();
    let key = (own.id, own.version);
    if state == "paid" {
        let entry = payment_paid(named(own, "paid", round, unit), own.scope_id, own.rest);
        book_in(unit, own.scope_id, caller.user_id, entry).await?;
        let reason = (own.reason_code.as_str(), own.reason_text.as_str());
        store::stand(unit.tx, key, "returned", Fen::ZERO, reason).await?;
        task::end_about(unit.tx, SUSPENSE, own.id, caller.user_id, unit.now).await?;
        written(unit, &caller, own, "returned", "").map(drop)
    } else {
        let entry = return_failed(named(own, "failed", round, unit), own.scope_id, own.rest, returned);
        let entry_id = book_in(unit, own.scope_id, caller.user_id, entry).await?;
        store::add_use(unit.tx, &used(own, entry_id, "return_failed", unit)).await?;
        let reason = format!("退回时银行付款失败（{why}），款项仍在暂收。请核对收款账户后重新申请退回。");
        store::refuse_return(unit.tx, key, &reason).await?;
        written(unit, &caller, own, "suspense", &reason).map(drop)
    }
}
