//! A window with WebView2's own PDF viewer, which has the system's print dialog. The paper stays in memory and goes with
//! its window; the window may ask for nothing else.

use super::PrintError;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use tauri::http::{Request, Response, StatusCode, header};
use tauri::{
    AppHandle, Manager as _, Runtime, UriSchemeContext, WebviewUrl, WebviewWindowBuilder, WindowEvent,
};

/// The scheme under which a window reads its paper.
pub(crate) const SCHEME: &str = "anju-print";

/// What the open windows show, by their labels.
#[derive(Default)]
pub(crate) struct Papers(Mutex<HashMap<String, Vec<u8>>>);

/// Opens a window with a PDF.
pub(super) fn show(app: &AppHandle, title: &str, pdf: Vec<u8>) -> Result<(), PrintError> {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let label = format!("print-{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let address = format!("{SCHEME}://localhost/{label}").parse().map_err(|_| PrintError::Refused)?;
    keep(app, |papers| papers.insert(label.clone(), pdf));
    let opened = WebviewWindowBuilder::new(app, &label, WebviewUrl::CustomProtocol(address))
        .title(title)
        .inner_size(1000.0, 740.0)
        .build();
    let (app, of_window) = (app.clone(), label.clone());
    match opened {
        Ok(window) => {
            window.on_window_event(move |event| {
                if matches!(event, WindowEvent::Destroyed) {
                    keep(&app, |papers| papers.remove(&of_window));
                }
            });
            Ok(())
        }
        Err(_) => {
            keep(&app, |papers| papers.remove(&label));
            Err(PrintError::Refused)
        }
    }
}

fn keep<T, R: Runtime>(app: &AppHandle<R>, change: impl FnOnce(&mut HashMap<String, Vec<u8>>) -> T) -> T {
    let papers = app.state::<Papers>();
    let mut papers = papers.0.lock().unwrap_or_else(PoisonError::into_inner);
    change(&mut papers)
}

/// Answers a window with its own paper and nothing else.
pub(crate) fn answer<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    _request: Request<Vec<u8>>,
) -> Response<Vec<u8>> {
    let pdf = keep(context.app_handle(), |papers| papers.get(context.webview_label()).cloned());
    let mut response = Response::new(Vec::new());
    match pdf {
        Some(pdf) => {
            let kind = header::HeaderValue::from_static("application/pdf");
            response.headers_mut().insert(header::CONTENT_TYPE, kind);
            *response.body_mut() = pdf;
        }
        None => *response.status_mut() = StatusCode::NOT_FOUND,
    }
    response
}
