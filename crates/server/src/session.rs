//! The routes that open, renew and end a session: the only ones that set cookies.

use crate::answer::{Refused, json_text};
use crate::{bearer, cookie, router};
use anju_app::identity::Source;
use anju_app::{App, Refusal};
use anju_contract::command::Command;
use anju_contract::commands::{Refresh, SignIn, SignInWithKey, SignOut};
use anju_contract::identity::{SessionTokens, SignInResponse};
use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Signs in with user name and password.
pub(crate) async fn sign_in(
    State(app): State<App>,
    Extension(mut source): Extension<Source>,
    headers: HeaderMap,
    body: router::Body,
) -> router::Answer {
    let answer = async {
        let request = bearer::body::<SignIn>(&router::taken(body)?)?;
        name_machine(&mut source, &request.device);
        opened(&headers, app.sign_in(&source, request).await?)
    };
    answer.await.map_err(|refusal| Refused { refusal, command: SignIn::NAME })
}

/// Signs in with a key and its password.
pub(crate) async fn sign_in_with_key(
    State(app): State<App>,
    Extension(mut source): Extension<Source>,
    headers: HeaderMap,
    body: router::Body,
) -> router::Answer {
    let answer = async {
        let request = bearer::body::<SignInWithKey>(&router::taken(body)?)?;
        name_machine(&mut source, &request.device);
        opened(&headers, app.sign_in_with_key(&source, request).await?)
    };
    answer.await.map_err(|refusal| Refused { refusal, command: SignInWithKey::NAME })
}

/// A desktop has no cookie; the name of its machine stands for it.
fn name_machine(source: &mut Source, device: &str) {
    if source.device.is_empty() {
        source.device = device.chars().take(64).collect();
    }
}

/// The answer to a sign-in, with its tokens where the caller keeps them.
fn opened(headers: &HeaderMap, mut response: SignInResponse) -> Result<Response, Refusal> {
    let cookies = cookies_of(headers, &mut response.tokens);
    answered(&response, cookies)
}

/// Exchanges a refresh token: the request's, or a browser's cookie.
pub(crate) async fn refresh(
    State(app): State<App>,
    headers: HeaderMap,
    body: router::Body,
) -> router::Answer {
    let answer = async {
        let mut request = bearer::body::<Refresh>(&router::taken(body)?)?;
        if request.refresh_token.is_empty() && cookie::wanted(&headers) {
            let kept = cookie::read(&headers, cookie::REFRESH);
            request.refresh_token = kept.ok_or_else(Refusal::unauthenticated)?.to_owned();
        }
        let mut tokens = app.refresh(request).await?;
        let cookies = cookies_of(&headers, &mut tokens);
        answered(&tokens, cookies)
    };
    answer.await.map_err(|refusal| Refused { refusal, command: Refresh::NAME })
}

/// Ends the session. A browser forgets its cookies even if the session had ended before.
pub(crate) async fn sign_out(State(app): State<App>, headers: HeaderMap, body: router::Body) -> Response {
    let answer = async {
        let request = bearer::body::<SignOut>(&router::taken(body)?)?;
        let caller = bearer::caller(&app, &headers).await?;
        answered(&app.read::<SignOut>(&caller, request).await?, HeaderMap::new())
    };
    let refused = |refusal| Refused { refusal, command: SignOut::NAME };
    let mut response = answer.await.map_err(refused).into_response();
    if cookie::wanted(&headers) {
        cookie::add(response.headers_mut(), &cookie::forget());
    }
    response
}

fn cookies_of(headers: &HeaderMap, tokens: &mut SessionTokens) -> HeaderMap {
    if cookie::wanted(headers) { cookie::keep(tokens) } else { HeaderMap::new() }
}

fn answered(response: &impl Serialize, cookies: HeaderMap) -> Result<Response, Refusal> {
    let mut answer = json_text(serde_json::to_string(response)?);
    cookie::add(answer.headers_mut(), &cookies);
    Ok(answer)
}
