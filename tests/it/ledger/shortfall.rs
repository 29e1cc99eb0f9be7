//! A shortfall that is paid in: credited once, held for the sheet at once, never guessed.

use super::{credit, number, tasks, waiting};
use crate::withdrawal::bank::{Bank, wait_for};
use crate::withdrawal::office::Office;
use anju_tests::{City, both, new_id};
use serde_json::json;

both!(
    /// The exact amount under the unit's number is credited, held, and raises what the sheet draws; the same credit
    /// again, even at the same moment, changes nothing.
    the_exact_amount_is_credited_once_and_held,
    async |mut city: City| {
        let bank = Bank::beside(&mut city);
        let office = Office::open(&city).await;
        let mut sheet = office.under_review().await;
        // As it is printed on the notice.
        let notices = sheet.seen_by(&office.company).await["submitted"]["on_paper"]["notices"].clone();
        let flow = notices[0]["number"].as_str().expect("a number").to_owned();
        assert_eq!(office.estate.stands(2).await, (40_000, 10_000, 50_000));
        let arrives = credit("BANK-1", 50_000, &format!("补交 {flow} 欠款"));
        let told = tokio::join!(bank.credit(arrives.clone()), bank.credit(arrives.clone()));
        assert_eq!(told, (204, 204));
        assert_eq!(bank.credit(arrives).await, 204);
        assert_eq!(office.estate.stands(2).await, (90_000, 10_000, 100_000));
        let seen = sheet.seen_by(&office.reviewer).await;
        assert_eq!(
            (&seen["submitted"]["pays_fen"], &seen["submitted"]["shortfall_fen"]),
            (&json!(300_000), &json!(0))
        );
        assert_eq!(seen["submitted"]["units"][2]["principal_fen"], 90_000);
        let timeline = office.company.read("withdrawal.timeline", json!({ "sheet_id": sheet.id })).await.accepted();
        let last = timeline["steps"].as_array().expect("steps").last().expect("a step").clone();
        assert_eq!((&last["move"], &last["actor_name"]), (&json!("credit_shortfall"), &json!("银行")));
        // Nothing is owed any more, so the department needs no note, and all of it is paid.
        sheet.version = seen["version"].as_i64().expect("a version");
        sheet.moved(&office.bureau, "bureau_decide", json!({ "approves": true })).await;
        let approval = json!({ "approves": true, "payee_and_papers_checked": true });
        sheet.moved(&office.reviewer, "department_decide", approval).await;
        sheet.moved(&office.cashier, "release", json!({})).await;
        wait_for(&mut sheet, &office.cashier, "paid").await;
        assert_eq!(bank.orders().await[0]["order"]["amount_fen"], 300_000);
        assert_eq!(office.estate.stands(2).await, (0, 0, 0));
        assert!(waiting(&office.cashier).await.is_empty());
        office.estate.is_sound().await;
    }
);

both!(
    /// What is late, wrong, unknown or without a number waits in suspense, each with its reason and a task; a notice
    /// under another key is not taken.
    everything_else_waits_in_suspense,
    async |mut city: City| {
        let bank = Bank::beside(&mut city);
        let office = Office::open(&city).await;
        let clerk = city.desk("jingban").await;
        let mut sheet = office.under_review().await;
        let flow = number(&sheet, &office.company).await;
        for (reference, fen, remark) in [
            ("B1", 49_999, format!("{flow}-00003")),
            ("B2", 50_000, "110102-2026-999999-00001".to_owned()),
            ("B3", 50_000, "补交维修款".to_owned()),
            ("B4", 50_000, format!("{flow}-00001")),
        ] {
            assert_eq!(bank.credit(credit(reference, fen, &remark)).await, 204);
        }
        sheet.moved(&office.bureau, "bureau_decide", json!({ "approves": true })).await;
        let approval =
            json!({ "approves": true, "payee_and_papers_checked": true, "reason": "欠款另行催缴" });
        sheet.moved(&office.reviewer, "department_decide", approval).await;
        assert_eq!(bank.credit(credit("B5", 50_000, &format!("{flow}-00003"))).await, 204);
        let mut reasons: Vec<(String, String)> = waiting(&clerk)
            .await
            .iter()
            .map(|own| (own["reference"].as_str().unwrap().to_owned(), own["reason"].as_str().unwrap().to_owned()))
            .collect();
        reasons.sort();
        for ((_, reason), part) in reasons.iter().zip(["不一致", "没有对应", "没有可识别", "没有欠款", "待拨付"]) {
            assert!(reason.contains(part), "{reason} has no {part}");
        }
        assert_eq!(tasks(&clerk).await.iter().filter(|task| task["kind"] == "suspense").count(), 5);
        assert_eq!(office.estate.stands(2).await.2, 50_000, "nothing was held on a guess");
        let stranger = reqwest::Client::builder().no_proxy().build().expect("a client");
        let url = format!("{}/bank/credits", city.server().address());
        let forged = stranger.post(url).header("x-bank-key", "guessed").json(&credit("B6", 1, "")).send().await;
        assert_eq!(forged.expect("an answer").status().as_u16(), 401);
        office.estate.is_sound().await;
    }
);

