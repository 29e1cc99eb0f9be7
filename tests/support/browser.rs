//! A browser for the halls: Chromium without a screen, driven by its own driver.

use std::ops::Deref;
use std::process::{Command, Stdio};

use fantoccini::wd::Capabilities;
use serde_json::{Value, json};

use crate::folder::TempFolder;
use crate::page::Page;
use crate::process::tool;
use crate::trace;

/// An open browser with a profile of its own; its page is driven as a [`Page`].
#[derive(Debug)]
pub struct Browser {
    page: Option<Page>,
    _profile: TempFolder,
}

impl Browser {
    /// Opens a browser of a size in pixels; 390 × 844 is a phone.
    ///
    /// # Panics
    /// When Chromium or its driver is missing or does not start.
    pub async fn open(width: u32, height: u32) -> Self {
        Self::open_with(width, height, Capabilities::new(), json!({})).await
    }

    /// Opens a browser whose main thread is traced; see [`Browser::trace`].
    ///
    /// # Panics
    /// As [`Browser::open`].
    pub async fn open_traced(width: u32, height: u32) -> Self {
        let mut logged = Capabilities::new();
        logged.insert("goog:loggingPrefs".to_owned(), json!({ "performance": "ALL" }));
        Self::open_with(width, height, logged, json!({ "perfLoggingPrefs": trace::options() })).await
    }

    async fn open_with(width: u32, height: u32, mut capabilities: Capabilities, mut options: Value) -> Self {
        let chromium = tool("chromium", "chromium");
        let driver = tool("chromedriver", "chromium-driver");
        let profile = TempFolder::new("browser");
        let command = |port: u16| {
            let mut command = Command::new(&driver);
            command.arg(format!("--port={port}")).env("HOME", profile.path()).env_remove("DISPLAY");
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            command
        };
        let arguments = [
            "--headless=new".to_owned(),
            // Root has no sandbox in Chromium, and build servers run as root.
            "--no-sandbox".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--lang=zh-CN".to_owned(),
            format!("--window-size={width},{height}"),
            format!("--user-data-dir={}", profile.path().join("profile").display()),
        ];
        options["binary"] = json!(chromium);
        options["args"] = json!(arguments);
        capabilities.insert("goog:chromeOptions".to_owned(), options);
        let page = Page::open(command, "chromium-driver", capabilities).await;
        Self { page: Some(page), _profile: profile }
    }

    /// Goes to an address and waits until it is loaded.
    ///
    /// # Panics
    /// When the address cannot be reached.
    pub async fn go(&self, address: &str) {
        let gone = self.client().goto(address).await;
        gone.unwrap_or_else(|error| panic!("the browser cannot reach {address}: {error}"));
    }

    /// Closes the browser in order.
    pub async fn close(mut self) {
        if let Some(page) = self.page.take() {
            page.close().await;
        }
    }
}

impl Deref for Browser {
    type Target = Page;

    fn deref(&self) -> &Page {
        self.page.as_ref().expect("the page is taken only by close, which consumes the browser")
    }
}
