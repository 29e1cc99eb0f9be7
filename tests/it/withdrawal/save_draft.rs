//! A draft is saved at every step, once, and by nobody else.

use anju_tests::{City, Desk, both, new_id};
use serde_json::{Value, json};

async fn first_community(desk: &Desk) -> Value {
    let answer = desk.read("estate.list_communities", json!({})).await.accepted();
    answer["communities"][0]["community_id"].clone()
}

fn draft(sheet_id: &str, community_id: &Value, version: i64, project: &str) -> Value {
    json!({
        "sheet_id": sheet_id, "community_id": community_id, "version": version,
        "draft": { "project": project, "amount_text": "１２３，4" },
    })
}

both!(
    /// Everything comes back as it was typed, rare names and half an amount included.
    what_was_typed_is_kept,
    async |city: City| {
        let desk = city.desk("wuye").await;
        let (community, sheet) = (first_community(&desk).await, new_id());
        let saved = desk.write("withdrawal.save_draft", draft(&sheet, &community, 0, "𠮷㛃䶮屋面")).await;
        assert_eq!(saved.accepted()["version"], 1);
        let view = desk.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.accepted();
        assert_eq!(view["draft"]["project"], "𠮷㛃䶮屋面");
        assert_eq!(view["draft"]["amount_text"], "１２３，4");
        assert_eq!(view["state"], "draft");
        let list = desk.read("withdrawal.list_sheets", json!({ "tab": "applied" })).await.accepted();
        assert_eq!(list["sheets"][0]["sheet_id"], sheet.as_str());
    }
);

both!(
    /// The same key twice is one effect and the same answer; with another body it is refused.
    the_same_key_is_one_effect,
    async |city: City| {
        let desk = city.desk("wuye").await;
        let (community, sheet, key) = (first_community(&desk).await, new_id(), new_id());
        let request = draft(&sheet, &community, 0, "电梯大修");
        let first = desk.write_with_key("withdrawal.save_draft", request.clone(), &key).await;
        let again = desk.write_with_key("withdrawal.save_draft", request, &key).await;
        assert_eq!(first, again);
        first.accepted();
        let other = draft(&sheet, &community, 1, "水泵更换");
        desk.write_with_key("withdrawal.save_draft", other, &key).await.refused("idempotency.key_reused");
        let view = desk.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.accepted();
        assert_eq!((&view["version"], &view["draft"]["project"]), (&json!(1), &json!("电梯大修")));
    }
);

both!(
    /// A stale version is refused with what is stored, and changes nothing.
    a_stale_version_is_refused_with_both,
    async |city: City| {
        let (here, elsewhere) = (city.desk("wuye").await, city.desk("wuye").await);
        let (community, sheet) = (first_community(&here).await, new_id());
        here.write("withdrawal.save_draft", draft(&sheet, &community, 0, "一")).await.accepted();
        elsewhere.write("withdrawal.save_draft", draft(&sheet, &community, 1, "二")).await.accepted();
        let stale = here.write("withdrawal.save_draft", draft(&sheet, &community, 1, "三")).await;
        let problem = stale.refused("version.stale");
        assert_eq!(problem["details"]["version"], 2);
        assert_eq!(problem["details"]["draft"]["project"], "二");
        let twice = here.write("withdrawal.save_draft", draft(&sheet, &community, 0, "三")).await;
        twice.refused("version.stale");
    }
);

both!(
    /// Two at the same moment: one is saved, the other is told.
    two_at_once_are_one_and_a_refusal,
    async |city: City| {
        let (here, elsewhere) = (city.desk("wuye").await, city.desk("wuye").await);
        let (community, sheet) = (first_community(&here).await, new_id());
        let (first, second) = tokio::join!(
            here.write("withdrawal.save_draft", draft(&sheet, &community, 0, "一")),
            elsewhere.write("withdrawal.save_draft", draft(&sheet, &community, 0, "二")),
        );
        let (saved, told) = if first.status == 200 { (first, second) } else { (second, first) };
        assert_eq!(saved.accepted()["version"], 1);
        told.refused("version.stale");
    }
);

both!(
    /// Who may not prepare is told which permission is missing; who has no business with a draft does not see it.
    others_neither_write_nor_see_it,
    async |city: City| {
        let desk = city.desk("wuye").await;
        let (community, sheet) = (first_community(&desk).await, new_id());
        desk.write("withdrawal.save_draft", draft(&sheet, &community, 0, "一")).await.accepted();
        let bureau = city.desk("jianwei").await;
        let refused = bureau.write("withdrawal.save_draft", draft(&sheet, &community, 1, "二")).await;
        let problem = refused.refused("permission.missing");
        assert!(problem["message"].as_str().expect("a sentence").contains("维修支取申请"), "{problem}");
        bureau.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.refused("not_found");
        let list = bureau.read("withdrawal.list_sheets", json!({ "tab": "applied" })).await.accepted();
        assert_eq!(list["sheets"], json!([]));
    }
);

both!(
    /// A community that is not linked to the company is not there.
    an_unlinked_community_is_not_there,
    async |city: City| {
        let desk = city.desk("wuye").await;
        let refused = desk.write("withdrawal.save_draft", draft(&new_id(), &json!(new_id()), 0, "一")).await;
        refused.refused("not_found");
    }
);

both!(
    /// A killed server has kept what it acknowledged.
    an_acknowledged_draft_survives_a_kill,
    async |mut city: City| {
        let desk = city.desk("wuye").await;
        let (community, sheet, key) = (first_community(&desk).await, new_id(), new_id());
        let request = draft(&sheet, &community, 0, "外墙脱落");
        let first = desk.write_with_key("withdrawal.save_draft", request.clone(), &key).await;
        let listen = city.kill();
        city.start_again(&listen);
        assert_eq!(desk.write_with_key("withdrawal.save_draft", request, &key).await, first);
        first.accepted();
    }
);
