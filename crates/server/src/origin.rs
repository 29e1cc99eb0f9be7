//! Requests that a browser sends with its cookies must come from a page of this server: another site's page can make a
//! browser send them too, but cannot forge the origin that the browser names.

use crate::answer::Refused;
use crate::cookie;
use anju_app::Refusal;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Origins beside the request's own host, such as `https://anju.example`: for a proxy that changes the host.
pub(crate) type Origins = Arc<[String]>;

/// Lets a request pass if it carries no cookies of ours, or comes from a page of ours.
pub(crate) async fn check(State(origins): State<Origins>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let by_cookie = !headers.contains_key(header::AUTHORIZATION)
        && (cookie::wanted(headers)
            || cookie::read(headers, cookie::ACCESS).is_some()
            || cookie::read(headers, cookie::REFRESH).is_some());
    if !request.method().is_safe() && by_cookie && !is_ours(&origins, headers, request.uri()) {
        let refusal = Refusal::denied(
            "request.foreign_origin",
            "这次请求不是从本系统的页面发出的，为防止他人冒用您的登录，没有受理。请从本系统的网址重新打开页面。",
        );
        return Refused { refusal, command: "origin" }.into_response();
    }
    next.run(request).await
}

fn is_ours(origins: &Origins, headers: &HeaderMap, uri: &Uri) -> bool {
    let Some(origin) = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok()) else {
        return false;
    };
    if origins.iter().any(|ours| ours == origin) {
        return true;
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.or_else(|| uri.authority().map(|authority| authority.as_str()));
    let named = origin.split_once("://").map(|(_, authority)| authority);
    named.is_some() && named == host
}

#[cfg(test)]
mod tests {
    use super::{Origins, is_ours};
    use axum::http::{HeaderMap, HeaderValue, Uri, header};

    fn judged(origin: Option<&'static str>, host: &'static str) -> bool {
        let origins: Origins = ["https://anju.example".to_owned()].into();
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static(host));
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
        }
        is_ours(&origins, &headers, &Uri::from_static("/api/v1/identity.me"))
    }

    #[test]
    fn a_page_of_this_host_is_ours_and_no_other() {
        assert!(judged(Some("http://127.0.0.1:8420"), "127.0.0.1:8420"));
        assert!(judged(Some("https://anju.example"), "internal:8420"));
        assert!(!judged(Some("http://127.0.0.1:8421"), "127.0.0.1:8420"));
        assert!(!judged(Some("https://anju.example.evil.example"), "internal:8420"));
        assert!(!judged(Some("null"), "127.0.0.1:8420"));
        assert!(!judged(None, "127.0.0.1:8420"));
    }
}
