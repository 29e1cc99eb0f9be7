//! The server's own keys: rotated, of the layout before the ring, readable by others, restored.

use crate::estate::{community, fixture, import, preview};
use crate::form::verify::check;
use crate::identity::reveal::{look, owned};
use crate::sync::{draft, ids, scopes};
use crate::withdrawal::office::Office;
use anju_tests::{City, ServerProcess, TempFolder, Workstation, both, new_id};
use serde_json::{Value, json};
use std::path::Path;

fn keys_of(folder: &Path) -> Value {
    let text = std::fs::read(folder.join("keys.json")).expect("the keys' file is readable");
    serde_json::from_slice(&text).expect("JSON")
}

/// Puts the keys as the layout before the ring had them, which is possible as long as there is one.
fn put_back_before_the_ring(folder: &Path) {
    let ring = keys_of(folder);
    assert_eq!(ring["keys"].as_array().expect("a ring").len(), 1);
    let pair = json!({ "seal": ring["keys"][0]["seal"], "head": ring["head"] });
    // Written over, the file keeps its permissions.
    std::fs::write(folder.join("keys.json"), pair.to_string()).expect("the keys' file can be written");
}

fn signer(city: &City, day: &str) -> Value {
    ServerProcess::close_day(city.url(), city.folder(), day);
    let file = city.folder().join(format!("audit-heads/{day}.json"));
    let heads: Value = serde_json::from_slice(&std::fs::read(file).expect("exported")).expect("JSON");
    heads[0]["public_key"].clone()
}

both!(
    /// Two rotations: papers, numbers, cursors, signed heads and sessions of before stay good, what is new is made by the
    /// new key, an imported table is found unchanged, and a desk that is started again asks for its password once. A
    /// backup has the whole ring; the file of before the last rotation is refused.
    a_rotation_leaves_everything_good,
    async |mut city: City| {
        let office = Office::open(&city).await;
        let sheet = office.submitted("planned").await;
        let seen = sheet.seen_by(&office.company).await;
        let (number, code) = (seen["number"].clone(), seen["submitted"]["check_code"].clone());
        let (number, code) = (number.as_str().expect("a number"), code.as_str().expect("a code"));
        let mut clerk = city.desk("jingban").await;
        let (unit, _) = owned(&clerk).await;
        let phone = clerk.read("identity.reveal", look(&unit, "phone")).await.accepted()["text"].clone();
        let importing = city.desk("jingban2").await;
        let table = fixture("estate-clean.xlsx");
        let estate = community(&importing, "望京花园一区").await;
        import(&importing, &estate, &table).await;
        let own = ids(&scopes(&office.company).await, false);
        let cursor = office.company.snapshot(&own).await.of("end")[0]["cursor"].clone();
        let station = Workstation::new(city.server().address());
        let desk = station.start().await;
        desk.sign_in("wuye").await;
        desk.synced().await;
        let signed_before = signer(&city, "2026-03-01");

        let listen = city.kill();
        let waiting = new_id();
        let a_community = json!(office.estate.community);
        desk.ask("withdrawal.save_draft", draft(&waiting, &a_community, 0, "更换之前")).await;
        desk.stop().await;
        put_back_before_the_ring(city.folder());
        let backups = TempFolder::new("backups");
        let mut rings = Vec::new();
        for round in 1..=2 {
            rings.push(std::fs::read(city.folder().join("keys.json")).expect("readable"));
            let (done, words) = city.operate(&["rotate-secrets"]);
            assert!(done && words.contains("已更换密钥") && words.contains("重新启动"), "{words}");
            let ring = keys_of(city.folder());
            assert_eq!((&ring["format"], ring["keys"].as_array().expect("a ring").len()), (&json!(2), round + 1));
        }
        city.start_again(&listen);

        assert_eq!(check(&city, number, code).await["genuine"], true);
        assert_eq!(clerk.read("identity.reveal", look(&unit, "phone")).await.accepted()["text"], phone);
        clerk.refresh().await;
        city.desk("jingban2").await;
        office.company.read("sync.changes", json!({ "cursor": cursor })).await.accepted();
        let again = preview(&importing, &estate, &table).await;
        assert_eq!(again["counts"]["unchanged"], 820, "{}", again["counts"]);
        let desk = station.start().await;
        desk.refused("identity.me", json!({}), "session.required").await;
        desk.sign_in("wuye").await;
        desk.delivered().await;
        desk.stop().await;
        let desk = station.start().await;
        assert_eq!(desk.ask("identity.me", json!({})).await["me"]["user_name"], "wuye", "asked for once");
        desk.stop().await;
        let signed_after = signer(&city, "2026-03-02");
        assert_ne!(signed_after, signed_before, "a new head is signed by the new key");
        assert_eq!(signer(&city, "2026-03-01"), signed_before, "a head of before stays as it was signed");
        let (sound, words) = city.verify();
        assert!(sound, "{words}");

        let folder = backups.path().join("after");
        let (done, words) = city.operate(&["backup", &folder.display().to_string()]);
        assert!(done, "{words}");
        city.kill();
        std::fs::write(city.folder().join("keys.json"), &rings[1]).expect("the keys' file can be written");
        let data = city.folder().display().to_string();
        let words = ServerProcess::refused(&["serve", "--database", city.url(), "--data", &data]);
        assert!(words.contains("不是用") && words.contains("keys.json"), "{words}");
        let (done, words) = city.restore(&folder);
        assert!(done && words.contains("审计链完整"), "{words}");
        assert_eq!(keys_of(city.folder())["keys"].as_array().expect("a ring").len(), 3);
        city.start_again(&listen);
        let clerk = city.desk("jingban").await;
        assert_eq!(clerk.read("identity.reveal", look(&unit, "phone")).await.accepted()["text"], phone);
        assert_eq!(check(&city, number, code).await["genuine"], true);
    }
);

