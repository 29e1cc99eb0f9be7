//! Interest: posted on the day that the office has set, computed to the fen from every day's balance.

use super::tasks;
use crate::withdrawal::office::Office;
use anju_tests::{City, Desk, ServerProcess, both};
use serde_json::{Value, json};

async fn set(admin: &Desk, code: &str, value: &str, from: &str) {
    let request = json!({
        "code": code, "version": 0, "value_text": value, "in_force_from": from, "source": "资金中心会议纪要",
    });
    admin.write("parameter.set", request).await.accepted();
}

/// The interest on the unit's statement, and how often it was posted.
async fn posted(desk: &Desk, unit: &Value) -> (i64, usize) {
    let seen = desk.read("ledger.list_entries", json!({ "unit_id": unit })).await.accepted();
    let entries = seen["entries"].as_array().expect("entries").iter();
    let lines: Vec<i64> = entries
        .filter(|line| line["kind"] == "interest_posted")
        .map(|line| line["interest_fen"].as_i64().expect("an amount"))
        .collect();
    (lines.iter().sum(), lines.len())
}

/// What a balance earns from New Year until the last day of June, at 0.3537 % a year of 360 days.
fn earned(balance: i64) -> i64 {
    i64::try_from(i128::from(balance) * 3_537 * 180 / 360_000_000).expect("small")
}

both!(
    /// Computed at the end of each month or only once, run again or not: the same sum, posted once on its day, and the
    /// books agree.
    every_month_or_once_is_the_same_sum,
    async |city: City| {
        let office = Office::open(&city).await;
        let admin = city.desk("admin").await;
        set(&admin, "maintenance_fund_interest", "0.3537%", "2025-01-01").await;
        set(&admin, "interest_posting_day", "6-30", "2025-01-01").await;
        let close = |day: &str| ServerProcess::close_day(city.url(), city.folder(), day);
        let unit = |home: usize| json!(office.estate.homes[home].id);
        for day in ["2026-01-31", "2026-02-28", "2026-02-28", "2026-03-31", "2026-04-30"] {
            close(day);
        }
        assert_eq!(posted(&office.company, &unit(0)).await, (0, 0), "nothing is posted before its day");
        close("2026-06-29");
        close("2026-06-29");
        for (home, balance) in [(0, 10_000_000), (1, 10_000_000), (2, 50_000)] {
            assert_eq!(posted(&office.company, &unit(home)).await, (earned(balance), 1), "home {home}");
        }
        assert_eq!(office.estate.stands(2).await, (40_000, 10_000 + earned(50_000), 0));
        office.estate.is_sound().await;
        let (holds, words) = city.verify();
        assert!(holds, "{words}");
    }
);

both!(
    /// Once, without any month before it, gives what every month gave; a day without a rate is a task, not a guess.
    a_day_without_a_rate_is_a_task,
    async |city: City| {
        let office = Office::open(&city).await;
        let admin = city.desk("admin").await;
        set(&admin, "interest_posting_day", "6-30", "2025-01-01").await;
        ServerProcess::close_day(city.url(), city.folder(), "2026-06-29");
        let tasks = tasks(&office.reviewer).await;
        let task = tasks.iter().find(|task| task["kind"] == "interest").expect("a task about the rate");
        assert!(task["detail"].as_str().expect("a sentence").contains("没有生效的利率"), "{task}");
        assert_eq!(posted(&office.company, &json!(office.estate.homes[0].id)).await, (0, 0));
        set(&admin, "maintenance_fund_interest", "0.3537%", "2025-01-01").await;
        ServerProcess::close_day(city.url(), city.folder(), "2026-06-29");
        for (home, balance) in [(0, 10_000_000), (2, 50_000)] {
            let unit = json!(office.estate.homes[home].id);
            assert_eq!(posted(&office.company, &unit).await, (earned(balance), 1), "home {home}");
        }
        office.estate.is_sound().await;
    }
);
