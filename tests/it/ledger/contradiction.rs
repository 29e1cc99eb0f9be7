//! A bank that errs: what it says twice, late, wrongly or against itself moves no money by itself; a person decides.

use super::{paid, tasks};
use crate::withdrawal::bank::{Bank, released, wait_for, wait_until};
use crate::withdrawal::office::Office;
use anju_store::sql::Sql;
use anju_store::{Tx, args};
use anju_tests::{City, Desk, both};
use serde_json::{Value, json};

fn decide(task: &Value, accepts: bool) -> Value {
    json!({
        "task_id": task["task_id"], "version": task["version"], "accepts": accepts, "note": "已与开户行电话核实",
    })
}

async fn only_task(desk: &Desk, kind: &str) -> Value {
    let tasks = tasks(desk).await;
    assert_eq!(tasks.len(), 1, "{tasks:?}");
    assert_eq!(tasks[0]["kind"], kind);
    tasks[0].clone()
}

both!(
    /// Reported as failed and then as paid: nobody pays a second time by a guess. Verified, the payment stands.
    a_payment_after_a_failure_is_verified,
    async |mut city: City| {
        let bank = Bank::beside(&mut city);
        let office = Office::open(&city).await;
        let mut sheet = released(&office, &bank, "refuses").await;
        wait_for(&mut sheet, &office.cashier, "payment_failed").await;
        let order = bank.orders().await[0].clone();
        assert_eq!((bank.tells(&order, "paid").await, bank.tells(&order, "paid").await), (409, 409));
        let seen = sheet.seen_by(&office.reviewer).await;
        assert_eq!((&seen["state"], &seen["submitted"]["clearing_fen"]), (&json!("payment_failed"), &json!(250_000)));
        let task = only_task(&office.reviewer, "paid_after_failed").await;
        assert_eq!((&task["sheet_id"], &task["acceptable"]), (&json!(sheet.id), &json!(true)));
        office.cashier.write("ledger.resolve_task", decide(&task, true)).await.refused("permission.missing");
        let mut wordless = decide(&task, true);
        wordless["note"] = json!("  ");
        office.reviewer.write("ledger.resolve_task", wordless).await.refused("fields.invalid");
        let (one, two) = tokio::join!(
            office.reviewer.write("ledger.resolve_task", decide(&task, true)),
            office.reviewer.write("ledger.resolve_task", decide(&task, true)),
        );
        assert_eq!((one.status.min(two.status), one.status.max(two.status)), (200, 409));
        let seen = sheet.seen_by(&office.reviewer).await;
        assert_eq!((&seen["state"], &seen["submitted"]["clearing_fen"]), (&json!("paid"), &json!(0)));
        assert!(tasks(&office.reviewer).await.is_empty());
        let done = office.reviewer.read("ledger.list_tasks", json!({ "done": true })).await.accepted();
        assert_eq!(
            (&done["tasks"][0]["resolution"], &done["tasks"][0]["ended_by_name"]),
            (&json!("accepted"), &json!("赵国强"))
        );
        office.estate.is_sound().await;
    }
);

both!(
    /// The bank was wrong about the payment: the task ends with a note, nothing is booked, and the release goes on.
    a_word_that_the_bank_takes_back_changes_nothing,
    async |mut city: City| {
        let bank = Bank::beside(&mut city);
        let office = Office::open(&city).await;
        let mut sheet = released(&office, &bank, "refuses").await;
        wait_for(&mut sheet, &office.cashier, "payment_failed").await;
        let order = bank.orders().await[0].clone();
        bank.tells(&order, "paid").await;
        let task = only_task(&office.reviewer, "paid_after_failed").await;
        let mut wordless = decide(&task, false);
        wordless["note"] = json!("  ");
        let refused = office.reviewer.write("ledger.resolve_task", wordless).await.refused("fields.invalid");
        assert_eq!(refused["fields"][0]["field"], "note");
        let elsewhere = city.desk("fuhe2").await;
        elsewhere.write("ledger.resolve_task", decide(&task, false)).await.refused("not_found");
        office.reviewer.write("ledger.resolve_task", decide(&task, false)).await.accepted();
        bank.behaves("pays").await;
        sheet.moved(&office.cashier, "release", json!({})).await;
        wait_for(&mut sheet, &office.cashier, "paid").await;
        // The old instruction is history: its late word opens a task, which cannot move the case any more.
        bank.tells(&order, "paid").await;
        let task = only_task(&office.reviewer, "paid_after_failed").await;
        let refused = office.reviewer.write("ledger.resolve_task", decide(&task, true)).await;
        refused.refused("withdrawal.move.contradiction");
        office.estate.is_sound().await;
    }
);

