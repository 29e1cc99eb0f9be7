//! The ledger's promises: entries balance, customers never fall below zero, replay gives every balance, and nobody
//! changes what is posted.

use anju_domain::money::Fen;
use anju_domain::withdrawal::draw::PrincipalAndInterest;
use anju_store::ledger::{
    self, AccountKind, Entry, Fault, Hold, LedgerError, OpeningBalance, Posted, Posting, account_id,
};
use anju_store::sql::Sql;
use anju_store::{Store, StoreError, Tx, args};
use chrono::{DateTime, NaiveDate, Utc};
use futures::future::BoxFuture;
use uuid::Uuid;

use crate::both_stores;

const DISTRICT: Uuid = Uuid::from_u128(0xd1);

pub(crate) fn entry(key: &str, postings: Vec<Posting>) -> Entry {
    Entry {
        id: Uuid::now_v7(),
        scope_id: DISTRICT,
        business_date: NaiveDate::from_ymd_opt(2026, 9, 1).expect("a day"),
        kind: "test",
        case_id: None,
        reverses: None,
        idempotency_key: key.to_owned(),
        actor_id: Uuid::from_u128(1),
        posted_at: DateTime::<Utc>::from_timestamp(1_790_000_000, 0).expect("an instant"),
        postings,
    }
}

pub(crate) fn unit(number: u128) -> Uuid {
    Uuid::from_u128(0x1000 + number)
}

pub(crate) fn principal(number: u128) -> Uuid {
    account_id(AccountKind::UnitPrincipal, unit(number))
}

pub(crate) fn balance(principal: i64, interest: i64) -> PrincipalAndInterest {
    PrincipalAndInterest { principal: Fen(principal), interest: Fen(interest) }
}

/// One transaction with one step of the ledger in it.
pub(crate) async fn write<T: Send + 'static>(
    store: &Store,
    step: impl for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<T, LedgerError>> + Send + Sync + 'static,
) -> Result<T, LedgerError> {
    store.write(step).await
}

pub(crate) async fn open(store: &Store, count: u128, each: PrincipalAndInterest) {
    let units: Vec<_> =
        (0..count).map(|number| OpeningBalance { unit_id: unit(number), balance: each }).collect();
    let opened = write(store, move |tx| {
        let units = units.clone();
        Box::pin(async move { ledger::opening_balance(tx, entry("opening", Vec::new()), &units).await })
    });
    assert_eq!(opened.await.expect("balances open"), Posted::New);
}

async fn post(store: &Store, new: Entry) -> Result<Posted, LedgerError> {
    write(store, move |tx| {
        let new = new.clone();
        Box::pin(async move { ledger::post(tx, new).await })
    })
    .await
}

pub(crate) async fn sound(store: &Store) {
    assert_eq!(ledger::verify(store).await.expect("the ledger can be read"), None);
}

/// The change of a stored row that the database is asked for behind the program's back.
async fn tamper(store: &Store, sql: &'static str) -> Result<u64, StoreError> {
    store.write(move |tx: &mut Tx| Box::pin(async move { tx.exec(Sql(sql), args![]).await })).await
}

both_stores!(
    /// Units come with their balances once, however often they are brought.
    opening_twice_changes_nothing,
    async |store: &Store| {
        open(store, 3, balance(1_000, 50)).await;
        let again = write(store, |tx| {
            Box::pin(async move {
                let unit = OpeningBalance { unit_id: unit(0), balance: balance(1_000, 50) };
                ledger::opening_balance(tx, entry("opening", Vec::new()), &[unit]).await
            })
        });
        assert!(matches!(again.await, Ok(Posted::Repeated(_))));
        let stands = ledger::account::of_unit(store, unit(2)).await.expect("readable").expect("open");
        assert_eq!((stands.balance, stands.held), (balance(1_000, 50), balance(0, 0)));
        sound(store).await;
    }
);

both_stores!(
    /// What does not balance, takes more than there is, or reaches no account, is refused and leaves nothing.
    impossible_entries_are_refused,
    async |store: &Store| {
        open(store, 2, balance(100, 0)).await;
        let posting = |account_id, fen| Posting { account_id, fen: Fen(fen) };
        let unbalanced = entry("a", vec![posting(principal(0), -5), posting(principal(1), 4)]);
        assert!(matches!(post(store, unbalanced).await, Err(LedgerError::Unbalanced)));
        let uncovered = entry("b", vec![posting(principal(0), -101), posting(principal(1), 101)]);
        match post(store, uncovered).await {
            Err(LedgerError::Uncovered { accounts }) => assert_eq!(accounts, [principal(0)]),
            other => panic!("{other:?}"),
        }
        let nowhere = entry("c", vec![posting(principal(0), -1), posting(Uuid::from_u128(9), 1)]);
        assert!(matches!(post(store, nowhere).await, Err(LedgerError::NotOpen)));
        let all = entry("d", vec![posting(principal(0), -100), posting(principal(1), 100)]);
        assert_eq!(post(store, all).await.expect("all of it may go"), Posted::New);
        sound(store).await;
    }
);

