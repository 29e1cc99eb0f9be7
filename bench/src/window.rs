//! What a person waits for at the real window: the shares after a change of the units, and the program's start.

use crate::row::{Row, micros};
use crate::server::COMPANY;
use crate::tower;
use anju_tests::{City, Computer, Window};
use serde_json::{Value, json};
use std::time::Duration;

/// How often an allocation is asked for, in so many batches: a script of the page may take 30 seconds.
const CALLS: usize = 200;
const BATCHES: usize = 3;

/// How often the program is started.
const STARTS: usize = 7;
/// The company that serves all 400 communities of the demo district.
const OPERATOR: &str = "wuye";
/// How many sheets stand in its list.
const SHEETS: usize = 30;

/// The screen's call, from the page to the client and back, so many times; each time in whole µs. The page's clock goes
/// in steps of 1,000.
const ALLOCATE: &str = "
    const [request, calls, answer] = arguments;
    const once = async () => {
      const begun = performance.now();
      const call = { command: 'withdrawal.allocate', request, key: crypto.randomUUID() };
      const { ok } = await window.__TAURI_INTERNALS__.invoke('rpc', call);
      const took = performance.now() - begun;
      if (ok.lines.length !== request.unit_ids.length) throw new Error('a unit has no share');
      return Math.round(took * 1000);
    };
    const times = [];
    const all = async () => { while (times.length < calls) times.push(await once()); };
    all().then(() => answer(times), (error) => answer(`${error.message ?? JSON.stringify(error)}`));";

/// Answers when the machine has what the server has.
const SYNCED: &str = "
    const [answer] = arguments;
    const look = async () => {
      const call = { command: 'desk.status', request: {}, key: '' };
      const { ok } = await window.__TAURI_INTERNALS__.invoke('rpc', call);
      if (ok.sync.state === 'idle') answer(ok.sync.state);
      else setTimeout(look, 50);
    };
    look();";

/// Presses what the first argument names, if anything, and answers when what the second one names is drawn: how long that
/// took, in whole µs.
const DRAWN: &str = "
    const [press, awaited, answer] = arguments;
    const begun = performance.now();
    const drawn = () => requestAnimationFrame(() => requestAnimationFrame(() => answer(Math.round((performance.now() - begun) * 1000))));
    const look = () => document.querySelector(awaited) && (observer.disconnect(), drawn(), true);
    const observer = new MutationObserver(look);
    if (press) document.querySelector(press).click();
    if (!look()) observer.observe(document, { childList: true, subtree: true });";

pub(crate) async fn measure() -> Vec<Row> {
    vec![
        Row { name: "grid_ipc_p99", value: allocation_p99().await, unit: "µs", bar: Some(10_000) },
        Row { name: "start_to_worklist", value: start().await, unit: "µs", bar: Some(1_200_000) },
    ]
}

/// The round trip of the allocation of 2,400 units, from the page that shows them and back to it: 99 in 100 are as fast.
async fn allocation_p99() -> u64 {
    let city = City::on_sqlite();
    let drafted = tower::build(&city).await;
    let computer = Computer::new();
    let window = computer.open(&city, COMPANY).await;
    window.run_async(SYNCED, vec![]).await;
    let mut times = Vec::new();
    for _ in 0..BATCHES {
        let answer = window.run_async(ALLOCATE, vec![drafted.allocation.clone(), CALLS.into()]).await;
        let batch = answer.as_array().unwrap_or_else(|| panic!("no allocation: {answer}"));
        times.extend(batch.iter().filter_map(Value::as_u64));
    }
    window.close().await;
    times.sort_unstable();
    times[times.len() * 99 / 100]
}

/// From the start of the process, on a machine that keeps 200,000 units and whose user was signed in when the program
/// ended, to the first page with the sheets that wait; and from the press on the list of all sheets to its rows. The
/// median of several starts. A person's way from one to the other is left out.
async fn start() -> u64 {
    let city = City::district();
    let desk = city.desk(OPERATOR).await;
    let communities = desk.read("estate.list_communities", json!({})).await.accepted();
    for number in 0..SHEETS {
        let request = json!({
            "sheet_id": anju_tests::new_id(), "version": 0,
            "community_id": communities["communities"][number]["community_id"],
            "draft": { "project": "雨水管", "amount_text": "1200.50" },
        });
        desk.write("withdrawal.save_draft", request).await.accepted();
    }
    let computer = Computer::new();
    let window = computer.open(&city, OPERATOR).await;
    window.run_async(SYNCED, vec![]).await;
    window.close().await;
    let mut times = Vec::new();
    for _ in 0..STARTS {
        times.push(micros(start_once(&computer, &city).await));
    }
    times.sort_unstable();
    times[STARTS / 2]
}

async fn start_once(computer: &Computer, city: &City) -> Duration {
    let window = computer.start(city.server().address()).await;
    drawn(&window, None, "[data-test=waiting-drafts] li").await;
    let home = window.asked_at().elapsed();
    let list = drawn(&window, Some("[data-test=nav-withdrawal]"), "[data-test=rows] [data-test^=row-]").await;
    window.close().await;
    home + list
}

async fn drawn(window: &Window, press: Option<&str>, awaited: &str) -> Duration {
    let answer = window.run_async(DRAWN, vec![press.into(), awaited.into()]).await;
    Duration::from_micros(answer.as_u64().unwrap_or_else(|| panic!("no `{awaited}`: {answer}")))
}
