//! The way to the server: as the system says, straight, or through a proxy that was named here.

use reqwest::Url;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long a proxy may take to be reached.
const REACH: Duration = Duration::from_secs(5);

/// Which proxy is used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Proxy {
    /// The system's, or what the variables of the environment name.
    #[default]
    System,
    /// None.
    Direct,
    /// This one, such as `http://10.0.0.1:3128`.
    Through(ProxyAddress),
}

/// Where a proxy is. It is asked in clear; what goes to a server with TLS is sealed all the way through it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxyAddress {
    host: String,
    port: u16,
}

/// Why a text names no proxy that can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProxyFault {
    /// It is no address with a port.
    Unreadable,
    /// It is one of another kind than `http://`.
    Scheme,
    /// It holds a name or a password, which would lie in a plain file.
    Credentials,
}

impl ProxyFault {
    /// The code for the page.
    pub fn code(self) -> &'static str {
        match self {
            ProxyFault::Unreadable => "proxy.unreadable",
            ProxyFault::Scheme => "proxy.scheme",
            ProxyFault::Credentials => "proxy.credentials",
        }
    }
}

impl fmt::Display for ProxyFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            ProxyFault::Unreadable => "代理地址无法识别。请填写主机和端口，如 http://10.0.0.1:3128。",
            ProxyFault::Scheme => "只支持 http:// 开头的代理。请向系统管理员询问 HTTP 代理的地址和端口。",
            ProxyFault::Credentials => {
                "代理地址里不能带用户名和密码，它们会以明文存在本机。请填写不需要登录的代理，或联系系统管理员。"
            }
        })
    }
}

impl FromStr for Proxy {
    type Err = ProxyFault;

    fn from_str(text: &str) -> Result<Proxy, ProxyFault> {
        match text.trim() {
            "" | "system" => Ok(Proxy::System),
            "none" => Ok(Proxy::Direct),
            typed => address(typed).map(Proxy::Through),
        }
    }
}

fn address(typed: &str) -> Result<ProxyAddress, ProxyFault> {
    let whole = if typed.contains("://") { typed.to_owned() } else { format!("http://{typed}") };
    let url = Url::parse(&whole).map_err(|_| ProxyFault::Unreadable)?;
    if url.scheme() != "http" {
        return Err(ProxyFault::Scheme);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(ProxyFault::Credentials);
    }
    // A URL forgets the port that its scheme has anyway.
    let names_port = url.port().is_some() || whole.trim_end_matches('/').ends_with(":80");
    let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    match (url.host_str(), url.port_or_known_default()) {
        (Some(host), Some(port)) if names_port && is_bare => Ok(ProxyAddress { host: host.to_owned(), port }),
        _ => Err(ProxyFault::Unreadable),
    }
}

impl fmt::Display for Proxy {
    /// The text from which it is read again.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Proxy::System => formatter.write_str("system"),
            Proxy::Direct => formatter.write_str("none"),
            Proxy::Through(address) => write!(formatter, "http://{}:{}", address.host, address.port),
        }
    }
}

impl ProxyAddress {
    /// It is on this machine.
    pub(crate) fn is_here(&self) -> bool {
        matches!(self.host.as_str(), "127.0.0.1" | "localhost" | "[::1]")
    }

    /// Whether anybody listens there.
    pub(crate) async fn answers(&self) -> bool {
        let host = self.host.trim_matches(['[', ']']);
        matches!(timeout(REACH, TcpStream::connect((host, self.port))).await, Ok(Ok(_)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Proxy, ProxyFault};

    fn read(text: &str) -> Result<String, ProxyFault> {
        text.parse::<Proxy>().map(|proxy| proxy.to_string())
    }

    #[test]
    fn a_proxy_is_said_in_one_word_or_by_its_address() {
        for (text, read_again) in [
            ("", "system"),
            (" system\n", "system"),
            ("none", "none"),
            ("http://10.0.0.1:3128", "http://10.0.0.1:3128"),
            ("proxy.example:8080/", "http://proxy.example:8080"),
            ("http://proxy.example:80", "http://proxy.example:80"),
            ("[::1]:3128", "http://[::1]:3128"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(read_again), "{text}");
            assert_eq!(read(read_again).as_deref(), Ok(read_again));
        }
    }

    #[test]
    fn what_is_no_proxy_is_refused_with_its_reason() {
        for (text, fault) in [
            ("http://proxy.example", ProxyFault::Unreadable),
            ("http://proxy.example:3128/path", ProxyFault::Unreadable),
            ("http://proxy.example:99999", ProxyFault::Unreadable),
            ("代理", ProxyFault::Unreadable),
            ("https://proxy.example:3128", ProxyFault::Scheme),
            ("socks5://proxy.example:1080", ProxyFault::Scheme),
            ("http://name:word@proxy.example:3128", ProxyFault::Credentials),
        ] {
            assert_eq!(read(text), Err(fault), "{text}");
        }
    }
}
