//! The calendar: an unknown year is a task, an imported one is known, an amended one is replaced as a whole.

use anju_tests::{City, both};
use serde_json::{Value, json};

/// Invented: no notice speaks of that year yet.
const YEAR: &str = "日期,类型,节日\n2099-01-01,放假,元旦\n2099-05-01至2099-05-03,放假,劳动节\n2099-10-01至2099-10-07,放假,国庆节\n2099-10-11,上班,国庆节";

fn request(version: i64, text: &str) -> Value {
    json!({ "year": 2099, "version": version, "text": text, "source": "国办发明电〔2098〕1 号" })
}

both!(
    /// Looked at first, then imported; again, it replaces the year, and a stale one is refused.
    a_year_is_imported_and_amended,
    async |city: City| {
        let admin = city.desk("admin").await;
        let seen = admin.read("parameter.get_calendar", json!({})).await.accepted();
        let years = |seen: &Value| -> Vec<i64> {
            let years = seen["years"].as_array().expect("years").iter();
            years.map(|year| year["year"].as_i64().expect("a year")).collect()
        };
        assert_eq!(years(&seen), [2026, 2025, 2024, 2023, 2022, 2021, 2020, 2019, 2018]);
        assert!(seen["years"].as_array().expect("years").iter().all(|year| year["built_in"] == true));

        let look = admin.read("parameter.preview_calendar", json!({ "year": 2099, "text": YEAR })).await.accepted();
        assert_eq!((&look["replaces"], &look["version"], &look["faults"]), (&json!(false), &json!(0), &json!([])));
        assert_eq!(look["days"].as_array().expect("days").len(), 12);
        let done = admin.write("parameter.import_calendar", request(0, YEAR)).await.accepted();
        assert_eq!(done["version"], 1);
        admin.write("parameter.import_calendar", request(0, YEAR)).await.refused("version.stale");

        let amended = YEAR.replace("2099-10-11", "2099-10-10");
        admin.write("parameter.import_calendar", request(1, &amended)).await.accepted();
        let seen = admin.read("parameter.get_calendar", json!({})).await.accepted();
        let year = &seen["years"][0];
        assert_eq!((&year["year"], &year["version"], &year["worked"]), (&json!(2099), &json!(2), &json!(1)));
        assert_eq!(year["set_by_name"], "系统管理员");
        let worked: Vec<&Value> =
            year["days"].as_array().expect("days").iter().filter(|day| day["off"] == false).collect();
        assert_eq!(worked[0]["date"], "2099-10-10");
    }
);

both!(
    /// What cannot be right is named line by line, and nothing of it is used.
    a_wrong_year_is_named_line_by_line,
    async |city: City| {
        let admin = city.desk("admin").await;
        let cases = [
            (YEAR.replace(",放假,元旦", "放假"), json!(2), "calendar.line.parts"),
            (YEAR.replace("2099-01-01", "2099-13-01"), json!(2), "calendar.line.date"),
            (YEAR.replace("2099-01-01", "2099-01-02"), Value::Null, "calendar.missing_statutory_holiday"),
            (YEAR.replace("2099-10-11", "2099-10-12"), Value::Null, "calendar.make_up_on_weekday"),
        ];
        for (text, line, code) in cases {
            let asked = json!({ "year": 2099, "text": text });
            let look = admin.read("parameter.preview_calendar", asked).await.accepted();
            assert_eq!((&look["faults"][0]["line"], &look["faults"][0]["code"]), (&line, &json!(code)));
            admin.write("parameter.import_calendar", request(0, &text)).await.refused("fields.invalid");
        }
        let without = json!({ "year": 2099, "version": 0, "text": YEAR, "source": "" });
        admin.write("parameter.import_calendar", without).await.refused("fields.invalid");
        let desk = city.desk("jingban").await;
        desk.read("parameter.get_calendar", json!({})).await.refused("permission.missing");
        desk.write("parameter.import_calendar", request(0, YEAR)).await.refused("permission.missing");
    }
);

both!(
    /// What a browser asks: the notices' days, and the working days that are left, counted from Beijing's day.
    a_browser_is_told_the_working_days_that_are_left,
    async |mut city: City| {
        let listen = city.kill();
        // Half past midnight of the 30th of September in Beijing; National Day lasts from the 1st to the 7th.
        city.start_again_with(&listen, &["--sandbox-time", "2026-09-29T16:30:00Z"]);
        let desk = city.desk("wuye").await;
        let due = json!(["2026-09-29", "2026-09-30", "2026-10-07", "2026-10-08"]);
        let left = desk.read("calendar.days_left", json!({ "due_on": due })).await.accepted();
        assert_eq!(left["today"], "2026-09-30");
        let days: Vec<_> = left["days"].as_array().expect("days").iter().map(|day| day["working_days"].clone()).collect();
        assert_eq!((&days[1..], &left["days"][0]["overdue"]), (&[json!(0), json!(0), json!(1)][..], &json!(true)));
        let rows = desk.read("calendar.rows", json!({})).await.accepted();
        let named = |row: &Value| row["date"] == "2026-10-01" && row["is_holiday"] == true;
        assert!(rows["rows"].as_array().expect("rows").iter().any(named));
    }
);
