//! A file comes in, piece by piece, whole and clean or not at all.

use super::{BUDGET, PHOTO, document};
use anju_domain::attachment::ContentHash;
use anju_tests::{City, Desk, both};
use serde_json::{Value, json};

async fn state(desk: &Desk, name: &str) -> Value {
    let answer = desk.read("attachment.states", json!({ "files": [name] })).await.accepted();
    answer["files"][0].clone()
}

both!(
    /// Cut off, with the server killed between: it goes on where it ended, and the same file twice is one.
    a_file_goes_on_where_it_was_cut_off,
    async |mut city: City| {
        let desk = city.desk("wuye").await;
        let bytes = document("cut off", 700_000);
        let (name, half) = (ContentHash::of(&bytes).to_string(), 300_000);
        let first = desk.send_piece(&name, bytes.len(), 0, &bytes[..half]).await.accepted();
        assert_eq!(first, json!({ "received_bytes": half, "stored": null }));
        let listen = city.kill();
        city.start_again(&listen);
        assert_eq!(state(&desk, &name).await["received_bytes"], half);
        let again = desk.send_piece(&name, bytes.len(), 0, &bytes[..half]).await.refused("attachment.elsewhere");
        assert_eq!(again["details"]["received_bytes"], half);
        let last = desk.send_piece(&name, bytes.len(), half, &bytes[half..]).await.accepted();
        assert_eq!((&last["stored"]["sha256"], &last["stored"]["kind"]), (&json!(name), &json!("pdf")));
        assert_eq!(state(&desk, &name).await["complete"], true);
        let own = city.folder().join("attachments").join(&name[..2]).join(&name);
        assert_eq!(std::fs::read(&own).expect("it stands under its name"), bytes);
        assert_eq!(desk.bring(&bytes).await["sha256"], json!(name));
        let beside = std::fs::read_dir(own.parent().expect("a folder")).expect("readable").count();
        assert_eq!(beside, 1, "the same content is one file");
    }
);

both!(
    /// Place, time, camera and author are gone from what the server keeps; the turn is told beside.
    an_image_tells_only_what_it_shows,
    async |city: City| {
        let desk = city.desk("wuye").await;
        for (bytes, told, kind, orientation) in [
            (PHOTO, &b"ANJU-TEST-CAMERA"[..], "jpg", 6),
            (BUDGET, &b"somebody"[..], "png", 1),
        ] {
            let holds = |bytes: &[u8]| bytes.windows(told.len()).any(|window| window == told);
            assert!(holds(bytes), "the fixture tells it");
            let stored = desk.bring(bytes).await;
            assert_eq!((&stored["kind"], &stored["orientation"]), (&json!(kind), &json!(orientation)));
            let name = stored["sha256"].as_str().expect("a name");
            let kept = std::fs::read(city.folder().join("attachments").join(&name[..2]).join(name));
            let kept = kept.expect("it stands under its name");
            assert!(!holds(&kept) && !kept.windows(4).any(|window| window == b"Exif"), "{kind}");
            assert_eq!(ContentHash::of(&kept).to_string(), name);
        }
    }
);

both!(
    /// What it is called does not help: content decides, and size.
    what_is_no_paper_is_refused,
    async |city: City| {
        let desk = city.desk("wuye").await;
        let send = async |bytes: &[u8]| {
            desk.send_piece(&ContentHash::of(bytes).to_string(), bytes.len(), 0, bytes).await
        };
        send(b"MZ\x90\0 a program called contract.pdf").await.refused("attachment.other_kind");
        send(&PHOTO[..PHOTO.len() - 2]).await.refused("attachment.broken");
        let locked = String::from_utf8_lossy(&document("locked", 0)).replace("/Size 1", "/Size 1 /Encrypt 2 0 R");
        send(locked.as_bytes()).await.refused("attachment.encrypted");
        let name = ContentHash::of(b"never sent").to_string();
        let problem = desk.send_piece(&name, 11 << 20, 0, b"%PDF-").await.refused("attachment.too_large");
        assert!(problem["message"].as_str().is_some_and(|text| text.contains("11 MB")), "{problem}");
        desk.send_piece(&name, 4, 0, b"%PDF-").await.refused("attachment.out_of_bounds");
        desk.send_piece(&name, 5, 0, b"%PDF-").await.refused("attachment.damaged_on_the_way");
        assert_eq!(state(&desk, &name).await, json!({ "sha256": name, "received_bytes": 0, "complete": false }));
        let reviewer = city.desk("fuhe").await;
        reviewer.send_piece(&name, 5, 0, b"%PDF-").await.refused("permission.missing");
    }
);

both!(
    /// A browser asks which files a stage takes: the office's limits, and the papers of an emergency.
    a_stage_says_which_files_it_takes,
    async |city: City| {
        let desk = city.desk("wuye").await;
        let asked = json!({ "stage": "review", "kind": "emergency", "emergency_kind": "roof_leak" });
        let rules = desk.read("attachment.rules", asked).await.accepted();
        assert_eq!((&rules["max_bytes"], &rules["max_files"]), (&json!(10 << 20), &json!(20)));
        let mut papers = rules["papers"].as_array().expect("papers").iter();
        let survey = papers.find(|paper| paper["code"] == "leak_survey").expect("an emergency's paper");
        assert_eq!(survey["needed"], true);
        let nowhere = json!({ "stage": "nowhere", "kind": "", "emergency_kind": "" });
        desk.read("attachment.rules", nowhere).await.refused("fields.invalid");
    }
);
