//! What a company does after the submission, without the server: signatures typed, a returned sheet revised.

use crate::withdrawal::office::{Office, signature};
use anju_tests::{City, Running, Workstation, both, new_id};
use serde_json::{Value, json};

async fn entered(desk: &Running, sheet: &str) -> usize {
    let seen = desk.ask("withdrawal.get_signatures", json!({ "sheet_id": sheet })).await;
    seen["ballots"].as_array().expect("ballots").len()
}

both!(
    /// Typed rows survive the program and the line, are counted here, and arrive once.
    signatures_typed_offline_arrive_once,
    async |mut city: City| {
        let office = Office::open(&city).await;
        let sheet = office.submitted("planned").await;
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        assert_eq!(entered(&desk, &sheet.id).await, 0);
        let all = sheet.request(office.all_agree(&sheet).await);
        let listen = city.kill();
        let mut two = all.clone();
        two["rows"].as_array_mut().expect("rows").truncate(2);
        desk.ask("withdrawal.enter_signatures", two.clone()).await;
        assert_eq!(entered(&desk, &sheet.id).await, 2);
        let count = desk.ask("withdrawal.count_signatures", two).await;
        assert_eq!(count["tally"]["heads"]["participating"], 2);
        desk.ask("withdrawal.enter_signatures", all).await;
        desk.refused("withdrawal.send_for_review", sheet.request(json!({})), "client.offline").await;
        desk.stop().await;

        let desk = station.start().await;
        desk.sign_in("wuye").await;
        assert_eq!(entered(&desk, &sheet.id).await, 3);
        city.start_again(&listen);
        desk.delivered().await;
        let seen = office.bureau.read("withdrawal.get_signatures", json!({ "sheet_id": sheet.id })).await.accepted();
        assert_eq!(seen["ballots"].as_array().map(Vec::len), Some(3));
        let sent = desk.ask("withdrawal.send_for_review", sheet.request(json!({}))).await;
        assert_eq!(sent["state"], "bureau_review");
        let timeline = office.bureau.read("withdrawal.timeline", json!({ "sheet_id": sheet.id })).await.accepted();
        assert_eq!(timeline["steps"].as_array().map(Vec::len), Some(4), "{timeline}");
        desk.stop().await;
    }
);

both!(
    /// A clerk entered the same sheet meanwhile: both are shown, and what the person chooses stands.
    signatures_in_two_places_are_a_choice,
    async |mut city: City| {
        let office = Office::open(&city).await;
        let sheet = office.submitted("planned").await;
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        entered(&desk, &sheet.id).await;
        let listen = city.kill();
        let first = office.estate.homes[0].id.to_string();
        let rows = |choice: &str| json!({ "signed_version": sheet.signed_version, "rows": [signature(&first, choice)] });
        desk.refused("identity.list_users", json!({}), "client.offline").await;
        city.start_again(&listen);
        let clerk = city.desk("jingban").await;
        sheet.sent(&clerk, "enter_signatures", rows("against")).await.accepted();
        desk.ask("withdrawal.enter_signatures", sheet.request(rows("agree"))).await;
        desk.attention(1).await;
        let item: Value = desk.ask("desk.outbox", json!({})).await["items"][0].clone();
        assert_eq!((&item["state"], &item["mine"]["rows"][0]["choice"]), (&json!("conflict"), &json!("agree")));
        assert_eq!(item["theirs"]["rows"][0]["choice"], "against");
        desk.ask("desk.resolve_conflict", json!({ "item_id": item["item_id"], "keep": "mine" })).await;
        desk.delivered().await;
        let seen = clerk.read("withdrawal.get_signatures", json!({ "sheet_id": sheet.id })).await.accepted();
        assert_eq!(seen["ballots"][0]["choice"], "agree");
        desk.stop().await;
    }
);

both!(
    /// 修改 without the server: the new sheet is written on at once, and the server makes it from the old one.
    a_returned_sheet_is_revised_offline,
    async |mut city: City| {
        let office = Office::open(&city).await;
        let mut sheet = office.under_review().await;
        let decision = json!({ "approves": false, "reason": "范围不明" });
        sheet.moved(&office.bureau, "bureau_decide", decision).await;
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        let old = desk.ask("withdrawal.get_sheet", json!({ "sheet_id": sheet.id })).await;
        let listen = city.kill();
        let new = new_id();
        let answer = desk.ask("withdrawal.revise", sheet.request(json!({ "new_sheet_id": new }))).await;
        assert_eq!((&answer["sheet_id"], &answer["version"]), (&json!(new), &json!(0)));
        let mut draft = old["draft"].clone();
        draft["project"] = json!("屋面防水（重报）");
        let request = json!({
            "sheet_id": new, "community_id": old["community_id"], "version": 0, "revises": sheet.id, "draft": draft,
        });
        desk.ask("withdrawal.save_draft", request).await;
        let listed = desk.ask("withdrawal.list_sheets", json!({ "tab": "applied" })).await;
        assert_eq!(listed["sheets"][0]["sheet_id"], new.as_str(), "{listed}");

        city.start_again(&listen);
        desk.delivered().await;
        let seen = office.company.read("withdrawal.get_sheet", json!({ "sheet_id": new })).await.accepted();
        assert_eq!((&seen["revises"], &seen["revises_number"]), (&json!(sheet.id), &old["number"]));
        assert_eq!(seen["draft"]["project"], "屋面防水（重报）");
        let timeline = office.company.read("withdrawal.timeline", json!({ "sheet_id": new })).await.accepted();
        assert_eq!((&timeline["steps"][0]["move"], &timeline["steps"][0]["reason"]), (&json!("revise"), &old["number"]));
        assert_eq!(desk.ask("desk.status", json!({})).await["attention"], 0);
        desk.stop().await;
    }
);
