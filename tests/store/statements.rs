//! Every statement is understood by both databases.

use crate::both_stores;
use anju_store::Store;

both_stores!(
    /// A statement that only one of them understands is found here, not in an office.
    every_statement_prepares,
    async |store: &Store| {
        let mut refused = Vec::new();
        for (name, sql) in anju_store::sql::all() {
            // The head of a multi-row insert is no statement by itself; its stories run it.
            if sql.0.trim_end().ends_with("VALUES") {
                continue;
            }
            if let Err(error) = store.prepare(sql).await {
                refused.push(format!("{name}: {error}"));
            }
        }
        assert!(refused.is_empty(), "{}", refused.join("\n"));
    }
);
