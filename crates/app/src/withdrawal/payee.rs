//! 更正收款账户: after a failed payment the company enters another payee, and a second person decides on it.

use super::moves::{self, Allowed};
use crate::{App, Caller, Refusal, Unit, Write};
use anju_contract::commands::{CorrectPayee, DecidePayee};
use anju_contract::problem::FieldProblem;
use anju_contract::withdrawal::{CorrectPayeeRequest, DecidePayeeRequest, MoveResponse};
use anju_domain::identity::BankAccount;
use anju_domain::withdrawal::state::Move;
use anju_store::withdrawal::case::{self as store, PayeeText};

/// A corrected payee that may be entered.
#[derive(Clone)]
pub struct Correction {
    allowed: Allowed,
    payee: PayeeText,
}

impl Write for CorrectPayee {
    type Prepared = Correction;

    async fn prepare(
        app: &App,
        caller: &Caller,
        request: &CorrectPayeeRequest,
    ) -> Result<Correction, Refusal> {
        let key = (request.sheet_id, request.version);
        let allowed = moves::allow(app, caller, key, Move::CorrectPayee, "", |_| {}).await?;
        Ok(Correction { allowed, payee: read(request)? })
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: CorrectPayeeRequest,
        Correction { allowed, payee }: Correction,
    ) -> Result<MoveResponse, Refusal> {
        let response = moves::apply(unit, caller, &allowed).await?;
        store::set_corrected(unit.tx, request.sheet_id, Some(&payee)).await?;
        Ok(response)
    }
}

impl Write for DecidePayee {
    type Prepared = Allowed;

    async fn prepare(app: &App, caller: &Caller, request: &DecidePayeeRequest) -> Result<Allowed, Refusal> {
        let chosen = if request.confirms { Move::ConfirmPayee } else { Move::RefusePayee };
        let key = (request.sheet_id, request.version);
        moves::allow(app, caller, key, chosen, &request.reason, |_| {}).await
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: DecidePayeeRequest,
        allowed: Allowed,
    ) -> Result<MoveResponse, Refusal> {
        let response = moves::apply(unit, caller, &allowed).await?;
        if request.confirms {
            store::confirm_payee(unit.tx, request.sheet_id).await?;
        } else {
            store::set_corrected(unit.tx, request.sheet_id, None).await?;
        }
        Ok(response)
    }
}

fn read(request: &CorrectPayeeRequest) -> Result<PayeeText, Refusal> {
    let mut problems = Vec::new();
    let mut problem = |field: &str, code: &str, message: &str| {
        problems.push(FieldProblem {
            field: field.to_owned(),
            code: code.to_owned(),
            message: message.to_owned(),
        });
    };
    for (field, text, label) in
        [("payee_name", &request.payee_name, "收款单位名称"), ("payee_bank", &request.payee_bank, "收款银行")]
    {
        if text.trim().is_empty() {
            problem(field, "field.required", &format!("{label}为必填项，尚未填写。请填写后继续。"));
        } else if text.trim().chars().count() > 100 || text.chars().any(char::is_control) {
            problem(
                field,
                "field.characters",
                &format!("{label}过长或含有不能打印的字符。请核对后重新填写。"),
            );
        }
    }
    let account = BankAccount::parse(&request.payee_account);
    if let Err(error) = &account {
        problem("payee_account", error.code(), error.message());
    }
    match account {
        Ok(account) if problems.is_empty() => Ok(PayeeText {
            name: request.payee_name.trim().to_owned(),
            bank: request.payee_bank.trim().to_owned(),
            account: account.reveal().to_owned(),
        }),
        _ => Err(Refusal::invalid_fields(problems)),
    }
}
