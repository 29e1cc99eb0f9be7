//! Money that belongs nowhere goes back: one asks, another releases, the bank pays; a failure loses nothing.

use super::{credit, tasks, waiting};
use crate::withdrawal::bank::Bank;
use crate::withdrawal::office::Office;
use anju_tests::{City, Desk, both};
use serde_json::{Value, json};

fn ask(own: &Value) -> Value {
    json!({
        "incoming_id": own["incoming_id"], "version": own["version"], "payee_name": "王五",
        "payee_bank": "中国银行北京分行", "payee_account": "6216610200016587010", "reason": "误汇，与付款人核实",
    })
}

async fn until_state(desk: &Desk, state: &str) -> Value {
    desk.until("ledger.list_incoming", json!({}), |seen| {
        seen["incoming"].as_array()?.iter().find(|own| own["state"] == state).cloned()
    })
    .await
}

both!(
    /// Refused with a reason, asked again, released by another person, failed at the bank, and paid in the end: it is
    /// in suspense or on its way all the time, and the task ends with the money.
    it_goes_back_to_whoever_paid,
    async |mut city: City| {
        let bank = Bank::beside(&mut city);
        let office = Office::open(&city).await;
        let clerk = city.desk("jingban").await;
        bank.credit(credit("B1", 12_345, "货款")).await;
        let asked = clerk.write("ledger.ask_return", ask(&waiting(&clerk).await[0])).await.accepted();
        let decide = |version: &Value, releases: bool, reason: &str| {
            json!({ "incoming_id": asked["incoming_id"], "version": version, "releases": releases, "reason": reason })
        };
        clerk.write("ledger.decide_return", decide(&asked["version"], true, "")).await.refused("permission.missing");
        let silent = office.cashier.write("ledger.decide_return", decide(&asked["version"], false, " ")).await;
        silent.refused("fields.invalid");
        office.cashier.write("ledger.decide_return", decide(&asked["version"], false, "先查明来源")).await.accepted();
        let back = waiting(&clerk).await[0].clone();
        assert!(back["reason"].as_str().expect("a reason").contains("先查明来源"), "{back}");

        bank.behaves("refuses").await;
        let asked_again = clerk.write("ledger.ask_return", ask(&back)).await.accepted();
        let shown = waiting(&office.cashier).await[0].clone();
        assert!(!shown["return_to"].as_str().expect("a payee").contains("0200016"), "{shown}");
        office.cashier.write("ledger.decide_return", decide(&asked_again["version"], true, "")).await.accepted();
        let failed = until_state(&clerk, "suspense").await;
        assert!(failed["reason"].as_str().expect("a reason").contains("付款失败"), "{failed}");
        office.estate.is_sound().await;
        assert_eq!(tasks(&clerk).await.len(), 1);

        bank.behaves("pays").await;
        let third = clerk.write("ledger.ask_return", ask(&failed)).await.accepted();
        let (one, two) = tokio::join!(
            office.cashier.write("ledger.decide_return", decide(&third["version"], true, "")),
            office.cashier.write("ledger.decide_return", decide(&third["version"], true, "")),
        );
        assert_eq!(one.status.min(two.status), 200);
        assert_eq!(one.status.max(two.status), 409, "{} {}", one.body, two.body);
        let returned = until_state(&clerk, "returned").await;
        assert_eq!(returned["rest_fen"], 0);
        assert!(tasks(&clerk).await.is_empty());
        assert_eq!(bank.orders().await.len(), 2);
        office.estate.is_sound().await;
    }
);
