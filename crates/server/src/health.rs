//! Whether the server lives, and whether it can work.

use anju_app::App;
use axum::extract::State;
use axum::http::StatusCode;

/// The process answers.
pub(crate) async fn healthz() -> &'static str {
    "ok"
}

/// The database answers too.
pub(crate) async fn readyz(State(app): State<App>) -> Result<&'static str, StatusCode> {
    match app.store.ping().await {
        Ok(()) => Ok("ready"),
        Err(fault) => {
            tracing::error!(%fault, "not ready");
            Err(StatusCode::SERVICE_UNAVAILABLE)
        }
    }
}
