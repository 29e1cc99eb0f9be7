//! `kill -9` of the desktop, twenty times at each point: between two refresh tokens, in the middle of a snapshot, before the
//! server hears a write and after it has answered. Nobody is locked out, drafts and outbox stay, nothing arrives twice.

use super::damaged::files;
use super::draft;
use crate::sync::{ids, scopes};
use anju_contract::sync::SNAPSHOT_PATH;
use anju_tests::{City, Desk, DeskProcess, HeldLine, Holds, Workstation, both, new_id};
use serde_json::{Value, json};

/// How often each point is tried.
const TIMES: usize = 20;
/// Where drafts are posted.
const SAVE_DRAFT: &str = "/api/v1/withdrawal.save_draft";

/// A workstation on which `wuye` is signed in and the program has ended, and a community of theirs.
async fn signed_in(server: &str) -> (Workstation, Value) {
    let station = Workstation::new(server);
    let desk = station.start().await;
    desk.sign_in("wuye").await;
    desk.synced().await;
    let community = super::first_community(&desk).await;
    desk.stop().await;
    (station, community)
}

/// Starts the program again; it goes on with its session, without the password.
async fn goes_on(server: &str, station: &Workstation, point: &str) -> DeskProcess {
    let mut desk = DeskProcess::start(server, station.folder(), point);
    let me = desk.ask("identity.me", json!({})).await;
    assert_eq!(me["me"]["user_name"], "wuye");
    desk
}

async fn delivered(desk: &mut DeskProcess) {
    desk.until("desk.status", json!({}), |status| (status["pending"] == 0).then_some(())).await;
}

/// Each of these sheets is at the server, once, as it was typed.
async fn arrived_once(elsewhere: &Desk, sheets: &[(String, String)]) {
    for (sheet, text) in sheets {
        let view = elsewhere.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.accepted();
        assert_eq!((&view["version"], &view["draft"]["project"]), (&json!(1), &json!(text)));
    }
    let list = elsewhere.read("withdrawal.list_sheets", json!({ "tab": "applied" })).await.accepted();
    assert_eq!(list["sheets"].as_array().map(Vec::len), Some(sheets.len()), "nothing besides");
}

both!(
    /// The server has exchanged the token, the key store does not have the new one yet; and has it, unused.
    killed_between_two_tokens_nobody_is_locked_out,
    async |city: City| {
        let server = city.server().address();
        let (station, community) = signed_in(server).await;
        let mut sheets = Vec::new();
        for time in 0..TIMES {
            for side in ["before", "after"] {
                // A start exchanges twice: to open the desk, and for its first command.
                let point = format!("{side}-token:{}", 1 + time % 2);
                let mut dying = DeskProcess::start(server, station.folder(), &point);
                dying.tell("identity.me", &json!({}));
                dying.is_held().await;
                dying.kill();
            }
            let mut desk = goes_on(server, &station, "").await;
            let (sheet, text) = (new_id(), format!("第 {time} 次"));
            desk.ask("withdrawal.save_draft", draft(&sheet, &community, 0, &text)).await;
            sheets.push((sheet, text));
            desk.kill();
        }
        let mut desk = goes_on(server, &station, "").await;
        delivered(&mut desk).await;
        arrived_once(&city.desk("wuye").await, &sheets).await;
    }
);

/// Every community of the user with its buildings and units.
async fn estate(ask: &mut impl AsyncFnMut(&str, Value) -> Value, communities: &[Value]) -> Vec<Value> {
    let mut read = Vec::new();
    for community in communities {
        let view = ask("estate.get_community", json!({ "community_id": community })).await;
        for building in view["buildings"].as_array().expect("buildings") {
            read.push(ask("estate.list_units", json!({ "building_id": building["building_id"] })).await);
        }
        read.push(view);
    }
    read
}

both!(
    /// The snapshot stands still at another byte each time: the next start reads what is missing, and all of it is there
    /// without the server; what was typed meanwhile is delivered.
    killed_in_a_snapshot_the_cache_is_whole_in_the_end,
    async |mut city: City| {
        let mut line = HeldLine::to(city.server().address(), SNAPSHOT_PATH).await;
        let (station, community) = signed_in(line.address()).await;
        let whole = line.longest();
        assert!(whole > TIMES, "{whole} bytes");
        let elsewhere = city.desk("wuye").await;
        let communities = ids(&scopes(&elsewhere).await, true);
        let expected = estate(
            &mut async |command: &str, request| elsewhere.read(command, request).await.accepted(),
            &communities,
        )
        .await;
        let mut sheets = Vec::new();
        for time in 0..TIMES {
            for file in files(station.folder(), "cache.db") {
                std::fs::remove_file(file).expect("the folder is ours");
            }
            line.hold(Some(Holds::AnswerAfter(whole * time / TIMES)));
            let mut dying = goes_on(line.address(), &station, "").await;
            line.is_held().await;
            let (sheet, text) = (new_id(), format!("第 {time} 次"));
            dying.ask("withdrawal.save_draft", draft(&sheet, &community, 0, &text)).await;
            sheets.push((sheet, text));
            dying.kill();
            line.hold(None);

            let mut desk = goes_on(line.address(), &station, "").await;
            desk.until("desk.status", json!({}), |status| (status["sync"]["state"] == "idle").then_some(())).await;
            delivered(&mut desk).await;
            let listen = city.kill();
            desk.until("desk.status", json!({}), |status| (status["online"] == false).then_some(())).await;
            let here = estate(&mut async |command: &str, request| desk.ask(command, request).await, &communities).await;
            assert!(here == expected, "time {time}: the cache is not what the server has");
            desk.kill();
            city.start_again(&listen);
        }
        arrived_once(&elsewhere, &sheets).await;
    }
);

both!(
    /// The outbox has sent an item and the server never hears of it; or the answer is here and the outbox has not noted it.
    killed_around_a_delivery_it_arrives_once,
    async |city: City| {
        let mut line = HeldLine::to(city.server().address(), SAVE_DRAFT).await;
        let (station, community) = signed_in(line.address()).await;
        let elsewhere = city.desk("wuye").await;
        let mut sheets = Vec::new();
        for time in 0..TIMES {
            for answered in [false, true] {
                line.hold((!answered).then_some(Holds::Request));
                let mut dying = goes_on(line.address(), &station, if answered { "after-answer" } else { "" }).await;
                let (sheet, text) = (new_id(), format!("第 {time} 次 {answered}"));
                dying.ask("withdrawal.save_draft", draft(&sheet, &community, 0, &text)).await;
                if answered {
                    let there = json!({ "tab": "applied" });
                    let arrived = |list: &Value| {
                        let mut rows = list["sheets"].as_array().expect("rows").iter();
                        rows.any(|row| row["sheet_id"] == sheet.as_str()).then_some(())
                    };
                    elsewhere.until("withdrawal.list_sheets", there, arrived).await;
                } else {
                    line.is_held().await;
                }
                let items = dying.ask("desk.outbox", json!({})).await;
                assert_eq!(items["items"][0]["state"], "sent", "{items}");
                dying.kill();
                line.hold(None);
                let mut desk = goes_on(line.address(), &station, "").await;
                delivered(&mut desk).await;
                assert_eq!(desk.ask("desk.status", json!({})).await["attention"], 0);
                desk.kill();
                sheets.push((sheet, text));
            }
        }
        arrived_once(&elsewhere, &sheets).await;
    }
);
