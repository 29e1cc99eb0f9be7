//! An auditor reads every district's cases, masked, and changes nothing.

use super::office::Office;
use anju_tests::{City, Desk, both};
use serde_json::{Value, json};

async fn listed(desk: &Desk, sheet: &str) -> bool {
    let list = desk.read("withdrawal.list_sheets", json!({ "tab": "applied" })).await.accepted();
    list["sheets"].as_array().expect("sheets").iter().any(|row| row["sheet_id"] == sheet)
}

both!(
    /// What was submitted anywhere is read with its steps and flows, and no number of a person in full; a draft is not.
    an_auditor_reads_every_district_masked,
    async |city: City| {
        let office = Office::open(&city).await;
        let auditor = city.desk("audit").await;
        let (draft, _) = office.estate.draft(&office.company, "3000.00", "planned").await;
        let sheet = office.under_review().await;
        assert!(listed(&auditor, &sheet.id).await, "what was submitted is listed");
        assert!(!listed(&auditor, &draft).await, "a draft is its company's own");
        auditor.read("withdrawal.get_sheet", json!({ "sheet_id": draft })).await.refused("not_found");
        let seen = sheet.seen_by(&auditor).await;
        assert_eq!(seen["state"], "bureau_review");
        let text = seen.to_string();
        for number in ["6222020200112233445", "13800138000", "业主1"] {
            assert!(!text.contains(number), "{number} is masked");
        }
        let steps = auditor.read("withdrawal.timeline", json!({ "sheet_id": sheet.id })).await.accepted();
        assert_eq!(steps["steps"].as_array().map(Vec::len), Some(4));
        let flows = auditor.read("flow.list", json!({})).await.accepted();
        assert!(flows["flows"].as_array().expect("flows").iter().any(|flow| flow["case_id"] == sheet.id));

        let communities = auditor.read("estate.list_communities", json!({})).await.accepted();
        let districts: Vec<&Value> =
            communities["communities"].as_array().expect("rows").iter().map(|row| &row["district_name"]).collect();
        let mut distinct = districts.clone();
        distinct.dedup();
        assert!(distinct.len() > 1, "several districts, one after the other: {districts:?}");
        let building = json!({ "building_id": office.estate.building });
        let units = auditor.read("estate.list_units", building).await.accepted().to_string();
        assert!(!units.contains("业主1"), "owners are masked");
    }
);

both!(
    /// Nothing awaits an auditor, nothing is theirs to change, and no district is kept on their machine.
    an_auditor_changes_nothing,
    async |city: City| {
        let office = Office::open(&city).await;
        let auditor = city.desk("audit").await;
        let sheet = office.under_review().await;
        let inbox = auditor.read("withdrawal.inbox", json!({})).await.accepted();
        assert_eq!(inbox["items"], json!([]));
        for (command, beside) in [
            ("claim", json!({})),
            ("bureau_decide", json!({ "approves": true })),
            ("cancel", json!({ "reason": "核对" })),
        ] {
            assert_eq!(sheet.sent(&auditor, command, beside).await.status, 403, "{command}");
        }
        let scopes = auditor.read("sync.scopes", json!({})).await.accepted();
        assert_eq!(scopes["scopes"], json!([]));
    }
);
