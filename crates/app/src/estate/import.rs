//! Importing a community's unit table 楼盘表 (spec «maintenance-fund», the estate): a wrong row stops nothing but
//! itself, and importing twice changes nothing.

mod carry_out;
mod changes;
mod csv_rows;
mod excel_rows;
mod file;
mod incoming;
mod places;
mod plan;
mod preview;
mod read;
mod report;
mod watch;

pub use carry_out::{By, Units, prepare_units, take_units};
pub use incoming::Destination;

use crate::progress::Running;
use crate::{App, Caller, Keys, Refusal, Unit, Write};
use anju_contract::commands::Import;
use anju_contract::estate::{ImportReport, ImportRequest};
use anju_store::estate::import::{self as store, Source};
use anju_store::feed::Kind;
use carry_out::existing;
use plan::{Incoming, plan};
use read::{Read, read};
use report::{counts, faults};
use serde_json::json;
use std::sync::Arc;
use uuid::Uuid;

/// More changed units than these are read anew by a snapshot: their changes would take longer.
const TOLD_ONE_BY_ONE: usize = 500;

/// Tells the community's feed what an import changed.
fn tell(unit: &mut Unit<'_>, community_id: Uuid, plan: &plan::Plan, version: i64) {
    let touched = plan.touched();
    if touched.len() > TOLD_ONE_BY_ONE {
        return unit.changed_at_large(community_id, Kind::Community, community_id, version);
    }
    unit.changed(community_id, Kind::Community, community_id, version);
    for unit_id in touched {
        unit.changed(community_id, Kind::Unit, unit_id, version);
    }
}

/// What the clerk reads while an import is under way.
const READING: &str = "读取文件";
const COMPARING: &str = "与现有房屋比对";
const WRITING: &str = "写入房屋和业主";
const POSTING: &str = "登记分户账";

/// A file that was read before the transaction opened.
pub struct Prepared {
    keys: Arc<Keys>,
    into: Destination,
    read: Read,
    rows: Vec<Incoming>,
    running: Running,
}

impl Write for Import {
    type Prepared = Arc<Prepared>;

    async fn prepare(app: &App, caller: &Caller, request: &ImportRequest) -> Result<Arc<Prepared>, Refusal> {
        let community = super::community_of_district(app, caller, request.community_id).await?;
        let keys = Arc::clone(&app.keys);
        let content = request.content_base64.clone();
        let running = app.jobs.begin(caller.user_id, request.job_id);
        let prepared = App::blocking(move || {
            let into = super::destination(&community);
            running.at(READING, 0, 0)?;
            let read = read(&content, &community.name)?;
            let rows = read.incoming(&keys, &into)?;
            Ok::<_, Refusal>(Prepared { keys, into, read, rows, running })
        });
        Ok(Arc::new(prepared.await??))
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: ImportRequest,
        prepared: Arc<Prepared>,
    ) -> Result<ImportReport, Refusal> {
        let Prepared { keys, into, read, rows, running } = &*prepared;
        let version = store::lock_community(unit.tx, into.community_id)
            .await?
            .ok_or_else(|| Refusal::not_found("该小区"))?;
        if version != request.version {
            return Err(Refusal::conflict(
                "version.stale",
                "该小区的房屋资料在预览之后已被更新，本次没有导入。请重新预览，核对无误后再导入。",
                Some(json!({ "version": version })),
            ));
        }
        running.at(COMPARING, 0, rows.len())?;
        let existing = existing(&mut Source::Tx(unit.tx), keys, into).await?;
        let plan = plan(into.community_id, &existing, rows.clone());
        let counts = counts(&read.table, &plan);
        let mut now = version;
        if !plan.is_empty() {
            now = version + 1;
            let by = By { actor_id: caller.user_id, at: unit.now };
            carry_out::carry_out(unit.tx, into, &plan, now, by, running).await?;
            let after = json!({ "version": now, "file": read.fingerprint, "counts": counts }).to_string();
            let before = json!({ "version": version }).to_string();
            unit.audit(caller, into.district_id, into.community_id, before, after);
            tell(unit, into.community_id, &plan, now);
        }
        Ok(ImportReport {
            community_id: into.community_id,
            version: now,
            counts,
            faults: faults(&read.table, &plan),
        })
    }
}
