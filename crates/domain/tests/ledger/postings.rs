//! What each step posts and holds, as a table.

use anju_domain::ledger::{
    Account, AccountKind, Entry, EntryKind, LedgerError, MoneySource, Payer, give_up, interest_posted,
    opening_balance, payment_bounced, payment_paid, place_hold, release_hold, release_payment,
    release_supplement, remainder_received, return_failed, reverse, settlement_return, shortfall_paid,
    suspense_received, suspense_returned,
};
use anju_domain::money::Fen;
use uuid::Uuid;

use crate::support::{DISTRICT, SHEET, account, amount, head, unit};

fn posted(entry: &Entry) -> Vec<(Account, i64)> {
    entry.postings().iter().map(|posting| (posting.account, posting.amount.0)).collect()
}

fn held(entry: &Entry) -> Vec<(Account, i64)> {
    entry.holds().iter().map(|hold| (hold.account, hold.amount.0)).collect()
}

/// An entry, its kind, its postings and its holds.
type Case = (Result<Entry, LedgerError>, EntryKind, Vec<(Account, i64)>, Vec<(Account, i64)>);

#[test]
fn each_step_posts_what_the_table_says() {
    let selling = Payer::SellingOrganisation(Uuid::from_u128(9));
    let payers = [amount(unit(1), 70, 5), amount(unit(2), 0, 0), amount(selling, 25, 0)];
    let [first, _, last] = payers.map(|payer| payer.payer);
    let (clearing, bank) = (account(AccountKind::CaseClearing), account(AccountKind::Bank));
    let suspense = account(AccountKind::Suspense);
    let debits = [(first.principal(), -70), (first.interest(), -5), (last.principal(), -25)];
    let credits = debits.map(|(account, amount)| (account, -amount));
    let released = Uuid::from_u128(77);

    let cases: [Case; 16] = [
        (
            opening_balance(head("1"), DISTRICT, &payers),
            EntryKind::OpeningBalance,
            [&credits[..], &[(bank, -100)]].concat(),
            vec![],
        ),
        (place_hold(head("2"), &payers), EntryKind::HoldPlaced, vec![], credits.to_vec()),
        (release_hold(head("3"), &payers), EntryKind::HoldReleased, vec![], debits.to_vec()),
        (
            release_payment(head("4"), &payers),
            EntryKind::PaymentReleased,
            [&debits[..], &[(clearing, 100)]].concat(),
            debits.to_vec(),
        ),
        (
            release_supplement(head("5"), &payers),
            EntryKind::SupplementReleased,
            [&debits[..], &[(clearing, 100)]].concat(),
            debits.to_vec(),
        ),
        (
            payment_paid(head("6"), DISTRICT, Fen(100)),
            EntryKind::PaymentPaid,
            vec![(clearing, -100), (bank, 100)],
            vec![],
        ),
        (
            give_up(head("9"), released, &payers),
            EntryKind::GivenUp,
            [&[(clearing, -100)], &credits[..]].concat(),
            vec![],
        ),
        (
            remainder_received(head("10"), MoneySource::Bank(DISTRICT), Fen(20)),
            EntryKind::RemainderReceived,
            vec![(bank, -20), (clearing, 20)],
            vec![],
        ),
        (
            settlement_return(head("11"), &payers),
            EntryKind::SettlementReturned,
            [&[(clearing, -100)], &credits[..]].concat(),
            vec![],
        ),
        (
            interest_posted(head("13"), DISTRICT, &[(first, Fen(3)), (last, Fen(4))]),
            EntryKind::InterestPosted,
            vec![(bank, -7), (first.interest(), 3), (last.interest(), 4)],
            vec![],
        ),
        (
            shortfall_paid(head("12"), MoneySource::Bank(DISTRICT), first, Fen(30)),
            EntryKind::ShortfallPaid,
            vec![(bank, -30), (first.principal(), 30)],
            vec![(first.principal(), 30)],
        ),
        (
            shortfall_paid(head("14"), MoneySource::Suspense(DISTRICT), first, Fen(30)),
            EntryKind::ShortfallPaid,
            vec![(suspense, -30), (first.principal(), 30)],
            vec![(first.principal(), 30)],
        ),
        (
            suspense_received(head("15"), DISTRICT, Fen(8)),
            EntryKind::SuspenseReceived,
            vec![(bank, -8), (suspense, 8)],
            vec![],
        ),
        (
            suspense_returned(head("16"), DISTRICT, Fen(8)),
            EntryKind::SuspenseReturned,
            vec![(suspense, -8), (clearing, 8)],
            vec![],
        ),
        (
            return_failed(head("17"), DISTRICT, Fen(8), released),
            EntryKind::Reversal,
            vec![(clearing, -8), (suspense, 8)],
            vec![],
        ),
        (
            payment_bounced(head("18"), DISTRICT, Fen(100), released),
            EntryKind::PaymentBounced,
            vec![(bank, -100), (clearing, 100)],
            vec![],
        ),
    ];
    for (entry, kind, postings, holds) in cases {
        let entry = entry.unwrap();
        let takes_back = matches!(kind, EntryKind::GivenUp | EntryKind::PaymentBounced | EntryKind::Reversal);
        assert_eq!((entry.kind(), posted(&entry), held(&entry)), (kind, postings, holds));
        assert_eq!(entry.postings().iter().map(|posting| posting.amount.0).sum::<i64>(), 0, "{kind:?}");
        assert_eq!(entry.reverses(), takes_back.then_some(released));

        let reversal = reverse(head("r"), released, &entry).unwrap();
        assert_eq!((reversal.kind(), reversal.reverses()), (EntryKind::Reversal, Some(released)));
        let negated = |changes: Vec<(Account, i64)>| {
            changes.into_iter().map(|(account, amount)| (account, -amount)).collect::<Vec<_>>()
        };
        assert_eq!((posted(&reversal), held(&reversal)), (negated(posted(&entry)), negated(held(&entry))));
    }
}

