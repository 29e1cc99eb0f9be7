//! Health, measurements, the contract's document, and ending in order.

use anju_tests::{City, TempFolder, both};
use serde_json::{Value, json};

async fn get(city: &City, path: &str) -> String {
    let client = reqwest::Client::builder().no_proxy().build().expect("a client can be made");
    let url = format!("{}{path}", city.server().address());
    let response = client.get(url).send().await.expect("the server answers");
    assert_eq!(response.status(), 200, "{path}");
    response.text().await.expect("text")
}

both!(
    /// Alive, ready, and measured by route and status without a name of anybody.
    the_server_tells_how_it_is,
    async |city: City| {
        assert_eq!(get(&city, "/healthz").await, "ok");
        assert_eq!(get(&city, "/readyz").await, "ready");
        let desk = city.desk("wuye").await;
        desk.read("estate.list_communities", json!({})).await.accepted();
        desk.read("identity.list_users", json!({})).await.refused("permission.missing");
        let text = get(&city, "/metrics").await;
        for line in [
            "anju_requests_total{route=\"/api/v1/estate.list_communities\",status=\"200\"} 1",
            "anju_requests_total{route=\"/api/v1/identity.list_users\",status=\"403\"} 1",
        ] {
            assert!(text.contains(line), "{line} is missing in\n{text}");
        }
        assert!(!text.contains("wuye"), "measurements name nobody");
    }
);

both!(
    /// The document of the contract names every command.
    the_contract_can_be_read,
    async |city: City| {
        let document: Value = serde_json::from_str(&get(&city, "/api/v1/openapi.json").await).expect("JSON");
        assert_eq!(document["openapi"], "3.1.0");
        assert!(document["paths"]["/api/v1/withdrawal.save_draft"]["post"].is_object());
    }
);

/// The installers lie where the office can fetch them without internet; nothing beside them is served.
#[tokio::test]
async fn installers_are_served() {
    let folder = TempFolder::new("updates");
    std::fs::create_dir(folder.path().join("updates")).expect("a temporary folder can be written");
    std::fs::write(folder.path().join("updates/anju.exe"), b"MZ").expect("a temporary folder can be written");
    std::fs::write(folder.path().join("secret"), b"no").expect("a temporary folder can be written");
    let mut city = City::on_sqlite();
    let listen = city.kill();
    let updates = folder.path().join("updates").display().to_string();
    city.start_again_with(&listen, &["--updates", &updates]);
    assert_eq!(get(&city, "/updates/anju.exe").await, "MZ");
    let client = reqwest::Client::builder().no_proxy().build().expect("a client can be made");
    for path in ["/updates/..%2Fsecret", "/updates/%2e%2e/secret", "/updates/none"] {
        let url = format!("{}{path}", city.server().address());
        let response = client.get(url).send().await.expect("the server answers");
        assert_eq!(response.status(), 404, "{path}");
    }
}

both!(
    /// SIGTERM ends it in order.
    it_ends_when_asked,
    async |city: City| {
        let desk = city.desk("wuye").await;
        desk.read("estate.list_communities", json!({})).await.accepted();
        assert!(city.stop().success());
    }
);

both!(
    /// A body that is no request is refused with a sentence; nothing internal is told.
    an_unreadable_request_is_refused,
    async |city: City| {
        let desk = city.desk("wuye").await;
        let problem = desk.write("withdrawal.save_draft", json!({ "sheet_id": 7 })).await;
        let problem = problem.refused("request.unreadable");
        assert!(problem["message"].as_str().expect("a sentence").contains("没有受理"), "{problem}");
    }
);
