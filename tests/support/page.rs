//! A page that is driven the way a person does: find, read, click, type, look.

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::Value;

use crate::http;
use crate::process::{Guarded, free_port, until};

/// Longest wait for something to appear; a cold start on a loaded machine of two cores is the slowest case.
const APPEAR_LIMIT: Duration = Duration::from_secs(30);

/// Longest wait for the first page of a program.
const OPEN_LIMIT: Duration = Duration::from_secs(60);

/// Longest wait for the answer of a page that is there.
const ANSWER_LIMIT: Duration = Duration::from_secs(60);

/// Pause between two looks.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// A driver listens at once or not at all.
const DRIVER_LIMIT: Duration = Duration::from_secs(30);

/// A port can be taken between being found free and being used.
const ATTEMPTS: usize = 5;

/// Sets a field the way typing does, so that a framework that listens for `input` sees it. Element Plus draws its own
/// box around the real field, so the selector may name either.
const SET_VALUE: &str = "
    const found = document.querySelector(arguments[0]);
    const field = found.matches('input, textarea') ? found : found.querySelector('input, textarea');
    const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    field.focus();
    Object.getOwnPropertyDescriptor(kind.prototype, 'value').set.call(field, arguments[1]);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
";

/// Where an element is on the page, and how large.
const PLACE: &str = "
    const found = document.querySelector(arguments[0]);
    if (!found) return null;
    const { x, y, width, height } = found.getBoundingClientRect();
    return [x, y, width, height].join(' ')";

/// Answers when what the page holds now has been drawn: the next frame draws it, and the one after that begins only when
/// it is on the screen. Without this a picture shows the page of a moment ago.
const DRAWN: &str = "
    const answer = arguments[arguments.length - 1];
    document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => answer(true))));
";

/// A page in a window or a browser, and the driver it is reached by.
#[derive(Debug)]
pub struct Page {
    client: Client,
    driver: Guarded,
    /// The driver's own address.
    address: String,
    /// When the program was asked for.
    asked_at: Instant,
    screenshots: PathBuf,
}

impl Page {
    /// Starts a driver by `command` (given its port) and opens a page with it.
    pub(crate) async fn open(
        command: impl Fn(u16) -> Command,
        package: &str,
        capabilities: Capabilities,
    ) -> Self {
        let (driver, port) = start_driver(command, package);
        let address = format!("http://127.0.0.1:{port}");
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let asked_at = Instant::now();
        // A program that ends before its page is there would be waited for without end.
        let client = tokio::time::timeout(OPEN_LIMIT, builder.connect(&address))
            .await
            .unwrap_or_else(|_| panic!("the driver opened no page in {OPEN_LIMIT:?}"))
            .unwrap_or_else(|error| panic!("the driver opened no page: {error}"));
        let screenshots =
            std::env::var_os("ANJU_SCREENSHOTS").map_or_else(default_screenshots, PathBuf::from);
        Self { client, driver, address, asked_at, screenshots }
    }

    /// The WebDriver client itself, for what has no name here.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// When the driver was asked to start the program; driver and screen were there by then.
    pub fn asked_at(&self) -> Instant {
        self.asked_at
    }

    /// Asks the driver for something that is no command of WebDriver's own; its answer.
    ///
    /// # Panics
    /// When it does not answer.
    pub(crate) async fn ask_driver(&self, command: &str, request: &Value) -> Value {
        let session = self.client.session_id().await.ok().flatten().expect("an open page has a session");
        let url = format!("{}/session/{session}/{command}", self.address);
        let answer = http::client().post(url).json(request).send().await;
        let answer = answer.unwrap_or_else(|error| panic!("{command}: the driver does not answer: {error}"));
        let mut answer: Value = answer.json().await.unwrap_or_else(|error| panic!("{command}: {error}"));
        answer["value"].take()
    }

    /// Waits for an element.
    ///
    /// # Panics
    /// When it does not appear; a screenshot then shows what did.
    pub async fn find(&self, selector: &str) -> Element {
        match self.client.wait().at_most(APPEAR_LIMIT).for_element(Locator::Css(selector)).await {
            Ok(element) => element,
            Err(error) => {
                panic!("no `{selector}` within {APPEAR_LIMIT:?} ({error}); {}", self.evidence().await)
            }
        }
    }

    /// Waits until an element's text contains something, and returns the text.
    ///
    /// # Panics
    /// When it does not.
    pub async fn find_text(&self, selector: &str, part: &str) -> String {
        let script = "return [...document.querySelectorAll(arguments[0])].map((e) => e.innerText) \
                      .find((text) => text.includes(arguments[1])) ?? null";
        let arguments = vec![Value::from(selector), Value::from(part)];
        match self.wait_for(script, arguments).await {
            Some(found) => found.as_str().unwrap_or_default().to_owned(),
            None => panic!("no `{selector}` says “{part}”; {}", self.evidence().await),
        }
    }

    /// Waits until an element is gone.
    ///
    /// # Panics
    /// When it stays.
    pub async fn find_none(&self, selector: &str) {
        let script = "return document.querySelector(arguments[0]) === null ? true : null";
        if self.wait_for(script, vec![Value::from(selector)]).await.is_none() {
            panic!("`{selector}` is still there; {}", self.evidence().await);
        }
    }

