//! Who is given a file: whoever may see the sheet that names it, never somebody who only knows its name.

use super::{PHOTO, document, paper, submit_with};
use crate::withdrawal::estate::Estate;
use anju_tests::{City, both, new_id};
use serde_json::json;

both!(
    /// The company that prepares and the district that reviews are given it; others are told nothing.
    a_file_is_given_with_its_sheet,
    async |city: City| {
        let desk = city.desk("wuye").await;
        let estate = Estate::build(&city, &desk, &[(10_000, 500_000, 0)]).await;
        let (sheet, version) = estate.draft(&desk, "3000.00", "planned").await;
        let file = paper(&desk.bring(PHOTO).await, "site_photos", "屋面.jpg");
        let name = file["sha256"].as_str().expect("a name").to_owned();
        let absent = |answer: Result<Vec<u8>, anju_tests::Answer>| {
            answer.expect_err("it is not given").refused("not_found");
        };
        let reviewer = city.desk("jianwei").await;
        absent(reviewer.file(&name, &sheet).await);
        submit_with(&desk, (&sheet, version), &estate.seen_as_built(300_000), &[file]).await.accepted();
        let given = desk.file(&name, &sheet).await.expect("the company has it");
        assert!(given.starts_with(&[0xff, 0xd8, 0xff]));
        for user in ["jianwei", "fuhe", "chuna", "jingban"] {
            assert_eq!(city.desk(user).await.file(&name, &sheet).await.as_ref(), Ok(&given), "{user}");
        }
        for user in ["jianwei2", "fuhe2", "wuye2"] {
            absent(city.desk(user).await.file(&name, &sheet).await);
        }
        city.desk("admin").await.file(&name, &sheet).await.expect_err("no desk of his").refused("permission.missing");
        let (other, _) = estate.draft(&desk, "1.00", "planned").await;
        absent(reviewer.file(&name, &other).await);
        let unnamed = desk.bring(&document("unnamed", 10)).await;
        let unnamed = unnamed["sha256"].as_str().expect("a name");
        absent(reviewer.file(unnamed, &sheet).await);
        assert!(desk.file(unnamed, &new_id()).await.is_ok(), "who sent it has it, before any sheet names it");
    }
);

both!(
    /// A draft that names what its company never sent opens nothing; sent, it is given.
    a_name_alone_opens_nothing,
    async |city: City| {
        let (desk, stranger) = (city.desk("wuye").await, city.desk("wuye2").await);
        let estate = Estate::build(&city, &desk, &[(10_000, 500_000, 0)]).await;
        let own = stranger.bring(&document("of another company", 10)).await;
        let name = own["sha256"].as_str().expect("a name").to_owned();
        let (sheet, version) = estate.draft(&desk, "3000.00", "planned").await;
        let view = desk.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.accepted();
        let mut draft = view["draft"].clone();
        draft["attachments"] = json!([paper(&own, "contract", "合同.pdf")]);
        let request = json!({
            "sheet_id": sheet, "community_id": view["community_id"], "version": version, "draft": draft,
        });
        desk.write("withdrawal.save_draft", request).await.accepted();
        desk.file(&name, &sheet).await.expect_err("only its name is known").refused("not_found");
        desk.bring(&document("of another company", 10)).await;
        assert!(desk.file(&name, &sheet).await.is_ok(), "it has it itself now");
    }
);
