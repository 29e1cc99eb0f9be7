//! Where somebody is signed in, and 下线.

use anju_tests::{City, Desk, both};
use serde_json::{Value, json};

async fn sessions(desk: &Desk, of: Value) -> Vec<Value> {
    let answer = desk.read("identity.list_sessions", json!({ "user_id": of })).await.accepted();
    answer["sessions"].as_array().expect("a list").clone()
}

async fn id_of(admin: &Desk, name: &str) -> Value {
    let answer = admin.read("identity.list_users", json!({})).await.accepted();
    let users = answer["users"].as_array().expect("a list");
    users.iter().find(|user| user["user_name"] == name).expect("a demo user")["user_id"].clone()
}

both!(
    /// One's own sessions are listed, this one marked, and another one can be ended.
    one_ends_ones_own_session_elsewhere,
    async |city: City| {
        let (here, elsewhere) = (city.desk("wuye").await, city.desk("wuye").await);
        let rows = sessions(&here, Value::Null).await;
        assert_eq!(rows.len(), 2);
        assert!(rows.iter().all(|row| row["device"] == "story"));
        let other = rows.iter().find(|row| row["current"] == false).expect("the other one");
        let request = json!({ "session_id": other["session_id"] });
        here.write("identity.end_session", request).await.accepted();
        elsewhere.read("identity.me", json!({})).await.refused("session.required");
        here.read("identity.me", json!({})).await.accepted();
        assert_eq!(sessions(&here, Value::Null).await.len(), 1);
    }
);

both!(
    /// An administrator sees and ends another's sessions; nobody else does, and does not learn whether they exist.
    an_administrator_ends_anothers_session,
    async |city: City| {
        let (admin, desk, other) = (city.desk("admin").await, city.desk("wuye").await, city.desk("jingban").await);
        let wuye = id_of(&admin, "wuye").await;
        let rows = sessions(&admin, wuye.clone()).await;
        let request = json!({ "session_id": rows[0]["session_id"] });
        other.read("identity.list_sessions", json!({ "user_id": wuye })).await.refused("permission.missing");
        other.write("identity.end_session", request.clone()).await.refused("not_found");
        desk.read("identity.me", json!({})).await.accepted();
        admin.write("identity.end_session", request).await.accepted();
        desk.read("identity.me", json!({})).await.refused("session.required");
    }
);
