//! What is kept, what is collected, what verification says of it.

use super::{PHOTO, document, paper, submit_with};
use crate::withdrawal::estate::Estate;
use anju_store::attachment::{Files, collect, first_fault};
use anju_tests::{City, both};
use chrono::{TimeDelta, Utc};
use serde_json::json;

both!(
    /// What neither a sheet nor a draft names goes after 30 days, with the pieces that never went on; the rest stays.
    orphans_go_after_thirty_days,
    async |city: City| {
        let desk = city.desk("wuye").await;
        let estate = Estate::build(&city, &desk, &[(10_000, 500_000, 0)]).await;
        let seen = estate.seen_as_built(300_000);
        let named = paper(&desk.bring(PHOTO).await, "site_photos", "屋面.jpg");
        let (sheet, version) = estate.draft(&desk, "3000.00", "planned").await;
        submit_with(&desk, (&sheet, version), &seen, std::slice::from_ref(&named)).await.accepted();
        let drafted = paper(&desk.bring(&document("in a draft", 10)).await, "contract", "合同.pdf");
        let (sheet, version) = estate.draft(&desk, "1.00", "planned").await;
        submit_with(&desk, (&sheet, version), &seen, std::slice::from_ref(&drafted)).await.refused("withdrawal.shares_changed");
        let orphan = desk.bring(&document("an orphan", 10)).await;
        let begun = document("begun", 100);
        let begun_name = anju_domain::attachment::ContentHash::of(&begun).to_string();
        desk.send_piece(&begun_name, begun.len(), 0, &begun[..50]).await.accepted();

        let files = Files::open(city.folder()).expect("the folder opens");
        #[expect(clippy::disallowed_methods, reason = "the server's clock is the real one")]
        let now = Utc::now();
        let collected = async |days: i64| collect(&estate.store, &files, now + TimeDelta::days(days)).await;
        assert_eq!(collected(29).await.expect("a round"), 0);
        assert_eq!(collected(31).await.expect("a round"), 1);
        assert_eq!(collected(31).await.expect("a round"), 0);
        let request = json!({
            "files": [named["sha256"], drafted["sha256"], orphan["sha256"], begun_name],
        });
        let states = desk.read("attachment.states", request).await.accepted();
        let complete: Vec<_> = (0..4).map(|at| states["files"][at]["complete"].clone()).collect();
        assert_eq!(complete, [json!(true), json!(true), json!(false), json!(false)]);
        assert_eq!(states["files"][3]["received_bytes"], 0);
        assert_eq!(first_fault(&estate.store, &files).await.expect("readable").map(|_| ()), None);
        assert_eq!(desk.bring(&document("an orphan", 10)).await, orphan, "it can be brought again");
    }
);

both!(
    /// A flipped byte is named, and so is a file that is gone; nobody is given a damaged file.
    verification_names_the_damaged_file,
    async |city: City| {
        let desk = city.desk("wuye").await;
        let estate = Estate::build(&city, &desk, &[(10_000, 500_000, 0)]).await;
        let file = paper(&desk.bring(PHOTO).await, "site_photos", "屋面.jpg");
        let (sheet, version) = estate.draft(&desk, "3000.00", "planned").await;
        submit_with(&desk, (&sheet, version), &estate.seen_as_built(300_000), std::slice::from_ref(&file))
            .await
            .accepted();
        let (sound, said) = city.verify();
        assert!(sound, "{said}");
        let name = file["sha256"].as_str().expect("a name");
        let path = city.folder().join("attachments").join(&name[..2]).join(name);
        let mut bytes = std::fs::read(&path).expect("it stands under its name");
        bytes[100] ^= 1;
        std::fs::write(&path, &bytes).expect("the folder is ours");
        let (sound, said) = city.verify();
        assert!(!sound && said.contains(name) && said.contains("内容与校验值不符"), "{said}");
        desk.file(name, &sheet).await.expect_err("it is damaged").refused("internal");
        std::fs::remove_file(&path).expect("the folder is ours");
        let (sound, said) = city.verify();
        assert!(!sound && said.contains(name) && said.contains("不在数据目录中"), "{said}");
        assert_eq!(desk.bring(PHOTO).await["sha256"], name, "it is mended by bringing it again");
        assert!(city.verify().0);
    }
);
