//! One person at two machines: each has drafts and an outbox of its own; what contradicts is shown, nothing is lost, and
//! leaving one machine leaves the other alone.

use super::{draft, first_community};
use anju_tests::{City, Workstation, both, new_id};
use serde_json::json;

both!(
    /// Both write without the server: each its own sheet, and both the same one. The second to arrive is shown both texts.
    one_person_works_at_two_machines,
    async |mut city: City| {
        let (office, home) =
            (Workstation::new(city.server().address()), Workstation::new(city.server().address()));
        let (here, there) = (office.start().await, home.start().await);
        here.sign_in("wuye").await;
        there.sign_in("wuye").await;
        let (community, shared) = (first_community(&here).await, new_id());
        first_community(&there).await;
        here.ask("withdrawal.save_draft", draft(&shared, &community, 0, "原稿")).await;
        here.delivered().await;
        let read = |list: &serde_json::Value| (list["sheets"][0]["sheet_id"] == shared.as_str()).then_some(());
        there.until("withdrawal.list_sheets", json!({ "tab": "applied" }), read).await;
        there.ask("withdrawal.get_sheet", json!({ "sheet_id": shared })).await;

        let listen = city.kill();
        here.is_online(false).await;
        there.is_online(false).await;
        let own = [new_id(), new_id()];
        for (desk, sheet, text) in [(&here, &own[0], "单位的稿"), (&there, &own[1], "家里的稿")] {
            desk.ask("withdrawal.save_draft", draft(sheet, &community, 0, text)).await;
            desk.ask("withdrawal.save_draft", draft(&shared, &community, 1, text)).await;
            assert_eq!(desk.ask("desk.status", json!({})).await["pending"], 2);
        }
        there.stop().await;
        city.start_again(&listen);
        here.delivered().await;
        let there = home.start().await;
        there.sign_in("wuye").await;
        there.attention(1).await;
        let items = there.ask("desk.outbox", json!({})).await;
        let item = &items["items"][0];
        assert_eq!((&item["state"], &item["subject_id"]), (&json!("conflict"), &json!(shared)), "{items}");
        assert_eq!(item["mine"]["draft"]["project"], "家里的稿");
        assert_eq!(item["theirs"]["draft"]["project"], "单位的稿");
        let elsewhere = city.desk("wuye").await;
        for (sheet, text) in own.iter().zip(["单位的稿", "家里的稿"]) {
            let view = elsewhere.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.accepted();
            assert_eq!((&view["version"], &view["draft"]["project"]), (&json!(1), &json!(text)), "its own sheet arrived once");
        }

        // Leaving the first machine ends its session alone; the choice is still there at the second.
        here.ask("identity.sign_out", json!({})).await;
        here.refused("identity.me", json!({}), "session.required").await;
        there.ask("desk.resolve_conflict", json!({ "item_id": item["item_id"], "keep": "mine" })).await;
        there.delivered().await;
        let view = elsewhere.read("withdrawal.get_sheet", json!({ "sheet_id": shared })).await.accepted();
        assert_eq!(view["draft"]["project"], "家里的稿");
        assert_eq!(there.ask("identity.me", json!({})).await["me"]["user_name"], "wuye");
        there.stop().await;
        here.stop().await;
    }
);
