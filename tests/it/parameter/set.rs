//! Setting a parameter: dated, checked, with its history; cases keep what was in force when they began.

use super::{days_from_today, today};
use crate::withdrawal::office::Office;
use anju_tests::{City, Desk, both, new_id};
use serde_json::{Value, json};

fn request(code: &str, version: i64, value: &str, from: chrono::NaiveDate) -> Value {
    json!({
        "code": code, "version": version, "value_text": value, "in_force_from": from, "source": "京建发〔2026〕1 号",
    })
}

async fn card(admin: &Desk, code: &str) -> Value {
    let list = admin.read("parameter.list", json!({})).await.accepted();
    let cards = list["parameters"].as_array().expect("parameters").clone();
    cards.into_iter().find(|card| card["code"] == code).expect("the parameter is listed")
}

both!(
    /// A value takes effect on its day and not before; the history keeps both, with who set which by what document.
    a_new_value_waits_for_its_day,
    async |city: City| {
        let admin = city.desk("admin").await;
        let before = card(&admin, "top_up_line").await;
        assert_eq!((&before["value_text"], &before["version"]), (&json!("3/10"), &json!(0)));
        let new = request("top_up_line", 0, "40%", days_from_today(1));
        let seen = admin.read("parameter.preview", new.clone()).await.accepted();
        assert_eq!((&seen["before_text"], &seen["after_text"]), (&json!("3/10"), &json!("2/5")));
        let set = admin.write("parameter.set", new.clone()).await.accepted();
        assert_eq!(set["version"], 1);
        admin.write("parameter.set", new).await.refused("version.stale");
        let after = card(&admin, "top_up_line").await;
        assert_eq!((&after["value_text"], &after["next"]["value_text"]), (&json!("3/10"), &json!("2/5")));
        let history = admin.read("parameter.history", json!({ "code": "top_up_line" })).await.accepted();
        let rows = history["rows"].as_array().expect("rows");
        let told: Vec<_> = rows.iter().map(|row| (&row["value_text"], &row["standing"])).collect();
        assert_eq!(told, [(&json!("2/5"), &json!("coming")), (&json!("3/10"), &json!("in_force"))]);
        assert_eq!((&rows[0]["set_by_name"], &rows[0]["source"]), (&json!("系统管理员"), &json!("京建发〔2026〕1 号")));
    }
);

both!(
    /// What is wrong stands beside its field; the same key sets once; only the administrator sets.
    what_cannot_be_set_is_refused,
    async |city: City| {
        let admin = city.desk("admin").await;
        let tomorrow = days_from_today(1);
        let cases = [
            (request("top_up_line", 0, "三成", tomorrow), "value_text", "parameter.unreadable"),
            (request("top_up_line", 0, "11/10", tomorrow), "value_text", "parameter.no_ratio"),
            (request("top_up_line", 0, "2/5", today()), "in_force_from", "parameter.back_dated"),
        ];
        for (request, field, code) in cases {
            let problem = admin.write("parameter.set", request.clone()).await.refused("fields.invalid");
            assert_eq!((&problem["fields"][0]["field"], &problem["fields"][0]["code"]), (&json!(field), &json!(code)));
            admin.read("parameter.preview", request).await.refused("fields.invalid");
        }
        let mut without = request("top_up_line", 0, "2/5", tomorrow);
        without["source"] = json!(" ");
        let problem = admin.write("parameter.set", without).await.refused("fields.invalid");
        assert_eq!(problem["fields"][0]["code"], "parameter.no_source");
        admin.write("parameter.set", request("no_such", 0, "1", tomorrow)).await.refused("not_found");
        let key = new_id();
        let good = request("top_up_line", 0, "2/5", tomorrow);
        let first = admin.write_with_key("parameter.set", good.clone(), &key).await;
        assert_eq!(first, admin.write_with_key("parameter.set", good.clone(), &key).await);
        first.accepted();
        for user in ["wuye", "jingban", "fuhe", "jianwei", "audit"] {
            let desk = city.desk(user).await;
            desk.read("parameter.list", json!({})).await.refused("permission.missing");
            desk.write("parameter.set", good.clone()).await.refused("permission.missing");
        }
    }
);

both!(
    /// A parameter that nobody had set waits as a task; its first value gives the sheets that wait for it their last day.
    the_first_value_determines_what_waited_for_it,
    async |city: City| {
        let office = Office::open(&city).await;
        let waiting = office.submitted("planned").await;
        assert_eq!(waiting.seen_by(&office.company).await["submitted"]["due_on"], Value::Null);
        let admin = city.desk("admin").await;
        let tasks = admin.read("parameter.list", json!({})).await.accepted()["tasks"].clone();
        let waits = |tasks: &Value, code: &str| {
            tasks.as_array().expect("tasks").iter().any(|task| task["subject"] == code)
        };
        assert!(waits(&tasks, "paper_submission_due") && waits(&tasks, "publicity_period"));
        let request = request("paper_submission_due", 0, "10", today());
        admin.write("parameter.set", request).await.accepted();
        let seen = waiting.seen_by(&office.company).await;
        assert_eq!(seen["submitted"]["due_on"], json!(days_from_today(10)));
        let tasks = admin.read("parameter.list", json!({})).await.accepted()["tasks"].clone();
        assert!(!waits(&tasks, "paper_submission_due") && waits(&tasks, "publicity_period"));
    }
);

both!(
    /// A withdrawal asks the table: with a publicity period the bureau cannot approve before its end.
    a_sheet_asks_the_table,
    async |city: City| {
        let office = Office::open(&city).await;
        let admin = city.desk("admin").await;
        admin.write("parameter.set", request("publicity_period", 0, "5 天", today())).await.accepted();
        let sheet = office.under_review().await;
        let refused = sheet.sent(&office.bureau, "bureau_decide", json!({ "approves": true })).await;
        refused.refused("withdrawal.move.publicity");
    }
);