both!(
    /// A clerk matches what waits, in parts, and never more than is owed; two clerks at once match it once.
    a_clerk_matches_what_waits,
    async |mut city: City| {
        let bank = Bank::beside(&mut city);
        let office = Office::open(&city).await;
        let clerk = city.desk("jingban").await;
        let sheet = office.submitted("planned").await;
        let flow = format!("{}-00003", number(&sheet, &office.company).await);
        bank.credit(credit("B1", 80_000, "没有写流水号")).await;
        let waits = waiting(&clerk).await[0].clone();
        let request = |version: &serde_json::Value, fen: i64| {
            json!({ "incoming_id": waits["incoming_id"], "version": version, "flow_number": flow, "amount_fen": fen })
        };
        clerk.write("ledger.match", request(&waits["version"], 50_001)).await.refused("fields.invalid");
        office.reviewer.write("ledger.match", request(&waits["version"], 1)).await.refused("permission.missing");
        let other = city.desk("jingban2").await;
        other.write("ledger.match", request(&waits["version"], 1)).await.refused("not_found");
        let second = city.desk("jingban").await;
        let (one, two) = tokio::join!(
            clerk.write("ledger.match", request(&waits["version"], 20_000)),
            second.write("ledger.match", request(&waits["version"], 20_000)),
        );
        let (taken, told) = if one.status == 200 { (one, two) } else { (two, one) };
        let taken = taken.accepted();
        told.refused("version.stale");
        assert_eq!(taken["state"], "suspense");
        clerk.write("ledger.match", request(&taken["version"], 30_001)).await.refused("fields.invalid");
        clerk.write("ledger.match", request(&taken["version"], 30_000)).await.accepted();
        assert_eq!(office.estate.stands(2).await, (90_000, 10_000, 100_000));
        let rest = waiting(&clerk).await[0].clone();
        assert_eq!((&rest["rest_fen"], &rest["state"]), (&json!(30_000), &json!("suspense")));
        assert_eq!(tasks(&clerk).await.len(), 1, "the rest still waits");
        let cancelled = sheet.seen_by(&office.company).await["version"].clone();
        let cancel = json!({ "sheet_id": sheet.id, "version": cancelled, "reason": "不再维修" });
        office.company.write("withdrawal.cancel", cancel).await.accepted();
        // What an owner paid in stays the unit's when the sheet ends.
        assert_eq!(office.estate.stands(2).await, (90_000, 10_000, 0));
        office.estate.is_sound().await;
    }
);

both!(
    /// A clerk books a counter receipt: the same number is taken once, a wrong one is told before anything is booked.
    a_counter_receipt_is_booked_once,
    async |city: City| {
        let office = Office::open(&city).await;
        let clerk = city.desk("jingban").await;
        let sheet = office.submitted("planned").await;
        let flow = format!("{}-00003", number(&sheet, &office.company).await);
        let found = clerk.read("ledger.find_payable", json!({ "flow_number": flow })).await.accepted();
        assert_eq!((&found["awaited"], &found["awaited_fen"]), (&json!("shortfall"), &json!(50_000)));
        assert_eq!((&found["room"], &found["owners"]), (&json!("故事楼-1单元-301"), &json!("业主3𠮷")));
        let nothing = clerk.read("ledger.find_payable", json!({ "flow_number": "12" })).await;
        nothing.refused("ledger.incoming.no_number");
        let other = city.desk("jingban2").await;
        let elsewhere = other.read("ledger.find_payable", json!({ "flow_number": flow })).await;
        elsewhere.refused("ledger.incoming.unknown_number");
        let receipt = |reference: &str, fen: i64| {
            json!({
                "incoming_id": new_id(), "reference": reference, "remark": flow, "amount_fen": fen,
                "payer_name": "业主3𠮷", "received_on": "2026-01-15",
            })
        };
        let wrong = clerk.write("ledger.register_receipt", receipt("", 0)).await.refused("fields.invalid");
        assert_eq!(wrong["fields"].as_array().expect("fields").len(), 2);
        let (key, request) = (new_id(), receipt("收 0001", 50_000));
        let booked = clerk.write_with_key("ledger.register_receipt", request.clone(), &key).await.accepted();
        assert_eq!(booked["state"], "placed");
        let again = clerk.write_with_key("ledger.register_receipt", request, &key).await.accepted();
        assert_eq!(again, booked);
        clerk.write("ledger.register_receipt", receipt("收 0001", 50_000)).await.refused("ledger.incoming.known");
        assert_eq!(office.estate.stands(2).await, (90_000, 10_000, 100_000));
        let seen = sheet.seen_by(&office.company).await;
        assert_eq!(seen["submitted"]["shortfall_fen"], 0);
        office.estate.is_sound().await;
    }
);
