//! Communities, buildings, units, and the unit tables by which they come in.

mod allocate;
mod faults;
mod import;
mod scope;
mod selling;

use anju_tests::Desk;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::path::Path;

/// A file of tests/fixtures/estate, as a desk sends it.
pub(crate) fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/estate").join(name);
    STANDARD.encode(std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// A CSV file of these lines.
fn csv(lines: &[&str]) -> String {
    STANDARD.encode(lines.join("\n"))
}

/// The id of a community that the desk sees, by its name.
pub(crate) async fn community(desk: &Desk, name: &str) -> Value {
    let answer = desk.read("estate.list_communities", json!({})).await.accepted();
    let found = answer["communities"].as_array().into_iter().flatten().find(|card| card["name"] == name);
    found.unwrap_or_else(|| panic!("no community {name}"))["community_id"].clone()
}

pub(crate) async fn preview(desk: &Desk, community_id: &Value, content_base64: &str) -> Value {
    let request = json!({ "community_id": community_id, "content_base64": content_base64 });
    desk.read("estate.preview_import", request).await.accepted()
}

/// Looks, then imports what was looked at.
pub(crate) async fn import(desk: &Desk, community_id: &Value, content_base64: &str) -> Value {
    let version = preview(desk, community_id, content_base64).await["version"].clone();
    let request =
        json!({ "community_id": community_id, "version": version, "content_base64": content_base64 });
    desk.write("estate.import", request).await.accepted()
}

async fn buildings(desk: &Desk, community_id: &Value) -> Vec<Value> {
    let answer = desk.read("estate.get_community", json!({ "community_id": community_id })).await.accepted();
    answer["buildings"].as_array().expect("buildings").clone()
}

async fn units(desk: &Desk, building_id: &Value) -> Vec<Value> {
    let answer = desk.read("estate.list_units", json!({ "building_id": building_id })).await.accepted();
    assert_eq!(answer["more"], false);
    answer["units"].as_array().expect("units").clone()
}