/// The layout before the ring is brought up by the start, with the same key; a newer one and a damaged one are told apart
/// and not touched.
#[tokio::test]
async fn the_file_before_the_ring_is_brought_up() {
    let mut city = City::on_sqlite();
    let clerk = city.desk("jingban").await;
    let (unit, _) = owned(&clerk).await;
    let phone = clerk.read("identity.reveal", look(&unit, "phone")).await.accepted()["text"].clone();
    let key = keys_of(city.folder())["keys"][0].clone();
    let listen = city.kill();
    put_back_before_the_ring(city.folder());
    city.start_again(&listen);
    let ring = keys_of(city.folder());
    assert_eq!((&ring["format"], &ring["keys"][0]["began"]), (&json!(2), &Value::Null));
    assert_eq!((&ring["keys"][0]["seal"], &ring["keys"][0]["id"]), (&key["seal"], &key["id"]));
    assert_eq!(clerk.read("identity.reveal", look(&unit, "phone")).await.accepted()["text"], phone);

    city.kill();
    let data = city.folder().display().to_string();
    for (text, said) in [(r#"{"format":3}"#, "由更新版本的安居写入"), ("{\"format\":2", "已损坏")]
    {
        std::fs::write(city.folder().join("keys.json"), text).expect("the keys' file can be written");
        let words = ServerProcess::refused(&["serve", "--database", city.url(), "--data", &data]);
        assert!(words.contains(said), "{words}");
        assert_eq!(std::fs::read_to_string(city.folder().join("keys.json")).expect("readable"), text);
    }
}

/// A file that others can read keeps the server from starting, and so does rotating it; made private again it opens, and
/// a rotation leaves it private.
#[cfg(unix)]
#[test]
fn a_file_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let mut city = City::on_sqlite();
    city.kill();
    let file = city.folder().join("keys.json");
    let mode = || std::fs::metadata(&file).expect("there").permissions().mode() & 0o777;
    let set = |mode| std::fs::set_permissions(&file, PermissionsExt::from_mode(mode)).expect("may be set");
    assert_eq!(mode(), 0o600);
    let data = city.folder().display().to_string();
    for open in [0o640, 0o604, 0o620] {
        set(open);
        for command in ["serve", "rotate-secrets"] {
            let words = ServerProcess::refused(&[command, "--database", city.url(), "--data", &data]);
            assert!(words.contains("chmod 600") && words.contains("其他用户"), "{open:o}: {words}");
        }
    }
    set(0o600);
    let (done, words) = city.operate(&["rotate-secrets"]);
    assert!(done, "{words}");
    assert_eq!(mode(), 0o600);
    city.start_again("127.0.0.1:0");
}
