//! The frozen electorate with the signatures entered so far.

use super::case;
use super::rules;
use crate::attachment::naming;
use crate::{App, Caller, Read, Refusal};
use anju_contract::commands::GetSignatures;
use anju_contract::withdrawal::{
    Draft, Elector as ElectorView, GetSignaturesRequest, SignatureRow, SignatureSheet, required_papers,
};
use anju_domain::identity::mask_name;
use anju_domain::personal::{PersonalField, Showing};
use anju_domain::withdrawal::emergency::EmergencyKind;
use anju_domain::withdrawal::paper::Stage;
use anju_store::StoreError;
use anju_store::attachment;
use anju_store::withdrawal::case as store;
use anju_store::withdrawal::frozen::{self, Elector};
use uuid::Uuid;

impl Read for GetSignatures {
    async fn read(
        app: &App,
        caller: &Caller,
        request: GetSignaturesRequest,
    ) -> Result<SignatureSheet, Refusal> {
        read(app, caller, request.sheet_id).await
    }
}

/// The electorate of a sheet that the caller may see.
pub(super) async fn read(app: &App, caller: &Caller, sheet_id: Uuid) -> Result<SignatureSheet, Refusal> {
    let (sheet, own) = case::find_for(app, caller, sheet_id).await?;
    let electors = frozen::electors(&app.store, sheet_id).await?;
    let electorate = case::electorate(&own, &electors)?;
    let rules =
        rules::vote(&app.rules().await?, own.began_on).ok_or(StoreError::Corrupt("rules of the vote"))?;
    let in_full = caller.showing(PersonalField::OwnerName) == Showing::Full;
    let view = |elector: Elector| {
        let head = electorate.head(elector.unit_id).and_then(|head| u32::try_from(head).ok());
        let owners: Vec<String> =
            elector.owners.iter().map(|name| if in_full { name.clone() } else { mask_name(name) }).collect();
        Ok(ElectorView {
            unit_id: elector.unit_id,
            building: elector.building,
            entrance: elector.entrance,
            floor: elector.floor,
            room: elector.room,
            owners: owners.join("、"),
            area_dm2: elector.area,
            head: head.ok_or(StoreError::Corrupt("head of a unit"))?,
            excluded_reason: elector.excluded_reason,
        })
    };
    let (review, others): (Vec<_>, Vec<_>) = attachment::of_case(&app.store, sheet_id)
        .await?
        .into_iter()
        .partition(|file| file.stage == Stage::Review.code());
    let draft: Draft = serde_json::from_str(&sheet.draft)?;
    Ok(SignatureSheet {
        sheet_id,
        number: sheet.number.unwrap_or_default(),
        community_name: sheet.community_name,
        project: draft.project,
        state: sheet.state,
        version: sheet.version,
        signed_version: own.sheet_version,
        first_day: own.began_on,
        participation: rules.participation.into(),
        consent: rules.consent.into(),
        electors: electors.into_iter().map(view).collect::<Result<_, StoreError>>()?,
        ballots: rows(app, sheet_id).await?,
        required_papers: required_papers(own.emergency_kind.as_deref().and_then(EmergencyKind::from_code)),
        papers: case::papers(others.iter().map(|file| &*file.paper)),
        attachments: review.into_iter().map(|file| naming::view(file).file).collect(),
        kind: own.kind,
        emergency_kind: own.emergency_kind,
    })
}

/// The signatures of a sheet, as the wire carries them.
pub(super) async fn rows(app: &App, sheet_id: Uuid) -> Result<Vec<SignatureRow>, Refusal> {
    let row = |own: store::BallotRow| SignatureRow {
        unit_id: own.unit_id,
        choice: own.choice,
        signed_on: own.signed_on,
    };
    Ok(store::ballots(&app.store, sheet_id).await?.into_iter().map(row).collect())
}
