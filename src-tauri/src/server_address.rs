//! Where the server is, and the way there.

use crate::source::{Said, Setting};
use anju_client::{Proxy, ProxyFault};
use std::path::Path;

/// Where the server is tried, if nobody said it: a developer's own.
pub(crate) const DEFAULT: &str = "http://127.0.0.1:8420";
/// Where the address is said.
const ADDRESS: Setting =
    Setting { switch: "--server", variable: "ANJU_SERVER", file: "server", policy: "desktop-server" };
/// Where the proxy is said: `system`, `none` or an address.
const PROXY: Setting =
    Setting { switch: "--proxy", variable: "ANJU_DESKTOP_PROXY", file: "proxy", policy: "desktop-proxy" };

/// The address and the proxy, each with who said it.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    pub(crate) address: String,
    pub(crate) address_said: Said,
    /// What is said of the proxy may be nothing that one can use.
    pub(crate) proxy: Result<Proxy, ProxyFault>,
    pub(crate) proxy_said: Said,
}

impl Way {
    /// What is said on this machine.
    pub(crate) fn find(data: &Path) -> Way {
        let (address, address_said) = ADDRESS.find(data).unwrap_or((DEFAULT.to_owned(), Said::Nobody));
        let (proxy, proxy_said) = PROXY.find(data).unwrap_or((String::new(), Said::Nobody));
        Way { address, address_said, proxy: proxy.parse(), proxy_said }
    }

    /// Keeps what of it the person said.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub(crate) fn keep(&self, data: &Path) -> Result<(), std::io::Error> {
        if self.address_said == Said::Person {
            ADDRESS.keep(data, &self.address)?;
        }
        match &self.proxy {
            Ok(proxy) if self.proxy_said == Said::Person => PROXY.keep(data, &proxy.to_string()),
            Ok(_) | Err(_) => Ok(()),
        }
    }
}

/// What a person means by an address: without a scheme, a server with TLS.
pub(crate) fn completed(typed: &str) -> String {
    let typed = typed.trim().trim_end_matches('/');
    if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_without_a_scheme_has_tls() {
        assert_eq!(completed(" anju.example/ "), "https://anju.example");
        assert_eq!(completed("http://127.0.0.1:8420"), "http://127.0.0.1:8420");
    }

    #[test]
    fn only_what_the_person_said_is_kept() {
        let data = std::env::temp_dir().join(format!("anju-way-{}", uuid::Uuid::new_v4()));
        let way = |said| Way {
            address: "https://anju.example".to_owned(),
            address_said: said,
            proxy: "10.0.0.1:3128".parse(),
            proxy_said: said,
        };
        way(Said::Policy).keep(&data).expect("nothing to keep");
        assert!(!data.join("server").exists() && !data.join("proxy").exists());
        way(Said::Person).keep(&data).expect("kept");
        let read = |name| std::fs::read_to_string(data.join(name)).expect("kept");
        assert_eq!(
            (read("server"), read("proxy")),
            ("https://anju.example".into(), "http://10.0.0.1:3128".into())
        );
        std::fs::remove_dir_all(data).expect("removed");
    }
}
