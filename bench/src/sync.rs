//! How long a desk waits for its cache: a district of 200,000 units cold, its bytes on the wire, 1,000 changes after it.

use crate::row::{Row, micros};
use crate::server::import;
use anju_tests::{City, Workstation};
use serde_json::{Value, json};
use std::time::Instant;

/// How many units change.
const CHANGES: usize = 1_000;

pub(crate) async fn measure() -> Vec<Row> {
    let city = City::district();
    let measured = ["--community", "量测小区", "--district", "110102", "--create"];
    import(&city, CHANGES, 80, &measured);
    let desk = city.desk("jingban").await;
    let scopes = desk.read("sync.scopes", json!({})).await.accepted();
    let communities: Vec<&Value> = scopes["scopes"]
        .as_array()
        .expect("scopes")
        .iter()
        .filter(|scope| scope["kind"] == "community")
        .collect();
    let units: i64 = communities.iter().filter_map(|scope| scope["entries"].as_i64()).sum();
    let mut bytes = 0;
    for part in communities.chunks(100) {
        let ids: Vec<Value> = part.iter().map(|scope| scope["scope_id"].clone()).collect();
        bytes += desk.snapshot(&ids).await.bytes as u64;
    }

    let station = Workstation::new(city.server().address());
    let own = station.start().await;
    let begun = Instant::now();
    own.sign_in("jingban").await;
    own.synced().await;
    let first = micros(begun.elapsed());

    own.ask("desk.pause_sync", json!({})).await;
    own.until("desk.status", json!({}), |status| (status["sync"]["state"] == "paused").then_some(())).await;
    // Each unit has another area now.
    import(&city, CHANGES, 90, &measured[..2]);
    let begun = Instant::now();
    own.ask("desk.continue_sync", json!({})).await;
    own.synced().await;
    let delta = micros(begun.elapsed());
    own.stop().await;
    vec![
        Row { name: "sync_units", value: units.unsigned_abs(), unit: "units", bar: None },
        Row { name: "sync_first_200k", value: first, unit: "µs", bar: Some(4_000_000) },
        Row {
            name: "sync_wire_bytes",
            value: bytes.div_ceil(units.unsigned_abs()),
            unit: "B/unit",
            bar: Some(60),
        },
        Row { name: "sync_delta_1k", value: delta, unit: "µs", bar: Some(100_000) },
    ]
}