both_stores!(
    /// Held money cannot be spent or held twice; released money can.
    held_money_is_not_available,
    async |store: &Store| {
        open(store, 2, balance(100, 0)).await;
        let case = Uuid::from_u128(0xca5e);
        let place = |case_id, fen| {
            write(store, move |tx| {
                Box::pin(async move {
                    let hold = Hold { account_id: principal(0), fen: Fen(fen) };
                    ledger::place_holds(tx, case_id, 1, &[hold]).await
                })
            })
        };
        place(case, 70).await.expect("there is that much");
        let other = Uuid::from_u128(0xca5f);
        assert!(matches!(place(other, 31).await, Err(LedgerError::Uncovered { .. })));
        let spend = |key, fen| {
            let to = Posting { account_id: principal(1), fen: Fen(fen) };
            entry(key, vec![Posting { account_id: principal(0), fen: Fen(-fen) }, to])
        };
        assert!(matches!(post(store, spend("a", 31)).await, Err(LedgerError::Uncovered { .. })));
        sound(store).await;
        let release = write(store, move |tx| {
            Box::pin(async move { Ok(ledger::release_holds(tx, case).await?) })
        });
        release.await.expect("what is held can be released");
        post(store, spend("b", 100)).await.expect("nothing is held any more");
        sound(store).await;
    }
);

both_stores!(
    /// The database refuses to change or delete what is posted, whoever asks.
    postings_are_for_ever,
    async |store: &Store| {
        open(store, 1, balance(100, 0)).await;
        for change in [
            "UPDATE posting SET fen = fen + 1",
            "DELETE FROM posting",
            "UPDATE entry SET kind = 'other'",
            "DELETE FROM entry",
            "UPDATE account SET balance_fen = -1 WHERE balance_fen IS NOT NULL",
            "UPDATE account SET held_fen = balance_fen + 1 WHERE balance_fen IS NOT NULL",
        ] {
            assert!(tamper(store, change).await.is_err(), "{change}");
        }
        sound(store).await;
    }
);

both_stores!(
    /// A balance or a hold changed behind the program's back is found and named.
    tampering_is_found,
    async |store: &Store| {
        open(store, 1, balance(100, 7)).await;
        tamper(store, "UPDATE account SET balance_fen = balance_fen + 1 WHERE kind = 'unit_interest'")
            .await
            .expect("the database cannot know");
        let account = account_id(AccountKind::UnitInterest, unit(0));
        let drifted = Fault::Drifted { account_id: account, balance: Fen(8), replayed: Fen(7) };
        assert_eq!(ledger::verify(store).await.expect("readable"), Some(drifted));
        tamper(store, "UPDATE account SET balance_fen = 7, held_fen = 2 WHERE kind = 'unit_interest'")
            .await
            .expect("the database cannot know");
        let misheld = Fault::Misheld { account_id: account, held: Fen(2), replayed: Fen(0) };
        assert_eq!(ledger::verify(store).await.expect("readable"), Some(misheld));
    }
);

both_stores!(
    /// Random transfers by eight writers at once, some of them impossible, some of them repeated: no fen is made or
    /// lost, and each key has one effect.
    random_transfers_keep_every_promise,
    async |store: &Store| {
        const UNITS: u64 = 6;
        const TRANSFERS: u64 = 25;
        open(store, u128::from(UNITS), balance(500, 0)).await;
        let writers = (0..8_u64).map(|writer| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut state = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(writer + 1);
                let mut next = move |below: u64| {
                    state ^= state << 13;
                    state ^= state >> 7;
                    state ^= state << 17;
                    state % below
                };
                let mut taken = 0;
                for number in 0..TRANSFERS {
                    let from = next(UNITS);
                    let to = (from + 1 + next(UNITS - 1)) % UNITS;
                    let fen = i64::try_from(next(300) + 1).expect("small");
                    // Neighbouring writers share keys, so that repetitions race.
                    let key = format!("{}-{number}", writer / 2);
                    let postings = vec![
                        Posting { account_id: principal(u128::from(from)), fen: Fen(-fen) },
                        Posting { account_id: principal(u128::from(to)), fen: Fen(fen) },
                    ];
                    match post(&store, entry(&key, postings)).await {
                        Ok(Posted::New) => taken += 1,
                        Ok(Posted::Repeated(_)) | Err(LedgerError::Uncovered { .. }) => {}
                        other => panic!("{other:?}"),
                    }
                }
                taken
            })
        });
        let mut taken = 0;
        for writer in writers.collect::<Vec<_>>() {
            taken += writer.await.expect("a writer ends");
        }
        assert!(taken > 0 && taken <= 4 * TRANSFERS, "{taken}");
        sound(store).await;
        let mut total = 0;
        for number in 0..UNITS {
            let stands = ledger::account::of_unit(store, unit(u128::from(number))).await;
            total += stands.expect("readable").expect("open").balance.principal.0;
        }
        assert_eq!(total, 500 * i64::try_from(UNITS).expect("small"));
    }
);
