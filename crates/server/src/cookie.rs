//! A browser's session: its two tokens are cookies that no script reads, sent only to this host and only inside TLS.
//! A browser asks for them by a header; a desktop does not, and keeps its tokens itself.

use anju_contract::identity::SessionTokens;
use axum::http::{HeaderMap, HeaderValue, header};
use uuid::Uuid;

/// The access token's cookie. The prefix makes browsers refuse it from other hosts, other paths and without TLS.
pub(crate) const ACCESS: &str = "__Host-anju-access";
/// The refresh token's cookie.
pub(crate) const REFRESH: &str = "__Host-anju-refresh";

/// What tells a browser from others behind its address, when tries are counted; it opens nothing.
pub(crate) const DEVICE: &str = "__Host-anju-device";
/// How long a browser keeps that name, in seconds: a year.
const DEVICE_AGE_S: u32 = 31_536_000;

/// By `x-anju-session: cookie` a browser says that it wants its tokens as cookies.
const MODE: &str = "x-anju-session";
const COOKIE_MODE: &str = "cookie";

/// The request comes from a browser that keeps its session in cookies.
pub(crate) fn wanted(headers: &HeaderMap) -> bool {
    headers.get(MODE).is_some_and(|mode| mode == COOKIE_MODE)
}

/// The value of a cookie.
pub(crate) fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

/// Moves the tokens out of an answer into cookies. They end with the browser's window: an office's machine is shared.
pub(crate) fn keep(tokens: &mut SessionTokens) -> HeaderMap {
    let access = std::mem::take(&mut tokens.access_token);
    let refresh = std::mem::take(&mut tokens.refresh_token);
    set(&[(ACCESS, &access, ""), (REFRESH, &refresh, "")])
}

/// Makes the browser forget its session.
pub(crate) fn forget() -> HeaderMap {
    set(&[(ACCESS, "", "; Max-Age=0"), (REFRESH, "", "; Max-Age=0")])
}

/// Gives a browser a name.
pub(crate) fn name_device(name: Uuid) -> HeaderMap {
    set(&[(DEVICE, &name.simple().to_string(), &format!("; Max-Age={DEVICE_AGE_S}"))])
}

/// Adds cookies to an answer that may set others already.
pub(crate) fn add(headers: &mut HeaderMap, cookies: &HeaderMap) {
    for line in cookies.get_all(header::SET_COOKIE) {
        headers.append(header::SET_COOKIE, line.clone());
    }
}

fn set(cookies: &[(&str, &str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value, age) in cookies {
        let text = format!("{name}={value}; Path=/; HttpOnly; Secure; SameSite=Lax{age}");
        // Tokens are letters, digits, `-` and `_`.
        if let Ok(text) = HeaderValue::from_str(&text) {
            headers.append(header::SET_COOKIE, text);
        }
    }
    headers
}

#[cfg(test)]
mod tests {
    use super::{ACCESS, REFRESH, read};
    use axum::http::{HeaderMap, HeaderValue, header};

    #[test]
    fn a_cookie_is_found_among_others_and_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        let line = format!("a=1; x{ACCESS}=wrong; {ACCESS}=right");
        headers.append(header::COOKIE, HeaderValue::from_str(&line).expect("a header"));
        assert_eq!(read(&headers, ACCESS), Some("right"));
        assert_eq!(read(&headers, REFRESH), None);
    }
}
