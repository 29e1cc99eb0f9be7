//! The allocation that the server computes for browsers.

use super::{buildings, community, units};
use anju_tests::{City, both};
use serde_json::{Value, json};

both!(
    /// The shares of a whole building add up to the amount; what cannot be taken stands beside its field.
    shares_add_up_and_errors_stand_beside_their_fields,
    async |city: City| {
        let desk = city.desk("wuye").await;
        let id = community(&desk, "槐柏树街南里").await;
        let cards = buildings(&desk, &id).await;
        let of_building = units(&desk, &cards[1]["building_id"]).await;
        let can = |unit: &&Value| unit["excluded_reason"].is_null();
        let unit_ids: Vec<Value> =
            of_building.iter().filter(can).map(|unit| unit["unit_id"].clone()).collect();
        let request = json!({
            "community_id": id, "amount_text": "123,456.78", "basis": "area", "unit_ids": unit_ids,
        });
        let answer = desk.read("withdrawal.allocate", request.clone()).await.accepted();
        assert_eq!(answer["households"].as_u64(), Some(unit_ids.len() as u64));
        let lines = answer["lines"].as_array().expect("lines");
        let sum = |key: &str| lines.iter().map(|line| line[key].as_i64().expect("fen")).sum::<i64>();
        assert_eq!(sum("share_fen"), 12_345_678);
        assert_eq!(sum("pays_fen") + sum("shortfall_fen"), 12_345_678);
        assert_eq!(answer["pays_fen"], sum("pays_fen"));

        let with = |key: &str, value: Value| {
            let mut changed = request.clone();
            changed[key] = value;
            changed
        };
        let cases = [
            (with("amount_text", json!("1,50")), "amount_text"),
            (with("basis", json!("contributed")), "basis"),
            (with("unit_ids", json!([])), "unit_ids"),
            (with("unit_ids", json!([anju_tests::new_id()])), "unit_ids"),
        ];
        for (request, field) in cases {
            let problem = desk.read("withdrawal.allocate", request).await.refused("fields.invalid");
            assert_eq!(problem["fields"][0]["field"], field, "{problem}");
        }
    }
);
