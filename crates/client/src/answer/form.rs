//! Forms: made here from what this desk keeps, so that they print without the server. A task sheet is asked of the
//! server first, because only the server knows the payee's account in full; without it the account is masked.

use super::cached::{Cached, latest};
use super::local::{Local, scope_of};
use super::queued::Queued;
use crate::ClientError;
use crate::open_desk::OpenDesk;
use crate::session::blocking;
use anju_contract::command::Command as _;
use anju_contract::commands::{GetSheet, ListPrints, RecordPrint, RenderForm};
use anju_contract::form::{
    PrintPlace, RecordPrintRequest, RecordPrintResponse, RenderFormRequest, RenderFormResponse,
};
use anju_contract::withdrawal::{AllocateRequest, GetSheetRequest, SheetView, allocate};
use anju_domain::calendar::business_date;
use anju_domain::form::FormKind;
use anju_forms::sheet::{DraftSheet, PaperSheet, Stamp, accepted, drafted};
use chrono::{DateTime, Utc};
use std::collections::HashSet;
use uuid::Uuid;

impl Local for RenderForm {
    async fn compute(desk: &OpenDesk, request: RenderFormRequest) -> Result<RenderFormResponse, ClientError> {
        let kind = FormKind::from_code(&request.form).ok_or(ClientError::Unreadable)?;
        let printed_before = desk.file.print_count(request.sheet_id, kind.code()).await?;
        let place = PrintPlace {
            workstation: desk.workstation.clone(),
            print_count: printed_before.saturating_add(1),
        };
        // What was printed here before is a reprint, whichever button asks for it.
        let request = RenderFormRequest {
            reprint: request.reprint || printed_before > 0,
            place: Some(place.clone()),
            ..request
        };
        let view = latest::<GetSheet>(desk, &GetSheetRequest { sheet_id: request.sheet_id }).await?;
        let sheet = match accepted(&view) {
            Some(sheet) => {
                if kind == FormKind::TaskSheet
                    && let Some(printed) = of_server(desk, &request).await?
                {
                    return Ok(printed);
                }
                sheet
            }
            None => draft(desk, &view).await?,
        };
        let stamp = Stamp {
            organisation: desk.me().organisation_name,
            printed_on: business_date(desk.clock.now()),
            place,
            reprint: request.reprint,
            paper: request.paper,
        };
        blocking(move || sheet.print(kind, &stamp)).await?.map_err(ClientError::Form)
    }
}

/// The form as the server makes it; `None` if it is out of reach.
async fn of_server(
    desk: &OpenDesk,
    request: &RenderFormRequest,
) -> Result<Option<RenderFormResponse>, ClientError> {
    if !desk.line.now().online {
        return Ok(None);
    }
    match desk.send(RenderForm::NAME, serde_json::to_string(request)?, None).await {
        Ok(answer) => Ok(Some(serde_json::from_str(&answer)?)),
        Err(ClientError::Unreachable) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A draft with the allocation as this desk computes it.
async fn draft(desk: &OpenDesk, view: &SheetView) -> Result<PaperSheet, ClientError> {
    let draft = view.draft.clone();
    let saved: HashSet<Uuid> = draft.saved_units.iter().copied().collect();
    let (community, cards) = scope_of(desk, view.community_id, &saved).await?;
    let ticked: HashSet<Uuid> = draft.ticked_buildings.iter().copied().collect();
    let cards = cards.iter().flat_map(|units| units.iter());
    let cards: Vec<_> = cards.filter(|card| ticked.contains(&card.building_id)).cloned().collect();
    let request = AllocateRequest {
        community_id: view.community_id,
        amount_text: draft.amount_text.clone(),
        basis: draft.basis.clone(),
        unit_ids: cards.iter().map(|card| card.unit_id).filter(|id| saved.contains(id)).collect(),
        exclusions: Vec::new(),
        explain: false,
    };
    let (company, version) = (desk.me().organisation_name, view.version);
    let today = business_date(desk.clock.now());
    blocking(move || {
        let allocation =
            allocate(&request, &cards, &community.selling_organisations).map_err(ClientError::Fields)?;
        let sheet = DraftSheet {
            company: &company,
            community: &community.community.name,
            district: &community.community.district_name,
            draft: &draft,
            allocation: &allocation,
            units: &cards,
            version,
            today,
        };
        drafted(&sheet).ok_or(ClientError::Internal("basis of an allocation"))
    })
    .await?
}

impl Cached for ListPrints {}

impl Queued for RecordPrint {
    const WAITS_FOR_SERVER: bool = false;

    fn subject(request: &RecordPrintRequest) -> Uuid {
        request.print_id
    }

    /// A print is on no version.
    fn rebase(request: RecordPrintRequest, _own_version: i64) -> RecordPrintRequest {
        request
    }

    fn saved_here(request: &RecordPrintRequest, now: DateTime<Utc>) -> RecordPrintResponse {
        RecordPrintResponse { print_id: request.print_id, recorded_at: now }
    }

    fn version(_response: &RecordPrintResponse) -> i64 {
        1
    }

    /// Before it is queued: a paper that has the number is out, whatever becomes of its record.
    async fn before_queued(desk: &OpenDesk, request: &RecordPrintRequest) -> Result<(), ClientError> {
        desk.file.note_print(request.sheet_id, &request.form, request.place.print_count).await
    }
}