    /// Clicks an element as soon as it is there, stands still and can be clicked: what unfolds has no size at first, and
    /// a click on its way lands beside it.
    ///
    /// # Panics
    /// When it is not there or stays hidden or covered.
    pub async fn click(&self, selector: &str) {
        let deadline = Instant::now() + APPEAR_LIMIT;
        let mut pause = tokio::time::interval(LOOK_AGAIN);
        let mut before = Value::Null;
        loop {
            let element = self.find(selector).await;
            let place = self.run(PLACE, vec![Value::from(selector)]).await;
            if place == before || Instant::now() > deadline {
                match element.click().await {
                    Ok(()) => return,
                    Err(error) if Instant::now() > deadline => {
                        panic!("`{selector}` cannot be clicked ({error}); {}", self.evidence().await)
                    }
                    Err(_) => {}
                }
            }
            before = place;
            pause.tick().await;
        }
    }

    /// Fills a field, replacing what it held; `selector` names the field or the box around it.
    ///
    /// # Panics
    /// When there is no such field.
    pub async fn set(&self, selector: &str, value: &str) {
        self.find(selector).await;
        self.run(SET_VALUE, vec![Value::from(selector), Value::from(value)]).await;
    }

    /// Presses keys in an element; the names of special keys are in `fantoccini::key::Key`.
    ///
    /// # Panics
    /// When the element does not take keys.
    pub async fn press(&self, selector: &str, keys: &str) {
        let element = self.find(selector).await;
        element.send_keys(keys).await.unwrap_or_else(|error| panic!("`{selector}` takes no keys: {error}"));
    }

    /// Waits until a script returns something else than null, and returns that.
    ///
    /// # Panics
    /// When it does not.
    pub async fn until(&self, script: &str) -> Value {
        match self.wait_for(script, Vec::new()).await {
            Some(found) => found,
            None => panic!("the page did not come to it: {script}; {}", self.evidence().await),
        }
    }

    /// Runs a script in the page; `arguments[0…]` are the values, and `return` gives the answer.
    ///
    /// # Panics
    /// When the script throws.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        let outcome = tokio::time::timeout(ANSWER_LIMIT, self.client.execute(script, arguments)).await;
        let outcome =
            outcome.unwrap_or_else(|_| panic!("the page did not answer within {ANSWER_LIMIT:?}: {script}"));
        outcome.unwrap_or_else(|error| panic!("a script failed in the page: {error}\n{script}"))
    }

    /// Runs a script in the page that answers later, by calling its last argument; at most 30 s later.
    ///
    /// # Panics
    /// When the script throws, or does not answer.
    pub async fn run_async(&self, script: &str, arguments: Vec<Value>) -> Value {
        let outcome = self.client.execute_async(script, arguments).await;
        outcome.unwrap_or_else(|error| panic!("a script failed in the page: {error}\n{script}"))
    }

    /// Keeps a picture of the page as `name.png` and says where.
    ///
    /// # Panics
    /// When the page cannot be drawn or the file not written.
    pub async fn screenshot(&self, name: &str) -> PathBuf {
        let drawn = self.client.execute_async(DRAWN, vec![]).await;
        drawn.unwrap_or_else(|error| panic!("the page was not drawn for {name}.png: {error}"));
        let picture = self.client.screenshot().await.expect("an open page can be drawn");
        let file = self.screenshots.join(format!("{name}.png"));
        std::fs::create_dir_all(&self.screenshots)
            .and_then(|()| std::fs::write(&file, picture))
            .unwrap_or_else(|error| panic!("cannot write {}: {error}", file.display()));
        file
    }

    /// Closes the page in order, so that it saves what it saves on closing.
    pub async fn close(mut self) {
        // A page that closed itself is closed.
        let _ = self.client.clone().close().await;
        self.driver.end("TERM");
    }

    /// Looks again until the time is over, never giving up in the middle of a look: a driver whose answer nobody takes
    /// answers nothing else any more, and then there is no picture of what went wrong.
    async fn wait_for(&self, script: &str, arguments: Vec<Value>) -> Option<Value> {
        let deadline = Instant::now() + APPEAR_LIMIT;
        let mut pause = tokio::time::interval(LOOK_AGAIN);
        while Instant::now() < deadline {
            pause.tick().await;
            let seen = self.run(script, arguments.clone()).await;
            if !seen.is_null() {
                return Some(seen);
            }
        }
        None
    }

    async fn evidence(&self) -> String {
        let test = std::thread::current().name().unwrap_or("page").replace("::", "-");
        let address = self.client.current_url().await.map(String::from).unwrap_or_default();
        match self.client.screenshot().await {
            Ok(picture) => {
                let file = self.screenshots.join(format!("failed-{test}.png"));
                let kept =
                    std::fs::create_dir_all(&self.screenshots).and_then(|()| std::fs::write(&file, picture));
                let place = kept.map_or_else(|error| error.to_string(), |()| file.display().to_string());
                format!("the page is {address}, its picture {place}")
            }
            Err(error) => format!("the page cannot be drawn: {error}"),
        }
    }
}

fn default_screenshots() -> PathBuf {
    let test = std::env::current_exe().expect("a running test has a path");
    // target/debug/deps/e2e-0123… → target/screenshots
    let target = test.ancestors().nth(3).expect("Cargo keeps tests three folders deep");
    target.join("screenshots")
}

fn start_driver(command: impl Fn(u16) -> Command, package: &str) -> (Guarded, u16) {
    for _ in 0..ATTEMPTS {
        let port = free_port();
        let mut driver = Guarded::spawn(&mut command(port), package);
        // Some(true): it listens; Some(false): it ended, because somebody else took the port.
        let listens = until(DRIVER_LIMIT, || {
            if driver.ended().is_some() {
                return Some(false);
            }
            std::net::TcpStream::connect(("127.0.0.1", port)).is_ok().then_some(true)
        });
        if listens == Some(true) {
            return (driver, port);
        }
    }
    panic!("the driver of {package} did not listen in {ATTEMPTS} attempts");
}
