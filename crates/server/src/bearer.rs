//! What a request says of itself: its token, its idempotency key, its body.

use crate::cookie;
use anju_app::{App, Caller, Refusal};
use anju_contract::command::Command;
use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use uuid::Uuid;

/// Who sends the request: by a desktop's token, or by a browser's cookie, whose origin was checked before.
pub(crate) async fn caller(app: &App, headers: &HeaderMap) -> Result<Caller, Refusal> {
    let token = match headers.get(header::AUTHORIZATION) {
        Some(value) => value.to_str().ok().and_then(|value| value.strip_prefix("Bearer ")),
        None => cookie::read(headers, cookie::ACCESS),
    };
    app.authenticate(token.ok_or_else(Refusal::unauthenticated)?).await
}

/// The key under which a write happens once.
pub(crate) fn idempotency_key(headers: &HeaderMap) -> Result<Uuid, Refusal> {
    headers
        .get("idempotency-key")
        .and_then(|value| value.to_str().ok())
        .and_then(|value| Uuid::parse_str(value).ok())
        .ok_or_else(|| {
            Refusal::invalid("idempotency.key_missing", "请求缺少提交编号，没有受理。请更新客户端后重试。")
        })
}

/// The request's body as the command's type.
pub(crate) fn body<C: Command>(bytes: &Bytes) -> Result<C::Request, Refusal> {
    serde_json::from_slice(bytes).map_err(|_| {
        Refusal::invalid("request.unreadable", "请求内容无法识别，没有受理。请更新客户端后重试。")
    })
}
