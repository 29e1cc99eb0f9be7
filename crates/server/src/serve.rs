//! Listening, and ending cleanly.

use crate::cli::{Failure, say};
use crate::router;
use anju_app::App;
use axum::Router;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// `beside` are routes that are no commands.
pub(crate) async fn serve(app: App, listen: SocketAddr, beside: Option<Router>) -> Result<(), Failure> {
    let listener = TcpListener::bind(listen).await?;
    say(&format!("listening on http://{}", listener.local_addr()?));
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let router = beside.into_iter().fold(router::router(app), Router::merge);
    axum::serve(listener, router)
        .with_graceful_shutdown(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            tracing::info!("shutting down");
        })
        .await?;
    Ok(())
}
