//! Drafts saved without the server arrive when it is back, each once.

use super::{draft, first_community};
use anju_client::CrashPoint;
use anju_tests::{City, Workstation, both, new_id};
use serde_json::json;
use uuid::Uuid;

both!(
    /// Saved at once, also while the server is down; delivered after it is back; nothing twice.
    drafts_saved_offline_arrive_once,
    async |mut city: City| {
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        let community = first_community(&desk).await;
        let listen = city.kill();
        let sheets: Vec<String> = (0..3).map(|_| new_id()).collect();
        for sheet in &sheets {
            let saved = desk.ask("withdrawal.save_draft", draft(sheet, &community, 0, "屋面防水")).await;
            assert_eq!(saved["version"], 0, "the page goes on naming the version that it saw");
            desk.ask("withdrawal.save_draft", draft(sheet, &community, 0, "屋面防水维修")).await;
        }
        desk.is_online(false).await;
        assert_eq!(desk.ask("desk.status", json!({})).await["pending"], 3, "saves of one sheet are one item");
        let view = desk.ask("withdrawal.get_sheet", json!({ "sheet_id": sheets[0] })).await;
        assert_eq!(view["draft"]["project"], "屋面防水维修");
        city.start_again(&listen);
        desk.delivered().await;
        let elsewhere = city.desk("wuye").await;
        for sheet in &sheets {
            let view = elsewhere.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.accepted();
            assert_eq!((&view["version"], &view["draft"]["project"]), (&json!(1), &json!("屋面防水维修")));
        }
        let next = draft(&sheets[0], &community, 0, "屋面防水及保温");
        desk.ask("withdrawal.save_draft", next).await;
        desk.delivered().await;
        let view = elsewhere.read("withdrawal.get_sheet", json!({ "sheet_id": sheets[0] })).await.accepted();
        assert_eq!(view["version"], 2, "a save after the delivery names the version that it was given");
        desk.stop().await;
    }
);

both!(
    /// The program dies after the server's answer and before it noted it: the same key is repeated, one effect.
    an_answer_that_was_never_noted_is_one_effect,
    async |city: City| {
        let station = Workstation::new(city.server().address());
        let dying = station.start_and_crash(CrashPoint::AfterAnswer).await;
        dying.sign_in("wuye").await;
        let community = first_community(&dying).await;
        let (sheet, key) = (new_id(), Uuid::now_v7());
        let request = draft(&sheet, &community, 0, "电梯大修");
        dying.rpc_with_key("withdrawal.save_draft", request.clone(), key).await.expect("saved here");
        let elsewhere = city.desk("wuye").await;
        let list = json!({ "tab": "applied" });
        elsewhere.until("withdrawal.list_sheets", list, |list| list["sheets"].get(0).map(drop)).await;
        assert_eq!(dying.ask("desk.outbox", json!({})).await["items"][0]["state"], "sent");
        // What is typed meanwhile does not change what was sent.
        dying.ask("withdrawal.save_draft", draft(&sheet, &community, 0, "电梯大修及更换")).await;
        dying.stop().await;

        let desk = station.start().await;
        desk.sign_in("wuye").await;
        desk.delivered().await;
        let view = elsewhere.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.accepted();
        assert_eq!((&view["version"], &view["draft"]["project"]), (&json!(2), &json!("电梯大修及更换")));
        assert_eq!(desk.ask("desk.status", json!({})).await["attention"], 0);
        desk.rpc_with_key("withdrawal.save_draft", request, key).await.expect("answered as before");
        assert_eq!(desk.ask("desk.status", json!({})).await["pending"], 0, "a repeated key is no new item");
        desk.stop().await;
    }
);
