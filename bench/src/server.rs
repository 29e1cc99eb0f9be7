//! What the server does while people wait: a submission of 5,000 units on either engine, and the drafts of others while
//! one of 50,000 is under way.

use crate::row::{Row, micros};
use crate::table::{self, Shape};
use anju_tests::{City, Desk, TempFolder, new_id};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How often a submission is measured.
const RUNS: usize = 3;
/// How many save drafts meanwhile.
const OTHERS: usize = 16;
/// The demo city's community without units, and the company that serves it.
pub(crate) const EMPTY: &str = "望京花园一区";
pub(crate) const COMPANY: &str = "wuye2";

pub(crate) async fn measure() -> Vec<Row> {
    let row = |name, value, bar| Row { name, value, unit: "µs", bar: Some(bar) };
    vec![
        row("submit_5k_sqlite", submit_5k(City::on_sqlite()).await, 500_000),
        row("submit_5k_pg", submit_5k(City::on_postgres()).await, 1_000_000),
        row("draft_p99_during_submit", draft_p99(City::on_sqlite()).await, 1_000_000),
    ]
}

/// The median of a submission: holds, feed, audit, one transaction.
async fn submit_5k(city: City) -> u64 {
    let desk = city.desk(COMPANY).await;
    import(&city, 5_000, 80, &["--community", EMPTY]);
    let community = empty(&desk).await;
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let request = prepared(&desk, &community).await;
        let begun = Instant::now();
        let answer = desk.write("withdrawal.submit", request).await.accepted();
        times.push(begun.elapsed());
        let cancel =
            json!({ "sheet_id": answer["sheet_id"], "version": answer["version"], "reason": "量好了" });
        desk.write("withdrawal.cancel", cancel).await.accepted();
    }
    times.sort_unstable();
    micros(times[RUNS / 2])
}

/// The slowest of a hundred drafts that others save while a sheet over 50,000 units is submitted.
async fn draft_p99(city: City) -> u64 {
    let desk = city.desk(COMPANY).await;
    import(&city, 50_000, 80, &["--community", EMPTY]);
    let community = empty(&desk).await;
    let request = prepared(&desk, &community).await;
    let over = Arc::new(AtomicBool::new(false));
    let others: Vec<_> = (0..OTHERS)
        .map(|_| tokio::spawn(save_drafts(desk.clone(), community.clone(), Arc::clone(&over))))
        .collect();
    desk.write("withdrawal.submit", request).await.accepted();
    over.store(true, Ordering::SeqCst);
    let mut times = Vec::new();
    for other in others {
        times.extend(other.await.expect("drafts can be saved"));
    }
    times.sort_unstable();
    micros(times[times.len() * 99 / 100])
}

async fn save_drafts(desk: Desk, community: Value, over: Arc<AtomicBool>) -> Vec<Duration> {
    let (sheet, mut version, mut times) = (new_id(), 0, Vec::new());
    while !over.load(Ordering::SeqCst) {
        let draft = json!({ "project": "雨水管", "amount_text": "1200.50" });
        let request =
            json!({ "sheet_id": sheet, "community_id": community, "version": version, "draft": draft });
        let begun = Instant::now();
        let answer = desk.write("withdrawal.save_draft", request).await.accepted();
        times.push(begun.elapsed());
        version = answer["version"].as_i64().expect("a version");
    }
    times
}

/// Imports so many units of at least this area, in m², by the server's own command.
pub(crate) fn import(city: &City, units: usize, area: usize, into: &[&str]) {
    import_shaped(city, units, area, &table::USUAL, into);
}

/// Imports so many units that stand in buildings of this shape.
pub(crate) fn import_shaped(city: &City, units: usize, area: usize, shape: &Shape, into: &[&str]) {
    let folder = TempFolder::new("table");
    let file = folder.path().join("units.csv");
    table::write(&file, units, area, shape);
    let file = file.display().to_string();
    let (done, words) = city.operate(&[&["import-estate", &file], into].concat());
    assert!(done, "{words}");
}

pub(crate) async fn empty(desk: &Desk) -> Value {
    let list = desk.read("estate.list_communities", json!({})).await.accepted();
    let card = list["communities"].as_array().into_iter().flatten().find(|card| card["name"] == EMPTY);
    card.expect("the demo city has it")["community_id"].clone()
}

/// A saved draft over a whole community.
pub(crate) struct Drafted {
    pub(crate) sheet: String,
    version: Value,
    pub(crate) buildings: Vec<Value>,
    /// The request that computes its allocation, as the screen makes it.
    pub(crate) allocation: Value,
}

pub(crate) async fn drafted(desk: &Desk, community: &Value) -> Drafted {
    let view = desk.read("estate.get_community", json!({ "community_id": community })).await.accepted();
    let (mut buildings, mut units) = (Vec::new(), Vec::new());
    for building in view["buildings"].as_array().expect("buildings") {
        let asked = json!({ "building_id": building["building_id"] });
        let answer = desk.read("estate.list_units", asked).await.accepted();
        units.extend(answer["units"].as_array().expect("units").iter().map(|unit| unit["unit_id"].clone()));
        buildings.push(building["building_id"].clone());
    }
    let sheet = new_id();
    let request = json!({
        "sheet_id": sheet, "community_id": community, "version": 0,
        "draft": {
            "project": "屋面防水", "part": "屋面", "reason": "多处渗漏", "kind": "planned", "emergency_kind": "",
            "contractor": "北京防水工程有限公司", "contract_no": "HT-2026-1", "amount_text": "500000.00",
            "payee_name": "北京防水工程有限公司", "payee_bank": "中国工商银行北京分行",
            "payee_account": "6222020200112233445", "handler": "孙桂兰", "phone": "13800138000",
            "basis": "area", "ticked_buildings": buildings, "saved_units": units,
        },
    });
    let saved = desk.write("withdrawal.save_draft", request).await.accepted();
    let allocation = json!({
        "community_id": community, "amount_text": "500000.00", "basis": "area", "unit_ids": units,
        "exclusions": [], "explain": false,
    });
    Drafted { sheet, version: saved["version"].clone(), buildings, allocation }
}

/// A draft over the whole community, saved, and the request that submits it.
async fn prepared(desk: &Desk, community: &Value) -> Value {
    let Drafted { sheet, version, allocation, .. } = drafted(desk, community).await;
    let seen = desk.read("withdrawal.allocate", allocation).await.accepted()["seen"].clone();
    json!({ "sheet_id": sheet, "version": version, "seen": seen })
}
