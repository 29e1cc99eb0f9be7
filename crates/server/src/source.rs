//! Where a request comes from, as far as it can be believed.

use crate::cookie;
use crate::tls::TlsListener;
use anju_app::identity::Source;
use axum::extract::connect_info::Connected;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName};
use axum::middleware::Next;
use axum::response::Response;
use axum::serve::IncomingStream;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use tokio::net::TcpListener;
use uuid::Uuid;

/// Proxies whose word about an address is taken; nobody else's is.
pub(crate) type Proxies = Arc<[IpAddr]>;

/// The other end of a connection, with TLS or without.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(SocketAddr);

impl Connected<IncomingStream<'_, TcpListener>> for Peer {
    fn connect_info(stream: IncomingStream<'_, TcpListener>) -> Peer {
        Peer(*stream.remote_addr())
    }
}

impl Connected<IncomingStream<'_, TlsListener>> for Peer {
    fn connect_info(stream: IncomingStream<'_, TlsListener>) -> Peer {
        Peer(*stream.remote_addr())
    }
}

const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Tells the routes behind it where a request comes from. A browser without a name of its own is given one.
pub(crate) async fn find(
    State(proxies): State<Proxies>,
    ConnectInfo(Peer(peer)): ConnectInfo<Peer>,
    mut request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    let address = address(&proxies, peer.ip(), headers).to_string();
    let known = cookie::read(headers, cookie::DEVICE).map(str::to_owned);
    let is_new = known.is_none() && cookie::wanted(headers);
    let source = Source { address, device: known.unwrap_or_default() };
    request.extensions_mut().insert(source);
    let mut response = next.run(request).await;
    if is_new {
        cookie::add(response.headers_mut(), &cookie::name_device(Uuid::new_v4()));
    }
    response
}

/// The last address that no trusted proxy has: what stands before it anybody can write.
fn address(proxies: &Proxies, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let mut address = peer;
    let lines = headers.get_all(FORWARDED).iter().filter_map(|line| line.to_str().ok());
    let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).collect();
    for hop in hops.iter().rev() {
        if !proxies.contains(&address) {
            break;
        }
        match hop.trim().parse() {
            Ok(before) => address = before,
            Err(_) => break,
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::{FORWARDED, Proxies, address};
    use axum::http::{HeaderMap, HeaderValue};

    fn found(peer: &str, forwarded: &'static str) -> String {
        let proxies: Proxies = ["10.0.0.1", "10.0.0.2"].map(|own| own.parse().expect("an address")).into();
        let mut headers = HeaderMap::new();
        headers.insert(FORWARDED, HeaderValue::from_static(forwarded));
        address(&proxies, peer.parse().expect("an address"), &headers).to_string()
    }

    #[test]
    fn only_a_configured_proxy_is_believed() {
        assert_eq!(found("10.0.0.1", "192.0.2.7"), "192.0.2.7");
        assert_eq!(found("192.0.2.9", "192.0.2.7"), "192.0.2.9", "a stranger's word is not taken");
        assert_eq!(
            found("10.0.0.1", "1.1.1.1, 192.0.2.7"),
            "192.0.2.7",
            "what the person wrote is not taken"
        );
        assert_eq!(found("10.0.0.1", "192.0.2.7, 10.0.0.2"), "192.0.2.7", "through both proxies");
        assert_eq!(found("10.0.0.1", "nonsense"), "10.0.0.1");
    }
}
