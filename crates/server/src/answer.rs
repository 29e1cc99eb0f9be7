//! What leaves the process: JSON, or a problem with the number under which it was logged.

use anju_app::Refusal;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use uuid::Uuid;

/// A refusal on its way out.
pub(crate) struct Refused {
    pub(crate) refusal: Refusal,
    pub(crate) command: &'static str,
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let request_id = Uuid::now_v7();
        let mut problem = self.refusal.problem().clone();
        if let Some(fault) = self.refusal.fault() {
            tracing::error!(%request_id, command = self.command, %fault, "fault");
        } else {
            tracing::info!(%request_id, command = self.command, code = problem.code, "refused");
        }
        problem.request_id = request_id.to_string();
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_string(&problem).unwrap_or_default();
        let kind = HeaderValue::from_static("application/problem+json");
        (status, [(header::CONTENT_TYPE, kind)], body).into_response()
    }
}

/// JSON that is text already.
pub(crate) fn json_text(text: String) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], text).into_response()
}

/// A document.
pub(crate) fn json(value: &Value) -> Response {
    json_text(value.to_string())
}
