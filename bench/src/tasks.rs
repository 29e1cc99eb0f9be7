//! The main thread's work for each click, out of Chromium's trace.

use serde_json::Value;
use std::ops::Range;

/// How long each click, in their order, made the main thread work, in µs: the sum of its tasks that began within `rest_us` after the
/// button went down, and of the one in which it did. Painting and what a screen does a moment later are among them; what
/// the compositor and the raster threads do is not.
pub(crate) fn per_click(events: &[Value], rest_us: u64) -> Vec<u64> {
    let is_press =
        |event: &&Value| event["name"] == "EventDispatch" && event["args"]["data"]["type"] == "pointerdown";
    let mut presses: Vec<&Value> = events.iter().filter(is_press).collect();
    // Each thread keeps its events, and they are told a piece at a time.
    presses.sort_by_key(|press| number(press, "ts"));
    let work = |press: &Value| -> u64 {
        let begun = number(press, "ts");
        let tasks = events.iter().filter(|event| {
            event["name"] == "RunTask" && event["pid"] == press["pid"] && event["tid"] == press["tid"]
        });
        let own = tasks.map(span).filter(|task| task.end > begun && task.start <= begun + rest_us);
        own.map(|task| task.end - task.start).sum()
    };
    presses.into_iter().map(work).collect()
}

fn span(event: &Value) -> Range<u64> {
    let start = number(event, "ts");
    start..start + number(event, "dur")
}

fn number(event: &Value, name: &str) -> u64 {
    let value = &event[name];
    // A large one is told with a point.
    value.as_u64().or_else(|| value.as_f64().map(|value| value as u64)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_tasks_of_a_click_are_those_of_its_thread_from_its_press_to_its_rest() {
        let task = |tid: u32, ts: u64, dur: u64| json!({ "name": "RunTask", "pid": 1, "tid": tid, "ts": ts, "dur": dur });
        let press = |ts: u64| {
            json!({
                "name": "EventDispatch", "pid": 1, "tid": 1, "ts": ts, "dur": 1,
                "args": { "data": { "type": "pointerdown" } },
            })
        };
        let events = [
            task(1, 0, 100),
            task(1, 1_000, 50),
            press(1_010),
            task(2, 1_100, 1_000),
            task(1, 1_200, 7),
            task(1, 3_000, 9),
            press(3_001),
            json!({ "name": "RunTask", "pid": 1, "tid": 1, "ts": 3_400.0, "dur": 4 }),
        ];
        assert_eq!(per_click(&events, 500), [57, 13]);
    }
}
