//! Two people at one machine: neither sees what the other typed, with the server or without it.

use super::{draft, first_community};
use anju_tests::{City, Workstation, both, new_id};
use serde_json::{Value, json};

async fn projects(desk: &anju_tests::Running) -> Vec<Value> {
    let list = desk.ask("withdrawal.list_sheets", json!({ "tab": "applied" })).await;
    let rows = list["sheets"].as_array().expect("a list");
    rows.iter().map(|row| row["project"].clone()).collect()
}

both!(
    /// Each has a desk of their own; what one left unsent waits for that person, not for the next.
    two_people_share_a_machine,
    async |mut city: City| {
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        let community = first_community(&desk).await;
        desk.ask("identity.sign_out", json!({})).await;
        desk.sign_in("wuye2").await;
        assert_eq!(projects(&desk).await, Vec::<Value>::new());
        desk.ask("identity.sign_out", json!({})).await;

        let listen = city.kill();
        desk.sign_in("wuye").await;
        let sheet = new_id();
        desk.ask("withdrawal.save_draft", draft(&sheet, &community, 0, "一人之稿")).await;
        assert_eq!(projects(&desk).await, [json!("一人之稿")]);
        desk.ask("identity.sign_out", json!({})).await;
        desk.sign_in("wuye2").await;
        assert_eq!(projects(&desk).await, Vec::<Value>::new(), "another's draft");
        desk.refused("withdrawal.get_sheet", json!({ "sheet_id": sheet }), "client.not_cached").await;
        city.start_again(&listen);
        desk.is_online(true).await;
        let second = city.desk("wuye").await;
        second.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.refused("not_found");
        desk.stop().await;

        let desk = station.start().await;
        desk.sign_in("wuye").await;
        desk.delivered().await;
        second.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.accepted();
        desk.stop().await;
    }
);
