//! 认领: who works on a sheet says so, so that two people do not do the same work.

use super::case::{self, Loaded};
use super::facts;
use crate::{App, Caller, Refusal, Unit, Write};
use anju_contract::commands::{Claim, Unclaim};
use anju_contract::withdrawal::{ClaimRequest, MoveResponse};
use anju_store::feed::Kind;
use anju_store::withdrawal as store;
use anju_store::withdrawal::case as store_case;
use serde_json::json;
use std::sync::Arc;
use uuid::Uuid;

/// A sheet that may be claimed or given back.
#[derive(Clone)]
pub struct Prepared(Arc<Loaded>);

impl Write for Claim {
    type Prepared = Prepared;

    async fn prepare(app: &App, caller: &Caller, request: &ClaimRequest) -> Result<Prepared, Refusal> {
        let loaded = load(app, caller, request).await?;
        match loaded.case.claimed_by {
            Some(other) if other != caller.user_id => Err(Refusal::conflict(
                "withdrawal.claimed",
                format!(
                    "这份任务单正由{}办理。请与其联系，或待其退回后再认领。",
                    loaded.case.claimed_by_name.as_deref().unwrap_or("他人")
                ),
                Some(json!({ "claimed_by_name": loaded.case.claimed_by_name })),
            )),
            Some(_) | None => Ok(Prepared(Arc::new(loaded))),
        }
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        _: ClaimRequest,
        prepared: Prepared,
    ) -> Result<MoveResponse, Refusal> {
        set(unit, caller, &prepared.0, Some(caller.user_id)).await
    }
}

impl Write for Unclaim {
    type Prepared = Prepared;

    async fn prepare(app: &App, caller: &Caller, request: &ClaimRequest) -> Result<Prepared, Refusal> {
        let loaded = load(app, caller, request).await?;
        if loaded.case.claimed_by != Some(caller.user_id) {
            return Err(Refusal::conflict(
                "withdrawal.not_claimed",
                "这份任务单不是由您认领的，不能退回。请刷新后查看由谁办理。",
                Some(json!({ "claimed_by_name": loaded.case.claimed_by_name })),
            ));
        }
        Ok(Prepared(Arc::new(loaded)))
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        _: ClaimRequest,
        prepared: Prepared,
    ) -> Result<MoveResponse, Refusal> {
        set(unit, caller, &prepared.0, None).await
    }
}

async fn load(app: &App, caller: &Caller, request: &ClaimRequest) -> Result<Loaded, Refusal> {
    let loaded = case::load_for(app, caller, request.sheet_id).await?;
    if loaded.sheet.version == request.version { Ok(loaded) } else { Err(facts::stale(&loaded.sheet)) }
}

/// Notes who works on a sheet under the version that was read.
pub(super) async fn set(
    unit: &mut Unit<'_>,
    caller: &Caller,
    loaded: &Loaded,
    by: Option<Uuid>,
) -> Result<MoveResponse, Refusal> {
    let sheet = &loaded.sheet;
    if !store::move_on(unit.tx, sheet.id, sheet.version, &sheet.state, unit.now).await? {
        let now = store::find(unit.tx, sheet.id).await?;
        return Err(now.as_ref().map_or_else(|| Refusal::not_found("该任务单"), facts::stale));
    }
    store_case::set_claim(unit.tx, sheet.id, by, unit.now).await?;
    let version = sheet.version + 1;
    let (before, after) = (json!({ "claimed_by": loaded.case.claimed_by }), json!({ "claimed_by": by }));
    unit.audit(caller, sheet.district_id, sheet.id, before.to_string(), after.to_string());
    unit.changed(sheet.organisation_id, Kind::Withdrawal, sheet.id, version);
    unit.changed(sheet.district_id, Kind::Withdrawal, sheet.id, version);
    Ok(MoveResponse { sheet_id: sheet.id, version, state: sheet.state.clone() })
}
