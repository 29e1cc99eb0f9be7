//! Listening, and ending cleanly.

use crate::cli::{Failure, say};
use crate::origin::Origins;
use crate::source::{Peer, Proxies};
use crate::tls::{Certificate, TlsListener};
use crate::{router, sync};
use anju_app::App;
use axum::Router;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// How the server is reached.
pub(crate) struct Reach {
    /// The address to listen on.
    pub(crate) listen: SocketAddr,
    /// The certificate of its own, if no proxy does TLS.
    pub(crate) certificate: Option<Certificate>,
    /// Further origins of its pages.
    pub(crate) origins: Origins,
    /// Proxies whose word about an address is taken.
    pub(crate) proxies: Proxies,
}

/// `beside` are routes that are no commands.
pub(crate) async fn serve(app: App, reach: Reach, beside: Vec<Router>) -> Result<(), Failure> {
    let listener = TcpListener::bind(reach.listen).await?;
    let address = listener.local_addr()?;
    let asked_to_end = asked_to_end()?;
    let (end, ending) = watch::channel(false);
    let streams = sync::routes(app.clone(), ending);
    let end = async move {
        asked_to_end.await;
        tracing::info!("shutting down");
        // Streams do not end by themselves, and the server waits for them.
        end.send_replace(true);
    };
    let router = router::router(app, reach.origins, reach.proxies, streams);
    let service =
        beside.into_iter().fold(router, Router::merge).into_make_service_with_connect_info::<Peer>();
    match &reach.certificate {
        None => {
            say(&format!("listening on http://{address}"));
            axum::serve(listener, service).with_graceful_shutdown(end).await?;
        }
        Some(certificate) => {
            let listener = TlsListener::new(listener, certificate)?;
            say(&format!("listening on https://{address}"));
            axum::serve(listener, service).with_graceful_shutdown(end).await?;
        }
    }
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
