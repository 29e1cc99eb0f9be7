//! Work without the server: saved here, delivered once, shown when it contradicts.

mod clock;
mod conflict;
mod damaged;
mod delivery;
mod earlier;
mod killed;
mod restart;
mod review;
mod sign_in;
mod submission;
mod two_desks;
mod two_users;

use anju_tests::Running;
use serde_json::{Value, json};

fn draft(sheet_id: &str, community_id: &Value, version: i64, project: &str) -> Value {
    json!({
        "sheet_id": sheet_id, "community_id": community_id, "version": version,
        "draft": { "project": project, "amount_text": "1,200.50" },
    })
}

async fn first_community(desk: &Running) -> Value {
    desk.ask("estate.list_communities", json!({})).await["communities"][0]["community_id"].clone()
}
