//! 业务流水查询: what was done, by whom, through which channel.

use crate::withdrawal::office::Office;
use anju_tests::{City, Desk, both};
use serde_json::{Value, json};

async fn flows(desk: &Desk, filter: Value) -> Vec<Value> {
    let list = desk.read("flow.list", filter).await.accepted();
    list["flows"].as_array().expect("flows").clone()
}

both!(
    /// Submitting and withdrawing leave a flow each, the latest first; a draft leaves none.
    a_business_leaves_its_flow,
    async |city: City| {
        let office = Office::open(&city).await;
        office.estate.draft(&office.company, "90.00", "planned").await;
        let mut sheet = office.submitted("planned").await;
        sheet.moved(&office.company, "cancel", json!({ "reason": "金额有误" })).await;
        let seen = flows(&office.company, json!({})).await;
        let kinds: Vec<&Value> = seen.iter().map(|flow| &flow["kind_label"]).collect();
        assert_eq!(kinds, [&json!("撤销任务单"), &json!("商品房维修支取申请")]);
        let number = sheet.seen_by(&office.company).await["number"].clone();
        for flow in &seen {
            assert_eq!((&flow["number"], &flow["state"]), (&number, &json!("cancelled")));
            assert_eq!((&flow["channel_label"], &flow["actor_name"]), (&json!("桌面端"), &json!("孙桂兰")));
        }
    }
);

both!(
    /// The manual's four filters.
    flows_are_found_by_period_type_channel_and_number,
    async |city: City| {
        let office = Office::open(&city).await;
        let sheet = office.submitted("planned").await;
        let number = sheet.seen_by(&office.company).await["number"].as_str().expect("a number").to_owned();
        for (filter, found) in [
            (json!({ "from": "2026-01-01" }), 1),
            (json!({ "to": "2026-01-01" }), 0),
            (json!({ "kind": "withdrawal_apply" }), 1),
            (json!({ "kind": "withdrawal_cancel" }), 0),
            (json!({ "channel": "desktop" }), 1),
            (json!({ "channel": "browser" }), 0),
            (json!({ "number": number }), 1),
            (json!({ "number": "000000-" }), 0),
        ] {
            assert_eq!(flows(&office.company, filter.clone()).await.len(), found, "{filter}");
        }
        office.company.read("flow.list", json!({ "kind": "gift" })).await.refused("flow.filter_unknown");
    }
);

both!(
    /// The district sees what was done in it; another company and another district see nothing of it.
    flows_stay_in_their_scope,
    async |city: City| {
        let office = Office::open(&city).await;
        office.submitted("planned").await;
        assert_eq!(flows(&office.reviewer, json!({})).await.len(), 1);
        for stranger in ["wuye2", "fuhe2"] {
            assert_eq!(flows(&city.desk(stranger).await, json!({})).await, Vec::<Value>::new());
        }
    }
);
