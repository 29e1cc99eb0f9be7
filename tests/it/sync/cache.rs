//! The cache of a desk: filled without a screen having asked, live while the server is there, whole without it.

use super::{draft, ids, scopes};
use crate::withdrawal::office::Office;
use anju_tests::{City, Desk, Running, Workstation, both, new_id};
use serde_json::{Value, json};

/// Every read of every screen, as this desk is answered.
async fn everything(desk: &Desk) -> Vec<(String, Value, Value)> {
    let mut asked = Vec::new();
    let mut ask = async |command: &str, request: Value| {
        let answer = desk.read(command, request.clone()).await.accepted();
        asked.push((command.to_owned(), request, answer.clone()));
        answer
    };
    let list = ask("estate.list_communities", json!({})).await;
    for card in list["communities"].as_array().expect("communities") {
        let view = ask("estate.get_community", json!({ "community_id": card["community_id"] })).await;
        for building in view["buildings"].as_array().expect("buildings") {
            ask("estate.list_units", json!({ "building_id": building["building_id"] })).await;
        }
    }
    for tab in ["applied", "returned_and_cancelled"] {
        let list = ask("withdrawal.list_sheets", json!({ "tab": tab })).await;
        for row in list["sheets"].as_array().expect("rows") {
            ask("withdrawal.get_sheet", json!({ "sheet_id": row["sheet_id"] })).await;
            ask("withdrawal.timeline", json!({ "sheet_id": row["sheet_id"] })).await;
        }
    }
    ask("withdrawal.inbox", json!({})).await;
    asked
}

async fn answers_alike(desk: &Running, asked: &[(String, Value, Value)]) {
    for (command, request, answer) in asked {
        let mut own = desk.ask(command, request.clone()).await;
        let mut answer = answer.clone();
        if command == "estate.list_communities" {
            // Two databases order names each in their own way; the desk has its own too.
            for list in [&mut own, &mut answer] {
                let communities = list["communities"].as_array_mut().expect("communities");
                communities.sort_by_key(|card| card["community_id"].to_string());
            }
        }
        assert_eq!(own, answer, "{command} {request}");
    }
}

both!(
    /// After the first synchronisation every read answers as the server did, though nobody has asked for any of it here;
    /// also after the program was started again without the server.
    what_was_never_shown_is_there_without_the_server,
    async |mut city: City| {
        let office = Office::open(&city).await;
        let mut sheet = office.under_review().await;
        sheet.moved(&office.bureau, "bureau_decide", json!({ "approves": false, "reason": "缺少合同" })).await;
        office.submitted("emergency").await;
        for user in ["wuye", "jianwei"] {
            let asked = everything(&city.desk(user).await).await;
            let station = Workstation::new(city.server().address());
            let desk = station.start().await;
            desk.sign_in(user).await;
            desk.synced().await;
            answers_alike(&desk, &asked).await;
            let listen = city.kill();
            desk.is_online(false).await;
            answers_alike(&desk, &asked).await;
            desk.stop().await;
            let desk = station.start().await;
            desk.sign_in(user).await;
            answers_alike(&desk, &asked).await;
            desk.stop().await;
            city.start_again(&listen);
        }
    }
);

both!(
    /// What others do appears by itself, and the company is told of its sheet's fate, once.
    what_others_do_appears_and_is_told,
    async |city: City| {
        let office = Office::open(&city).await;
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        desk.synced().await;
        let applied = json!({ "tab": "applied" });
        let mut sheet = office.under_review().await;
        let shown = |state: &'static str| {
            let id = json!(sheet.id);
            move |list: &Value| {
                let rows = list["sheets"].as_array().expect("rows").iter();
                rows.filter(|row| row["sheet_id"] == id && row["state"] == state).map(drop).next()
            }
        };
        desk.until("withdrawal.list_sheets", applied, shown("bureau_review")).await;
        assert_eq!(desk.ask("desk.status", json!({})).await["unread"], 0, "a colleague's own steps are no news");
        let returned = shown("returned");
        sheet.moved(&office.bureau, "bureau_decide", json!({ "approves": false, "reason": "预算不符" })).await;
        desk.unread(1).await;
        let told = desk.ask("desk.notifications", json!({})).await;
        assert_eq!((&told["items"][0]["kind"], &told["items"][0]["subject_id"]), (&json!("returned"), &json!(sheet.id)));
        desk.until("withdrawal.list_sheets", json!({ "tab": "returned_and_cancelled" }), returned).await;
        desk.ask("desk.read_notification", json!({ "id": told["items"][0]["id"] })).await;
        assert_eq!(desk.ask("desk.status", json!({})).await["unread"], 0);
        // A reviewer's machine is told of what comes to them, and of nothing that stood there before.
        let reviewer = Workstation::new(city.server().address());
        let reviewer = reviewer.start().await;
        reviewer.sign_in("jianwei").await;
        reviewer.synced().await;
        let next = office.under_review().await;
        reviewer.unread(1).await;
        let told = reviewer.ask("desk.notifications", json!({})).await;
        assert_eq!((&told["items"][0]["kind"], &told["items"][0]["subject_id"]), (&json!("awaits"), &json!(next.id)));
        desk.stop().await;
        reviewer.stop().await;
    }
);

both!(
    /// Own writes are read back at once, whatever the cache has heard of.
    what_was_written_here_is_read_back,
    async |city: City| {
        let company = city.desk("wuye").await;
        let community = ids(&scopes(&company).await, true)[0].clone();
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        desk.synced().await;
        let sheet = new_id();
        for version in 0..5 {
            desk.ask("withdrawal.save_draft", draft(&sheet, &community, version, "水箱清洗")).await;
            desk.delivered().await;
            let view = desk.ask("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await;
            assert_eq!(view["version"], version + 1);
        }
        let cancel = json!({ "sheet_id": sheet, "version": 5, "reason": "" });
        desk.ask("withdrawal.cancel", cancel).await;
        let list = desk.ask("withdrawal.list_sheets", json!({ "tab": "returned_and_cancelled" })).await;
        assert_eq!(list["sheets"][0]["sheet_id"], json!(sheet));
        desk.stop().await;
    }
);

both!(
    /// Found without the server: a sheet by its number, a community by its first letters, a unit by its owner.
    everything_is_found_without_the_server,
    async |mut city: City| {
        let office = Office::open(&city).await;
        let sheet = office.submitted("planned").await;
        let number = sheet.seen_by(&office.company).await["number"].as_str().expect("a number").to_owned();
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        desk.synced().await;
        city.kill();
        let found = async |text: &str| desk.ask("desk.search", json!({ "text": text })).await["hits"].clone();
        assert_eq!(found(&number).await[0]["id"], json!(sheet.id));
        assert_eq!(found("wmfs").await[0]["id"], json!(sheet.id), "屋面防水 by its first letters");
        assert_eq!(found("wumianfangshui").await[0]["id"], json!(sheet.id));
        let homes = found("业主2").await;
        assert_eq!((&homes[0]["kind"], &homes[0]["title"]), (&json!("unit"), &json!("故事楼-1单元-201")));
        let name = desk.ask("estate.list_communities", json!({})).await["communities"][0]["name"].clone();
        let hits = found(name.as_str().expect("a name")).await;
        assert!(hits.as_array().expect("hits").iter().any(|hit| hit["kind"] == "community"), "{hits}");
        assert_eq!(found("没有这个").await, json!([]));
        assert_eq!(found("  ").await, json!([]));
        desk.stop().await;
    }
);
