//! Computing an allocation for browsers; the desktop computes the same from its cache.

use crate::{App, Caller, Read, Refusal, estate};
use anju_contract::commands::Allocate;
use anju_contract::estate::UnitCard;
use anju_contract::withdrawal::{AllocateRequest, AllocateResponse, allocate};
use anju_store::estate as store;

impl Read for Allocate {
    async fn read(app: &App, caller: &Caller, request: AllocateRequest) -> Result<AllocateResponse, Refusal> {
        let community = estate::community_in_scope(app, caller, request.community_id).await?;
        let units = store::unit::of_community(&app.store, community.id).await?;
        let organisations = estate::selling_organisations(app, community.id).await?;
        let cards: Vec<UnitCard> = units.into_iter().map(|unit| estate::unit_card(caller, unit)).collect();
        App::blocking(move || allocate(&request, &cards, &organisations))
            .await?
            .map_err(Refusal::invalid_fields)
    }
}
