//! 改派: a case does not wait for somebody who is away.

use super::office::Office;
use anju_tests::{City, Desk, both, new_id};
use serde_json::{Value, json};

/// The account of this name.
async fn account(admin: &Desk, name: &str) -> Value {
    let users = admin.read("identity.list_users", json!({})).await.accepted();
    let users = users["users"].as_array().expect("users");
    users.iter().find(|user| user["user_name"] == name).expect("the demo city has it").clone()
}

/// A second reviewer of the department; the new user's id.
async fn second_reviewer(city: &City) -> String {
    let admin = city.desk("admin").await;
    let first = account(&admin, "fuhe").await;
    let id = new_id();
    let request = json!({
        "user_id": id, "organisation_id": first["organisation_id"], "user_name": "fuhe.er", "display_name": "马丽",
        "roles": ["department_reviewer"], "initial_password": "chu-shi-2026",
    });
    admin.write("identity.create_user", request).await.accepted();
    id
}

async fn names(desk: &Desk, sheet: &str) -> Vec<Value> {
    let answer = desk.read("withdrawal.list_assignees", json!({ "sheet_id": sheet })).await.accepted();
    answer["people"].as_array().expect("people").iter().map(|person| person["display_name"].clone()).collect()
}

both!(
    /// Given to a colleague who may do it, with a reason on the timeline; nobody else can be chosen.
    a_case_is_given_to_a_colleague,
    async |city: City| {
        let office = Office::open(&city).await;
        let mut sheet = office.under_review().await;
        sheet.moved(&office.bureau, "bureau_decide", json!({ "approves": true })).await;
        let second = second_reviewer(&city).await;
        sheet.moved(&office.reviewer, "claim", json!({})).await;
        assert_eq!(names(&office.reviewer, &sheet.id).await, ["赵国强", "马丽"]);
        let to = |user: &str, reason: &str| json!({ "to_user_id": user, "reason": reason });
        let refused = sheet.sent(&office.reviewer, "reassign", to(&second, " ")).await.refused("fields.invalid");
        assert_eq!(refused["fields"][0]["field"], "reason");
        let admin = city.desk("admin").await;
        for (name, why) in [("chuna", "a colleague of another duty"), ("fuhe2", "a reviewer of another district")] {
            let other = account(&admin, name).await["user_id"].as_str().expect("an id").to_owned();
            let refused = sheet.sent(&office.reviewer, "reassign", to(&other, "休假")).await.refused("fields.invalid");
            assert_eq!(refused["fields"][0]["code"], "withdrawal.not_assignable", "{why}");
        }
        sheet.sent(&office.cashier, "reassign", to(&second, "休假")).await.refused("permission.missing");
        sheet.sent(&city.desk("fuhe2").await, "reassign", to(&second, "休假")).await.refused("not_found");
        let (request, key) = (sheet.request(to(&second, "赵国强休假")), new_id());
        let first = office.reviewer.write_with_key("withdrawal.reassign", request.clone(), &key).await;
        assert_eq!(office.reviewer.write_with_key("withdrawal.reassign", request.clone(), &key).await, first);
        office.reviewer.write("withdrawal.reassign", request).await.refused("version.stale");
        first.accepted();
        let seen = sheet.seen_by(&office.reviewer).await;
        assert_eq!((&seen["submitted"]["claimed_by"], &seen["submitted"]["claimed_by_name"]), (&json!(second), &json!("马丽")));
        let timeline = office.bureau.read("withdrawal.timeline", json!({ "sheet_id": sheet.id })).await.accepted();
        let last = timeline["steps"].as_array().expect("steps").last().expect("a step").clone();
        assert_eq!((&last["move"], &last["reason"]), (&json!("reassign"), &json!("改派给马丽：赵国强休假")));
    }
);
