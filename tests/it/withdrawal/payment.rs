//! The money's way out: released once, paid once, and never lost, however the bank behaves.

use super::bank::{Bank, released, wait_for, wait_until};
use super::office::{Office, cost};
use anju_tests::{City, both};
use serde_json::{Value, json};

both!(
    /// Released by the cashier, paid by the bank, settled by the department; the ledger follows each step.
    a_sheet_is_paid_and_settled,
    async |mut city: City| {
        let bank = Bank::beside(&mut city);
        let office = Office::open(&city).await;
        let mut sheet = office.payable().await;
        let moved = sheet.moved(&office.cashier, "release", json!({})).await;
        assert_eq!(moved["state"], "paying");
        assert_eq!(office.estate.stands(0).await, (8_900_000, 1_000_000, 0));
        assert_eq!(office.estate.stands(2).await, (0, 0, 0));
        office.estate.is_sound().await;
        let paid = wait_for(&mut sheet, &office.cashier, "paid").await;
        assert_eq!(paid["submitted"]["clearing_fen"], 0);
        assert_eq!(paid["submitted"]["payments"][0]["state"], "paid");
        let orders = bank.orders().await;
        assert_eq!((orders.len(), &orders[0]["times"]), (1, &json!(1)));
        assert_eq!(orders[0]["order"]["amount_fen"], 250_000);
        let bare = json!({ "actual_cost_fen": 250_000, "final_account_received": true });
        sheet.moved(&office.company, "enter_settlement", bare).await;
        let refused = sheet.sent(&office.reviewer, "settle", json!({})).await;
        refused.refused("withdrawal.move.settlement_papers");
        let settlement = cost(&office.company, &json!(250_000)).await;
        sheet.moved(&office.company, "enter_settlement", settlement).await;
        let settled = sheet.moved(&office.reviewer, "settle", json!({})).await;
        assert_eq!(settled["state"], "settled");
        office.estate.is_sound().await;
    }
);

both!(
    /// Two cashiers at once, the same key twice: units are debited once and one instruction goes out.
    a_release_happens_once,
    async |mut city: City| {
        let bank = Bank::beside(&mut city);
        let office = Office::open(&city).await;
        let mut sheet = office.payable().await;
        let other = city.desk("chuna").await;
        let (first, second) = tokio::join!(
            sheet.sent(&office.cashier, "release", json!({})),
            sheet.sent(&other, "release", json!({})),
        );
        let (taken, told) = if first.status == 200 { (first, second) } else { (second, first) };
        taken.accepted();
        assert_eq!(told.status, 409, "{}", told.body);
        wait_for(&mut sheet, &office.cashier, "paid").await;
        assert_eq!(bank.orders().await.len(), 1);
        assert_eq!(office.estate.stands(1).await, (9_900_000, 0, 0));
        office.estate.is_sound().await;
    }
);

both!(
    /// A bank that pays and never answers is asked, and never sent the order again.
    a_silent_bank_is_asked_and_not_paid_twice,
    async |mut city: City| {
        let bank = Bank::beside(&mut city);
        let office = Office::open(&city).await;
        let mut sheet = released(&office, &bank, "silent").await;
        wait_for(&mut sheet, &office.cashier, "paid").await;
        let orders = bank.orders().await;
        assert_eq!((orders.len(), &orders[0]["times"]), (1, &json!(1)));
        office.estate.is_sound().await;
    }
);

both!(
    /// A bank that reports another amount, or has forgotten the order, leaves the payment unknown: nothing is booked,
    /// nothing is sent again, and nobody can release a second time.
    doubt_is_not_payment,
    async |mut city: City| {
        let bank = Bank::beside(&mut city);
        let office = Office::open(&city).await;
        let mut sheet = released(&office, &bank, "forgets").await;
        let in_doubt = |seen: &Value| {
            let payment = &seen["submitted"]["payments"][0];
            payment["state"] == "unknown" && payment["detail"].as_str().is_some_and(|said| said.contains("查无"))
        };
        let seen = wait_until(&mut sheet, &office.cashier, in_doubt).await;
        assert_eq!((&seen["state"], &seen["submitted"]["clearing_fen"]), (&json!("paying"), &json!(250_000)));
        sheet.sent(&office.cashier, "release", json!({})).await.refused("withdrawal.move.other_state");
        sheet.moved(&office.cashier, "ask_bank", json!({})).await;
        assert_eq!(bank.orders().await[0]["times"], 1);
        office.estate.is_sound().await;
    }
);

both!(
    /// A refused payment stays in clearing; a corrected payee needs a second person; the new instruction pays from
    /// clearing and debits nobody again.
    a_failed_payment_is_paid_to_the_corrected_payee,
    async |mut city: City| {
        let bank = Bank::beside(&mut city);
        let office = Office::open(&city).await;
        let mut sheet = released(&office, &bank, "refuses").await;
        let failed = wait_for(&mut sheet, &office.cashier, "payment_failed").await;
        assert_eq!(failed["submitted"]["clearing_fen"], 250_000);
        let payee = json!({
            "payee_name": "北京防水工程有限公司", "payee_bank": "中国银行北京分行", "payee_account": "6216610200016587010",
        });
        sheet.moved(&office.company, "correct_payee", payee).await;
        let corrected = sheet.seen_by(&office.reviewer).await["submitted"]["corrected_payee"].clone();
        assert_eq!(corrected["account_masked"], "****7010", "who decides sees four figures");
        sheet.sent(&office.cashier, "release", json!({})).await.refused("withdrawal.move.payee_decision");
        sheet.sent(&office.company, "decide_payee", json!({ "confirms": true })).await.refused("permission.missing");
        sheet.moved(&office.reviewer, "decide_payee", json!({ "confirms": true })).await;
        bank.behaves("pays").await;
        sheet.moved(&office.cashier, "release", json!({})).await;
        wait_for(&mut sheet, &office.cashier, "paid").await;
        let orders = bank.orders().await;
        assert_eq!(orders.len(), 2);
        assert!(orders.iter().any(|own| own["order"]["payee_account"] == "6216610200016587010"), "{orders:?}");
        assert_eq!(office.estate.stands(0).await, (8_900_000, 1_000_000, 0));
        office.estate.is_sound().await;
    }
);

both!(
    /// Giving a failed payment up restores each unit's principal and interest.
    giving_up_restores_principal_and_interest,
    async |mut city: City| {
        let bank = Bank::beside(&mut city);
        let office = Office::open(&city).await;
        let mut sheet = released(&office, &bank, "refuses").await;
        assert_eq!(office.estate.stands(2).await, (0, 0, 0));
        wait_for(&mut sheet, &office.cashier, "payment_failed").await;
        let given_up = sheet.moved(&office.reviewer, "give_up", json!({ "reason": "合同解除" })).await;
        assert_eq!(given_up["state"], "returned");
        assert_eq!(office.estate.stands(0).await, (9_000_000, 1_000_000, 0));
        assert_eq!(office.estate.stands(2).await, (40_000, 10_000, 0));
        office.estate.is_sound().await;
    }
);
