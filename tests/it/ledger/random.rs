//! Random withdrawals by several desks at once, with repeated keys and a bank that errs: whatever comes in whatever
//! order, the ledger's promises hold.

use super::credit;
use crate::withdrawal::bank::Bank;
use crate::withdrawal::estate::Estate;
use crate::withdrawal::office::{self, signature};
use anju_store::args;
use anju_store::ledger::{self, AccountKind};
use anju_store::sql::Sql;
use anju_tests::{Answer, City, Desk, both, new_id};
use fastrand::Rng;
use serde_json::{Value, json};

/// How many sheets go their way at the same time.
const SHEETS: u64 = 3;
/// How many steps each of them tries.
const STEPS: usize = 40;

/// Those who work on the sheets.
#[derive(Clone)]
struct Desks {
    company: Desk,
    bureau: Desk,
    reviewer: Desk,
    cashier: Desk,
    clerk: Desk,
}

/// One sheet's way: at every step something that may or may not be possible, each write sent twice under one key.
async fn wander(desks: Desks, estate: &Estate, bank: &Bank, seed: u64) -> u32 {
    let mut dice = Rng::with_seed(seed);
    let amount = 60_000 + dice.i64(0..200_000);
    let yuan = format!("{}.{:02}", amount / 100, amount % 100);
    let (id, _) = estate.draft(&desks.company, &yuan, "emergency").await;
    let mut moved = 0;
    for step in 0..STEPS {
        let seen = desks.company.read("withdrawal.get_sheet", json!({ "sheet_id": id })).await.accepted();
        let about = |beside: Value| {
            let mut request = json!({ "sheet_id": id, "version": seen["version"] });
            for (name, value) in beside.as_object().expect("an object") {
                request[name] = value.clone();
            }
            request
        };
        bank.behaves(["pays", "refuses", "late", "doubled", "wrong"][step % 5]).await;
        let state = seen["state"].as_str().expect("a state");
        let (desk, command, request) = match (state, dice.u64(..4)) {
            ("draft", _) => (&desks.company, "withdrawal.submit", submission(estate, &seen, amount).await),
            ("submitted", 0) => (&desks.company, "withdrawal.send_for_review", about(json!({}))),
            ("submitted", _) => (
                &desks.company,
                "withdrawal.enter_signatures",
                papers(&desks.company, estate, &seen, &about).await,
            ),
            ("bureau_review", 0) => {
                (&desks.company, "withdrawal.cancel", about(json!({ "reason": "不修了" })))
            }
            ("bureau_review", _) => {
                (&desks.bureau, "withdrawal.bureau_decide", about(json!({ "approves": true })))
            }
            ("department_review", 0) => {
                let refusal = json!({ "approves": false, "reason": "材料不全" });
                (&desks.reviewer, "withdrawal.department_decide", about(refusal))
            }
            ("department_review", _) => {
                let approval =
                    json!({ "approves": true, "payee_and_papers_checked": true, "reason": "先行拨付" });
                (&desks.reviewer, "withdrawal.department_decide", about(approval))
            }
            ("payable", _) | ("payment_failed", 1..) => {
                (&desks.cashier, "withdrawal.release", about(json!({})))
            }
            ("payment_failed", 0) => {
                (&desks.reviewer, "withdrawal.give_up", about(json!({ "reason": "放弃" })))
            }
            ("paying", _) => (&desks.cashier, "withdrawal.ask_bank", about(json!({}))),
            ("paid", 0) => {
                let cost = amount * dice.i64(80..110) / 100;
                let entered = office::cost(&desks.company, &json!(cost)).await;
                (&desks.company, "withdrawal.enter_settlement", about(entered))
            }
            ("paid", 1) => (
                &desks.company,
                "withdrawal.request_supplement",
                supplement(&desks.company, &id, &about).await,
            ),
            ("paid", _) => (&desks.reviewer, "withdrawal.settle", about(json!({ "reason": "按实结算" }))),
            _ => break,
        };
        let key = new_id();
        let (one, two) = tokio::join!(
            desk.write_with_key(command, request.clone(), &key),
            desk.write_with_key(command, request.clone(), &key),
        );
        moved += u32::from(same_answer(&one, &two));
        pay_in(&desks, bank, &seen, &mut dice, (seed, step)).await;
    }
    moved
}

/// Both were accepted with one answer, or neither had an effect that the other had not.
fn same_answer(one: &Answer, two: &Answer) -> bool {
    for answer in [one, two] {
        assert!(matches!(answer.status, 200 | 409 | 422), "{}", answer.body);
    }
    if one.status == 200 && two.status == 200 {
        assert_eq!(one.body, two.body);
    }
    one.status == 200 || two.status == 200
}

/// What the desk would show now: what is held is no longer available.
async fn submission(estate: &Estate, seen: &Value, amount: i64) -> Value {
    let mut free = Vec::new();
    for home in 0..estate.homes.len() {
        let (principal, interest, held) = estate.stands(home).await;
        free.push(principal + interest - held);
    }
    json!({ "sheet_id": seen["sheet_id"], "version": seen["version"], "seen": estate.seen(amount, &free) })
}

