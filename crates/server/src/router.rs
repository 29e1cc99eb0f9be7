//! One route for each command, made from the contract's list. A command that is not answered does not compile.

use crate::answer::{Refused, json, json_text};
use crate::measure::Measures;
use crate::origin::{self, Origins};
use crate::source::{self, Proxies};
use crate::{attachment, bearer, health, measure, session, verify_page};
use anju_app::identity::Source;
use anju_app::{App, Read, Refusal, Write};
use anju_contract::command::Command;
use anju_contract::estate::MAX_FILE_BYTES;
use anju_contract::{commands, for_each_command, openapi};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

/// The largest body of a command, in bytes: a draft of 50,000 units is about 4 MB.
const LARGEST_BODY: usize = 8 << 20;
/// The largest body of a command that carries a file: base64 makes four bytes of three.
const LARGEST_FILE_BODY: usize = MAX_FILE_BYTES.div_ceil(3) * 4 + 4_096;
/// How long a command may take.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) type Answer = Result<Response, Refused>;

/// A body as far as it was taken in.
pub(crate) type Body = Result<Bytes, BytesRejection>;

fn largest_body(command: &str) -> usize {
    match command {
        commands::PreviewImport::NAME | commands::Import::NAME => LARGEST_FILE_BODY,
        _ => LARGEST_BODY,
    }
}

pub(crate) fn taken(body: Body) -> Result<Bytes, Refusal> {
    body.map_err(|_| {
        Refusal::invalid(
            "request.too_large",
            "提交的内容过大或传送中断，没有受理。文件最大 20 MB，请缩小后重试；如网络不稳定，请稍后再试。",
        )
    })
}

async fn read<C: Read>(State(app): State<App>, headers: HeaderMap, body: Body) -> Answer {
    let answer = async {
        let bytes = taken(body)?;
        let caller = bearer::caller(&app, &headers).await?;
        let response = app.read::<C>(&caller, bearer::body::<C>(&bytes)?).await?;
        Ok(json_text(serde_json::to_string(&response)?))
    };
    answer.await.map_err(|refusal| Refused { refusal, command: C::NAME })
}

async fn write<C: Write>(State(app): State<App>, headers: HeaderMap, body: Body) -> Answer {
    let answer = async {
        let bytes = taken(body)?;
        let caller = bearer::caller(&app, &headers).await?;
        let key = bearer::idempotency_key(&headers)?;
        let answered = app.write::<C>(&caller, key, bearer::body::<C>(&bytes)?, &bytes).await?;
        Ok(json_text(answered.json))
    };
    answer.await.map_err(|refusal| Refused { refusal, command: C::NAME })
}

/// A command that nobody has to be signed in for.
macro_rules! public {
    ($router:ident, $command:ident, $function:ident) => {
        $router.route(
            concat_path!($command),
            post(|State(app): State<App>, Extension(source): Extension<Source>, body: Body| async move {
                let answer = async {
                    let bytes = taken(body)?;
                    let request = bearer::body::<commands::$command>(&bytes)?;
                    Ok(json_text(serde_json::to_string(&app.$function(&source, request).await?)?))
                };
                answer
                    .await
                    .map_err(|refusal: Refusal| Refused { refusal, command: commands::$command::NAME })
            }),
        )
    };
}

macro_rules! concat_path {
    ($command:ident) => {
        &format!("/api/v1/{}", commands::$command::NAME)
    };
}

macro_rules! route {
    ($router:ident SignIn [Public] $effect:ident) => {
        $router.route(concat_path!(SignIn), post(session::sign_in))
    };
    ($router:ident SignInWithKey [Public] $effect:ident) => {
        $router.route(concat_path!(SignInWithKey), post(session::sign_in_with_key))
    };
    ($router:ident Captcha [Public] $effect:ident) => {
        public!($router, Captcha, captcha)
    };
    ($router:ident StartRecovery [Public] $effect:ident) => {
        public!($router, StartRecovery, start_recovery)
    };
    ($router:ident FinishRecovery [Public] $effect:ident) => {
        public!($router, FinishRecovery, finish_recovery)
    };
    ($router:ident KeyChallenge [Public] $effect:ident) => {
        public!($router, KeyChallenge, key_challenge)
    };
    ($router:ident ConfirmKey [Public] $effect:ident) => {
        public!($router, ConfirmKey, confirm_key)
    };
    ($router:ident Refresh [Public] $effect:ident) => {
        $router.route(concat_path!(Refresh), post(session::refresh))
    };
    ($router:ident SignOut [SignedIn] $effect:ident) => {
        $router.route(concat_path!(SignOut), post(session::sign_out))
    };
    ($router:ident VerifyForm [Public] $effect:ident) => {
        $router.route(concat_path!(VerifyForm), post(verify_page::answer))
    };
    ($router:ident $command:ident [$($access:tt)+] Read) => {
        $router.route(
            concat_path!($command),
            post(read::<commands::$command>)
                .layer(DefaultBodyLimit::max(largest_body(commands::$command::NAME))),
        )
    };
    ($router:ident $command:ident [$($access:tt)+] Write) => {
        $router.route(
            concat_path!($command),
            post(write::<commands::$command>)
                .layer(DefaultBodyLimit::max(largest_body(commands::$command::NAME))),
        )
    };
}

macro_rules! routes {
    ($($(#[$doc:meta])* $area:ident $command:ident $name:literal $request:ident => $response:ident
       [$($access:tt)+] $policy:ident $effect:ident;)*) => {
        fn commands(router: Router<App>) -> Router<App> {
            $(let router = route!(router $command [$($access)+] $effect);)*
            router
        }
    };
}
for_each_command!(routes);

/// Every route of the server; `streams` are those that take as long as they take.
pub(crate) fn router(app: App, origins: Origins, proxies: Proxies, streams: Router) -> Router {
    let measures = Measures::new();
    commands(Router::new())
        .merge(attachment::routes())
        .layer(from_fn_with_state(origins, origin::check))
        .layer(from_fn_with_state(proxies, source::find))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .route("/v/{number}", get(verify_page::show))
        .route("/api/v1/openapi.json", get(|| async { json(&openapi::document()) }))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(measure::show).with_state(measures.clone()))
        .with_state(app)
        .merge(streams)
        .layer(from_fn_with_state(measures, measure::measure))
        .layer(CatchPanicLayer::new())
}
