//! An outbox that an earlier program wrote: its requests lack the fields that have come since, and are taken all the same,
//! once, also when an earlier server has answered one and the answer was lost. How a desk sends them: `anju-client`.

use crate::sync::write_behind;
use crate::withdrawal::estate::Estate;
use anju_store::{args, idempotency};
use anju_tests::{City, both, new_id};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

const BEFORE_ATTACHMENTS: &str = include_str!("../../fixtures/offline/outbox-before-attachments.json");

/// The requests of that outbox, about this sheet and estate.
fn requests(estate: &Estate, sheet: &str) -> [String; 2] {
    let seen = estate.seen_as_built(300_000);
    let text = |value: &Value| value.as_str().expect("a digest").to_owned();
    let mut bodies = BEFORE_ATTACHMENTS.to_owned();
    for (name, value) in [
        ("sheet", sheet.to_owned()),
        ("community", estate.community.to_string()),
        ("building", estate.building.to_string()),
        ("unit", estate.homes[0].id.to_string()),
        ("shares", text(&seen["shares"])),
        ("shares_and_pays", text(&seen["shares_and_pays"])),
    ] {
        bodies = bodies.replace(&format!("{{{name}}}"), &value);
    }
    let items: Vec<Value> = serde_json::from_str(&bodies).expect("JSON");
    [0, 1].map(|at| items[at]["body"].as_str().expect("a body").to_owned())
}

both!(
    /// A draft and its submission of before there were attachments.
    what_an_earlier_program_queued_is_taken,
    async |city: City| {
        let desk = city.desk("wuye").await;
        let estate = Estate::build(&city, &desk, &[(10_000, 500_000, 0)]).await;
        let sheet = new_id();
        let [saved, submitted] = requests(&estate, &sheet);
        let key = new_id();
        let first = desk.send_bytes("withdrawal.save_draft", &saved, &key).await.accepted();
        assert_eq!(first["version"], 1);
        assert_eq!(desk.send_bytes("withdrawal.save_draft", &saved, &key).await.accepted(), first);
        let taken = desk.send_bytes("withdrawal.submit", &submitted, &new_id()).await.accepted();
        assert_eq!(taken["state"], "submitted");
        assert_eq!(estate.stands(0).await.2, 300_000);
        estate.is_sound().await;
    }
);

both!(
    /// The earlier server wrote the request down as it knew it; the one of today gives its answer again.
    what_an_earlier_server_answered_is_answered_again,
    async |city: City| {
        let desk = city.desk("wuye").await;
        let estate = Estate::build(&city, &desk, &[(10_000, 500_000, 0)]).await;
        let (sheet, key) = (new_id(), Uuid::now_v7());
        let [saved, _] = requests(&estate, &sheet);
        let me = desk.read("identity.me", json!({})).await.accepted();
        let actor = Uuid::parse_str(me["me"]["user_id"].as_str().expect("an id")).expect("an id");
        let hash = idempotency::request_hash("withdrawal.save_draft", saved.as_bytes());
        let answer = json!({ "sheet_id": sheet, "version": 1, "saved_at": "2026-01-01T00:00:00Z" });
        write_behind(
            &estate.store,
            "INSERT INTO command_answer (actor_id, idempotency_key, command, request_hash, answer, answered_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
            args![actor, key, "withdrawal.save_draft", hash, answer.to_string(), DateTime::<Utc>::UNIX_EPOCH],
        )
        .await;
        let again = desk.send_bytes("withdrawal.save_draft", &saved, &key.to_string()).await.accepted();
        assert_eq!(again, answer);
        let other = saved.replace("屋面防水", "外墙");
        let other = desk.send_bytes("withdrawal.save_draft", &other, &key.to_string()).await;
        other.refused("idempotency.key_reused");
    }
);
