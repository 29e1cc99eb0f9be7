//! Making a form for a browser, or for a desk that wants the payee's account in full: the account leaves the server on
//! paper only, for the roles that print it, and each time is on record.

use super::{LONGEST_WORKSTATION, kind};
use crate::{App, Caller, Read, Refusal};
use anju_contract::commands::{Allocate, GetCommunity, GetSheet, RenderForm};
use anju_contract::estate::{GetCommunityRequest, UnitCard};
use anju_contract::form::{PrintPlace, RenderFormRequest, RenderFormResponse};
use anju_contract::withdrawal::{AllocateRequest, GetSheetRequest, SheetView};
use anju_domain::calendar::business_date;
use anju_domain::form::FormKind;
use anju_domain::personal::{PersonalField, printed_in_full};
use anju_forms::sheet::{DraftSheet, PaperSheet, SheetFormError, Stamp, accepted, drafted};
use anju_store::withdrawal::case;
use anju_store::{StoreError, audit, form};
use serde_json::json;
use std::collections::HashSet;
use uuid::Uuid;

/// What stands on paper for the workstation of a browser.
const BROWSER: &str = "网页";

impl Read for RenderForm {
    async fn read(
        app: &App,
        caller: &Caller,
        request: RenderFormRequest,
    ) -> Result<RenderFormResponse, Refusal> {
        let kind = kind(&request.form)?;
        let place = place(app, &request).await?;
        // What was printed there before is a reprint, whichever button asks for it.
        let reprint = request.reprint || place.print_count > 1;
        let view = GetSheet::read(app, caller, GetSheetRequest { sheet_id: request.sheet_id }).await?;
        let sheet = match accepted(&view) {
            Some(sheet) if kind == FormKind::TaskSheet => {
                with_account(app, caller, sheet, view.sheet_id).await?
            }
            Some(sheet) => sheet,
            None => draft(app, caller, &view).await?,
        };
        let stamp = Stamp {
            organisation: organisation_name(app, caller).await?,
            printed_on: business_date(app.clock.now()),
            place,
            reprint,
            paper: request.paper,
        };
        App::blocking(move || sheet.print(kind, &stamp)).await?.map_err(|error| refusal(&error))
    }
}

fn refusal(error: &SheetFormError) -> Refusal {
    Refusal::invalid(error.code(), error.to_string())
}

async fn place(app: &App, request: &RenderFormRequest) -> Result<PrintPlace, Refusal> {
    match &request.place {
        Some(place) if place.workstation.chars().count() <= LONGEST_WORKSTATION => Ok(place.clone()),
        Some(_) => Err(Refusal::invalid(
            "form.workstation_too_long",
            "工作站编号超过 32 个字，不能打印在表单上。请联系系统管理员改短。",
        )),
        None => {
            let last = form::last_count(&app.store, request.sheet_id, &request.form, BROWSER).await?;
            let print_count = u32::try_from(last + 1).map_err(|_| StoreError::Corrupt("print count"))?;
            Ok(PrintPlace { workstation: BROWSER.to_owned(), print_count })
        }
    }
}

async fn organisation_name(app: &App, caller: &Caller) -> Result<String, Refusal> {
    Ok(form::organisation_name(&app.store, caller.organisation_id).await?)
}

/// The account of the payee in full, where a role of the caller prints it. The look is on record before it is given.
async fn with_account(
    app: &App,
    caller: &Caller,
    sheet: PaperSheet,
    sheet_id: Uuid,
) -> Result<PaperSheet, Refusal> {
    if !caller.roles.iter().any(|role| printed_in_full(*role, PersonalField::Account)) {
        return Ok(sheet);
    }
    let case = case::get(&app.store, sheet_id).await?.ok_or(StoreError::Corrupt("submitted sheet"))?;
    let stored = anju_store::withdrawal::get(&app.store, sheet_id).await?;
    let line = audit::Line {
        district_id: stored.ok_or(StoreError::Corrupt("submitted sheet"))?.district_id,
        at: app.clock.now(),
        actor_id: caller.user_id,
        command: "form.render",
        subject_id: sheet_id,
        before: String::new(),
        after: json!({ "form": FormKind::TaskSheet.code(), "in_full": "payee_account" }).to_string(),
    };
    app.store
        .write(move |tx| {
            let line = line.clone();
            Box::pin(async move { audit::append(tx, &line).await })
        })
        .await?;
    Ok(sheet.with_account(case.payee.account))
}

/// A draft with the allocation as it would be now.
async fn draft(app: &App, caller: &Caller, view: &SheetView) -> Result<PaperSheet, Refusal> {
    let community_id = view.community_id;
    let community = GetCommunity::read(app, caller, GetCommunityRequest { community_id }).await?;
    let units = anju_store::estate::unit::of_community(&app.store, community_id).await?;
    let ticked: HashSet<Uuid> = view.draft.ticked_buildings.iter().copied().collect();
    let units: Vec<UnitCard> = units
        .into_iter()
        .map(|unit| crate::estate::unit_card(caller, unit))
        .filter(|card| ticked.contains(&card.building_id))
        .collect();
    let saved: HashSet<Uuid> = view.draft.saved_units.iter().copied().collect();
    let request = AllocateRequest {
        community_id,
        amount_text: view.draft.amount_text.clone(),
        basis: view.draft.basis.clone(),
        unit_ids: units.iter().map(|card| card.unit_id).filter(|id| saved.contains(id)).collect(),
        exclusions: Vec::new(),
        explain: false,
    };
    let allocation = Allocate::read(app, caller, request).await?;
    let sheet = DraftSheet {
        company: &organisation_name(app, caller).await?,
        community: &view.community_name,
        district: &community.community.district_name,
        draft: &view.draft,
        allocation: &allocation,
        units: &units,
        version: view.version,
        today: business_date(app.clock.now()),
    };
    Ok(drafted(&sheet).ok_or(StoreError::Corrupt("basis of an allocation"))?)
}
