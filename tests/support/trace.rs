//! What Chromium's main thread did: its own trace, as its developer tools record it.

use std::time::Duration;

use fantoccini::actions::{InputSource as _, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use serde_json::{Value, json};

use crate::Browser;

/// Tasks of the main thread, and the input events that begin them.
const CATEGORIES: &str = "devtools.timeline,disabled-by-default-devtools.timeline";

/// What chromedriver is asked for besides a page.
pub(crate) fn options() -> Value {
    json!({ "enableNetwork": false, "enablePage": false, "traceCategories": CATEGORIES })
}

impl Browser {
    /// Clicks at each of these places of the page, in CSS pixels, and lets it come to rest after each.
    ///
    /// # Panics
    /// When the browser takes no clicks.
    pub async fn click_at(&self, places: &[(i32, i32)], rest: Duration) {
        let mut mouse = MouseActions::new("mouse".to_owned());
        for &(x, y) in places {
            let (x, y) = (f64::from(x), f64::from(y));
            mouse = mouse
                .then(PointerAction::MoveTo { duration: None, x, y })
                .pause(rest)
                .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
                .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT })
                .pause(rest);
        }
        let clicked = self.client().perform_actions(mouse).await;
        clicked.unwrap_or_else(|error| panic!("the page cannot be clicked: {error}"));
    }

    /// The events of the trace that were not told yet, in pieces that may be empty; they are in Chromium's Trace Event Format; times in microseconds.
    ///
    /// # Panics
    /// When the browser was not opened to be traced.
    pub async fn trace(&self) -> Vec<Value> {
        let entries = self.ask_driver("se/log", &json!({ "type": "performance" })).await;
        let entries = entries.as_array().unwrap_or_else(|| panic!("no log: {entries}"));
        entries.iter().filter_map(event).collect()
    }
}

/// The event that an entry of the log carries, if it is of the trace.
fn event(entry: &Value) -> Option<Value> {
    let text = entry["message"].as_str()?;
    let mut entry: Value = serde_json::from_str(text).ok()?;
    let message = &mut entry["message"];
    (message["method"] == "Tracing.dataCollected").then(|| message["params"].take())
}
