//! The server over HTTP: one POST for each command.
//!
//! Invariant: what is not an answer of our server (a proxy's page, a captive portal, a gateway's 502) is no answer.

use crate::{ClientError, Proxy};
use anju_contract::problem::Problem;
use chrono::{DateTime, Utc};
use reqwest::{Client, RequestBuilder, Response, Url, header};
use std::time::Duration;
use uuid::Uuid;

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(5);
/// How long a command may take: a little longer than the server gives it.
const PATIENCE: Duration = Duration::from_secs(65);
/// How long a stream may last before it is opened anew.
const LONGEST_STREAM: Duration = Duration::from_secs(24 * 60 * 60);
/// How long a sign of life may take.
const LIFE: Duration = Duration::from_secs(5);

/// The server.
#[derive(Clone, Debug)]
pub(crate) struct Remote {
    http: Client,
    address: String,
}

/// What came back.
pub(crate) struct Answered {
    /// The response as the server wrote it.
    pub(crate) body: String,
    /// The server's time, to the second.
    pub(crate) server_time: Option<DateTime<Utc>>,
}

impl Remote {
    /// The server at this address, such as `https://anju.example`, by way of this proxy.
    ///
    /// # Errors
    /// [`ClientError::UnsafeAddress`] if passwords would travel in clear.
    pub(crate) fn new(address: &str, proxy: &Proxy) -> Result<Remote, ClientError> {
        let url = Url::parse(address).map_err(|_| ClientError::UnsafeAddress)?;
        let is_here = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
        if url.scheme() != "https" && !(url.scheme() == "http" && is_here) {
            return Err(ClientError::UnsafeAddress);
        }
        // Whoever installed a provider before installed this one; a second call only says that one is there.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut http = Client::builder().connect_timeout(CONNECT).timeout(PATIENCE);
        // What is not sealed by TLS leaves this machine by no way.
        let is_open = url.scheme() == "http";
        http = match proxy {
            Proxy::System if is_here => http.no_proxy(),
            Proxy::System => http,
            Proxy::Direct => http.no_proxy(),
            Proxy::Through(through) if is_open && !through.is_here() => http.no_proxy(),
            Proxy::Through(_) => {
                let all = reqwest::Proxy::all(proxy.to_string());
                http.proxy(all.map_err(|_| ClientError::Internal("proxy"))?)
            }
        };
        let http = http.build().map_err(|_| ClientError::Internal("http client"))?;
        Ok(Remote { http, address: address.trim_end_matches('/').to_owned() })
    }

    /// Where it is.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Scheme, host and port, whatever else was written into the address.
    pub(crate) fn origin(&self) -> String {
        Url::parse(&self.address).map_or_else(|_| String::new(), |url| url.origin().ascii_serialization())
    }

    /// Sends a command.
    ///
    /// # Errors
    /// [`ClientError::Refused`] with the server's problem, or [`ClientError::Unreachable`].
    pub(crate) async fn post(
        &self,
        command: &str,
        body: String,
        token: Option<&str>,
        key: Option<Uuid>,
    ) -> Result<Answered, ClientError> {
        let mut post = self
            .http
            .post(format!("{}/api/v1/{command}", self.address))
            .header(header::CONTENT_TYPE, "application/json")
            .body(body);
        if let Some(token) = token {
            post = post.bearer_auth(token);
        }
        if let Some(key) = key {
            post = post.header("idempotency-key", key.to_string());
        }
        answered(post).await
    }

    /// Sends bytes to a route that is no command.
    ///
    /// # Errors
    /// As [`Remote::post`].
    pub(crate) async fn put(&self, path: &str, bytes: Vec<u8>, token: &str) -> Result<Answered, ClientError> {
        let put = self.http.put(format!("{}/api/v1/{path}", self.address)).bearer_auth(token).body(bytes);
        answered(put).await
    }

    /// Reads bytes from a route that is no command.
    ///
    /// # Errors
    /// As [`Remote::post`].
    pub(crate) async fn get(&self, path: &str, token: &str) -> Result<Vec<u8>, ClientError> {
        let asked = self.http.get(format!("{}/api/v1/{path}", self.address)).bearer_auth(token).send().await;
        let response = asked.map_err(|_| ClientError::Unreachable)?;
        let accepted = response.status().is_success();
        let bytes = response.bytes().await.map_err(|_| ClientError::Unreachable)?;
        if accepted { Ok(bytes.to_vec()) } else { Err(refused(&bytes)) }
    }

