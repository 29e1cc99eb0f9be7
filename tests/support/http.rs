//! The HTTP client of the stories.

/// A client for the loopback address.
///
/// # Panics
/// When the system gives it no sockets.
pub(crate) fn client() -> reqwest::Client {
    // The desktop in the same build takes rustls without a provider of its own, and so does this client then.
    let _ = rustls::crypto::ring::default_provider().install_default();
    // No connection is kept: a story may end the other side between two calls.
    let client = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0).build();
    client.expect("a client without TLS can be made")
}
