//! The whole way of a withdrawal's money through the book.

use anju_domain::ledger::{
    Account, AccountKind, Book, BookError, Entry, LedgerError, MoneySource, Payer, PayerAmount, give_up,
    opening_balance, payment_paid, place_hold, release_hold, release_payment, remainder_received,
    settlement_return, shortfall_paid,
};
use anju_domain::money::Fen;
use anju_domain::parameter::{DrawOrder, Ratio};
use anju_domain::withdrawal::draw::PrincipalAndInterest;
use anju_domain::withdrawal::settlement::{Settlement, settle};
use uuid::Uuid;

use crate::support::{DISTRICT, account, amount, head, unit};

fn book(book: &mut Book, entry: Result<Entry, LedgerError>) {
    book.apply(&entry.unwrap()).unwrap();
}

fn standing(book: &Book, account: Account) -> (i64, i64) {
    let balance = book.balance(account);
    (balance.balance.0, balance.held.0)
}

fn parts(book: &Book, payer: Payer) -> ((i64, i64), (i64, i64)) {
    (standing(book, payer.principal()), standing(book, payer.interest()))
}

/// Unit 1 has 90 + 20, unit 2 has 60; the sheet holds 100 of the first and 60 of the second.
fn submitted() -> (Book, [PayerAmount; 2]) {
    let mut ledger = Book::default();
    let balances = [amount(unit(1), 90, 20), amount(unit(2), 60, 0)];
    book(&mut ledger, opening_balance(head("opening"), DISTRICT, &balances));
    let pays = [amount(unit(1), 90, 10), amount(unit(2), 60, 0)];
    book(&mut ledger, place_hold(head("hold"), &pays));
    (ledger, pays)
}

#[test]
fn paid_and_settled_to_the_fen() {
    let (mut ledger, mut pays) = submitted();
    assert_eq!(parts(&ledger, unit(1)), ((90, 90), (20, 10)));

    // Unit 2 pays in its shortfall of 40: credited, held, part of what is released.
    book(&mut ledger, shortfall_paid(head("shortfall"), MoneySource::Bank(DISTRICT), unit(2), Fen(40)));
    assert_eq!(parts(&ledger, unit(2)), ((100, 100), (0, 0)));
    pays[1].parts.principal = Fen(100);

    book(&mut ledger, release_payment(head("release"), &pays));
    assert_eq!(parts(&ledger, unit(1)), ((0, 0), (10, 0)));
    assert_eq!(standing(&ledger, account(AccountKind::CaseClearing)), (200, 0));
    book(&mut ledger, payment_paid(head("paid"), DISTRICT, Fen(200)));
    // 170 lay there, 40 came in, 200 went out.
    assert_eq!(standing(&ledger, account(AccountKind::Bank)), (-10, 0));

    // The repair cost 170: 15 go back to each, interest first, because it was drawn last.
    book(&mut ledger, remainder_received(head("remainder"), MoneySource::Bank(DISTRICT), Fen(30)));
    let paid = pays.map(|payer| payer.parts);
    let limit = Ratio { numerator: 1, denominator: 10 };
    let settlement = settle(Fen(200), Fen(170), &paid, DrawOrder::PrincipalFirst, limit).unwrap();
    let Settlement::Remainder { back, .. } = settlement else { panic!("30 are left: {settlement:?}") };
    assert_eq!(back[0], PrincipalAndInterest { principal: Fen(5), interest: Fen(10) });
    let back: Vec<_> =
        pays.iter().zip(back).map(|(payer, parts)| PayerAmount { payer: payer.payer, parts }).collect();
    book(&mut ledger, settlement_return(head("return"), &back));
    assert_eq!(parts(&ledger, unit(1)), ((5, 0), (20, 0)));
    assert_eq!(parts(&ledger, unit(2)), ((15, 0), (0, 0)));
    assert_eq!(standing(&ledger, account(AccountKind::CaseClearing)), (0, 0));
}

#[test]
fn giving_up_restores_principal_and_interest() {
    let (mut ledger, pays) = submitted();
    book(&mut ledger, release_payment(head("release"), &pays));
    // The bank refuses: nothing is posted, the money waits where it is.
    assert_eq!(standing(&ledger, account(AccountKind::CaseClearing)), (160, 0));
    book(&mut ledger, give_up(head("give up"), Uuid::from_u128(5), &pays));
    assert_eq!(parts(&ledger, unit(1)), ((90, 0), (20, 0)));
    assert_eq!(parts(&ledger, unit(2)), ((60, 0), (0, 0)));
}

#[test]
fn a_returned_sheet_frees_what_it_held() {
    let (mut ledger, pays) = submitted();
    book(&mut ledger, release_hold(head("free"), &pays));
    assert_eq!(parts(&ledger, unit(1)), ((90, 0), (20, 0)));
}

#[test]
fn what_would_break_a_balance_changes_nothing() {
    let (mut ledger, pays) = submitted();
    let before = ledger.clone();
    let first = unit(1);
    for (entry, error) in [
        // Held by the sheet already.
        (
            place_hold(head("x"), &[amount(first, 1, 0)]),
            BookError::Insufficient { account: first.principal() },
        ),
        (release_hold(head("x"), &[amount(first, 0, 11)]), BookError::NotHeld { account: first.interest() }),
        // More than was held would have to be consumed.
        (
            release_payment(head("x"), &[amount(first, 90, 11)]),
            BookError::NotHeld { account: first.interest() },
        ),
        // Nothing was released.
        (
            payment_paid(head("x"), DISTRICT, Fen(1)),
            BookError::Insufficient { account: account(AccountKind::CaseClearing) },
        ),
        (
            give_up(head("x"), Uuid::from_u128(5), &pays),
            BookError::Insufficient { account: account(AccountKind::CaseClearing) },
        ),
    ] {
        assert_eq!(ledger.apply(&entry.unwrap()), Err(error));
        assert_eq!(ledger, before);
    }
}
