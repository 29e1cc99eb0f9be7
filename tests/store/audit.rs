//! The audit chain holds, and says where it does not.

use crate::both_stores;
use anju_store::audit::{self, Broken, Line};
use anju_store::sql::Sql;
use anju_store::{Store, StoreError};
use chrono::DateTime;
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

/// Somebody who may drop the trigger changes one byte: the entry is named.
#[tokio::test]
async fn a_changed_entry_is_named() {
    let opened = crate::on_sqlite().await;
    append(&opened.store, 5).await;
    for text in [
        "DROP TRIGGER audit_entry_no_update",
        "UPDATE audit_entry SET after_text = '第 2 次。' WHERE seq = 3",
    ] {
        let done: Result<u64, StoreError> =
            opened.store.write(move |tx| Box::pin(tx.exec(Sql(text), Vec::new()))).await;
        done.expect(text);
    }
    let broken = audit::verify(&opened.store).await.expect("it can be read");
    assert_eq!(broken, Some(Broken { district_id: DISTRICT, seq: 3 }));
}
