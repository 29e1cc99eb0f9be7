//! The two routes on which files travel: pieces in, whole files out.

use crate::answer::{Refused, json_text};
use crate::bearer;
use anju_app::{App, Refusal};
use anju_contract::attachment::MAX_PIECE_BYTES;
use anju_domain::attachment::ContentHash;
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use serde::Deserialize;
use uuid::Uuid;

/// What a refusal is logged under.
const PUT: &str = "attachment.put";
const GET: &str = "attachment.get";

/// Where a piece belongs.
#[derive(Deserialize)]
struct Piece {
    /// Of the whole file, in bytes.
    size: u64,
    /// Where the piece begins.
    #[serde(default)]
    offset: u64,
}

/// The sheet that names the file.
#[derive(Deserialize)]
struct Of {
    sheet: Uuid,
}

/// The routes.
pub(crate) fn routes() -> Router<App> {
    let route = get(give).put(take).layer(DefaultBodyLimit::max(MAX_PIECE_BYTES));
    Router::new().route("/api/v1/attachments/{sha256}", route)
}

fn unreadable() -> Refusal {
    Refusal::invalid("request.unreadable", "请求内容无法识别，没有受理。请更新客户端后重试。")
}

async fn take(
    State(app): State<App>,
    headers: HeaderMap,
    Path(sha256): Path<String>,
    piece: Result<Query<Piece>, QueryRejection>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refused> {
    let answer = async {
        let caller = bearer::caller(&app, &headers).await?;
        let hash = ContentHash::parse(&sha256).ok_or_else(unreadable)?;
        let Query(Piece { size, offset }) = piece.map_err(|_| unreadable())?;
        let bytes = body.map_err(|_| {
            Refusal::invalid(
                "request.too_large",
                "附件传送中断或一次传送的内容过大，没有接收。请重试，系统会从中断处继续。",
            )
        })?;
        let taken = app.take_piece(&caller, hash, size, offset, bytes.into()).await?;
        Ok(json_text(serde_json::to_string(&taken)?))
    };
    answer.await.map_err(|refusal| Refused { refusal, command: PUT })
}

async fn give(
    State(app): State<App>,
    headers: HeaderMap,
    Path(sha256): Path<String>,
    of: Result<Query<Of>, QueryRejection>,
) -> Result<Response, Refused> {
    let answer = async {
        let caller = bearer::caller(&app, &headers).await?;
        let hash = ContentHash::parse(&sha256).ok_or_else(unreadable)?;
        let Query(Of { sheet }) = of.map_err(|_| unreadable())?;
        let given = app.give_file(&caller, sheet, hash).await?;
        // Opened by our own viewers only: no browser guesses at it, shows it by itself, or keeps it.
        let heads = [
            (header::CONTENT_TYPE, HeaderValue::from_static(given.kind.media_type())),
            (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment")),
            (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        Ok((heads, given.bytes).into_response())
    };
    answer.await.map_err(|refusal| Refused { refusal, command: GET })
}
