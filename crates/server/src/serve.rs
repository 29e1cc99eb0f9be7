//! Listening, and ending cleanly.

use crate::cli::{Failure, say};
use crate::{router, sync};
use anju_app::App;
use axum::Router;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// `beside` are routes that are no commands.
pub(crate) async fn serve(app: App, listen: SocketAddr, beside: Option<Router>) -> Result<(), Failure> {
    let listener = TcpListener::bind(listen).await?;
    say(&format!("listening on http://{}", listener.local_addr()?));
    let asked_to_end = asked_to_end()?;
    let (end, ending) = watch::channel(false);
    let streams = sync::routes(app.clone(), ending);
    let router = beside.into_iter().fold(router::router(app, streams), Router::merge);
    axum::serve(listener, router)
        .with_graceful_shutdown(async move {
            asked_to_end.await;
            tracing::info!("shutting down");
            // Streams do not end by themselves, and the server waits for them.
            end.send_replace(true);
        })
        .await?;
    Ok(())
}

/// Resolves when the service manager or the person at the terminal asks for the end.
#[cfg(unix)]
fn asked_to_end() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Resolves when the person at the terminal asks for the end.
#[cfg(not(unix))]
fn asked_to_end() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a console there is nobody to ask; the process is ended from outside.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
