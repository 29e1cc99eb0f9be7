//! 附件: taking files in piece by piece, naming them in a case, giving them to whoever may see that case.

mod give;
pub(crate) mod naming;
mod rules;
mod states;
mod take;

pub use give::Given;

use crate::{App, Refusal};
use anju_contract::command::Access;
use anju_contract::problem::FieldProblem;
use anju_domain::attachment::{FileFault, LimitFault, Limits};
use anju_domain::calendar::business_date;
use anju_domain::permission::Permission;

/// Whoever prepares a case, or takes papers in for a company, may bring files.
const BRINGS: Access = Access::NeedsOneOf(&[Permission::WithdrawalPrepare, Permission::WithdrawalReceive]);

/// What is allowed today.
async fn limits(app: &App) -> Result<Limits, Refusal> {
    Ok(Limits::of_withdrawals(app.rules().await?.rows(), business_date(app.clock.now())))
}

fn over(fault: LimitFault) -> Refusal {
    Refusal::invalid(fault.code(), fault.to_string())
}

fn unfit(fault: FileFault) -> Refusal {
    Refusal::invalid(fault.code(), fault.message())
}

fn problem(field: String, code: &str, message: String) -> FieldProblem {
    FieldProblem { field, code: code.to_owned(), message }
}