#[test]
fn amounts_that_make_no_entry_are_refused() {
    use LedgerError::{Duplicate, Nothing, OutOfRange};
    let one = unit(1);
    for (payers, error) in [
        (vec![], Nothing),
        (vec![amount(one, 0, 0)], Nothing),
        (vec![amount(one, -1, 2)], OutOfRange),
        (vec![amount(one, 2, -1)], OutOfRange),
        (vec![amount(one, Fen::MAX.0, 0), amount(unit(2), 1, 0)], OutOfRange),
        (vec![amount(one, 1, 0), amount(one, 1, 0)], Duplicate),
    ] {
        assert_eq!(opening_balance(head(""), DISTRICT, &payers), Err(error), "{payers:?}");
        assert_eq!(place_hold(head(""), &payers), Err(error));
        assert_eq!(release_hold(head(""), &payers), Err(error));
        assert_eq!(release_payment(head(""), &payers), Err(error));
        assert_eq!(give_up(head(""), SHEET, &payers), Err(error));
        assert_eq!(settlement_return(head(""), &payers), Err(error));
    }
    for (fen, error) in [(0, Nothing), (-1, OutOfRange), (Fen::MAX.0 + 1, OutOfRange)] {
        assert_eq!(payment_paid(head(""), DISTRICT, Fen(fen)), Err(error));
        assert_eq!(remainder_received(head(""), MoneySource::Bank(DISTRICT), Fen(fen)), Err(error));
        assert_eq!(shortfall_paid(head(""), MoneySource::Bank(DISTRICT), one, Fen(fen)), Err(error));
    }
}

#[test]
fn stored_rows_are_an_entry_only_if_they_balance() {
    let entry = payment_paid(head("1"), DISTRICT, Fen(100)).unwrap();
    let stored = |postings| {
        Entry::from_stored(entry.head().clone(), entry.kind(), None, postings, entry.holds().to_vec())
    };
    assert_eq!(stored(entry.postings().to_vec()), Ok(entry.clone()));
    assert_eq!(stored(entry.postings()[..1].to_vec()), Err(LedgerError::Unbalanced));
    assert_eq!(stored(entry.postings().repeat(2)), Err(LedgerError::Duplicate));
}

#[test]
fn accounts_are_named_once_in_the_order_of_their_locks() {
    let entry = release_payment(head("1"), &[amount(unit(2), 1, 1), amount(unit(1), 1, 1)]).unwrap();
    let accounts = entry.accounts();
    assert_eq!(accounts.len(), 5);
    assert!(accounts.is_sorted());
}

#[test]
fn codes_are_read_back_and_equal_the_wire() {
    for kind in EntryKind::ALL {
        assert_eq!(EntryKind::from_code(kind.code()), Some(kind));
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
    }
    for kind in AccountKind::ALL {
        assert_eq!(AccountKind::from_code(kind.code()), Some(kind));
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
    }
}
