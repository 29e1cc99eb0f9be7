//! Commands that the desktop computes itself, by the same rules as the server: previews, allocations, printing.

use super::cached::{newest, remembered, shown};
use super::parse;
use crate::ClientError;
use crate::open_desk::OpenDesk;
use crate::session::blocking;
use crate::tables::Units;
use anju_contract::calendar::{CalendarRowsRequest, DaysLeftRequest, DaysLeftResponse, days_left};
use anju_contract::command::Command;
use anju_contract::commands::{
    Allocate, CalendarRows, CountSignatures, DaysLeft, GetCommunity, GetSignatures, ListUnits,
};
use anju_contract::estate::{CommunityView, GetCommunityRequest, ListUnitsRequest, UnitCard, UnitPlace};
use anju_contract::problem::Problem;
use anju_contract::withdrawal::{
    AllocateRequest, AllocateResponse, CountSignaturesRequest, GetSignaturesRequest, SignatureCount,
    allocate, count_signatures,
};
use anju_domain::calendar::{Calendar, business_date};
use serde_json::Value;
use std::collections::HashSet;
use std::future::Future;
use std::sync::Arc;
use uuid::Uuid;

/// A command that needs no server.
pub(crate) trait Local: Command {
    /// Computes the answer from the request and what stands on this desk.
    fn compute(
        desk: &OpenDesk,
        request: Self::Request,
    ) -> impl Future<Output = Result<Self::Response, ClientError>> + Send;
}

/// Computes a command here.
pub(super) async fn answer<C: Local>(desk: &OpenDesk, request: Value) -> Result<Value, ClientError> {
    desk.check_age()?;
    Ok(serde_json::to_value(C::compute(desk, parse::<C>(request)?).await?)?)
}

/// Computed from the units that the person was shown, by the function that the server uses too: what is submitted is
/// compared with what was seen, never with what has moved since.
impl Local for Allocate {
    async fn compute(desk: &OpenDesk, request: AllocateRequest) -> Result<AllocateResponse, ClientError> {
        let wanted: HashSet<Uuid> = request.unit_ids.iter().copied().collect();
        let (community, units) = scope_of(desk, request.community_id, &wanted).await?;
        let organisations = community.selling_organisations;
        let computed = move || {
            let units = units.iter().flat_map(|units| units.iter());
            let cards: Vec<UnitCard> = units.filter(|unit| wanted.contains(&unit.unit_id)).cloned().collect();
            allocate(&request, &cards, &organisations)
        };
        blocking(computed).await?.map_err(ClientError::Fields)
    }
}

/// A community with its units that were shown here, building by building, and those that are wanted, wherever they have
/// to be read.
pub(super) async fn scope_of(
    desk: &OpenDesk,
    community_id: Uuid,
    wanted: &HashSet<Uuid>,
) -> Result<(CommunityView, Vec<Units>), ClientError> {
    let community = shown::<GetCommunity>(desk, &GetCommunityRequest { community_id }).await?;
    let mut missing = wanted.clone();
    let mut cards = Vec::new();
    let mut not_shown = Vec::new();
    for building in &community.buildings {
        let units = match desk.tables.building(building.building_id).await? {
            Some((_, units)) => Some(units),
            None => units_of(desk, building.building_id, Reach::Shown).await?.map(Arc::new),
        };
        match units {
            Some(units) => take(units, &mut cards, &mut missing),
            None => not_shown.push(building.building_id),
        }
    }
    for building in not_shown {
        if missing.is_empty() {
            break;
        }
        if let Some(units) = units_of(desk, building, Reach::Server).await? {
            take(Arc::new(units), &mut cards, &mut missing);
        }
    }
    Ok((community, cards))
}

/// Counted against the electorate that this desk was shown; it was frozen at submission and never changes.
impl Local for CountSignatures {
    async fn compute(
        desk: &OpenDesk,
        request: CountSignaturesRequest,
    ) -> Result<SignatureCount, ClientError> {
        let asked = GetSignaturesRequest { sheet_id: request.sheet_id };
        let sheet = shown::<GetSignatures>(desk, &asked).await?;
        let today = business_date(desk.clock.now());
        blocking(move || count_signatures(&sheet, &request, today)).await?.map_err(|fault| {
            ClientError::Refused(Box::new(Problem {
                status: 422,
                code: fault.code,
                message: fault.message,
                fields: Vec::new(),
                details: None,
                request_id: String::new(),
            }))
        })
    }
}

/// By the calendar that the server gave last, which may know a year that this program does not.
impl Local for DaysLeft {
    async fn compute(desk: &OpenDesk, request: DaysLeftRequest) -> Result<DaysLeftResponse, ClientError> {
        let given = newest::<CalendarRows>(desk, &CalendarRowsRequest {}).await?;
        let calendar = given.and_then(|rows| rows.calendar()).unwrap_or_else(Calendar::built_in);
        Ok(days_left(&calendar, business_date(desk.clock.now()), &request))
    }
}

/// How far a reader goes for what was never shown here.
#[derive(Clone, Copy)]
enum Reach {
    Shown,
    Server,
}

/// The units of a building, all pages of them; `None` if they were not all shown here.
async fn units_of(
    desk: &OpenDesk,
    building_id: Uuid,
    reach: Reach,
) -> Result<Option<Vec<UnitCard>>, ClientError> {
    let mut units: Vec<UnitCard> = Vec::new();
    let mut after = None;
    loop {
        let asked = ListUnitsRequest { building_id, after };
        let page = match reach {
            Reach::Shown => match remembered::<ListUnits>(desk, &asked).await? {
                Some(page) => page,
                None => return Ok(None),
            },
            Reach::Server => shown::<ListUnits>(desk, &asked).await?,
        };
        let last = page.units.last().map(|unit| UnitPlace {
            entrance_ordinal: unit.entrance_ordinal,
            floor_ordinal: unit.floor_ordinal,
            room_ordinal: unit.room_ordinal,
        });
        units.extend(page.units);
        // An empty page ends the building, whatever it says of more.
        if !page.more || last.is_none() {
            return Ok(Some(units));
        }
        after = last;
    }
}

fn take(units: Units, cards: &mut Vec<Units>, missing: &mut HashSet<Uuid>) {
    for unit in units.iter() {
        missing.remove(&unit.unit_id);
    }
    cards.push(units);
}
