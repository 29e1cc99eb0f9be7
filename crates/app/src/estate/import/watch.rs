//! Watching an import, and stopping it: until it is written whole, nothing of it is.

use crate::{App, Caller, Read, Refusal};
use anju_contract::commands::{StopImport, WatchImport};
use anju_contract::estate::{ImportJobRequest, ImportProgress, ImportStopped};

impl Read for WatchImport {
    async fn read(app: &App, caller: &Caller, request: ImportJobRequest) -> Result<ImportProgress, Refusal> {
        let point = app.jobs.point(caller.user_id, request.job_id);
        let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let now = point.unwrap_or_default();
        Ok(ImportProgress {
            running: point.is_some(),
            stage: now.stage.to_owned(),
            done: number(now.done),
            total: number(now.total),
        })
    }
}

impl Read for StopImport {
    async fn read(app: &App, caller: &Caller, request: ImportJobRequest) -> Result<ImportStopped, Refusal> {
        Ok(ImportStopped { told: app.jobs.stop(caller.user_id, request.job_id) })
    }
}
