//! Looking at a unit table before it is imported.

use super::carry_out::existing;
use super::plan::plan;
use super::read::read;
use super::report::{changes, counts, faults, good, unusual};
use super::{COMPARING, READING};
use crate::{App, Caller, Read, Refusal};
use anju_contract::commands::PreviewImport;
use anju_contract::estate::{ImportPreview, PreviewImportRequest};
use anju_domain::area::AreaDm2;
use anju_domain::calendar::business_date;
use anju_domain::money::Fen;
use anju_store::estate::import::Source;
use std::sync::Arc;

impl Read for PreviewImport {
    async fn read(
        app: &App,
        caller: &Caller,
        request: PreviewImportRequest,
    ) -> Result<ImportPreview, Refusal> {
        let community = crate::estate::community_of_district(app, caller, request.community_id).await?;
        let into = crate::estate::destination(&community);
        let existing = existing(&mut Source::Store(&app.store), &app.keys, &into).await?;
        let today = business_date(app.clock.now());
        let keys = Arc::clone(&app.keys);
        let running = app.jobs.begin(caller.user_id, request.job_id);
        let preview = App::blocking(move || {
            running.at(READING, 0, 0)?;
            let read = read(&request.content_base64, &community.name)?;
            running.at(COMPARING, 0, read.table.good.len())?;
            let plan = plan(into.community_id, &existing, read.incoming(&keys, &into)?);
            let table = &read.table;
            let units = || table.good.iter().map(|row| &row.unit);
            Ok::<_, Refusal>(ImportPreview {
                community_id: community.id,
                version: community.version,
                format: read.format,
                sheet_name: read.sheet_name.clone(),
                head_row: i64::try_from(table.head_row_number).unwrap_or_default(),
                counts: counts(table, &plan),
                total_area_dm2: AreaDm2(units().map(|unit| unit.area.0).sum()),
                total_balance_fen: Fen(units().map(|unit| unit.balance().0).sum()),
                good: good(table, &plan),
                changes: changes(table, &plan),
                faults: faults(table, &plan),
                unusual: unusual(table, today),
            })
        });
        preview.await?
    }
}
