//! The payee's account in full, for whoever may look at it.

use super::case;
use crate::{App, Caller, Refusal};
use uuid::Uuid;

/// The district of a submitted sheet within the caller's scope, and the account that its payee is paid on.
pub(crate) async fn payee_account(
    app: &App,
    caller: &Caller,
    sheet_id: Uuid,
) -> Result<(Uuid, String), Refusal> {
    let loaded = case::load_for(app, caller, sheet_id).await?;
    Ok((loaded.sheet.district_id, loaded.case.payee.account))
}
