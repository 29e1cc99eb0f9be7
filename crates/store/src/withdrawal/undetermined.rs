//! Open sheets whose state has no last day yet: no rule gives one, or the calendar did not know the year.

use crate::{Row, Store, StoreError, Tx, args, statements};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

statements! {
    UNDETERMINED = "SELECT w.id, w.state, c.began_on,
                    (SELECT MAX(t.at) FROM timeline t WHERE t.case_id = w.id AND t.to_state = w.state
                     AND t.from_state <> t.to_state) AS entered_at
                    FROM withdrawal w JOIN withdrawal_case c ON c.sheet_id = w.id
                    WHERE c.due_on IS NULL AND w.state NOT IN ('settled', 'returned', 'cancelled')
                    ORDER BY w.id LIMIT 100000";
    DETERMINE = "UPDATE withdrawal_case SET due_on = $2 WHERE sheet_id = $1 AND due_on IS NULL";
}

/// A sheet without a last day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undetermined {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The state's code.
    pub state: String,
    /// The day whose parameters it keeps.
    pub began_on: NaiveDate,
    /// When it entered its state.
    pub entered_at: Option<DateTime<Utc>>,
}

/// The open sheets without a last day.
pub async fn undetermined(store: &Store) -> Result<Vec<Undetermined>, StoreError> {
    let read = |row: &Row| {
        Ok(Undetermined {
            sheet_id: row.get("id")?,
            state: row.get("state")?,
            began_on: row.get("began_on")?,
            entered_at: row.get("entered_at")?,
        })
    };
    store.all(UNDETERMINED, args![]).await?.iter().map(read).collect()
}

/// Gives a sheet its last day, unless it has one by now.
pub async fn determine(tx: &mut Tx, sheet_id: Uuid, due_on: NaiveDate) -> Result<(), StoreError> {
    tx.exec(DETERMINE, args![sheet_id, due_on]).await.map(drop)
}
