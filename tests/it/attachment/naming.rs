//! A sheet names files: those that were brought, as papers that are asked for, within the limits; they are frozen with it.

use super::{BUDGET, PHOTO, SIGNED_SHEET, document, paper, submit_with};
use crate::withdrawal::estate::Estate;
use crate::withdrawal::office::{Office, signature};
use anju_domain::attachment::ContentHash;
use anju_tests::{City, both, new_id};
use serde_json::{Value, json};

const HOMES: [(i64, i64, i64); 1] = [(10_000, 500_000, 0)];

both!(
    /// What is wrong with each file is said beside it, all at once, and nothing is submitted.
    faults_are_said_file_by_file,
    async |city: City| {
        let desk = city.desk("wuye").await;
        let estate = Estate::build(&city, &desk, &HOMES).await;
        let (sheet, version) = estate.draft(&desk, "3000.00", "planned").await;
        let photo = desk.bring(PHOTO).await;
        let never = json!({ "sha256": ContentHash::of(b"never sent").to_string() });
        let strangers = city.desk("wuye2").await.bring(&document("another company's", 10)).await;
        let files = [
            paper(&photo, "site_photos", "照片.jpg"),
            paper(&photo, "other", "同一张.jpg"),
            paper(&never, "contract", "合同.pdf"),
            paper(&strangers, "contract", "别家的合同.pdf"),
            paper(&desk.bring(BUDGET).await, "signed_sheet", "预算.png"),
        ];
        let refused = submit_with(&desk, (&sheet, version), &estate.seen_as_built(300_000), &files).await;
        let problem = refused.refused("fields.invalid");
        let told: Vec<(&str, &str)> = problem["fields"]
            .as_array()
            .expect("fields")
            .iter()
            .map(|field| (field["field"].as_str().expect("a field"), field["code"].as_str().expect("a code")))
            .collect();
        let expected = [
            ("draft.attachments.1", "attachment.twice"),
            ("draft.attachments.2", "attachment.missing"),
            ("draft.attachments.3", "attachment.missing"),
            ("draft.attachments.4", "attachment.paper"),
        ];
        assert_eq!(told, expected);
        assert_eq!(estate.stands(0).await.2, 0, "nothing is held");
    }
);

both!(
    /// Twenty files, and not one more, over all stages.
    the_twenty_first_file_is_one_too_many,
    async |city: City| {
        let desk = city.desk("wuye").await;
        let estate = Estate::build(&city, &desk, &HOMES).await;
        let (sheet, version) = estate.draft(&desk, "3000.00", "planned").await;
        let mut files = Vec::new();
        for number in 0..21 {
            let stored = desk.bring(&document(&number.to_string(), 10)).await;
            files.push(paper(&stored, "other", &format!("{number}.pdf")));
        }
        let seen = estate.seen_as_built(300_000);
        let refused = submit_with(&desk, (&sheet, version), &seen, &files).await.refused("fields.invalid");
        assert_eq!(refused["fields"][0]["code"], "attachment.too_many", "{refused}");
        let view = desk.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.accepted();
        let version = view["version"].as_i64().expect("a version");
        let taken = submit_with(&desk, (&sheet, version), &seen, &files[..20]).await.accepted();
        let request = json!({
            "sheet_id": sheet, "version": taken["version"], "signed_version": taken["version"], "rows": [],
            "attachments": [paper(&desk.bring(SIGNED_SHEET).await, "signed_sheet", "签字表.pdf")],
        });
        let refused = desk.write("withdrawal.enter_signatures", request).await.refused("fields.invalid");
        assert_eq!(refused["fields"][0]["code"], "attachment.too_many", "{refused}");
    }
);

both!(
    /// What is submitted is what the draft names; afterwards nothing of it changes.
    files_are_frozen_with_the_sheet,
    async |city: City| {
        let office = Office::open(&city).await;
        let desk = &office.company;
        let (sheet, version) = office.estate.draft(desk, "3000.00", "planned").await;
        let seen = office.estate.seen_as_built(300_000);
        let file = paper(&desk.bring(PHOTO).await, "site_photos", "屋面.jpg");
        let other = json!({
            "sheet_id": sheet, "version": version, "seen": seen, "attachments": [file["sha256"]],
        });
        desk.write("withdrawal.submit", other).await.refused("withdrawal.attachments_changed");
        let answer = submit_with(desk, (&sheet, version), &seen, std::slice::from_ref(&file)).await.accepted();
        let signed = paper(&desk.bring(SIGNED_SHEET).await, "signed_sheet", "签字表.pdf");
        let rows: Vec<Value> =
            office.estate.homes.iter().map(|home| signature(&home.id.to_string(), "agree")).collect();
        let request = json!({
            "sheet_id": sheet, "version": answer["version"], "signed_version": answer["version"],
            "rows": rows, "attachments": [signed],
        });
        let entered = desk.write("withdrawal.enter_signatures", request).await.accepted();
        let request = json!({ "sheet_id": sheet, "version": entered["version"] });
        let sent = desk.write("withdrawal.send_for_review", request).await.accepted();
        assert_eq!(sent["state"], "bureau_review");
        let view = office.bureau.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.accepted();
        let files = view["submitted"]["attachments"].as_array().expect("files").clone();
        let told: Vec<_> = files.iter().map(|own| (&own["stage"], &own["file"]["name"])).collect();
        assert_eq!(
            told,
            [(&json!("review"), &json!("签字表.pdf")), (&json!("submission"), &json!("屋面.jpg"))]
        );
        assert_eq!(files[1]["file"]["orientation"], 6);
        assert_eq!(files[1]["added_by_name"], "孙桂兰");
        let late = json!({
            "sheet_id": sheet, "version": sent["version"], "signed_version": answer["version"], "rows": rows,
            "attachments": [],
        });
        desk.write("withdrawal.enter_signatures", late).await.refused("withdrawal.move.other_state");
    }
);

both!(
    /// The papers of an emergency come with the sheet or with 送审; a revision names those of the returned sheet again.
    emergency_papers_come_in_two_steps_and_stay_with_a_revision,
    async |city: City| {
        let office = Office::open(&city).await;
        let desk = &office.company;
        let (sheet, version) = office.estate.draft(desk, "3000.00", "emergency").await;
        let seen = office.estate.seen_as_built(300_000);
        let mut files = Vec::new();
        for code in ["site_photos", "situation_report", "contract_or_budget", "leak_survey"] {
            let stored = desk.bring(&document(code, 20)).await;
            files.push(paper(&stored, code, &format!("{code}.pdf")));
        }
        let answer = submit_with(desk, (&sheet, version), &seen, &files[..2]).await.accepted();
        let send = async |attachments: &[Value]| {
            let request =
                json!({ "sheet_id": sheet, "version": answer["version"], "attachments": attachments });
            desk.write("withdrawal.send_for_review", request).await
        };
        let refused = send(&files[2..3]).await.refused("withdrawal.move.emergency_paper");
        assert!(refused["message"].as_str().is_some_and(|text| text.contains("渗漏查勘记录")), "{refused}");
        let sent = send(&files[2..]).await.accepted();
        let decision = json!({
            "sheet_id": sheet, "version": sent["version"], "approves": false, "reason": "照片不清楚",
        });
        let returned = office.bureau.write("withdrawal.bureau_decide", decision).await.accepted();
        let new = new_id();
        let request = json!({ "sheet_id": sheet, "version": returned["version"], "new_sheet_id": new });
        desk.write("withdrawal.revise", request).await.accepted();
        let again = submit_with(desk, (&new, 1), &seen, &files[..2]).await;
        assert_eq!(again.accepted()["state"], "submitted");
    }
);
