//! 退回复核: the cashier sees something wrong before any money moves.

use super::office::Office;
use anju_tests::{City, both, new_id};
use serde_json::{Value, json};

both!(
    /// Back to the department with a reason, the money still held; approved again, it can be released.
    a_payable_sheet_goes_back_to_the_department,
    async |city: City| {
        let office = Office::open(&city).await;
        let mut sheet = office.payable().await;
        let refused = sheet.sent(&office.cashier, "send_back", json!({ "reason": " " })).await;
        assert_eq!(refused.refused("fields.invalid")["fields"][0]["field"], "reason");
        let reason = json!({ "reason": "账号与凭证不一致" });
        sheet.sent(&office.reviewer, "send_back", reason.clone()).await.refused("permission.missing");
        let back = sheet.moved(&office.cashier, "send_back", reason.clone()).await;
        assert_eq!(back["state"], "department_review");
        assert_eq!(office.estate.stands(0).await.2, 100_000);
        sheet.sent(&office.cashier, "send_back", reason).await.refused("withdrawal.move.other_state");
        let timeline = office.reviewer.read("withdrawal.timeline", json!({ "sheet_id": sheet.id })).await.accepted();
        let last = timeline["steps"].as_array().expect("steps").last().expect("a step").clone();
        assert_eq!((&last["move"], &last["reason"]), (&json!("send_back"), &json!("账号与凭证不一致")));
        let decision = json!({ "approves": true, "payee_and_papers_checked": true, "reason": "已核对" });
        sheet.moved(&office.reviewer, "department_decide", decision).await;
        sheet.moved(&office.cashier, "release", json!({})).await;
        office.estate.is_sound().await;
    }
);

both!(
    /// Two cashiers at once, the same key twice, a stale version.
    it_goes_back_once,
    async |city: City| {
        let office = Office::open(&city).await;
        let sheet = office.payable().await;
        let (other, key) = (city.desk("chuna").await, new_id());
        let request = sheet.request(json!({ "reason": "账号不符" }));
        let (first, second) = tokio::join!(
            office.cashier.write_with_key("withdrawal.send_back", request.clone(), &key),
            other.write("withdrawal.release", sheet.request(json!({}))),
        );
        let (taken, told) = if first.status == 200 { (&first, &second) } else { (&second, &first) };
        assert_eq!((taken.status, told.status), (200, 409), "{} {}", taken.body, told.body);
        if first.status == 200 {
            assert_eq!(office.cashier.write_with_key("withdrawal.send_back", request.clone(), &key).await, first);
        }
        let stale = office.cashier.write("withdrawal.send_back", request).await.refused("version.stale");
        assert_eq!((&stale["details"]["version"], &stale["details"]["state"]), (&json!(sheet.version + 1), &taken.body["state"]));
        office.estate.is_sound().await;
    }
);

both!(
    /// A sheet that is being paid stands in the cashier's inbox until the bank has answered.
    what_is_being_paid_awaits_the_cashier,
    async |city: City| {
        let office = Office::open(&city).await;
        let mut sheet = office.payable().await;
        sheet.moved(&office.cashier, "release", json!({})).await;
        let inbox = office.cashier.read("withdrawal.inbox", json!({})).await.accepted();
        assert_eq!((&inbox["items"][0]["sheet_id"], &inbox["items"][0]["state"]), (&json!(sheet.id), &json!("paying")));
        assert_eq!(office.reviewer.read("withdrawal.inbox", json!({})).await.accepted()["items"], json!([]));
    }
);

both!(
    /// Who approved does not release, not even after having changed places.
    who_reviewed_does_not_release,
    async |city: City| {
        let office = Office::open(&city).await;
        let sheet = office.payable().await;
        let admin = city.desk("admin").await;
        let users = admin.read("identity.list_users", json!({})).await.accepted();
        let reviewer: Value = users["users"]
            .as_array()
            .expect("users")
            .iter()
            .find(|user| user["user_name"] == "fuhe")
            .expect("the demo city has it")
            .clone();
        let request = json!({
            "user_id": reviewer["user_id"], "version": reviewer["version"], "display_name": reviewer["display_name"],
            "roles": ["department_cashier"], "disabled": false,
        });
        admin.write("identity.update_user", request).await.accepted();
        let now_cashier = city.desk("fuhe").await;
        for (command, beside) in [("release", json!({})), ("send_back", json!({ "reason": "重新核对" }))] {
            let problem = sheet.sent(&now_cashier, command, beside).await.refused("withdrawal.move.second_person");
            assert!(problem["message"].as_str().expect("a sentence").contains("管理部复核"), "{problem}");
        }
        office.estate.is_sound().await;
    }
);
