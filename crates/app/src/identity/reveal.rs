//! One masked number in full: within the caller's scope, as the role may see it, and never without a line in the audit
//! chain. The answer is stored nowhere.

use super::limits::{REVEALS, too_many};
use crate::withdrawal::payee_account;
use crate::{App, Caller, Read, Refusal, estate};
use anju_contract::command::Command as _;
use anju_contract::commands::Reveal;
use anju_contract::identity::{RevealRequest, RevealResponse, RevealSubject};
use anju_domain::permission::Permission;
use anju_domain::personal::{PersonalField, REVEALED_FOR_S, Showing};
use anju_store::audit;
use anju_store::estate::owner;
use serde_json::json;
use uuid::Uuid;

/// A number that was found, and where the look is written down.
struct Found {
    district_id: Uuid,
    subject_id: Uuid,
    ordinal: Option<i32>,
    text: String,
}

impl Read for Reveal {
    async fn read(app: &App, caller: &Caller, request: RevealRequest) -> Result<RevealResponse, Refusal> {
        if caller.showing(request.field) != Showing::RevealedOnline {
            return Err(Refusal::forbidden(&[Permission::IdentityReveal]));
        }
        let of = caller.user_id.to_string();
        app.limits.count(REVEALS, &of, app.clock.now()).map_err(too_many)?;
        let found = match request.subject {
            RevealSubject::Owner { unit_id, ordinal } => {
                owners_number(app, caller, unit_id, ordinal, request.field).await?
            }
            RevealSubject::Payee { sheet_id } => account(app, caller, sheet_id, request.field).await?,
        };
        let look = json!({ "field": request.field.code(), "ordinal": found.ordinal });
        let line = audit::Line {
            district_id: found.district_id,
            at: app.clock.now(),
            actor_id: caller.user_id,
            command: Reveal::NAME,
            subject_id: found.subject_id,
            before: String::new(),
            after: look.to_string(),
        };
        let written = app.store.write(move |tx| {
            let line = line.clone();
            Box::pin(async move { audit::append(tx, &line).await })
        });
        written.await?;
        Ok(RevealResponse { text: found.text, shown_s: REVEALED_FOR_S })
    }
}

async fn owners_number(
    app: &App,
    caller: &Caller,
    unit_id: Uuid,
    ordinal: i32,
    field: PersonalField,
) -> Result<Found, Refusal> {
    let missing = || Refusal::not_found("该号码");
    let district_id = estate::unit_in_scope(app, caller, unit_id).await?;
    let owners = owner::of_unit(&app.store, unit_id).await?;
    let owner = owners.into_iter().find(|owner| owner.ordinal == ordinal).ok_or_else(missing)?;
    let sealed = match field {
        PersonalField::IdNumber => owner.id_number_sealed,
        PersonalField::Phone => owner.phone_sealed,
        PersonalField::OwnerName | PersonalField::Account => None,
    };
    let place = format!("{}.{ordinal}", field.code());
    let text = app.keys.open(unit_id, &place, &sealed.ok_or_else(missing)?)?;
    Ok(Found { district_id, subject_id: unit_id, ordinal: Some(ordinal), text })
}

async fn account(app: &App, caller: &Caller, sheet_id: Uuid, field: PersonalField) -> Result<Found, Refusal> {
    let (district_id, text) = payee_account(app, caller, sheet_id).await?;
    if field != PersonalField::Account {
        return Err(Refusal::not_found("该号码"));
    }
    Ok(Found { district_id, subject_id: sheet_id, ordinal: None, text })
}
