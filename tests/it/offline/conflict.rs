//! Two versions of one sheet: both are shown, the person chooses, nothing is lost meanwhile.

use super::{draft, first_community};
use anju_tests::{City, Running, Workstation, both, new_id};
use serde_json::{Value, json};

/// A sheet that was changed here without the server and elsewhere with it.
async fn contradiction(city: &mut City, desk: &Running, sheet: &str) -> Value {
    let community = first_community(desk).await;
    desk.ask("withdrawal.save_draft", draft(sheet, &community, 0, "原稿")).await;
    desk.delivered().await;
    let elsewhere = city.desk("wuye").await;
    let listen = city.kill();
    desk.ask("withdrawal.save_draft", draft(sheet, &community, 1, "本机的改动")).await;
    desk.is_online(false).await;
    city.start_again(&listen);
    // Whoever is first; the desk's own turn comes when it has looked for the server again.
    let other = elsewhere.write("withdrawal.save_draft", draft(sheet, &community, 1, "别处的改动")).await;
    if other.status != 200 {
        let theirs = draft(sheet, &community, 2, "别处的改动");
        elsewhere.write("withdrawal.save_draft", theirs).await.accepted();
        desk.ask("withdrawal.save_draft", draft(sheet, &community, 1, "本机的改动")).await;
    }
    desk.attention(1).await;
    let items = desk.ask("desk.outbox", json!({})).await;
    let item = items["items"][0].clone();
    assert_eq!(item["state"], "conflict", "{items}");
    assert_eq!(item["mine"]["draft"]["project"], "本机的改动");
    assert_eq!(item["theirs"]["draft"]["project"], "别处的改动");
    item
}

both!(
    /// Mine is kept: what was typed last goes out over the version that was shown.
    keeping_mine_writes_over_the_version_that_was_shown,
    async |mut city: City| {
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        let sheet = new_id();
        let item = contradiction(&mut city, &desk, &sheet).await;
        let community = first_community(&desk).await;
        desk.ask("withdrawal.save_draft", draft(&sheet, &community, 1, "本机又改")).await;
        assert_eq!(desk.ask("desk.status", json!({})).await["pending"], 0, "nothing leaves before the choice");
        let choice = json!({ "item_id": item["item_id"], "keep": "mine" });
        desk.ask("desk.resolve_conflict", choice.clone()).await;
        desk.delivered().await;
        let elsewhere = city.desk("wuye").await;
        let view = elsewhere.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.accepted();
        assert_eq!(view["draft"]["project"], "本机又改");
        assert_eq!(desk.ask("desk.status", json!({})).await["attention"], 0);
        desk.refused("desk.resolve_conflict", choice, "desk.no_conflict").await;
        desk.stop().await;
    }
);

both!(
    /// Theirs is taken: the server keeps what it has, and the desk shows it.
    taking_theirs_gives_up_what_was_typed_here,
    async |mut city: City| {
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        let sheet = new_id();
        let item = contradiction(&mut city, &desk, &sheet).await;
        desk.ask("desk.resolve_conflict", json!({ "item_id": item["item_id"], "keep": "theirs" })).await;
        let view = desk.ask("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await;
        assert_eq!(view["draft"]["project"], "别处的改动");
        assert_eq!(desk.ask("desk.status", json!({})).await["attention"], 0);
        desk.stop().await;
    }
);
