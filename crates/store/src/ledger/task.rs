//! What a person has to decide about money: at most one open task of a kind about one subject.

use crate::{Row, Store, StoreError, Tx, args, statements};
use anju_domain::money::Fen;
use chrono::{DateTime, Utc};
use uuid::Uuid;

statements! {
    OPEN = "INSERT INTO money_task (id, scope_id, kind, subject_id, case_id, fen, detail, opened_at, resolution, note,
            version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '', 1) ON CONFLICT DO NOTHING";
    GET = "SELECT t.id, t.scope_id, t.kind, t.subject_id, t.case_id, t.fen, t.detail, t.opened_at, t.ended_at,
           t.resolution, t.note, t.version, w.number, u.display_name AS ended_by_name FROM money_task t
           LEFT JOIN withdrawal w ON w.id = t.case_id LEFT JOIN user_account u ON u.id = t.ended_by WHERE t.id = $1";
    OPEN_ONES = "SELECT t.id, t.scope_id, t.kind, t.subject_id, t.case_id, t.fen, t.detail, t.opened_at, t.ended_at,
                 t.resolution, t.note, t.version, w.number, u.display_name AS ended_by_name FROM money_task t
                 LEFT JOIN withdrawal w ON w.id = t.case_id LEFT JOIN user_account u ON u.id = t.ended_by
                 WHERE ($1 OR t.scope_id = $2) AND t.ended_at IS NULL ORDER BY t.opened_at, t.id LIMIT 500";
    DONE_ONES = "SELECT t.id, t.scope_id, t.kind, t.subject_id, t.case_id, t.fen, t.detail, t.opened_at, t.ended_at,
                 t.resolution, t.note, t.version, w.number, u.display_name AS ended_by_name FROM money_task t
                 LEFT JOIN withdrawal w ON w.id = t.case_id LEFT JOIN user_account u ON u.id = t.ended_by
                 WHERE ($1 OR t.scope_id = $2) AND t.ended_at IS NOT NULL ORDER BY t.ended_at DESC, t.id LIMIT 500";
    ABOUT = "SELECT kind FROM money_task WHERE subject_id = $1 AND ended_at IS NULL ORDER BY opened_at DESC";
    END = "UPDATE money_task SET ended_at = $3, ended_by = $4, resolution = $5, note = $6, version = version + 1
           WHERE id = $1 AND version = $2 AND ended_at IS NULL";
    END_ABOUT = "UPDATE money_task SET ended_at = $3, ended_by = $4, resolution = 'done', version = version + 1
                 WHERE kind = $1 AND subject_id = $2 AND ended_at IS NULL";
}

/// A task to be opened.
#[derive(Clone, Debug)]
pub struct NewTask {
    /// The district.
    pub scope_id: Uuid,
    /// What kind of matter.
    pub kind: &'static str,
    /// The credit, the instruction, or the district.
    pub subject_id: Uuid,
    /// The sheet, where it is about one.
    pub case_id: Option<Uuid>,
    /// The amount in question.
    pub fen: Fen,
    /// What happened and what to do.
    pub detail: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Opens a task, unless one of its kind is open about its subject.
pub async fn open(tx: &mut Tx, new: &NewTask) -> Result<bool, StoreError> {
    let args = args![
        Uuid::now_v7(),
        new.scope_id,
        new.kind,
        new.subject_id,
        new.case_id,
        new.fen,
        new.detail.as_str(),
        new.at
    ];
    Ok(tx.exec(OPEN, args).await? == 1)
}

/// One task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The task.
    pub id: Uuid,
    /// The district.
    pub scope_id: Uuid,
    /// What kind of matter.
    pub kind: String,
    /// The credit, the instruction, or the district.
    pub subject_id: Uuid,
    /// The sheet, where it is about one.
    pub case_id: Option<Uuid>,
    /// The sheet's number.
    pub number: Option<String>,
    /// The amount in question.
    pub fen: Fen,
    /// What happened and what to do.
    pub detail: String,
    /// Since when it waits.
    pub opened_at: DateTime<Utc>,
    /// When it was decided.
    pub ended_at: Option<DateTime<Utc>>,
    /// By whom.
    pub ended_by_name: Option<String>,
    /// `accepted`, `dismissed`, `done`, or empty.
    pub resolution: String,
    /// What the person wrote.
    pub note: String,
    /// Counts every change.
    pub version: i64,
}

fn task(row: &Row) -> Result<Task, StoreError> {
    Ok(Task {
        id: row.get("id")?,
        scope_id: row.get("scope_id")?,
        kind: row.get("kind")?,
        subject_id: row.get("subject_id")?,
        case_id: row.get("case_id")?,
        number: row.get("number")?,
        fen: row.get("fen")?,
        detail: row.get("detail")?,
        opened_at: row.get("opened_at")?,
        ended_at: row.get("ended_at")?,
        ended_by_name: row.get("ended_by_name")?,
        resolution: row.get("resolution")?,
        note: row.get("note")?,
        version: row.get("version")?,
    })
}

/// One task.
pub async fn get(store: &Store, id: Uuid) -> Result<Option<Task>, StoreError> {
    store.opt(GET, args![id]).await?.as_ref().map(task).transpose()
}

/// The tasks of a district, or of all for `None`: the open ones by age, or the done ones, the newest first.
pub async fn list(store: &Store, scope: Option<Uuid>, done: bool) -> Result<Vec<Task>, StoreError> {
    let sql = if done { DONE_ONES } else { OPEN_ONES };
    store.all(sql, args![scope.is_none(), scope.unwrap_or_default()]).await?.iter().map(task).collect()
}

/// The kinds of the open tasks about a subject, the newest first.
pub async fn about(store: &Store, subject_id: Uuid) -> Result<Vec<String>, StoreError> {
    store.all(ABOUT, args![subject_id]).await?.iter().map(|row| row.get("kind")).collect()
}

/// Ends a task of this version. `false` if it is not open in it any more.
pub async fn end(
    tx: &mut Tx,
    (id, version): (Uuid, i64),
    by: Uuid,
    at: DateTime<Utc>,
    (resolution, note): (&str, &str),
) -> Result<bool, StoreError> {
    Ok(tx.exec(END, args![id, version, at, by, resolution, note]).await? == 1)
}

/// Ends the open task of a kind about a subject, because the matter itself came to its end.
pub async fn end_about(
    tx: &mut Tx,
    kind: &str,
    subject_id: Uuid,
    by: Uuid,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.exec(END_ABOUT, args![kind, subject_id, at, by]).await.map(drop)
}
