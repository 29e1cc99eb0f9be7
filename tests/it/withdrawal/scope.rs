//! Another district's people: for them the sheet does not exist, whatever they send.

use super::office::{Office, Sheet};
use anju_tests::{City, both, new_id};
use serde_json::{Value, json};

/// Each command with somebody of the other district who holds its permission.
fn commands() -> Vec<(&'static str, &'static str, Value)> {
    let reason = json!({ "reason": "核对" });
    vec![
        ("cancel", "wuye2", reason.clone()),
        ("revise", "wuye2", json!({ "new_sheet_id": new_id() })),
        ("enter_signatures", "wuye2", json!({ "signed_version": 2, "rows": [] })),
        ("enter_signatures", "jingban2", json!({ "signed_version": 2, "rows": [] })),
        ("send_for_review", "jingban2", json!({})),
        ("bureau_decide", "jianwei2", json!({ "approves": true })),
        ("department_decide", "fuhe2", json!({ "approves": true, "payee_and_papers_checked": true })),
        ("claim", "jianwei2", json!({})),
        ("unclaim", "jianwei2", json!({})),
        ("reassign", "fuhe2", json!({ "to_user_id": new_id(), "reason": "休假" })),
        ("send_back", "chuna2", reason.clone()),
        ("release", "chuna2", json!({})),
        ("ask_bank", "chuna2", json!({})),
        (
            "correct_payee",
            "wuye2",
            json!({ "payee_name": "某公司", "payee_bank": "某银行", "payee_account": "6216610200016587010" }),
        ),
        ("decide_payee", "fuhe2", json!({ "confirms": true })),
        ("give_up", "fuhe2", reason.clone()),
        ("enter_settlement", "wuye2", json!({ "actual_cost_fen": 1 })),
        ("settle", "fuhe2", reason),
        ("submit", "wuye2", json!({ "seen": { "shares": "", "shares_and_pays": "" } })),
    ]
}

both!(
    /// Neither read nor written, in no state, by nobody.
    another_district_finds_nothing,
    async |city: City| {
        let office = Office::open(&city).await;
        let sheet = office.under_review().await;
        for (command, user, beside) in commands() {
            let desk = city.desk(user).await;
            sheet.sent(&desk, command, beside).await.refused("not_found");
        }
        for user in ["wuye2", "jingban2", "jianwei2", "fuhe2", "chuna2"] {
            let desk = city.desk(user).await;
            for command in ["get_sheet", "timeline", "get_signatures"] {
                let command = format!("withdrawal.{command}");
                desk.read(&command, json!({ "sheet_id": sheet.id })).await.refused("not_found");
            }
            let asked = json!({ "sheet_id": sheet.id, "signed_version": 2, "rows": [] });
            desk.read("withdrawal.count_signatures", asked).await.refused("not_found");
            assert_eq!(desk.read("withdrawal.inbox", json!({})).await.accepted()["items"], json!([]), "{user}");
            let listed = desk.read("withdrawal.list_sheets", json!({ "tab": "applied" })).await.accepted();
            assert_eq!(listed["sheets"], json!([]), "{user}");
        }
        assert_eq!(sheet.seen_by(&office.company).await["version"], sheet.version);
    }
);

both!(
    /// What a company has not submitted does not exist for its own district.
    a_draft_is_its_companys_alone,
    async |city: City| {
        let office = Office::open(&city).await;
        let (draft, version) = office.estate.draft(&office.company, "3000.00", "planned").await;
        let clerk = city.desk("jingban").await;
        for desk in [&clerk, &office.bureau, &office.reviewer, &office.cashier] {
            for command in ["get_sheet", "timeline", "get_signatures"] {
                let command = format!("withdrawal.{command}");
                desk.read(&command, json!({ "sheet_id": draft })).await.refused("not_found");
            }
            let listed = desk.read("withdrawal.list_sheets", json!({ "tab": "applied" })).await.accepted();
            assert_eq!(listed["sheets"], json!([]));
        }
        let sheet = Sheet { id: draft, version, signed_version: 0 };
        sheet.sent(&office.bureau, "claim", json!({})).await.refused("not_found");
    }
);
