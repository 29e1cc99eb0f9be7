//! Files for browsers: the screens at `/desk`, which show what the desktop does, online only; the installers at `/updates`.

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::{Redirect, Response};
use axum::routing::get;
use std::path::Path;
use tower_http::services::ServeDir;

/// What a page may load and from where: nothing but its own files, and no frame around it.
const POLICY: &str = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; \
                      worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

/// The routes of the pages built into this folder.
pub(crate) fn pages(folder: &Path) -> Router {
    Router::new()
        .nest_service("/desk/", ServeDir::new(folder))
        .route("/desk", get(|| async { Redirect::permanent("/desk/") }))
        .route("/", get(|| async { Redirect::temporary("/desk/") }))
        .layer(middleware::from_fn(guard))
}

/// The route of the installers in this folder.
pub(crate) fn updates(folder: &Path) -> Router {
    let routes = Router::new().nest_service("/updates/", ServeDir::new(folder));
    routes.layer(middleware::from_fn(guard))
}

async fn guard(request: Request, next: Next) -> Response {
    // Vite names these files by their content.
    let is_fixed = request.uri().path().contains("/assets/");
    let mut response = next.run(request).await;
    let age = if is_fixed && response.status().is_success() {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, age),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
