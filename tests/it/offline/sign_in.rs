//! Signing in without the server: with the password that opens the desk, for seven days, by a clock that is right.

use super::{draft, first_community};
use anju_tests::{City, Workstation, both, new_id};
use chrono::TimeDelta;
use serde_json::{Value, json};

/// A sheet begun without the server by a program that has ended since.
struct Begun {
    community: Value,
    sheet: String,
    /// Where the server was.
    listen: String,
}

/// Signs `wuye` in on the workstation, takes the server away and begins a sheet.
async fn begun_offline(city: &mut City, station: &Workstation, project: &str) -> Begun {
    let desk = station.start().await;
    desk.sign_in("wuye").await;
    let (community, sheet) = (first_community(&desk).await, new_id());
    let listen = city.kill();
    desk.ask("withdrawal.save_draft", draft(&sheet, &community, 0, project)).await;
    desk.stop().await;
    Begun { community, sheet, listen }
}

both!(
    /// What was read and typed is there without the server, for this user and this password only.
    the_desk_opens_without_the_server,
    async |mut city: City| {
        let station = Workstation::new(city.server().address());
        let Begun { community, sheet, listen } = begun_offline(&mut city, &station, "外墙脱落").await;
        let desk = station.start().await;
        let wrong = json!({ "user_name": "wuye", "password": "not the password" });
        desk.refused("identity.sign_in", wrong.clone(), "desk.wrong_password").await;
        let stranger = json!({ "user_name": "jianwei", "password": "anju-demo-2026" });
        desk.refused("identity.sign_in", stranger, "desk.never_signed_in").await;
        let me = desk.sign_in("wuye").await;
        assert_eq!(me["me"]["user_name"], "wuye");
        assert_eq!(me["tokens"]["access_token"], "", "tokens stay out of the page");
        assert_eq!(first_community(&desk).await, community, "from the cache");
        let view = desk.ask("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await;
        assert_eq!(view["draft"]["project"], "外墙脱落");
        assert_ne!(view["community_name"], "", "known from the cached list");
        desk.refused("identity.list_users", json!({}), "client.offline").await;
        desk.refused("identity.sign_in", wrong, "desk.wrong_password").await;
        desk.sign_in("wuye").await;
        city.start_again(&listen);
        desk.delivered().await;
        desk.stop().await;
    }
);

both!(
    /// After seven days, and with a clock set back, the desk stays closed; what is in it stays.
    an_old_desk_and_a_wrong_clock_stay_closed,
    async |mut city: City| {
        let station = Workstation::new(city.server().address());
        let Begun { sheet, listen, .. } = begun_offline(&mut city, &station, "水泵更换").await;
        let entry = json!({ "user_name": "wuye", "password": "anju-demo-2026" });
        for (moved, code) in
            [(TimeDelta::days(8), "desk.offline_too_long"), (TimeDelta::days(-1), "desk.clock_behind")]
        {
            station.move_clock(moved);
            let desk = station.start().await;
            desk.refused("identity.sign_in", entry.clone(), code).await;
            desk.stop().await;
            station.move_clock(-moved);
        }
        city.start_again(&listen);
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        desk.delivered().await;
        let elsewhere = city.desk("wuye").await;
        elsewhere.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.accepted();
        desk.stop().await;
    }
);

both!(
    /// One desk, one program: a second one is told.
    a_desk_is_open_once,
    async |city: City| {
        let station = Workstation::new(city.server().address());
        let (first, second) = (station.start().await, station.start().await);
        first.sign_in("wuye").await;
        let entry = json!({ "user_name": "wuye", "password": "anju-demo-2026" });
        second.refused("identity.sign_in", entry, "desk.in_use").await;
        first.stop().await;
        second.sign_in("wuye").await;
        second.stop().await;
    }
);

both!(
    /// Nothing on the disk of a workstation can be read without its keys.
    nothing_on_disk_is_readable,
    async |city: City| {
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        let community = first_community(&desk).await;
        desk.ask("withdrawal.save_draft", draft(&new_id(), &community, 0, "readable-canary")).await;
        desk.stop().await;
        let mut folders = vec![station.folder().to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("the workstation's folder is readable") {
                let path = entry.expect("an entry").path();
                assert!(!path.to_string_lossy().contains("wuye"), "a name in a path");
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let bytes = std::fs::read(&path).expect("a file is readable");
                for canary in ["readable-canary", "SQLite format 3", "孙桂兰", "wuye"] {
                    let found = bytes.windows(canary.len()).any(|window| window == canary.as_bytes());
                    assert!(!found, "{canary} stands in {}", path.display());
                }
            }
        }
    }
);

both!(
    /// A password that the administrator reset opens a desk with nothing unsent at once; one with unsent work asks for
    /// the earlier password, and then delivers it.
    a_password_changed_elsewhere_loses_nothing,
    async |mut city: City| {
        let station = Workstation::new(city.server().address());
        let Begun { sheet, listen, .. } = begun_offline(&mut city, &station, "道路破损").await;
        city.start_again(&listen);
        let elsewhere = city.desk("wuye").await;
        let change = json!({ "old_password": "anju-demo-2026", "new_password": "another-2026-word" });
        elsewhere.read("identity.change_password", change).await.accepted();

        let desk = station.start().await;
        let entry = json!({ "user_name": "wuye", "password": "another-2026-word" });
        desk.refused("identity.sign_in", entry.clone(), "desk.earlier_password").await;
        let mut wrong = entry.clone();
        wrong["earlier_password"] = json!("not the password");
        desk.refused("desk.open_with_earlier_password", wrong, "desk.earlier_password").await;
        let mut right = entry.clone();
        right["earlier_password"] = json!("anju-demo-2026");
        desk.ask("desk.open_with_earlier_password", right).await;
        desk.delivered().await;
        elsewhere.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.accepted();
        desk.stop().await;
        let desk = station.start().await;
        desk.ask("identity.sign_in", entry).await;
        desk.stop().await;
    }
);

both!(
    /// A worn-out access token is exchanged once, however many commands find it worn out.
    a_session_is_renewed_once_for_all,
    async |city: City| {
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        station.move_clock(TimeDelta::minutes(31));
        let asked = || desk.ask("estate.list_communities", json!({}));
        // Each exchange ends the pair before; a second one with the same token would end the session.
        tokio::join!(asked(), asked(), asked(), asked());
        asked().await;
        desk.ask("identity.sign_out", json!({})).await;
        desk.refused("estate.list_communities", json!({}), "session.required").await;
        desk.stop().await;
    }
);
