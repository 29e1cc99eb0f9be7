//! The daily round over attachments that nothing names.

use crate::cli::Failure;
use anju_app::App;
use anju_store::attachment;
use std::time::Duration;
use tokio::time::MissedTickBehavior;

/// How often the round is made; the first one soon after the start.
const PACE: Duration = Duration::from_secs(24 * 60 * 60);

/// Goes round until the server ends.
pub(crate) async fn serve(app: App) -> Result<(), Failure> {
    let mut pace = tokio::time::interval(PACE);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        pace.tick().await;
        match attachment::collect(&app.store, &app.files, app.clock.now()).await {
            Ok(0) => {}
            Ok(collected) => tracing::info!(collected, "attachments that nothing named were removed"),
            Err(fault) => tracing::error!(%fault, "the round over attachments failed"),
        }
    }
}
