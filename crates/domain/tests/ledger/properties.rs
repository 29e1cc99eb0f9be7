//! What holds for any sequence of steps.

use std::collections::BTreeMap;

use anju_domain::ledger::{
    Account, Book, Entry, LedgerError, MoneySource, give_up, opening_balance, payment_bounced, payment_paid,
    place_hold, release_hold, release_payment, remainder_received, return_failed, reverse, settlement_return,
    shortfall_paid, suspense_received, suspense_returned,
};
use anju_domain::money::Fen;
use proptest::prelude::*;

use crate::support::{DISTRICT, SHEET, amount, head, unit};

fn any_entry() -> impl Strategy<Value = Result<Entry, LedgerError>> {
    let payers = proptest::collection::btree_map(0_u128..4, (0_i64..60, 0_i64..30), 1..4);
    (0_usize..15, payers, 0_i64..150).prop_map(|(step, payers, sum)| {
        let amounts: Vec<_> = payers
            .into_iter()
            .map(|(number, (principal, interest))| amount(unit(number), principal, interest))
            .collect();
        let (sum, head) = (Fen(sum), head("any"));
        match step {
            0..=2 => opening_balance(head, DISTRICT, &amounts),
            3 => place_hold(head, &amounts),
            4 => release_hold(head, &amounts),
            5 => release_payment(head, &amounts),
            6 => payment_paid(head, DISTRICT, sum),
            7 => give_up(head, SHEET, &amounts),
            8 => remainder_received(head, MoneySource::Bank(DISTRICT), sum),
            9 => settlement_return(head, &amounts),
            10 => suspense_received(head, DISTRICT, sum),
            11 => suspense_returned(head, DISTRICT, sum),
            12 => return_failed(head, DISTRICT, sum, SHEET),
            13 => payment_bounced(head, DISTRICT, sum, SHEET),
            _ => shortfall_paid(head, MoneySource::Bank(DISTRICT), unit(1), sum),
        }
    })
}

proptest! {
    #[test]
    fn books_balance_stay_above_zero_and_replay(steps in proptest::collection::vec(any_entry(), 1..60)) {
        let mut book = Book::default();
        let mut booked: Vec<Entry> = Vec::new();
        for entry in steps.into_iter().flatten() {
            prop_assert_eq!(entry.postings().iter().map(|posting| posting.amount.0).sum::<i64>(), 0);
            let before = book.clone();
            match book.apply(&entry) {
                Ok(()) => booked.push(entry),
                Err(_) => prop_assert_eq!(&book, &before, "a refused entry changes nothing"),
            }
        }
        prop_assert_eq!(book.balances().map(|(_, balance)| balance.balance.0).sum::<i64>(), 0);
        for (account, balance) in book.balances() {
            prop_assert!(balance.held >= Fen::ZERO);
            prop_assert!(!account.kind.stays_above_zero() || balance.available() >= Fen::ZERO);
        }

        // Balances are the plain sums of what was booked.
        let mut sums: BTreeMap<Account, (i64, i64)> = BTreeMap::new();
        for entry in &booked {
            for posting in entry.postings() {
                sums.entry(posting.account).or_default().0 += posting.amount.0;
            }
            for hold in entry.holds() {
                sums.entry(hold.account).or_default().1 += hold.amount.0;
            }
        }
        let standing: BTreeMap<_, _> =
            book.balances().map(|(account, own)| (account, (own.balance.0, own.held.0))).collect();
        prop_assert_eq!(standing, sums);

        // Taking everything back, last first, leaves nothing.
        for entry in booked.iter().rev() {
            let reversal = reverse(head("reversal"), SHEET, entry).unwrap();
            prop_assert_eq!(book.apply(&reversal), Ok(()));
        }
        prop_assert!(book.balances().all(|(_, balance)| balance == Default::default()));
    }
}
