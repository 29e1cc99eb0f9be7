//! What the books say: a unit's entries, the top-up list, the daily reconciliation, the signed heads.

use super::{credit, number, paid, tasks};
use crate::withdrawal::bank::{Bank, KEY};
use crate::withdrawal::office::Office;
use anju_store::sql::Sql;
use anju_store::{Tx, args};
use anju_tests::{City, ServerProcess, both};
use chrono::{Days, FixedOffset, NaiveDate, Utc};
use serde_json::{Value, json};

/// Today in Beijing, as the server counts it.
fn today() -> NaiveDate {
    let beijing = FixedOffset::east_opt(8 * 3600).expect("an offset");
    #[expect(clippy::disallowed_methods, reason = "the server's clock is the real one")]
    Utc::now().with_timezone(&beijing).date_naive()
}

async fn report_statement(city: &City, code: &str, day: NaiveDate, closing_fen: i64) -> u16 {
    let http = reqwest::Client::builder().no_proxy().build().expect("a client");
    let url = format!("{}/bank/statements", city.server().address());
    let body = json!({ "district_code": code, "day": day, "closing_fen": closing_fen });
    let answer = http.post(url).header("x-bank-key", KEY).json(&body).send().await.expect("an answer");
    answer.status().as_u16()
}

both!(
    /// Every entry of a unit with the balance after it; the auditor sees it masked, a stranger not at all.
    a_units_entries_are_read,
    async |mut city: City| {
        let bank = Bank::beside(&mut city);
        let office = Office::open(&city).await;
        let sheet = paid(&office, &bank).await;
        let flow = number(&sheet, &office.company).await;
        let about = json!({ "unit_id": office.estate.homes[2].id });
        let seen = office.company.read("ledger.list_entries", about.clone()).await.accepted();
        assert_eq!((&seen["room"], &seen["owners"]), (&json!("故事楼-1单元-301"), &json!("业主3𠮷")));
        let lines: Vec<Value> = seen["entries"].as_array().expect("entries").clone();
        let told: Vec<_> = lines
            .iter()
            .map(|line| {
                (line["label"].as_str().unwrap(), line["principal_fen"].as_i64().unwrap(), line["balance_fen"].as_i64().unwrap())
            })
            .collect();
        assert_eq!(told, [("拨付", -40_000, 0), ("期初余额", 40_000, 50_000)]);
        assert_eq!(lines[0]["number"], flow.as_str());
        let auditor = city.desk("audit").await;
        let masked = auditor.read("ledger.list_entries", about.clone()).await.accepted();
        assert_eq!(masked["entries"], seen["entries"]);
        assert_ne!(masked["owners"], "业主3𠮷");
        for stranger in ["wuye2", "jingban2"] {
            city.desk(stranger).await.read("ledger.list_entries", about.clone()).await.refused("not_found");
        }
    }
);

both!(
    /// After the draw the unit whose balance fell below three tenths of its first contribution stands on the list.
    units_below_the_line_are_listed,
    async |mut city: City| {
        let bank = Bank::beside(&mut city);
        let office = Office::open(&city).await;
        let id = json!(office.estate.homes[2].id);
        let about = json!({ "community_id": office.estate.community });
        let find = |seen: Value| {
            seen["units"].as_array().expect("units").iter().find(|row| row["unit_id"] == id).cloned()
        };
        // The story's homes contributed 1,000.00 first; the third has 500.00.
        assert_eq!(find(office.company.read("ledger.list_top_ups", about.clone()).await.accepted()), None);
        paid(&office, &bank).await;
        let row = find(office.company.read("ledger.list_top_ups", about.clone()).await.accepted());
        let row = row.expect("an empty account is below the line");
        // 100 m² in a building with a lift at 200.00 yuan.
        assert_eq!((&row["balance_fen"], &row["top_up_fen"]), (&json!(0), &json!(2_000_000)));
        let department = office.reviewer.read("ledger.list_top_ups", about.clone()).await.accepted();
        assert!(find(department).is_some());
        for (stranger, expected) in [("wuye2", json!([])), ("fuhe2", json!([]))] {
            let seen = city.desk(stranger).await.read("ledger.list_top_ups", about.clone()).await.accepted();
            assert_eq!(seen["units"], expected);
        }
    }
);

