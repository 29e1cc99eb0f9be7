//! How long the unit grid keeps the browser's main thread at work: 60 floors × 40 rooms, all of them taking part, in
//! Chromium at the size of an office's old monitor.

use crate::row::{Row, micros};
use crate::server::COMPANY;
use crate::tasks::per_click;
use crate::tower;
use anju_tests::{Browser, City};
use serde_json::Value;
use std::time::Duration;

/// How many clicks are measured at each size of the cells, after one that warms up.
const CLICKS: usize = 40;

/// How long a click may go on to have effects. The last one is the repainting of what lies beyond the window.
const REST: Duration = Duration::from_millis(400);

/// In how many pieces the trace may come.
const PIECES: usize = 10;

/// The middles of so many cells that can be clicked, spread over the window, as `x,y`.
const CELLS: &str = "
    const all = [...document.querySelectorAll('[data-test=grid] [role=gridcell]')].map((cell) => {
      const { x, y, width, height } = cell.getBoundingClientRect();
      return [Math.round(x + width / 2), Math.round(y + height / 2)];
    });
    const seen = all.filter(([x, y]) => document.elementFromPoint(x, y)?.closest('[data-test=grid]'));
    return Array.from({ length: arguments[0] }, (_, at) => seen[Math.floor((at * seen.length) / arguments[0])]);";

/// The middle of the box that takes all units.
const CORNER: &str = "
    const { x, y, width, height } = document.querySelector('[data-test=tick-all]').getBoundingClientRect();
    return [[Math.round(x + width / 2), Math.round(y + height / 2)]]";

/// A click on a unit, and one on the box that takes all: the sum of the main thread's tasks, the median of many clicks, at
/// the usual size of the cells or with the whole building in the window, whichever takes longer.
pub(crate) async fn measure() -> Vec<Row> {
    let city = City::with_pages();
    let drafted = tower::build(&city).await;
    let browser = Browser::open_traced(1366, 768).await;
    let desk = format!("{}/desk/", city.server().address());
    browser.go(&desk).await;
    browser.sign_in(COMPANY).await;
    let building = drafted.buildings[0].as_str().unwrap_or_default();
    browser.go(&format!("{desk}#/withdrawal/{}/units/{building}", drafted.sheet)).await;
    browser.find_text("[data-test=grid-share]", "500,000.00").await;

    let usual = (of_cells(&browser).await, of_corner(&browser).await);
    browser.click("[data-test=zoom-fit]").await;
    browser.find("[data-test=zoom-fit][aria-pressed=true]").await;
    let whole = (of_cells(&browser).await, of_corner(&browser).await);
    browser.close().await;
    vec![
        Row { name: "grid_click", value: usual.0.max(whole.0), unit: "µs", bar: Some(8_000) },
        Row { name: "grid_select_all", value: usual.1.max(whole.1), unit: "µs", bar: Some(40_000) },
    ]
}

async fn of_cells(browser: &Browser) -> u64 {
    let places = places(&browser.run(CELLS, vec![(CLICKS + 1).into()]).await);
    median(browser, &places).await
}

async fn of_corner(browser: &Browser) -> u64 {
    let corner = places(&browser.run(CORNER, vec![]).await);
    median(browser, &corner.repeat(CLICKS + 1)).await
}

async fn median(browser: &Browser, places: &[(i32, i32)]) -> u64 {
    // What came before is no click's.
    browser.trace().await;
    browser.click_at(places, REST).await;
    let (mut events, mut times) = (Vec::new(), Vec::new());
    for _ in 0..PIECES {
        events.extend(browser.trace().await);
        times = per_click(&events, micros(REST));
        if times.len() >= places.len() {
            break;
        }
    }
    assert!(times.len() >= places.len(), "{} clicks of {} are in the trace", times.len(), places.len());
    let mut times = times.split_off(times.len() - places.len() + 1);
    times.sort_unstable();
    times[times.len() / 2]
}

fn places(answer: &Value) -> Vec<(i32, i32)> {
    let pixel =
        |value: &Value| i32::try_from(value.as_i64().expect("whole pixels")).expect("a place on a screen");
    let all = answer.as_array().expect("places");
    all.iter().map(|place| (pixel(&place[0]), pixel(&place[1]))).collect()
}
