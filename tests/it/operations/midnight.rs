//! Half past midnight in Beijing on machines whose time zone is UTC, where the day before still is: every business date is
//! Beijing's.

use crate::withdrawal::estate::Estate;
use anju_tests::{City, DeskProcess, Paper, TempFolder, both};
use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde_json::json;

/// Half past midnight in Beijing, in UTC.
const HALF_PAST_MIDNIGHT: NaiveTime = NaiveTime::from_hms_opt(16, 30, 0).unwrap();

/// The next such moment, and the day that it is in Beijing.
fn next_midnight() -> (DateTime<Utc>, DateTime<Utc>, NaiveDate) {
    #[expect(clippy::disallowed_methods, reason = "a moment after everything that the demo city knows")]
    let now = Utc::now();
    let today = now.date_naive().and_time(HALF_PAST_MIDNIGHT).and_utc();
    let moment = if today > now { today } else { today + TimeDelta::days(1) };
    (now, moment, moment.date_naive() + Days::new(1))
}

fn printed(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

both!(
    /// The sheet begins on Beijing's day, is due within its working days counted from there, and is printed on that day, by
    /// the server and by the desk.
    business_dates_are_of_beijing,
    async |mut city: City| {
        let (now, moment, day) = next_midnight();
        let listen = city.kill();
        city.start_again_with(&listen, &["--sandbox-time", &moment.to_rfc3339()]);
        let company = city.desk("wuye").await;
        let estate = Estate::build(&city, &company, &[(10_000, 500_000, 0)]).await;
        let (sheet, version) = estate.draft(&company, "1000.00", "planned").await;
        let request =
            json!({ "sheet_id": sheet, "version": version, "seen": estate.seen_as_built(100_000) });
        let answer = company.write("withdrawal.submit", request).await.accepted();
        let number = answer["number"].as_str().expect("a number");
        assert!(number.contains(&format!("-{}-", day.year())), "{number} in {day}");
        let view = company.read("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await.accepted();
        let submitted = &view["submitted"];
        assert_eq!(submitted["on_paper"]["began_on"], json!(day), "{submitted}");
        if let Some(due) = submitted["due_on"].as_str() {
            assert!(due > day.to_string().as_str(), "due on {due}, begun on {day}");
        }
        let form = json!({ "sheet_id": sheet, "form": "allocation_register" });
        let by_server = company.read("form.render", form.clone()).await.accepted();
        Paper::of(&by_server).says(&[&printed(day)]);

        let folder = TempFolder::new("midnight");
        let ahead = (moment - now).num_seconds();
        let mut desk = DeskProcess::start_ahead(city.server().address(), folder.path(), "", ahead);
        desk.ask("identity.sign_in", json!({ "user_name": "wuye", "password": "anju-demo-2026" })).await;
        desk.until("desk.status", json!({}), |status| (status["sync"]["state"] == "idle").then_some(())).await;
        let mine = desk.ask("withdrawal.get_sheet", json!({ "sheet_id": sheet })).await;
        assert_eq!(mine["submitted"]["on_paper"]["began_on"], json!(day));
        city.kill();
        desk.until("desk.status", json!({}), |status| (status["online"] == false).then_some(())).await;
        Paper::of(&desk.ask("form.render", form).await).says(&[&printed(day)]);
    }
);
