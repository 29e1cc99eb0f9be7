//! The audit chain holds, and says where it does not.

use crate::both_stores;
use anju_store::audit::{self, Broken, Line};
use anju_store::sql::Sql;
use anju_store::{Arg, Engine, Store, StoreError, args};
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

const DISTRICT: Uuid = Uuid::from_u128(7);

async fn append(store: &Store, count: u8) {
    for number in 0..count {
        let line = Line {
            district_id: DISTRICT,
            // Finer than both databases keep: the hash must not depend on it.
            at: DateTime::from_timestamp(1_790_000_000, 123_456_789).expect("an instant"),
            actor_id: Uuid::from_u128(8),
            command: "withdrawal.save_draft",
            subject_id: Uuid::from_u128(u128::from(number)),
            before: String::new(),
            after: format!("第 {number} 次"),
        };
        store
            .write(move |tx| {
                let line = line.clone();
                Box::pin(async move { audit::append(tx, &line).await })
            })
            .await
            .expect("a line is appended");
    }
}

both_stores!(
    /// A chain as it was written holds.
    an_untouched_chain_holds,
    async |store: &Store| {
        assert_eq!(audit::verify(store).await.expect("it can be read"), None);
        append(store, 5).await;
        assert_eq!(audit::verify(store).await.expect("it can be read"), None);
    }
);

both_stores!(
    /// The database refuses to change or delete an entry.
    an_entry_cannot_be_touched,
    async |store: &Store| {
        append(store, 2).await;
        for text in ["UPDATE audit_entry SET after_text = ''", "DELETE FROM audit_entry"] {
            let refused: Result<u64, StoreError> =
                store.write(move |tx| Box::pin(tx.exec(Sql(text), Vec::new()))).await;
            refused.expect_err(text);
        }
    }
);

both_stores!(
    /// A head that does not fit the entries names the entry that is missing.
    a_lost_entry_is_named,
    async |store: &Store| {
        append(store, 3).await;
        let text = "UPDATE audit_head SET seq = 4";
        let done: Result<u64, StoreError> =
            store.write(move |tx| Box::pin(tx.exec(Sql(text), Vec::new()))).await;
        done.expect("a head may be moved");
        let broken = audit::verify(store).await.expect("it can be read");
        assert_eq!(broken, Some(Broken { district_id: DISTRICT, seq: 4 }));
    }
);

/// How many entries the chain has in which bytes are flipped.
const ENTRIES: u8 = 4;

async fn put(store: &Store, text: &'static str, args: Vec<Arg>) {
    let done: Result<u64, StoreError> = store
        .write(move |tx| {
            let args = args.clone();
            Box::pin(async move { tx.exec(Sql(text), args).await })
        })
        .await;
    assert_eq!(done.expect(text), 1, "{text}");
}

/// Every value that differs from this one by one bit of one byte, for each of its bytes.
fn flipped(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    (0..bytes.len()).map(|at| {
        let mut other = bytes.to_vec();
        other[at] ^= 1;
        other
    })
}

/// The same of a text, in its characters' own bytes; the last bit keeps UTF-8 whole.
fn flipped_text(text: &str) -> impl Iterator<Item = String> + '_ {
    flipped(text.as_bytes()).filter_map(|bytes| String::from_utf8(bytes).ok())
}

fn flipped_id(id: Uuid) -> impl Iterator<Item = Uuid> {
    let all: Vec<Vec<u8>> = flipped(id.as_bytes()).collect();
    all.into_iter().map(|bytes| Uuid::from_slice(&bytes).expect("16 bytes"))
}

both_stores!(
    /// Somebody who may drop the trigger flips one byte: whichever byte of whichever column of whichever entry, it is named.
    a_flipped_byte_is_named,
    async |store: &Store| {
        append(store, ENTRIES).await;
        let triggers: &[&'static str] = match store.engine() {
            Engine::Sqlite => &["DROP TRIGGER audit_entry_no_update"],
            Engine::Postgres => &["DROP TRIGGER audit_entry_append_only ON audit_entry"],
        };
        for text in triggers {
            let done: Result<u64, StoreError> =
                store.write(move |tx| Box::pin(tx.exec(Sql(text), Vec::new()))).await;
            done.expect(text);
        }
        let read = Sql("SELECT district_id, seq, at, actor_id, command, subject_id, before_text, after_text,
                        previous_hash, hash FROM audit_entry ORDER BY seq");
        let mut tried = 0;
        for (row, seq) in store.all(read, args![]).await.expect("readable").iter().zip(1_i64..) {
            macro_rules! flip {
                ($column:literal, $type:ty, $others:expr) => {
                    let whole: $type = row.get($column).expect($column);
                    for other in $others(whole.clone()) {
                        put(store, concat!("UPDATE audit_entry SET ", $column, " = $1 WHERE seq = $2"), args![other, seq]).await;
                        let broken = audit::verify(store).await.expect("it can be read");
                        assert_eq!(broken, Some(Broken { district_id: DISTRICT, seq }), $column);
                        put(store, concat!("UPDATE audit_entry SET ", $column, " = $1 WHERE seq = $2"), args![whole.clone(), seq]).await;
                        tried += 1;
                    }
                };
            }
            let bytes = |whole: Vec<u8>| flipped(&whole).collect::<Vec<_>>();
            let texts = |whole: String| flipped_text(&whole).collect::<Vec<_>>();
            let micros = |whole: DateTime<Utc>| [0, 8, 16, 24, 32].map(|bit| whole + TimeDelta::microseconds(1 << bit));
            flip!("district_id", Uuid, flipped_id);
            flip!("at", DateTime<Utc>, micros);
            flip!("actor_id", Uuid, flipped_id);
            flip!("command", String, texts);
            flip!("subject_id", Uuid, flipped_id);
            flip!("after_text", String, texts);
            flip!("previous_hash", Vec<u8>, bytes);
            flip!("hash", Vec<u8>, bytes);
            // An empty text has no byte to flip: one that appears is another text all the same.
            flip!("before_text", String, |_| ["0".to_owned()]);
            for bit in [8, 16, 24, 32, 40, 48] {
                let elsewhere = seq + (1_i64 << bit);
                put(store, "UPDATE audit_entry SET seq = $1 WHERE seq = $2", args![elsewhere, seq]).await;
                let broken = audit::verify(store).await.expect("it can be read");
                assert_eq!(broken, Some(Broken { district_id: DISTRICT, seq }), "seq");
                put(store, "UPDATE audit_entry SET seq = $1 WHERE seq = $2", args![seq, elsewhere]).await;
                tried += 1;
            }
        }
        assert!(tried > 500, "{tried} bytes were flipped");
        assert_eq!(audit::verify(store).await.expect("it can be read"), None, "everything is as it was");
    }
);

both_stores!(
    /// The head that the next entry will follow is part of the chain: a flipped byte of it names the entry after the last.
    a_flipped_head_is_named,
    async |store: &Store| {
        append(store, ENTRIES).await;
        let head = store.opt(Sql("SELECT seq, hash FROM audit_head"), args![]).await.expect("readable");
        let whole: Vec<u8> = head.expect("a head").get("hash").expect("a hash");
        let next = Broken { district_id: DISTRICT, seq: i64::from(ENTRIES) + 1 };
        for other in flipped(&whole) {
            put(store, "UPDATE audit_head SET hash = $1", args![other]).await;
            assert_eq!(audit::verify(store).await.expect("it can be read"), Some(next.clone()));
        }
        put(store, "UPDATE audit_head SET hash = $1", args![whole]).await;
        assert_eq!(audit::verify(store).await.expect("it can be read"), None);
    }
);
