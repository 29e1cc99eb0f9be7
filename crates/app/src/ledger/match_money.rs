//! 匹配: a person says where money belongs that waits in suspense.

use super::incoming::stale;
use super::{SUSPENSE, receipt};
use crate::withdrawal::{Credit, Payable};
use crate::{App, Caller, Refusal, Unit, Write};
use anju_contract::commands::Match;
use anju_contract::ledger::{IncomingWritten, MatchRequest};
use anju_contract::problem::FieldProblem;
use anju_domain::ledger::MoneySource;
use anju_domain::money::Fen;
use anju_domain::withdrawal::incoming::matchable;
use anju_store::ledger::incoming::{self as store, Incoming};
use anju_store::ledger::task;
use serde_json::json;

/// A match that holds as long as sheet and credit stay as they are.
#[derive(Clone)]
pub struct Prepared {
    own: Incoming,
    credit: Credit,
}

impl Write for Match {
    type Prepared = Prepared;

    async fn prepare(app: &App, caller: &Caller, request: &MatchRequest) -> Result<Prepared, Refusal> {
        let key = (request.incoming_id, request.version);
        let own = receipt::waiting(app, caller, key, "suspense").await?;
        let wrong = |field: &str, code: &str, message: String| {
            let (field, code) = (field.to_owned(), code.to_owned());
            Refusal::invalid_fields(vec![FieldProblem { field, code, message }])
        };
        let payable = match Payable::find(app, own.scope_id, &request.flow_number).await? {
            Ok(payable) => payable,
            Err(reason) => return Err(wrong("flow_number", reason.code(), reason.to_string())),
        };
        let most = matchable(own.rest, payable.awaited)
            .map_err(|reason| wrong("flow_number", reason.code(), reason.to_string()))?;
        if !(1..=most.0).contains(&request.amount_fen.0) {
            let message = format!("匹配金额应大于 0，最多 {} 元。请按应交金额填写。", most.grouped());
            return Err(wrong("amount_fen", "money.range", message));
        }
        let credit = payable.credit(request.amount_fen)?;
        Ok(Prepared { own, credit })
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: MatchRequest,
        Prepared { own, credit }: Prepared,
    ) -> Result<IncomingWritten, Refusal> {
        // The version that was read is the one that is written on: nothing of it was matched or returned meanwhile.
        let rest = Fen(own.rest.0 - request.amount_fen.0);
        let state = if rest == Fen::ZERO { "placed" } else { "suspense" };
        let reason = (own.reason_code.as_str(), own.reason_text.as_str());
        if !store::stand(unit.tx, (own.id, own.version), state, rest, reason).await? {
            return Err(stale());
        }
        let name = format!("incoming:{}:{}", own.id, own.version);
        credit.book(unit, caller, (own.id, &name), MoneySource::Suspense(own.scope_id)).await?;
        if rest == Fen::ZERO {
            task::end_about(unit.tx, SUSPENSE, own.id, caller.user_id, unit.now).await?;
        }
        let (before, after) = (json!({ "rest": own.rest }), json!({ "rest": rest, "state": state }));
        unit.audit(caller, own.scope_id, own.id, before.to_string(), after.to_string());
        let reason = if rest == Fen::ZERO { String::new() } else { own.reason_text };
        Ok(IncomingWritten { incoming_id: own.id, version: own.version + 1, state: state.to_owned(), reason })
    }
}
