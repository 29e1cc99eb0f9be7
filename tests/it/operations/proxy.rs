//! Through an office's proxy: what is asked passes it, one that gathers answers is lived with, one that is gone is said.

use crate::sync::draft;
use anju_client::{Proxy, answers};
use anju_tests::{City, ForwardProxy, Workstation, new_id};
use serde_json::json;
use std::time::{Duration, Instant};

/// A named proxy takes everything, the news too; a desk that was told to use none asks the server itself.
#[tokio::test]
async fn a_named_proxy_takes_everything() {
    let (city, proxy) = (City::on_sqlite(), ForwardProxy::start().await);
    let address = city.server().address();
    let station = Workstation::new(address).through(proxy.address());
    let desk = station.start().await;
    desk.sign_in("wuye").await;
    desk.synced().await;
    let asked = proxy.asked();
    for path in ["identity.sign_in", "sync/snapshot", "sync/events", "sync.scopes"] {
        let passed = asked.iter().any(|line| line.contains(&format!(" {address}/api/v1/{path} ")));
        assert!(passed, "{path}: {asked:?}");
    }
    desk.stop().await;

    let before = proxy.asked().len();
    let station = Workstation::new(address).through("none");
    let desk = station.start().await;
    desk.sign_in("wuye").await;
    desk.stop().await;
    assert_eq!(proxy.asked().len(), before);
}

/// Where answers are gathered no news come through, not even the beginning of their stream: the desk is online, fills its
/// cache, and shows what a colleague wrote within two of its looks.
#[tokio::test]
async fn where_answers_are_gathered_the_heads_are_asked_for() {
    let (city, proxy) = (City::on_sqlite(), ForwardProxy::gathering().await);
    let address = city.server().address();
    let station = Workstation::new(address).through(proxy.address());
    let desk = station.start().await;
    desk.sign_in("wuye").await;
    desk.synced().await;
    assert!(proxy.asked().iter().any(|line| line.contains("/sync/events")), "the news were asked for");
    let colleague = city.desk("wuye").await;
    let list = colleague.read("estate.list_communities", json!({})).await.accepted();
    let (community, sheet) = (list["communities"][0]["community_id"].clone(), new_id());
    colleague.write("withdrawal.save_draft", draft(&sheet, &community, 0, "照明改造")).await.accepted();
    let began = Instant::now();
    let shown = |list: &serde_json::Value| {
        let rows = list["sheets"].as_array().into_iter().flatten();
        rows.into_iter().any(|row| row["sheet_id"] == sheet.as_str()).then_some(())
    };
    desk.until("withdrawal.list_sheets", json!({ "tab": "applied" }), shown).await;
    assert!(began.elapsed() < Duration::from_secs(45), "it took {:?}", began.elapsed());
    desk.is_online(true).await;
    let looks = proxy.asked().iter().filter(|line| line.contains("sync.scopes")).count();
    assert!(looks >= 2, "it asked {looks} times");
    desk.stop().await;
}

/// A proxy that is not there is told apart from a server that is not there, and neither is gone around.
#[tokio::test]
async fn a_dead_proxy_is_said() {
    let (city, proxy) = (City::on_sqlite(), ForwardProxy::start().await);
    let address = city.server().address();
    let code = async |server: &str, proxy: &str| {
        let proxy: Proxy = proxy.parse().expect("a proxy");
        answers(server, &proxy).await.err().map(|error| error.problem().code)
    };
    assert_eq!(code(address, proxy.address()).await, None);
    assert_eq!(code(address, "http://127.0.0.1:9").await.as_deref(), Some("client.proxy_silent"));
    assert_eq!(code("http://127.0.0.1:9", proxy.address()).await.as_deref(), Some("client.offline"));
    let station = Workstation::new(address).through("http://127.0.0.1:9");
    let desk = station.start().await;
    desk.is_online(false).await;
    desk.stop().await;
    // What is not sealed stays on this machine, whatever proxy was named.
    assert_eq!(code(address, "http://192.0.2.1:3128").await, None);
}