both!(
    /// Reported as paid and then as returned by the payee's bank: verified, the money waits in clearing again, and
    /// giving up restores the units.
    a_payment_that_bounces_waits_in_clearing,
    async |mut city: City| {
        let bank = Bank::beside(&mut city);
        let office = Office::open(&city).await;
        let mut sheet = paid(&office, &bank).await;
        let order = bank.orders().await[0].clone();
        assert_eq!(bank.tells(&order, "failed").await, 409);
        let task = only_task(&office.reviewer, "failed_after_paid").await;
        assert!(task["detail"].as_str().expect("a sentence").contains("退票"), "{task}");
        office.reviewer.write("ledger.resolve_task", decide(&task, true)).await.accepted();
        let seen = sheet.seen_by(&office.reviewer).await;
        assert_eq!((&seen["state"], &seen["submitted"]["clearing_fen"]), (&json!("payment_failed"), &json!(250_000)));
        sheet.version = seen["version"].as_i64().expect("a version");
        office.estate.is_sound().await;
        sheet.moved(&office.reviewer, "give_up", json!({ "reason": "施工单位已注销" })).await;
        assert_eq!(office.estate.stands(0).await, (9_000_000, 1_000_000, 0));
        assert_eq!(office.estate.stands(2).await, (40_000, 10_000, 0));
        office.estate.is_sound().await;
    }
);

both!(
    /// Another amount is not booked: the payment is unknown, and a person is told.
    another_amount_is_a_task,
    async |mut city: City| {
        let bank = Bank::beside(&mut city);
        let office = Office::open(&city).await;
        let mut sheet = released(&office, &bank, "wrong").await;
        let task = office
            .reviewer
            .until("ledger.list_tasks", json!({}), |seen| {
                seen["tasks"].as_array()?.iter().find(|task| task["kind"] == "other_amount").cloned()
            })
            .await;
        assert!(task["detail"].as_str().expect("a sentence").contains("2,500.01"), "{task}");
        // Asked, the bank says what it really paid.
        wait_for(&mut sheet, &office.cashier, "paid").await;
        office.estate.is_sound().await;
    }
);

both!(
    /// A bank that is late, and one that says everything twice, pay once.
    late_and_doubled_answers_pay_once,
    async |mut city: City| {
        let bank = Bank::beside(&mut city);
        let office = Office::open(&city).await;
        let mut sheet = released(&office, &bank, "doubled").await;
        let seen = wait_for(&mut sheet, &office.cashier, "paid").await;
        let order = bank.orders().await[0].clone();
        assert_eq!(bank.tells(&order, "paid").await, 204);
        assert_eq!(sheet.seen_by(&office.cashier).await["version"], seen["version"]);
        assert!(tasks(&office.reviewer).await.is_empty());
        assert_eq!(bank.orders().await[0]["times"], 1);
        office.estate.is_sound().await;
    }
);

both!(
    /// Marked as sent, then the power went, so the bank never had it: it is asked, says so, and a person sends it once
    /// more under the same reference.
    what_the_bank_never_had_is_sent_once_more_by_a_person,
    async |mut city: City| {
        let office = Office::open(&city).await;
        let mut sheet = office.payable().await;
        sheet.moved(&office.cashier, "release", json!({})).await;
        sheet.sent(&office.cashier, "send_again", json!({ "reason": "太慢" })).await.refused("withdrawal.move.bank_may_have_it");
        let lost = office.estate.store.write(|tx: &mut Tx| {
            let sql = Sql("UPDATE payment_instruction SET state = 'sent', sent_at = created_at, \
                           next_question_at = created_at WHERE state = 'pending'");
            Box::pin(async move { tx.exec(sql, args![]).await })
        });
        assert_eq!(lost.await.expect("the outbox can be written"), 1);
        let bank = Bank::beside(&mut city);
        let never_had = |seen: &Value| {
            let moves = seen["submitted"]["moves"].as_array();
            moves.is_some_and(|moves| {
                moves.iter().any(|own| own["move"] == "send_again" && own["target"] == "paying")
            })
        };
        wait_until(&mut sheet, &office.cashier, never_had).await;
        assert!(bank.orders().await.is_empty(), "nothing is sent again by itself");
        sheet.sent(&office.cashier, "send_again", json!({ "reason": "" })).await.refused("fields.invalid");
        let reason = json!({ "reason": "银行确认未收到" });
        let (one, two) = tokio::join!(
            sheet.sent(&office.cashier, "send_again", reason.clone()),
            sheet.sent(&office.cashier, "send_again", reason),
        );
        assert_eq!((one.status.min(two.status), one.status.max(two.status)), (200, 409));
        wait_for(&mut sheet, &office.cashier, "paid").await;
        let orders = bank.orders().await;
        assert_eq!((orders.len(), &orders[0]["times"]), (1, &json!(1)));
        office.estate.is_sound().await;
    }
);
