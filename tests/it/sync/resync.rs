//! Beginning anew: after a cut line, a restored server, a damaged cache, a scope that was taken away. Drafts and the
//! outbox stay.

use super::{beside, draft, ids, scopes, tell_behind, write_behind};
use anju_store::feed::{Change, Kind};
use anju_store::{Engine, args};
use anju_tests::{City, Line, Running, Workstation, both, new_id};
use serde_json::{Value, json};
use uuid::Uuid;

/// Every unit that this desk has, without the server.
async fn units(desk: &Running) -> Vec<Value> {
    let mut units = Vec::new();
    let list = desk.ask("estate.list_communities", json!({})).await;
    for card in list["communities"].as_array().expect("communities") {
        let view = desk.ask("estate.get_community", json!({ "community_id": card["community_id"] })).await;
        for building in view["buildings"].as_array().expect("buildings") {
            let answer =
                desk.ask("estate.list_units", json!({ "building_id": building["building_id"] })).await;
            units.extend(answer["units"].as_array().expect("units").iter().cloned());
        }
    }
    units
}

both!(
    /// A line that is cut again and again, and a program that ends in the middle: the cache comes to be the same.
    a_cut_line_goes_on,
    async |mut city: City| {
        let whole = Workstation::new(city.server().address());
        let whole = whole.start().await;
        whole.sign_in("wuye").await;
        whole.synced().await;
        let limits = [20_000, 20_000, 45_000, 60_000, 70_000];
        let line = Line::cut_at(city.server().address(), &limits).await;
        let station = Workstation::new(line.address());
        let ended = station.start().await;
        ended.sign_in("wuye").await;
        ended.stop().await;
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        desk.synced().await;
        assert!(line.cuts() > 0, "no answer was long enough to be cut");
        city.kill();
        assert_eq!(units(&desk).await, units(&whole).await);
        desk.stop().await;
        whole.stop().await;
    }
);

both!(
    /// Wherever in the snapshot the line is cut, once, the cache comes to be the same.
    a_cut_at_any_byte_goes_on,
    async |city: City| {
        let whole = Workstation::new(city.server().address());
        let whole = whole.start().await;
        whole.sign_in("wuye").await;
        whole.synced().await;
        let expected = units(&whole).await;
        let cut = async |limit: usize| {
            let line = Line::cut_at(city.server().address(), &[limit]).await;
            let station = Workstation::new(line.address());
            let desk = station.start().await;
            desk.sign_in("wuye").await;
            desk.synced().await;
            let same = units(&desk).await == expected;
            desk.stop().await;
            (line.cuts(), same)
        };
        // From the middle of the head to the last units; no two cuts lie at the same place of a packet.
        let limits = (0..8).map(|place| 4_500 + place * 9_973);
        let cuts = futures::future::join_all(limits.map(cut)).await;
        assert_eq!(cuts, vec![(1, true); 8]);
        whole.stop().await;
    }
);

both!(
    /// A restored server begins another life: the cache is read anew, what waits in the outbox is delivered once.
    another_life_of_the_server_loses_no_draft,
    async |mut city: City| {
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        desk.synced().await;
        let before = units(&desk).await;
        let community = desk.ask("estate.list_communities", json!({})).await["communities"][0]["community_id"].clone();
        let listen = city.kill();
        desk.is_online(false).await;
        let sheet = new_id();
        desk.ask("withdrawal.save_draft", draft(&sheet, &community, 0, "雨水管")).await;
        let store = beside(&city).await;
        let renewed = match store.engine() {
            Engine::Sqlite => "UPDATE server_epoch SET id = randomblob(16)",
            Engine::Postgres => "UPDATE server_epoch SET id = gen_random_uuid()",
        };
        write_behind(&store, renewed, args![]).await;
        city.start_again(&listen);
        desk.is_online(true).await;
        desk.delivered().await;
        desk.synced().await;
        assert_eq!(units(&desk).await, before);
        let elsewhere = city.desk("wuye").await;
        let view = elsewhere.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.accepted();
        assert_eq!((&view["version"], &view["draft"]["project"]), (&json!(1), &json!("雨水管")));
        desk.stop().await;
    }
);

both!(
    /// A damaged cache is made anew from the server; the draft that only this desk has is still here.
    a_damaged_cache_is_made_anew,
    async |mut city: City| {
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        desk.synced().await;
        let before = units(&desk).await;
        let community = desk.ask("estate.list_communities", json!({})).await["communities"][0]["community_id"].clone();
        let listen = city.kill();
        let sheet = new_id();
        desk.ask("withdrawal.save_draft", draft(&sheet, &community, 0, "外墙渗水")).await;
        desk.stop().await;
        let cache = cache_file(station.folder());
        std::fs::write(&cache, vec![0x5a; 40_000]).expect("the cache's file can be written");
        city.start_again(&listen);
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        desk.synced().await;
        desk.delivered().await;
        city.kill();
        assert_eq!(units(&desk).await, before);
        let view = desk.ask("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await;
        assert_eq!(view["draft"]["project"], "外墙渗水");
        desk.stop().await;
    }
);

fn cache_file(folder: &std::path::Path) -> std::path::PathBuf {
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the workstation's folder is readable") {
            let path = entry.expect("an entry").path();
            if path.file_name().is_some_and(|name| name == "cache.db") {
                return path;
            }
            if path.is_dir() {
                folders.push(path);
            }
        }
    }
    panic!("there is no cache");
}

both!(
    /// A community that is taken away is deleted here while the desk is open: no list, no building, no search finds it.
    a_scope_that_is_taken_away_is_deleted_here,
    async |city: City| {
        let (store, company) = (beside(&city).await, city.desk("wuye").await);
        let before = scopes(&company).await;
        let (community, own) = (ids(&before, true)[0].clone(), ids(&before, false)[0].clone());
        let name = before.iter().find(|scope| scope["scope_id"] == community).expect("named")["name"].clone();
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        desk.synced().await;
        let id = |value: &Value| Uuid::parse_str(value.as_str().expect("an id")).expect("an id");
        let (community_id, scope_id) = (id(&community), id(&own));
        write_behind(&store, "DELETE FROM area_link WHERE community_id = $1", args![community_id]).await;
        let link =
            Change { scope_id, kind: Kind::Link, entity_id: community_id, removed: true, version: 1 };
        tell_behind(&store, vec![link]).await;
        let gone = |list: &Value| {
            let cards = list["communities"].as_array().expect("communities");
            cards.iter().all(|card| card["community_id"] != community).then_some(())
        };
        desk.until("estate.list_communities", json!({}), gone).await;
        desk.refused("estate.get_community", json!({ "community_id": community }), "not_found").await;
        let hits = desk.ask("desk.search", json!({ "text": name })).await["hits"].clone();
        assert!(hits.as_array().expect("hits").iter().all(|hit| hit["community_id"] != community), "{hits}");
        desk.stop().await;
    }
);

both!(
    /// Stopped by the user, the synchronisation goes on when the user lets it; the screens are answered meanwhile.
    the_user_may_stop_it,
    async |city: City| {
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        desk.ask("desk.pause_sync", json!({})).await;
        let list = desk.ask("estate.list_communities", json!({})).await;
        assert!(!list["communities"].as_array().expect("communities").is_empty());
        desk.until("desk.status", json!({}), |status| (status["sync"]["state"] == "paused").then_some(())).await;
        desk.ask("desk.continue_sync", json!({})).await;
        desk.synced().await;
        desk.stop().await;
    }
);
