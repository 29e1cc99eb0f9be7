//! A browser's session: cookies that no script reads, taken only from pages of this server.

use anju_tests::{City, Desk, both};
use reqwest::header::{COOKIE, HeaderMap, HeaderValue, ORIGIN, SET_COOKIE};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A browser, as far as cookies go.
struct Browser {
    http: reqwest::Client,
    address: String,
    cookies: BTreeMap<String, String>,
}

struct Seen {
    status: u16,
    body: Value,
    set: Vec<String>,
}

impl Browser {
    fn new(address: &str) -> Browser {
        // The desk's client brings a provider for TLS, without which none can be made.
        drop(Desk::visitor(address));
        let http = reqwest::Client::builder().no_proxy().build().expect("a client can be made");
        Browser { http, address: address.to_owned(), cookies: BTreeMap::new() }
    }

    async fn post(&mut self, command: &str, request: Value) -> Seen {
        let origin = self.address.clone();
        self.post_from(Some(&origin), command, request).await
    }

    async fn post_from(&mut self, origin: Option<&str>, command: &str, request: Value) -> Seen {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut headers = HeaderMap::new();
        headers.insert("x-anju-session", HeaderValue::from_static("cookie"));
        headers.insert(COOKIE, HeaderValue::from_str(&cookies.join("; ")).expect("a header"));
        if let Some(origin) = origin {
            headers.insert(ORIGIN, HeaderValue::from_str(origin).expect("a header"));
        }
        let post = self.http.post(format!("{}/api/v1/{command}", self.address)).headers(headers);
        let response = post.json(&request).send().await.expect("the server answers");
        let set: Vec<String> = response
            .headers()
            .get_all(SET_COOKIE)
            .iter()
            .map(|line| line.to_str().expect("text").to_owned())
            .collect();
        for line in &set {
            let (pair, rest) = line.split_once(';').expect("attributes");
            let (name, value) = pair.split_once('=').expect("a name and a value");
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Seen { status: response.status().as_u16(), body: response.json().await.expect("JSON"), set }
    }
}

const ENTRY: &str = r#"{ "user_name": "wuye", "password": "anju-demo-2026" }"#;

fn entry() -> Value {
    serde_json::from_str(ENTRY).expect("JSON")
}

both!(
    /// The tokens are in cookies that scripts cannot read and other sites do not send; the session outlives a reload.
    a_reload_goes_on_with_the_session,
    async |city: City| {
        let mut browser = Browser::new(city.server().address());
        let seen = browser.post("identity.sign_in", entry()).await;
        assert_eq!(seen.status, 200, "{}", seen.body);
        assert_eq!(seen.body["tokens"]["access_token"], "");
        assert_eq!(seen.body["tokens"]["refresh_token"], "");
        for name in ["__Host-anju-access", "__Host-anju-refresh"] {
            let line = seen.set.iter().find(|line| line.starts_with(name)).expect("a cookie");
            for attribute in ["Path=/", "HttpOnly", "Secure", "SameSite=Lax"] {
                assert!(line.contains(attribute), "{attribute} is missing in {line}");
            }
        }
        let me = browser.post("identity.me", json!({})).await;
        assert_eq!(me.body["me"]["user_name"], "wuye", "{}", me.body);
        browser.cookies.remove("__Host-anju-access");
        let renewed = browser.post("identity.refresh", json!({ "refresh_token": "" })).await;
        assert_eq!(renewed.status, 200, "{}", renewed.body);
        assert_eq!(renewed.body["refresh_token"], "");
        assert_eq!(browser.post("identity.me", json!({})).await.status, 200);
    }
);

both!(
    /// What another site makes the browser send is not taken, nor is what names no origin.
    another_sites_page_writes_nothing,
    async |city: City| {
        let mut browser = Browser::new(city.server().address());
        browser.post("identity.sign_in", entry()).await;
        for origin in [Some("https://evil.example"), Some("null"), None] {
            for (command, request) in [
                ("identity.me", json!({})),
                ("identity.sign_out", json!({})),
                ("identity.sign_in", entry()),
                ("identity.refresh", json!({ "refresh_token": "" })),
            ] {
                let seen = browser.post_from(origin, command, request).await;
                assert_eq!(seen.body["code"], "request.foreign_origin", "{command} from {origin:?}");
                assert!(seen.set.iter().all(|line| !line.contains("-access")), "no session begins or ends");
            }
        }
        assert_eq!(browser.post("identity.me", json!({})).await.status, 200, "the session is as it was");
    }
);

both!(
    /// Signing out ends the session and the browser forgets it.
    signing_out_forgets_the_cookies,
    async |city: City| {
        let mut browser = Browser::new(city.server().address());
        browser.post("identity.sign_in", entry()).await;
        let before = browser.cookies.clone();
        assert_eq!(browser.post("identity.sign_out", json!({})).await.status, 200);
        assert!(browser.cookies.keys().all(|name| name == "__Host-anju-device"), "{:?}", browser.cookies);
        browser.cookies = before;
        let seen = browser.post("identity.me", json!({})).await;
        assert_eq!(seen.body["code"], "session.required", "{}", seen.body);
    }
);
