//! A submission that waits: behind its draft, with the figures that were seen, once.

use crate::withdrawal::estate::Estate;
use anju_tests::{City, Running, Workstation, both};
use serde_json::{Value, json};

/// Three homes of the manual's example: 89.50, 112.30 and 98.70 m², the last one short of money.
const HOMES: [(i64, i64, i64); 3] = [(8950, 900_000, 10_000), (11230, 1_200_000, 0), (9870, 300_000, 50_000)];

/// The sheet as this desk reads it, saved again with another project.
async fn retitle(desk: &Running, sheet: &str, project: &str) {
    let view = desk.ask("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await;
    let mut draft = view["draft"].clone();
    draft["project"] = json!(project);
    let request = json!({
        "sheet_id": sheet, "community_id": view["community_id"], "version": view["version"], "draft": draft,
    });
    desk.ask("withdrawal.save_draft", request).await;
}

fn submission(sheet: &str, version: i64, seen: &Value) -> Value {
    json!({ "sheet_id": sheet, "version": version, "seen": seen })
}

both!(
    /// Draft and submission leave in their order when the server is back, and the sheet is submitted as it was typed.
    a_submission_made_offline_arrives_once,
    async |mut city: City| {
        let elsewhere = city.desk("wuye").await;
        let estate = Estate::build(&city, &elsewhere, &HOMES).await;
        let (sheet, version) = estate.draft(&elsewhere, "30050.00", "planned").await;
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        desk.ask("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await;
        let listen = city.kill();
        retitle(&desk, &sheet, "屋面防水及保温").await;
        desk.is_online(false).await;
        let request = submission(&sheet, version, &estate.seen_as_built(3_005_000));
        let answer = desk.ask("withdrawal.submit", request).await;
        assert_eq!((&answer["state"], &answer["number"]), (&json!("waiting"), &json!("")));
        assert_eq!(desk.ask("desk.status", json!({})).await["pending"], 2);
        desk.stop().await;

        city.start_again(&listen);
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        desk.delivered().await;
        assert_eq!(desk.ask("desk.status", json!({})).await["attention"], 0);
        let view = elsewhere.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.accepted();
        assert_eq!((&view["state"], &view["draft"]["project"]), (&json!("submitted"), &json!("屋面防水及保温")));
        assert_eq!(estate.stands(0).await, (900_000, 10_000, 895_000));
        estate.is_sound().await;
        desk.stop().await;
    }
);

both!(
    /// With the server there, its word is the answer: a number, or at once the reason why not.
    a_submission_made_online_is_answered_by_the_server,
    async |city: City| {
        let elsewhere = city.desk("wuye").await;
        let estate = Estate::build(&city, &elsewhere, &HOMES).await;
        let (sheet, version) = estate.draft(&elsewhere, "30050.00", "planned").await;
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        retitle(&desk, &sheet, "屋面防水及保温").await;
        let others = json!({ "shares": "of nothing", "shares_and_pays": "of nothing" });
        desk.refused("withdrawal.submit", submission(&sheet, version, &others), "withdrawal.shares_changed").await;
        let status = desk.ask("desk.status", json!({})).await;
        assert_eq!((&status["pending"], &status["attention"]), (&json!(0), &json!(0)), "it was heard");
        // The page names the version that it read; the desk knows the one that its own save was given.
        let request = submission(&sheet, version, &estate.seen_as_built(3_005_000));
        let answer = desk.ask("withdrawal.submit", request).await;
        assert_eq!(answer["state"], "submitted");
        assert_ne!(answer["number"], "");
        estate.is_sound().await;
        desk.stop().await;
    }
);

both!(
    /// Refused when it arrives: said so, with the reason, and the draft is still there.
    a_submission_refused_on_arrival_is_shown_with_its_reason,
    async |mut city: City| {
        let elsewhere = city.desk("wuye").await;
        let estate = Estate::build(&city, &elsewhere, &HOMES).await;
        let (sheet, version) = estate.draft(&elsewhere, "30050.00", "planned").await;
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        let listen = city.kill();
        // The first call finds nobody.
        desk.refused("identity.list_users", json!({}), "client.offline").await;
        let others = json!({ "shares": "of nothing", "shares_and_pays": "of nothing" });
        desk.ask("withdrawal.submit", submission(&sheet, version, &others)).await;
        city.start_again(&listen);
        desk.attention(1).await;
        let items = desk.ask("desk.outbox", json!({})).await;
        assert_eq!(items["items"][0]["state"], "refused", "{items}");
        assert_eq!(items["items"][0]["problem"]["code"], "withdrawal.shares_changed", "{items}");
        let view = elsewhere.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.accepted();
        assert_eq!(view["state"], "draft");
        desk.ask("desk.resolve_conflict", json!({ "item_id": items["items"][0]["item_id"], "keep": "theirs" })).await;
        assert_eq!(desk.ask("desk.status", json!({})).await["attention"], 0);
        desk.stop().await;
    }
);
