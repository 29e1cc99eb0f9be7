//! 显示: a masked number in full, to whom the matrix allows it, and never without a trace.

use anju_store::sql::Sql;
use anju_store::{Store, StoreOptions, args};
use anju_tests::{City, Desk, both};
use serde_json::{Value, json};

/// A sold unit of the demo city, with the owner as the desk sees them.
pub(crate) async fn owned(desk: &Desk) -> (Value, Value) {
    let communities = desk.read("estate.list_communities", json!({})).await.accepted();
    let community = communities["communities"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|card| card["unit_count"] != 0)
        .expect("a community with units")["community_id"]
        .clone();
    let view = desk.read("estate.get_community", json!({ "community_id": community })).await.accepted();
    let building = view["buildings"][0]["building_id"].clone();
    let page = desk.read("estate.list_units", json!({ "building_id": building })).await.accepted();
    let units = page["units"].as_array().expect("a list");
    let unit = units.iter().find(|unit| unit["state"] == "sold").expect("a sold unit")["unit_id"].clone();
    let owners = desk.read("estate.list_owners", json!({ "unit_id": unit })).await.accepted();
    (unit, owners["owners"][0].clone())
}

/// What the audit chain keeps of the looks at a unit's owners.
async fn looks(city: &City, unit: &Value) -> Vec<String> {
    const LOOKS: Sql = Sql("SELECT after_text FROM audit_entry
                            WHERE subject_id = $1 AND command = 'identity.reveal' ORDER BY seq");
    let store =
        Store::open(&StoreOptions { url: city.url().to_owned(), connections: 1 }).await.expect("opened");
    let id: uuid::Uuid = serde_json::from_value(unit.clone()).expect("an id");
    let rows = store.all(LOOKS, args![id]).await.expect("rows");
    rows.iter().map(|row| row.get("after_text").expect("a text")).collect()
}

pub(crate) fn look(unit: &Value, field: &str) -> Value {
    json!({ "subject": { "of": "owner", "unit_id": unit, "ordinal": 1 }, "field": field })
}

both!(
    /// A clerk of the district sees the number, which fits its mask; the look stands in the audit chain without it.
    a_clerk_looks_and_it_is_written_down,
    async |city: City| {
        let clerk = city.desk("jingban").await;
        let (unit, owner) = owned(&clerk).await;
        assert_eq!(owner["revealable"], json!(["id_number", "phone"]));
        for (field, masked) in [("id_number", "id_number_masked"), ("phone", "phone_masked")] {
            let answer = clerk.read("identity.reveal", look(&unit, field)).await.accepted();
            let text = answer["text"].as_str().expect("a number");
            let masked = owner[masked].as_str().expect("a mask");
            assert!(masked.contains("***") && !text.contains('*'), "{masked}");
            let fits = text.chars().zip(masked.chars()).all(|(full, mask)| mask == '*' || mask == full);
            assert!(fits && text.len() == masked.len(), "{masked}");
            assert_eq!(answer["shown_s"], 60);
        }
        let looks = looks(&city, &unit).await;
        assert_eq!(looks.len(), 2, "{looks:?}");
        assert!(looks[0].contains("id_number") && looks[1].contains("phone"), "{looks:?}");
    }
);

both!(
    /// A company, an auditor and another district's clerk do not see it, and a name is nothing to reveal.
    nobody_else_looks,
    async |city: City| {
        let clerk = city.desk("jingban").await;
        let (unit, _) = owned(&clerk).await;
        for name in ["wuye", "audit", "chuna", "jianwei"] {
            let desk = city.desk(name).await;
            desk.read("identity.reveal", look(&unit, "phone")).await.refused("permission.missing");
        }
        let elsewhere = city.desk("jingban2").await;
        elsewhere.read("identity.reveal", look(&unit, "phone")).await.refused("not_found");
        elsewhere.read("estate.list_owners", json!({ "unit_id": unit })).await.refused("not_found");
        clerk.read("identity.reveal", look(&unit, "owner_name")).await.refused("permission.missing");
        clerk.read("identity.reveal", look(&unit, "account")).await.refused("not_found");
        assert!(looks(&city, &unit).await.is_empty());
        let owners = city.desk("wuye").await.read("estate.list_owners", json!({ "unit_id": unit })).await.accepted();
        assert_eq!(owners["owners"][0]["revealable"], json!([]), "the company sees masks only");
    }
);