    /// Opens a stream: of news, or of what is asked for by `body`. It may last as long as it likes; whoever reads it
    /// decides how long it may be silent.
    ///
    /// # Errors
    /// As [`Remote::post`].
    pub(crate) async fn stream(
        &self,
        path: &str,
        body: Option<String>,
        token: &str,
    ) -> Result<Response, ClientError> {
        let address = format!("{}{path}", self.address);
        let asked = match body {
            Some(body) => self.http.post(address).header(header::CONTENT_TYPE, "application/json").body(body),
            None => self.http.get(address).header(header::ACCEPT, "text/event-stream"),
        };
        let asked = asked.bearer_auth(token).timeout(LONGEST_STREAM).send();
        let response = match tokio::time::timeout(PATIENCE, asked).await {
            Ok(Ok(response)) => response,
            Ok(Err(_)) | Err(_) => return Err(ClientError::Unreachable),
        };
        if response.status().is_success() {
            return Ok(response);
        }
        let body = response.text().await.map_err(|_| ClientError::Unreachable)?;
        let problem: Problem = serde_json::from_str(&body).map_err(|_| ClientError::Unreachable)?;
        Err(ClientError::Refused(Box::new(problem)))
    }

    /// Whether it answers at all.
    pub(crate) async fn lives(&self) -> bool {
        self.sign_of_life().await.is_ok()
    }

    async fn sign_of_life(&self) -> Result<(), ClientError> {
        let asked = self.http.get(format!("{}/healthz", self.address)).timeout(LIFE).send().await;
        let response = asked.map_err(|error| {
            if is_untrusted(&error) { ClientError::Untrusted } else { ClientError::Unreachable }
        })?;
        let is_ours = response.status().is_success() && response.text().await.is_ok_and(|text| text == "ok");
        if is_ours { Ok(()) } else { Err(ClientError::Unreachable) }
    }
}

/// The server's certificate is of nobody whom this machine trusts, or of another host.
fn is_untrusted(error: &(dyn std::error::Error + 'static)) -> bool {
    if matches!(error.downcast_ref(), Some(rustls::Error::InvalidCertificate(_))) {
        return true;
    }
    // An I/O error hides what it wraps from `source`, and one may wrap another.
    let wrapped = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
    match wrapped {
        Some(wrapped) => is_untrusted(wrapped),
        None => error.source().is_some_and(is_untrusted),
    }
}

/// Whether one of our servers answers at this address, by way of this proxy.
///
/// # Errors
/// [`ClientError::UnsafeAddress`] if passwords would travel in clear, [`ClientError::Untrusted`] if this machine does
/// not trust its certificate, [`ClientError::ProxySilent`] if the named proxy is not there, [`ClientError::Unreachable`]
/// if none answers.
pub async fn answers(address: &str, proxy: &Proxy) -> Result<(), ClientError> {
    let answer = Remote::new(address, proxy)?.sign_of_life().await;
    match (answer, proxy) {
        (Err(ClientError::Unreachable), Proxy::Through(through)) if !through.answers().await => {
            Err(ClientError::ProxySilent)
        }
        (answer, _) => answer,
    }
}

async fn answered(request: RequestBuilder) -> Result<Answered, ClientError> {
    let response = request.send().await.map_err(|_| ClientError::Unreachable)?;
    let server_time = response
        .headers()
        .get(header::DATE)
        .and_then(|date| date.to_str().ok())
        .and_then(|date| DateTime::parse_from_rfc2822(date).ok())
        .map(|date| date.to_utc());
    let accepted = response.status().is_success();
    let body = response.text().await.map_err(|_| ClientError::Unreachable)?;
    if !accepted {
        return Err(refused(body.as_bytes()));
    }
    if !body.trim_start().starts_with(['{', '[']) {
        return Err(ClientError::Unreachable);
    }
    Ok(Answered { body, server_time })
}

/// The problem in a refusal; without one it was not our server that spoke.
fn refused(body: &[u8]) -> ClientError {
    match serde_json::from_slice::<Problem>(body) {
        Ok(problem) => ClientError::Refused(Box::new(problem)),
        Err(_) => ClientError::Unreachable,
    }
}