both!(
    /// Books and bank agree, or a person has a task; the day's figures stay what they were.
    a_difference_to_the_bank_is_a_task,
    async |mut city: City| {
        let bank = Bank::beside(&mut city);
        let office = Office::open(&city).await;
        paid(&office, &bank).await;
        bank.credit(credit("B1", 777, "货款")).await;
        let said = ServerProcess::close_day(city.url(), city.folder(), &today().to_string());
        assert!(said.contains("对账相符"), "{said}");
        let auditor = city.desk("audit").await;
        let checks = auditor.read("ledger.list_checks", json!({})).await.accepted();
        let own = |checks: &Value| {
            let checks = checks["checks"].as_array().expect("checks").clone();
            checks.into_iter().find(|check| check["district_name"] == "西城区").expect("the district's check")
        };
        let check = own(&checks);
        let fen = |name: &str| check[name].as_i64().expect("an amount");
        assert_eq!(fen("customers_fen") + fen("suspense_fen") + fen("clearing_fen"), fen("bank_fen"));
        assert_eq!((fen("suspense_fen"), fen("difference_fen")), (777, 0));
        assert!(check["statement_fen"].is_null());

        assert_eq!(report_statement(&city, "110102", today(), fen("bank_fen") - 100).await, 204);
        let task = tasks(&office.reviewer).await.into_iter().find(|task| task["kind"] == "reconciliation");
        let task = task.expect("a task about the difference");
        assert_eq!(task["amount_fen"], 100);
        assert!(task["detail"].as_str().expect("a sentence").contains("1.00"), "{task}");
        let (holds, words) = city.verify();
        assert!(!holds && words.contains("对账不符"), "{words}");
        // The bank corrects its statement: the matter ends by itself.
        assert_eq!(report_statement(&city, "110102", today(), fen("bank_fen")).await, 204);
        assert!(tasks(&office.reviewer).await.iter().all(|task| task["kind"] != "reconciliation"));
        let (holds, words) = city.verify();
        assert!(holds, "{words}");
        // A day that is over is compared with what the books were then.
        let yesterday = today().checked_sub_days(Days::new(1)).expect("a day");
        ServerProcess::close_day(city.url(), city.folder(), &yesterday.to_string());
        let checks = auditor.read("ledger.list_checks", json!({})).await.accepted();
        let earlier = checks["checks"].as_array().expect("checks").iter().find(|check| {
            check["district_name"] == "西城区" && check["day"] == yesterday.to_string().as_str()
        });
        assert_eq!(earlier.expect("yesterday's check")["suspense_fen"], 0);
        let refused = office.company.read("ledger.list_checks", json!({})).await;
        refused.refused("permission.missing");
    }
);

both!(
    /// A head that was signed holds; a chain written anew behind it is found, by the command and on the auditor's desk.
    a_signed_head_finds_a_chain_written_anew,
    async |city: City| {
        let office = Office::open(&city).await;
        office.submitted("planned").await;
        ServerProcess::close_day(city.url(), city.folder(), "2026-03-01");
        let file = city.folder().join("audit-heads/2026-03-01.json");
        let exported: Value = serde_json::from_slice(&std::fs::read(file).expect("exported")).expect("JSON");
        assert_eq!(exported[0]["signature"].as_str().expect("a signature").len(), 128);
        let auditor = city.desk("audit").await;
        let verified = auditor.read("ledger.verify", json!({})).await.accepted();
        assert_eq!((&verified["audit_fault"], &verified["ledger_fault"]), (&json!(""), &json!("")));
        let heads = auditor.read("ledger.list_checks", json!({})).await.accepted()["heads"].clone();
        assert!(heads.as_array().expect("heads").iter().all(|head| head["holds"] == true), "{heads}");
        let tampered = office.estate.store.write(|tx: &mut Tx| {
            let sql = Sql("INSERT INTO audit_daily_head (district_id, day, seq, hash, signature, signed_at) \
                           SELECT district_id, $1, seq, $2, signature, signed_at FROM audit_daily_head LIMIT 1");
            let day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
            Box::pin(async move { tx.exec(sql, args![day, [7_u8; 32]]).await })
        });
        assert_eq!(tampered.await.expect("a row can be added"), 1);
        let (holds, words) = city.verify();
        assert!(!holds && words.contains("2026-03-02"), "{words}");
        let verified = auditor.read("ledger.verify", json!({})).await.accepted();
        assert!(verified["audit_fault"].as_str().expect("a sentence").contains("2026-03-02"), "{verified}");
        office.company.read("ledger.verify", json!({})).await.refused("permission.missing");
    }
);
