//! Sixteen writers at once, their transactions broken off at random: no read ever sees a fen made or lost.

use super::ledger::{balance, entry, open, principal, sound, write};
use crate::both_stores;
use anju_domain::money::Fen;
use anju_store::ledger::{self, LedgerError, Posted, Posting};
use anju_store::sql::Sql;
use anju_store::{Engine, Store, StoreError, Tx, args};
use fastrand::Rng;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

const WRITERS: u64 = 16;
const TRANSFERS: u64 = 40;
const UNITS: u64 = 24;
const EACH: i64 = 100_000;

/// PostgreSQL breaks off three entries of ten as if they had lost a race; a sequence counts them, because it alone
/// survives the rollback.
const INJECTOR: [&str; 3] = [
    "CREATE SEQUENCE injected",
    "CREATE FUNCTION inject() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     IF random() < 0.3 THEN
         PERFORM nextval('injected');
         RAISE EXCEPTION 'injected' USING ERRCODE = '40001';
     END IF;
     RETURN NEW; END $$",
    "CREATE TRIGGER inject BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION inject()",
];

async fn command(store: &Store, sql: &'static str) {
    let done = store.write(move |tx: &mut Tx| Box::pin(async move { tx.exec(Sql(sql), args![]).await }));
    let done: Result<u64, StoreError> = done.await;
    done.expect("the statement is carried out");
}

async fn number(store: &Store, sql: &'static str) -> i64 {
    let row = store.opt(Sql(sql), args![]).await.expect("readable").expect("a row");
    row.get("number").expect("a number")
}

/// One writer's transfers, each posted twice under its key; what each unit gained by them.
async fn transfers(store: Store, writer: u64) -> Vec<(u64, i64)> {
    let mut dice = Rng::with_seed(writer);
    let mut gained = Vec::new();
    for transfer in 0..TRANSFERS {
        let (from, to) = (dice.u64(..UNITS), dice.u64(..UNITS));
        let fen = dice.i64(1..9001);
        if from == to {
            continue;
        }
        let (from_account, to_account) = (principal(u128::from(from)), principal(u128::from(to)));
        let postings = vec![
            Posting { account_id: from_account, fen: Fen(-fen) },
            Posting { account_id: to_account, fen: Fen(fen) },
        ];
        let new = entry(&format!("{writer}-{transfer}"), postings);
        for time in 0..2 {
            let new = new.clone();
            let posted = write(&store, move |tx| {
                let new = new.clone();
                Box::pin(async move { ledger::post(tx, new).await })
            });
            match posted.await {
                Ok(Posted::New) => gained.extend([(from, -fen), (to, fen)]),
                Ok(Posted::Repeated(_) | Posted::Nothing) => assert_eq!(time, 1, "nobody else has this key"),
                Err(LedgerError::Uncovered { .. }) => {}
                Err(error) => panic!("{error:?}"),
            }
        }
    }
    gained
}

both_stores!(
    /// Every read of the total is right while they write; at the end each balance is what its transfers make of it.
    every_read_of_the_total_is_right,
    async |store: &Store| {
        open(store, u128::from(UNITS), balance(EACH, 0)).await;
        if store.engine() == Engine::Postgres {
            for sql in INJECTOR {
                command(store, sql).await;
            }
        }
        let over = Arc::new(AtomicBool::new(false));
        let reading = {
            let (store, over) = (store.clone(), Arc::clone(&over));
            tokio::spawn(async move {
                let mut reads = 0;
                while !over.load(Ordering::SeqCst) {
                    let total = "SELECT CAST(SUM(balance_fen) AS BIGINT) AS number FROM account
                                 WHERE kind = 'unit_principal'";
                    assert_eq!(number(&store, total).await, EACH * UNITS as i64, "a fen was made or lost");
                    reads += 1;
                }
                reads
            })
        };
        let writers: Vec<_> =
            (0..WRITERS).map(|writer| tokio::spawn(transfers(store.clone(), writer))).collect();
        let mut model = vec![EACH; UNITS as usize];
        for writer in writers {
            for (unit, fen) in writer.await.expect("a writer ends") {
                model[unit as usize] += fen;
            }
        }
        over.store(true, Ordering::SeqCst);
        let reads: u32 = reading.await.expect("every read was right");
        assert!(reads > 10, "only {reads} reads while they wrote");
        for (unit, expected) in (0_u128..).zip(model) {
            let stands = ledger::account::of_unit(store, crate::ledger::unit(unit)).await;
            let stands = stands.expect("readable").expect("open");
            assert_eq!(stands.balance.principal.0, expected);
        }
        if store.engine() == Engine::Postgres {
            let injected = number(store, "SELECT last_value AS number FROM injected").await;
            assert!(injected > 100, "only {injected} transactions were broken off");
        }
        sound(store).await;
    }
);
