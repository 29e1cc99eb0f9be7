//! The outbox: what waits, what was sent, how each item ended.

use super::{DeskFile, instant};
use crate::ClientError;
use anju_contract::problem::Problem;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use std::collections::BTreeMap;
use uuid::Uuid;

/// How many items the page is shown.
const SHOWN: i64 = 500;

/// Where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// Not sent yet.
    Waiting,
    /// Sent, and no answer came back yet; repeated unchanged.
    Sent,
    /// The server took it.
    Accepted,
    /// The server refused it; the problem says why.
    Refused,
    /// The server has another version; the problem holds it.
    Conflict,
    /// It was in conflict and the user chose.
    Resolved,
}

impl ItemState {
    fn code(self) -> &'static str {
        match self {
            ItemState::Waiting => "waiting",
            ItemState::Sent => "sent",
            ItemState::Accepted => "accepted",
            ItemState::Refused => "refused",
            ItemState::Conflict => "conflict",
            ItemState::Resolved => "resolved",
        }
    }

    fn from_code(code: &str) -> Result<ItemState, ClientError> {
        let all = [
            ItemState::Waiting,
            ItemState::Sent,
            ItemState::Accepted,
            ItemState::Refused,
            ItemState::Conflict,
            ItemState::Resolved,
        ];
        all.into_iter().find(|state| state.code() == code).ok_or(ClientError::Damaged)
    }
}

/// An item as the page shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OutboxItem {
    /// The item's idempotency key.
    pub item_id: Uuid,
    /// What was written.
    pub command: String,
    /// On what.
    pub subject_id: Uuid,
    /// Where it stands.
    pub state: ItemState,
    /// When it was saved here.
    pub queued_at: DateTime<Utc>,
    /// When it was settled.
    pub settled_at: Option<DateTime<Utc>>,
    /// What this desk wrote; of a conflict, what was typed last.
    pub mine: Value,
    /// What the server has instead, of a conflict.
    pub theirs: Option<Value>,
    /// Why the server did not take it.
    pub problem: Option<Problem>,
}

/// An item on its way out.
#[derive(Clone, Debug)]
pub(crate) struct Outgoing {
    pub(crate) seq: i64,
    pub(crate) key: Uuid,
    pub(crate) command: String,
    pub(crate) subject: Uuid,
    pub(crate) body: String,
    pub(crate) was_sent: bool,
}

impl DeskFile {
    /// How many items are in each state.
    pub(crate) async fn item_counts(&self) -> Result<BTreeMap<String, i64>, ClientError> {
        let rows: Vec<(String, i64)> =
            sqlx::query_as("SELECT state, count(*) FROM outbox GROUP BY state LIMIT 100")
                .fetch_all(&self.pool)
                .await?;
        Ok(rows.into_iter().collect())
    }