async fn papers(company: &Desk, estate: &Estate, seen: &Value, about: &impl Fn(Value) -> Value) -> Value {
    let rows: Vec<Value> = estate.homes.iter().map(|home| signature(&home.id.to_string(), "agree")).collect();
    let papers = ["situation_report", "site_photos", "contract_or_budget", "leak_survey"];
    let files = office::brought(company, &papers).await;
    about(json!({ "signed_version": seen["submitted"]["sheet_version"], "rows": rows, "attachments": files }))
}

async fn supplement(company: &Desk, id: &str, about: &impl Fn(Value) -> Value) -> Value {
    let preview = company.read("withdrawal.preview_supplement", json!({ "sheet_id": id })).await;
    about(json!({ "seen": preview.body["seen"].as_str().unwrap_or_default() }))
}

/// Now and then somebody pays in: a shortfall, a remainder, or something that nobody can place.
async fn pay_in(desks: &Desks, bank: &Bank, seen: &Value, dice: &mut Rng, (seed, step): (u64, usize)) {
    let Some(number) = seen["number"].as_str() else { return };
    let owed = seen["submitted"]["units"].as_array().into_iter().flatten().zip(1..);
    let owed = owed.filter(|(unit, _)| unit["shortfall_fen"].as_i64() > Some(0)).last();
    let left = seen["submitted"]["settlement"]["difference_fen"].as_i64().unwrap_or(0);
    let (fen, remark) = match (dice.u64(..4), owed) {
        (0, Some((unit, line))) => {
            (unit["shortfall_fen"].as_i64().expect("an amount"), format!("{number}-{line:05}"))
        }
        (1, _) if left > 0 => (left, number.to_owned()),
        (2, _) => (1 + dice.i64(0..500), format!("{number}-00001")),
        _ => return,
    };
    let reference = format!("R-{seed}-{step}");
    let (one, two) = tokio::join!(
        bank.credit(credit(&reference, fen, &remark)),
        bank.credit(credit(&reference, fen, &remark)),
    );
    assert_eq!((one, two), (204, 204));
    let waiting = desks.clerk.read("ledger.list_incoming", json!({ "waiting": true })).await.accepted();
    if let (Some(own), Some((_, line))) = (waiting["incoming"].get(0), owed) {
        let request = json!({
            "incoming_id": own["incoming_id"], "version": own["version"], "amount_fen": 1,
            "flow_number": format!("{number}-{line:05}"),
        });
        let matched = desks.clerk.write("ledger.match", request).await;
        assert!(matches!(matched.status, 200 | 409 | 422), "{}", matched.body);
    }
}

/// The sum of all postings, of all customers' accounts, and the smallest balance.
async fn figures(estate: &Estate) -> (i64, i64) {
    let sum = Sql("SELECT CAST(COALESCE(SUM(fen), 0) AS BIGINT) AS fen FROM posting");
    let least = Sql("SELECT CAST(COALESCE(MIN(balance_fen - held_fen), 0) AS BIGINT) AS fen FROM account");
    let mut each = Vec::new();
    for sql in [sum, least] {
        let row = estate.store.opt(sql, args![]).await.expect("readable").expect("a sum");
        each.push(row.get::<i64>("fen").expect("an amount"));
    }
    (each[0], each[1])
}

both!(
    /// Three sheets over the same homes at once: postings sum to zero, nobody falls below zero, replay gives every
    /// balance and hold, and no fen is made or lost.
    whatever_happens_the_promises_hold,
    async |mut city: City| {
        let bank = Bank::beside(&mut city);
        let company = city.desk("wuye").await;
        let homes = [(10_000, 9_000_000, 1_000_000), (7_001, 30_000, 5_000), (3_333, 90, 7), (5_000, 400_000, 0)];
        let estate = Estate::build(&city, &company, &homes).await;
        let desks = Desks {
            company,
            bureau: city.desk("jianwei").await,
            reviewer: city.desk("fuhe").await,
            cashier: city.desk("chuna").await,
            clerk: city.desk("jingban").await,
        };
        let ways = (0..SHEETS).map(|seed| wander(desks.clone(), &estate, &bank, seed));
        let moved: u32 = futures::future::join_all(ways).await.into_iter().sum();
        assert!(moved > 20, "only {moved} steps were possible: the story tries nothing");
        // What is under way at the bank comes to its end before the books are compared.
        desks
            .cashier
            .until("ledger.list_incoming", json!({}), |seen| {
                seen["incoming"].as_array()?.iter().all(|own| own["state"] != "noted").then_some(())
            })
            .await;
        assert_eq!(ledger::verify(&estate.store).await.expect("readable"), None);
        let (sum, least) = figures(&estate).await;
        assert_eq!(sum, 0);
        assert!(least >= 0, "an account fell {least} below zero");
        let suspense = ledger::account::balance(&estate.store, AccountKind::Suspense, estate.district).await;
        let waiting = desks.clerk.read("ledger.list_incoming", json!({ "waiting": true })).await.accepted();
        let rests = waiting["incoming"].as_array().expect("credits").iter();
        let rests: i64 = rests.map(|own| own["rest_fen"].as_i64().expect("an amount")).sum();
        assert_eq!(suspense.expect("readable").0, rests, "suspense holds exactly what waits");
    }
);
