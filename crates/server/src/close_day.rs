//! The end of a day: reconciliation, interest on the day that the office has set, signed heads of the audit chains.
//!
//! Everything here may run again: a day that is closed already is only made sure of.

use crate::cli::Failure;
use anju_app::{App, Refusal};
use anju_domain::calendar::business_date;
use chrono::{DateTime, Days, NaiveDate, Utc};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::time::MissedTickBehavior;

/// How often it is looked whether a day has ended.
const PACE: Duration = Duration::from_secs(60);
/// The folder of the exported heads, in the data folder. Whoever keeps a copy elsewhere notices a chain written anew.
const FOLDER: &str = "audit-heads";

/// What closing a day came to.
pub(crate) struct Closed {
    /// How many districts' books differ.
    pub(crate) differing: usize,
    /// The file of the signed heads.
    pub(crate) exported: PathBuf,
}

/// Closes the day before every midnight of Beijing, until the server ends.
pub(crate) async fn serve(app: App, data: PathBuf) -> Result<(), Failure> {
    let mut pace = tokio::time::interval(PACE);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        pace.tick().await;
        let closed = match app.day_to_close().await {
            Ok(Some(day)) => close(&app, &data, day).await.map(drop),
            Ok(None) => Ok(()),
            Err(refusal) => Err(failed(&refusal)),
        };
        if let Err(failure) = closed {
            tracing::error!(%failure, "a day was not closed");
        }
    }
}

/// Closes a day.
pub(crate) async fn close(app: &App, data: &Path, day: NaiveDate) -> Result<Closed, Failure> {
    let next = day.checked_add_days(Days::new(1)).ok_or_else(|| Failure::Said("日期超出范围".to_owned()))?;
    app.post_interest_due(next).await.map_err(|refusal| failed(&refusal))?;
    let differing = app.reconcile(day).await.map_err(|refusal| failed(&refusal))?;
    app.sign_heads(day).await.map_err(|refusal| failed(&refusal))?;
    let exported = export(app, data, day).await?;
    Ok(Closed { differing, exported })
}

/// The day that ended last.
pub(crate) fn last_ended(now: DateTime<Utc>) -> NaiveDate {
    let today = business_date(now);
    today.checked_sub_days(Days::new(1)).unwrap_or(today)
}

async fn export(app: &App, data: &Path, day: NaiveDate) -> Result<PathBuf, Failure> {
    let heads = app.exported_heads(day).await.map_err(|refusal| failed(&refusal))?;
    let text = serde_json::to_string_pretty(&heads).map_err(|error| Failure::Said(error.to_string()))?;
    let folder = data.join(FOLDER);
    std::fs::create_dir_all(&folder)?;
    let file = folder.join(format!("{day}.json"));
    std::fs::write(&file, text + "\n")?;
    Ok(file)
}

fn failed(refusal: &Refusal) -> Failure {
    if let Some(fault) = refusal.fault() {
        tracing::error!(%fault, "closing a day");
    }
    Failure::Said(refusal.problem().message.clone())
}
