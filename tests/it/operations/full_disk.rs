//! A full disk: what was acknowledged stays, what was not is told in words and done once when there is room again.

use crate::sync::draft;
use crate::withdrawal::estate::Estate;
use anju_tests::{City, new_id};
use serde_json::json;

/// Room for some drafts.
const ROOM: u64 = 1 << 20;

/// The log of the database cannot grow any more: drafts are refused with a sentence, reads go on, nothing is half done.
#[tokio::test]
async fn a_full_disk_loses_nothing() {
    let mut city = City::on_sqlite();
    let desk = city.desk("wuye").await;
    let estate = Estate::build(&city, &desk, &[(10_000, 500_000, 0)]).await;
    let community = json!(estate.community);
    drop(estate);
    let listen = city.kill();
    city.start_again_on_full_disk(&listen, ROOM);
    let mut saved = Vec::new();
    let (refused, key) = loop {
        let (sheet, key) = (new_id(), new_id());
        let request = draft(&sheet, &community, 0, &sheet);
        let answer = desk.write_with_key("withdrawal.save_draft", request, &key).await;
        if answer.status != 200 {
            let problem = answer.refused("internal");
            let message = problem["message"].as_str().expect("a sentence");
            assert!(message.contains("没有丢失") && message.contains("请稍后重试"), "{message}");
            break (sheet, key);
        }
        saved.push(sheet);
        assert!(saved.len() < 2_000, "the disk is never full");
    };
    assert!(!saved.is_empty(), "there was room for some");
    let still = desk.read("withdrawal.get_sheet", json!({ "sheet_id": saved[0] })).await.accepted();
    assert_eq!(still["version"], 1, "what is there can be read");

    city.kill();
    city.start_again(&listen);
    desk.read("withdrawal.get_sheet", json!({ "sheet_id": refused })).await.refused("not_found");
    let request = draft(&refused, &community, 0, &refused);
    desk.write_with_key("withdrawal.save_draft", request, &key).await.accepted();
    saved.push(refused);
    for sheet in saved {
        let view = desk.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.accepted();
        assert_eq!((&view["version"], &view["draft"]["project"]), (&json!(1), &json!(sheet)));
    }
    let (sound, words) = city.verify();
    assert!(sound, "{words}");
}
