//! A snapshot is what the reads would have said, for each role, and small.

use super::{ids, scopes};
use crate::withdrawal::office::Office;
use anju_tests::{City, Desk, both};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The most bytes that a unit may take on the wire.
const BYTES: usize = 60;

/// The units of these columns, as `estate.list_units` answers them.
fn units(columns: &Value) -> Vec<Value> {
    const FIELDS: [(&str, &str); 21] = [
        ("unit_ids", "unit_id"),
        ("versions", "version"),
        ("entrances", "entrance"),
        ("floors", "floor"),
        ("rooms", "room"),
        ("entrance_ordinals", "entrance_ordinal"),
        ("floor_ordinals", "floor_ordinal"),
        ("room_ordinals", "room_ordinal"),
        ("areas_dm2", "area_dm2"),
        ("kinds", "kind"),
        ("states", "state"),
        ("excluded_reasons", "excluded_reason"),
        ("owner_names", "owner_name"),
        ("owner_counts", "owner_count"),
        ("co_owners", "co_owners"),
        ("first_contributions_fen", "first_contribution_fen"),
        ("balances_fen", "balance_fen"),
        ("held_fen", "held_fen"),
        ("available_fen", "available_fen"),
        ("selling_organisation_ids", "selling_organisation_id"),
        ("selling_contributions_fen", "selling_contribution_fen"),
    ];
    let count = columns["unit_ids"].as_array().expect("units").len();
    (0..count)
        .map(|at| {
            let mut unit: Value = json!({});
            for name in ["building_id", "building", "building_ordinal"] {
                unit[name] = columns[name].clone();
            }
            for (column, field) in FIELDS {
                unit[field] = columns[column][at].clone();
            }
            unit
        })
        .collect()
}

/// All units of a building, as the server answers them.
async fn read_units(desk: &Desk, building: &Value) -> Vec<Value> {
    let answer = desk.read("estate.list_units", json!({ "building_id": building })).await.accepted();
    assert_eq!(answer["more"], false, "the demo's buildings fit on one page");
    answer["units"].as_array().expect("units").clone()
}

async fn communities_equal_the_reads(desk: &Desk) {
    let communities = ids(&scopes(desk).await, true);
    let snapshot = desk.snapshot(&communities).await;
    let mut buildings: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let mut count = 0;
    for columns in snapshot.of("units") {
        let building = buildings.entry(columns["building_id"].to_string()).or_default();
        building.extend(units(columns));
        count += columns["unit_ids"].as_array().expect("units").len();
    }
    assert!(count > 1_000, "the demo city has units");
    assert!(snapshot.bytes <= count * BYTES, "{} bytes for {count} units", snapshot.bytes);
    let views = snapshot.of("community");
    assert_eq!(views.len(), communities.len());
    for (view, id) in views.into_iter().zip(&communities) {
        let read = desk.read("estate.get_community", json!({ "community_id": id })).await.accepted();
        assert_eq!(*view, read);
        for building in read["buildings"].as_array().expect("buildings") {
            let id = &building["building_id"];
            let own = buildings.remove(&id.to_string()).unwrap_or_default();
            assert_eq!(own, read_units(desk, id).await, "{building}");
        }
    }
    assert!(buildings.is_empty(), "no building that the reads do not show");
}

async fn sheets_equal_the_reads(desk: &Desk) -> usize {
    let snapshot = desk.snapshot(&ids(&scopes(desk).await, false)).await;
    let inbox = desk.read("withdrawal.inbox", json!({})).await.accepted();
    let records = snapshot.of("sheet");
    for record in &records {
        let id = json!({ "sheet_id": record["view"]["sheet_id"] });
        assert_eq!(record["view"], desk.read("withdrawal.get_sheet", id.clone()).await.accepted());
        assert_eq!(record["steps"], desk.read("withdrawal.timeline", id.clone()).await.accepted()["steps"]);
        let list = desk.read("withdrawal.list_sheets", json!({ "tab": record["tab"] })).await.accepted();
        assert!(list["sheets"].as_array().expect("rows").contains(&record["row"]), "{record}");
        let waiting = inbox["items"].as_array().expect("items").iter();
        let own = waiting.clone().find(|item| item["sheet_id"] == id["sheet_id"]);
        assert_eq!(record.get("awaits"), own, "{record}");
    }
    records.len()
}

both!(
    /// Whoever reads the snapshot sees what their reads show: owners in full for the company and the department, masked
    /// for the bureau; sheets with their place in the inbox.
    a_snapshot_equals_the_reads,
    async |city: City| {
        let office = Office::open(&city).await;
        let sheet = office.under_review().await;
        office.estate.draft(&office.company, "10.00", "planned").await;
        for desk in [&office.company, &office.bureau, &office.reviewer] {
            communities_equal_the_reads(desk).await;
        }
        assert_eq!(sheets_equal_the_reads(&office.company).await, 2, "a company sees its drafts");
        assert_eq!(sheets_equal_the_reads(&office.bureau).await, 1, "a district sees what was submitted");
        let bureau = office.bureau.snapshot(&ids(&scopes(&office.bureau).await, false)).await;
        assert_eq!(bureau.of("sheet")[0]["awaits"]["sheet_id"], sheet.id.as_str());
    }
);

both!(
    /// Another district, another company and an administrator get nothing of it, however they ask.
    others_get_nothing,
    async |city: City| {
        let company = city.desk("wuye").await;
        let own = scopes(&company).await;
        let all: Vec<Value> = own.iter().map(|scope| scope["scope_id"].clone()).collect();
        let cursor = company.snapshot(&all[..1]).await.of("end")[0]["cursor"].clone();
        for stranger in ["wuye2", "jianwei2", "fuhe2"] {
            let desk = city.desk(stranger).await;
            let theirs = scopes(&desk).await;
            for id in &all {
                assert!(theirs.iter().all(|scope| scope["scope_id"] != *id), "{stranger} is named {id}");
                desk.refused_snapshot(std::slice::from_ref(id)).await.refused("not_found");
            }
            desk.read("sync.changes", json!({ "cursor": cursor })).await.refused("not_found");
        }
        let admin = city.desk("admin").await;
        admin.read("sync.scopes", json!({})).await.refused("permission.missing");
        admin.refused_snapshot(&all).await.refused("permission.missing");
        let nobody = company.refused_snapshot(&[]).await;
        nobody.refused("sync.scopes.count");
    }
);
