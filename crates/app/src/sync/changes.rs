//! One page of a scope's changes. What changed several times within the page comes once, as it is now.

use super::cursor::{Position, grants};
use super::scopes::{Found, find};
use crate::withdrawal::record;
use crate::{App, Caller, Read, Refusal, estate};
use anju_contract::commands::Changes;
use anju_contract::sync::{BalanceColumns, ChangesRequest, ChangesResponse, SyncLine, UnitColumns};
use anju_store::estate::Community;
use anju_store::estate::unit::{self, Balance, UnitRecord};
use anju_store::feed::{self, Kind, Recorded};
use std::collections::BTreeSet;
use uuid::Uuid;

/// How many changes one page has.
const PAGE: usize = 500;

impl Read for Changes {
    async fn read(app: &App, caller: &Caller, request: ChangesRequest) -> Result<ChangesResponse, Refusal> {
        let from = Position::read(&app.keys, &request.cursor).ok_or_else(restart)?;
        let found = find(app, caller, from.scope_id).await?;
        let head = feed::head(&app.store, from.scope_id).await?;
        let continued = from.epoch == feed::epoch(&app.store).await?
            && from.grants == grants(caller)
            && (head.min_seq..=head.seq).contains(&from.seq);
        if !continued {
            return Err(restart());
        }
        let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
        let mut page = feed::page(&app.store, from.scope_id, from.seq, limit).await?;
        let more = page.len() > PAGE;
        page.truncate(PAGE);
        let seq = page.last().map_or(from.seq, |change| change.seq);
        let lines = match found {
            Found::Community(community) => of_community(app, caller, *community, &page).await?,
            Found::Desk(_) => of_desk(app, caller, &page).await?,
        };
        let cursor = Position { seq, ..from }.write(&app.keys);
        Ok(ChangesResponse { lines, cursor, seq, more })
    }
}

fn restart() -> Refusal {
    Refusal::gone(
        "sync.restart",
        "本机缓存不能从原来的位置继续更新，将重新同步这部分内容。草稿和待发送的内容不受影响。",
    )
}

fn entities(page: &[Recorded], kind: Kind) -> BTreeSet<Uuid> {
    page.iter().filter(|change| change.kind == kind).map(|change| change.entity_id).collect()
}

async fn of_community(
    app: &App,
    caller: &Caller,
    community: Community,
    page: &[Recorded],
) -> Result<Vec<SyncLine>, Refusal> {
    let mut lines = Vec::new();
    // Balances of organisations stand in the community's view, so it is told again with the units' balances.
    let cases = entities(page, Kind::Balances);
    if !cases.is_empty() || !entities(page, Kind::Community).is_empty() {
        lines.push(SyncLine::Community(Box::new(estate::view(app, community.clone()).await?)));
    }
    let mut units = Vec::new();
    for unit_id in entities(page, Kind::Unit) {
        units
            .extend(unit::by_id(&app.store, unit_id).await?.filter(|unit| unit.community_id == community.id));
    }
    units.sort_by_key(|unit| (unit.building_id, unit.place, unit.id));
    for run in by_building(units) {
        let cards = run.into_iter().map(|unit| estate::unit_card(caller, unit)).collect();
        lines.extend(UnitColumns::of(cards).map(Box::new).map(SyncLine::UnitChanges));
    }
    for case_id in cases {
        let balances = unit::balances_of_case(&app.store, case_id).await?;
        lines.extend(balances.chunk_by(|one, next| one.building_id == next.building_id).filter_map(columns));
    }
    Ok(lines)
}

fn columns(balances: &[Balance]) -> Option<SyncLine> {
    Some(SyncLine::Balances(Box::new(BalanceColumns {
        building_id: balances.first()?.building_id,
        unit_ids: balances.iter().map(|own| own.unit_id).collect(),
        balances_fen: balances.iter().map(|own| own.balance).collect(),
        held_fen: balances.iter().map(|own| own.held).collect(),
    })))
}

async fn of_desk(app: &App, caller: &Caller, page: &[Recorded]) -> Result<Vec<SyncLine>, Refusal> {
    let mut lines = Vec::new();
    for sheet_id in entities(page, Kind::Withdrawal) {
        lines.push(match record(app, caller, sheet_id).await? {
            Some(record) => SyncLine::Sheet(Box::new(record)),
            None => SyncLine::SheetGone { sheet_id },
        });
    }
    if !entities(page, Kind::Link).is_empty() {
        lines.push(SyncLine::ScopesChanged);
    }
    Ok(lines)
}

/// Runs of units of one building, in their order.
fn by_building(units: Vec<UnitRecord>) -> Vec<Vec<UnitRecord>> {
    let mut runs: Vec<Vec<UnitRecord>> = Vec::new();
    for unit in units {
        match runs.last_mut() {
            Some(run) if run.first().is_some_and(|first| first.building_id == unit.building_id) => {
                run.push(unit)
            }
            _ => runs.push(vec![unit]),
        }
    }
    runs
}
