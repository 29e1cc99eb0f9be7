//! The feed has no gap and follows the order of commits, however many write at once.

use crate::both_stores;
use anju_store::feed::{self, Change, Kind};
use anju_store::{Store, StoreError};
use uuid::Uuid;

const WRITERS: usize = 8;
const EACH: usize = 20;
const SCOPES: [Uuid; 3] = [Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3)];

both_stores!(
    /// Every scope counts from one without a gap, also when some commands fail after they took a number.
    numbers_have_no_gap,
    async |store: &Store| {
        let mut writers = Vec::new();
        for writer in 0..WRITERS {
            let store = store.clone();
            writers.push(tokio::spawn(async move {
                for number in 0..EACH {
                    let fails = (writer + number) % 5 == 0;
                    let outcome: Result<(), StoreError> = store
                        .write(move |tx| {
                            Box::pin(async move {
                                let changes = SCOPES.map(|scope_id| Change {
                                    scope_id,
                                    kind: Kind::Withdrawal,
                                    entity_id: Uuid::now_v7(),
                                    removed: false,
                                    version: 1,
                                });
                                feed::record(tx, &changes).await?;
                                if fails { Err(StoreError::Corrupt("on purpose")) } else { Ok(()) }
                            })
                        })
                        .await;
                    assert_eq!(outcome.is_err(), fails, "{outcome:?}");
                }
            }));
        }
        for writer in writers {
            writer.await.expect("a writer ends");
        }
        let kept = WRITERS * EACH * 4 / 5;
        for scope in SCOPES {
            let page = feed::page(store, scope, 0, 1_000).await.expect("the feed can be read");
            let numbers: Vec<i64> = page.iter().map(|change| change.seq).collect();
            let expected: Vec<i64> = (1..=i64::try_from(kept).expect("a small number")).collect();
            assert_eq!(numbers, expected);
            assert_eq!(feed::head(store, scope).await.expect("it has a head").seq, expected.len() as i64);
        }
    }
);