    /// The next item after `seq` that may be sent: in order, and not behind a conflict on the same subject.
    pub(crate) async fn next_outgoing(&self, seq: i64) -> Result<Option<Outgoing>, ClientError> {
        let row = sqlx::query(
            "SELECT seq, idempotency_key, command, subject_id, body, state FROM outbox
             WHERE seq > ? AND state IN ('waiting', 'sent')
             AND NOT EXISTS (SELECT 1 FROM outbox earlier WHERE earlier.subject_id = outbox.subject_id
                             AND earlier.seq < outbox.seq AND earlier.state = 'conflict')
             ORDER BY seq LIMIT 1",
        )
        .bind(seq)
        .fetch_optional(&self.pool)
        .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Outgoing {
            seq: row.try_get("seq")?,
            key: row.try_get("idempotency_key")?,
            command: row.try_get("command")?,
            subject: row.try_get("subject_id")?,
            body: row.try_get("body")?,
            was_sent: row.try_get::<String, _>("state")? == ItemState::Sent.code(),
        }))
    }

    /// Notes, before it leaves, that an item was sent with this body. `false` if it was replaced meanwhile.
    pub(crate) async fn mark_sent(
        &self,
        item: &Outgoing,
        body: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, ClientError> {
        let done = sqlx::query(
            "UPDATE outbox SET state = 'sent', body = ?, sent_at = ?
             WHERE seq = ? AND idempotency_key = ? AND state = 'waiting'",
        )
        .bind(body)
        .bind(now.timestamp_micros())
        .bind(item.seq)
        .bind(item.key)
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// The server took an item and gave the subject this version.
    pub(crate) async fn accept(
        &self,
        item: &Outgoing,
        version: i64,
        answer: &str,
        now: DateTime<Utc>,
    ) -> Result<(), ClientError> {
        let mut tx = self.pool.begin().await?;
        settle(&mut tx, item, ItemState::Accepted, None, now).await?;
        sqlx::query("UPDATE outbox SET answer = ? WHERE seq = ?")
            .bind(answer)
            .bind(item.seq)
            .execute(&mut *tx)
            .await?;
        sqlx::query(
            "INSERT INTO own_version (subject_id, version) VALUES (?, ?)
             ON CONFLICT (subject_id) DO UPDATE SET version = max(version, excluded.version)",
        )
        .bind(item.subject)
        .bind(version)
        .execute(&mut *tx)
        .await?;
        // Nothing later waits: the server has all that was typed.
        sqlx::query(
            "DELETE FROM draft WHERE command = ?1 AND subject_id = ?2 AND NOT EXISTS (SELECT 1 FROM outbox
             WHERE subject_id = ?2 AND command = ?1 AND seq > ?3 AND state IN ('waiting', 'sent'))",
        )
        .bind(&item.command)
        .bind(item.subject)
        .bind(item.seq)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// The server did not take an item: refused, or in conflict with another version.
    pub(crate) async fn decline(
        &self,
        item: &Outgoing,
        state: ItemState,
        problem: &Problem,
        now: DateTime<Utc>,
    ) -> Result<(), ClientError> {
        let mut tx = self.pool.begin().await?;
        let problem = serde_json::to_string(problem)?;
        settle(&mut tx, item, state, Some(problem.clone()), now).await?;
        if state == ItemState::Refused {
            // What was made on top of it, such as a submission of the text that was refused, goes down with it.
            sqlx::query(
                "UPDATE outbox SET state = 'refused', problem = ?, settled_at = ?
                 WHERE subject_id = ? AND command <> ? AND seq > ? AND state = 'waiting'",
            )
            .bind(problem)
            .bind(now.timestamp_micros())
            .bind(item.subject)
            .bind(&item.command)
            .bind(item.seq)
            .execute(&mut *tx)
            .await?;
        }
        if state == ItemState::Conflict {
            // What was typed behind it stands in the draft; the choice between the versions sends it.
            sqlx::query(
                "DELETE FROM outbox WHERE subject_id = ? AND command = ? AND seq > ? AND state = 'waiting'",
            )
            .bind(item.subject)
            .bind(&item.command)
            .bind(item.seq)
            .execute(&mut *tx)
            .await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// What the server said to the item of this key, for whoever waited for it; `None` if it said nothing yet. A refusal
    /// that was heard wants no second look.
    pub(crate) async fn take_outcome(
        &self,
        key: Uuid,
        now: DateTime<Utc>,
    ) -> Result<Option<Result<Value, ClientError>>, ClientError> {
        let mut tx = self.pool.begin().await?;
        let row: Option<(String, Option<String>, Option<String>)> =
            sqlx::query_as("SELECT state, answer, problem FROM outbox WHERE idempotency_key = ?")
                .bind(key)
                .fetch_optional(&mut *tx)
                .await?;
        let said = match row {
            Some((state, Some(answer), _)) if state == ItemState::Accepted.code() => {
                sqlx::query("UPDATE local_answer SET answer = ? WHERE idempotency_key = ?")
                    .bind(&answer)
                    .bind(key)
                    .execute(&mut *tx)
                    .await?;
                Some(Ok(serde_json::from_str(&answer)?))
            }
            Some((state, _, Some(problem))) if state == ItemState::Refused.code() => {
                sqlx::query("UPDATE outbox SET state = 'resolved', settled_at = ? WHERE idempotency_key = ?")
                    .bind(now.timestamp_micros())
                    .bind(key)
                    .execute(&mut *tx)
                    .await?;
                sqlx::query("DELETE FROM local_answer WHERE idempotency_key = ?")
                    .bind(key)
                    .execute(&mut *tx)
                    .await?;
                Some(Err(ClientError::Refused(serde_json::from_str(&problem)?)))
            }
            _ => None,
        };
        tx.commit().await?;
        Ok(said)
    }

    /// How many items wait, and how many want a look.
    pub(crate) async fn counts(&self) -> Result<(i64, i64), ClientError> {
        let counts = sqlx::query_as(
            "SELECT count(*) FILTER (WHERE state IN ('waiting', 'sent')),
                    count(*) FILTER (WHERE state = 'conflict' OR (state = 'refused' AND NOT EXISTS (
                        SELECT 1 FROM outbox later WHERE later.subject_id = outbox.subject_id
                        AND later.seq > outbox.seq AND later.state <> 'refused')))
             FROM outbox WHERE state IN ('waiting', 'sent', 'conflict', 'refused')",
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(counts)
    }

    /// Where a subject's writes stand: in conflict, still waiting, or neither.
    pub(crate) async fn open_state(&self, subject: Uuid) -> Result<Option<ItemState>, ClientError> {
        let state: Option<String> = sqlx::query_scalar(
            "SELECT state FROM outbox WHERE subject_id = ? AND state IN ('waiting', 'sent', 'conflict')
             ORDER BY CASE state WHEN 'conflict' THEN 0 ELSE 1 END LIMIT 1",
        )
        .bind(subject)
        .fetch_optional(&self.pool)
        .await?;
        state.as_deref().map(ItemState::from_code).transpose()
    }

    /// The newest items for the page, open ones first.
    pub(crate) async fn items(&self) -> Result<Vec<OutboxItem>, ClientError> {
        let rows = sqlx::query(
            "SELECT outbox.idempotency_key, outbox.command, outbox.subject_id, outbox.state, outbox.queued_at,
                    outbox.settled_at, outbox.problem,
                    CASE WHEN outbox.state = 'conflict' THEN coalesce(draft.request, outbox.body) ELSE outbox.body END
                    AS mine
             FROM outbox LEFT JOIN draft ON draft.command = outbox.command AND draft.subject_id = outbox.subject_id
             ORDER BY CASE WHEN outbox.state IN ('accepted', 'resolved') THEN 1 ELSE 0 END, outbox.seq DESC LIMIT ?",
        )
        .bind(SHOWN)
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(item).collect()
    }
}

async fn settle(
    tx: &mut sqlx::SqliteConnection,
    item: &Outgoing,
    state: ItemState,
    problem: Option<String>,
    now: DateTime<Utc>,
) -> Result<(), ClientError> {
    sqlx::query("UPDATE outbox SET state = ?, problem = ?, settled_at = ? WHERE seq = ?")
        .bind(state.code())
        .bind(problem)
        .bind(now.timestamp_micros())
        .bind(item.seq)
        .execute(tx)
        .await?;
    Ok(())
}

fn item(row: &SqliteRow) -> Result<OutboxItem, ClientError> {
    let state = ItemState::from_code(&row.try_get::<String, _>("state")?)?;
    let problem: Option<String> = row.try_get("problem")?;
    let problem: Option<Problem> = problem.map(|text| serde_json::from_str(&text)).transpose()?;
    let theirs = match state {
        ItemState::Conflict => problem.as_ref().and_then(|problem| problem.details.clone()),
        ItemState::Waiting
        | ItemState::Sent
        | ItemState::Accepted
        | ItemState::Refused
        | ItemState::Resolved => None,
    };
    Ok(OutboxItem {
        item_id: row.try_get("idempotency_key")?,
        command: row.try_get("command")?,
        subject_id: row.try_get("subject_id")?,
        state,
        queued_at: instant(row.try_get("queued_at")?)?,
        settled_at: row.try_get::<Option<i64>, _>("settled_at")?.map(instant).transpose()?,
        mine: serde_json::from_str(&row.try_get::<String, _>("mine")?)?,
        theirs,
        problem,
    })
}
