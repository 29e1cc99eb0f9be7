//! An overrun within the parameter is shared out on the same sheet; above it a new sheet is needed.

use super::{costs, paid};
use crate::withdrawal::bank::{Bank, wait_for};
use crate::withdrawal::office::Office;
use anju_tests::{City, both};
use serde_json::{Value, json};

both!(
    /// Shared out with the figures that the person saw, reviewed, released, paid and settled; the units that paid have
    /// paid in two rounds.
    an_overrun_is_a_supplement,
    async |mut city: City| {
        let bank = Bank::beside(&mut city);
        let office = Office::open(&city).await;
        let mut sheet = paid(&office, &bank).await;
        let about = json!({ "sheet_id": sheet.id });
        office.company.read("withdrawal.preview_supplement", about.clone()).await.refused("withdrawal.move.settlement");
        costs(&office, &mut sheet, 330_001).await;
        office.company.read("withdrawal.preview_supplement", about.clone()).await.refused("withdrawal.move.new_sheet");
        let above = sheet.sent(&office.company, "request_supplement", json!({ "seen": "" })).await;
        let above = above.refused("withdrawal.move.new_sheet");
        assert!(above["message"].as_str().expect("a sentence").contains("新建任务单"), "{above}");
        costs(&office, &mut sheet, 330_000).await;

        let preview = office.company.read("withdrawal.preview_supplement", about.clone()).await.accepted();
        assert_eq!((&preview["overrun_fen"], &preview["pays_fen"]), (&json!(30_000), &json!(20_000)));
        let shares: Vec<&Value> =
            preview["rows"].as_array().expect("rows").iter().map(|row| &row["share_fen"]).collect();
        assert_eq!(shares, [&json!(10_000), &json!(10_000), &json!(10_000)]);
        // A balance moves: the figures that were seen are no longer those of now.
        office.estate.contribute(2, 4_000).await;
        let stale = sheet.sent(&office.company, "request_supplement", json!({ "seen": preview["seen"] })).await;
        let now = stale.refused("withdrawal.supplement_moved")["details"]["now"].clone();
        assert_eq!((&now["pays_fen"], &now["shortfall_fen"]), (&json!(24_000), &json!(6_000)));
        sheet.moved(&office.company, "request_supplement", json!({ "seen": now["seen"] })).await;
        let seen = sheet.seen_by(&office.reviewer).await;
        assert_eq!((&seen["state"], &seen["submitted"]["round"]), (&json!("department_review"), &json!(2)));
        assert_eq!(office.estate.stands(0).await, (8_900_000, 1_000_000, 10_000));

        let approval = json!({ "approves": true, "payee_and_papers_checked": true });
        sheet.sent(&office.reviewer, "department_decide", approval).await.refused("fields.invalid");
        let approval = json!({ "approves": true, "payee_and_papers_checked": true, "reason": "一户欠款另行催缴" });
        sheet.moved(&office.reviewer, "department_decide", approval).await;
        sheet.moved(&office.cashier, "release", json!({})).await;
        let seen = wait_for(&mut sheet, &office.cashier, "paid").await;
        assert_eq!(office.estate.stands(0).await, (8_890_000, 1_000_000, 0));
        assert_eq!(office.estate.stands(2).await, (0, 0, 0));
        assert_eq!(bank.orders().await.len(), 2);
        let settlement = &seen["submitted"]["settlement"];
        assert_eq!((&settlement["outcome"], &settlement["paid_fen"]), (&json!("owed"), &json!(274_000)));
        sheet.sent(&office.reviewer, "settle", json!({})).await.refused("fields.invalid");
        sheet.moved(&office.reviewer, "settle", json!({ "reason": "欠款由物业服务企业垫付" })).await;
        office.estate.is_sound().await;
    }
);

both!(
    /// A supplement that the department returns, or that is given up after a failed payment, leaves the sheet paid and
    /// the units as they were; another one can follow, and the settlement counts what was paid only.
    a_supplement_that_ends_leaves_the_sheet_paid,
    async |mut city: City| {
        let bank = Bank::beside(&mut city);
        let office = Office::open(&city).await;
        let mut sheet = paid(&office, &bank).await;
        costs(&office, &mut sheet, 310_000).await;
        let before = (office.estate.stands(0).await, office.estate.stands(1).await);
        let about = json!({ "sheet_id": sheet.id });
        let approval = json!({ "approves": true, "payee_and_papers_checked": true, "reason": "一户欠款另行催缴" });

        let preview = office.company.read("withdrawal.preview_supplement", about.clone()).await.accepted();
        sheet.moved(&office.company, "request_supplement", json!({ "seen": preview["seen"] })).await;
        let returned = json!({ "approves": false, "reason": "结算书缺少签章" });
        let returned = sheet.moved(&office.reviewer, "department_decide", returned).await;
        assert_eq!(returned["state"], "paid");
        assert_eq!((office.estate.stands(0).await, office.estate.stands(1).await), before);
        assert_eq!(sheet.seen_by(&office.company).await["submitted"]["round"], 1);

        let preview = office.company.read("withdrawal.preview_supplement", about.clone()).await.accepted();
        sheet.moved(&office.company, "request_supplement", json!({ "seen": preview["seen"] })).await;
        sheet.moved(&office.reviewer, "department_decide", approval).await;
        bank.behaves("refuses").await;
        sheet.moved(&office.cashier, "release", json!({})).await;
        wait_for(&mut sheet, &office.cashier, "payment_failed").await;
        let given_up = sheet.moved(&office.reviewer, "give_up", json!({ "reason": "施工单位不再要求" })).await;
        assert_eq!(given_up["state"], "paid");
        assert_eq!((office.estate.stands(0).await, office.estate.stands(1).await), before);
        costs(&office, &mut sheet, 250_000).await;
        let settled = sheet.moved(&office.reviewer, "settle", json!({})).await;
        assert_eq!(settled["state"], "settled");
        office.estate.is_sound().await;
    }
);
