//! Settlement by actual cost: what is left comes back from the contractor and goes to those who paid.

use super::{costs, credit, number, paid, waiting};
use crate::withdrawal::bank::Bank;
use crate::withdrawal::office::Office;
use anju_tests::{City, both};
use serde_json::json;

both!(
    /// 500.00 of 2,500.00 are left: the department waits for them, and then each gets back in proportion to what it paid,
    /// in the reverse order of its draw.
    what_is_left_goes_back_to_those_who_paid,
    async |mut city: City| {
        let bank = Bank::beside(&mut city);
        let office = Office::open(&city).await;
        let mut sheet = paid(&office, &bank).await;
        costs(&office, &mut sheet, 200_000).await;
        let seen = sheet.seen_by(&office.reviewer).await;
        assert_eq!(
            seen["submitted"]["settlement"],
            json!({
                "outcome": "remainder", "paid_fen": 250_000, "allocated_fen": 300_000, "difference_fen": 50_000,
                "received_fen": 0,
            })
        );
        sheet.sent(&office.reviewer, "settle", json!({})).await.refused("withdrawal.move.remainder");
        let flow = number(&sheet, &office.company).await;
        // Another amount is not taken for it; the exact one is.
        bank.credit(credit("B1", 49_999, &format!("{flow} 退款"))).await;
        bank.credit(credit("B2", 50_000, &format!("{flow} 退款"))).await;
        assert_eq!(waiting(&office.cashier).await.len(), 1);
        let seen = sheet.seen_by(&office.reviewer).await;
        assert_eq!((&seen["state"], &seen["submitted"]["clearing_fen"]), (&json!("paid"), &json!(50_000)));
        sheet.version = seen["version"].as_i64().expect("a version");
        sheet.moved(&office.reviewer, "settle", json!({})).await;
        // 20 % of 1,000.00, 1,000.00 and 500.00; the third drew its interest last.
        assert_eq!(office.estate.stands(0).await, (8_920_000, 1_000_000, 0));
        assert_eq!(office.estate.stands(1).await, (9_920_000, 0, 0));
        assert_eq!(office.estate.stands(2).await, (0, 10_000, 0));
        let seen = sheet.seen_by(&office.reviewer).await;
        assert_eq!((&seen["state"], &seen["submitted"]["clearing_fen"]), (&json!("settled"), &json!(0)));
        office.estate.is_sound().await;
    }
);

both!(
    /// A cost that is entered anew after money came back must not leave money in clearing that is nobody's.
    nothing_stays_in_clearing,
    async |mut city: City| {
        let bank = Bank::beside(&mut city);
        let office = Office::open(&city).await;
        let mut sheet = paid(&office, &bank).await;
        costs(&office, &mut sheet, 200_000).await;
        let flow = number(&sheet, &office.company).await;
        bank.credit(credit("B1", 50_000, &flow)).await;
        sheet.version = sheet.seen_by(&office.company).await["version"].as_i64().expect("a version");
        costs(&office, &mut sheet, 210_000).await;
        sheet.sent(&office.reviewer, "settle", json!({})).await.refused("withdrawal.move.clearing_rest");
        costs(&office, &mut sheet, 250_000).await;
        sheet.sent(&office.reviewer, "settle", json!({})).await.refused("withdrawal.move.clearing_rest");
        costs(&office, &mut sheet, 200_000).await;
        sheet.moved(&office.reviewer, "settle", json!({})).await;
        office.estate.is_sound().await;
    }
);
