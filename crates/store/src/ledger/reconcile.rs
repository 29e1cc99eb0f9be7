//! The daily reconciliation: what the books say, what the bank says, and whether they agree.

use super::{AccountKind, account_id};
use crate::{Row, Store, StoreError, Tx, args, statements};
use anju_domain::money::Fen;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

statements! {
    // One statement sees one state of the books, whoever writes meanwhile. What was booked after the day is taken off.
    SUMS = "WITH later AS (SELECT p.account_id, p.fen FROM entry e JOIN posting p ON p.entry_id = e.id
                           WHERE e.scope_id = $1 AND e.business_date > $3),
            kinds AS (SELECT a.kind, SUM(a.balance_fen) AS fen FROM account a WHERE a.scope_id = $1 GROUP BY a.kind
                      UNION ALL SELECT a.kind, -SUM(l.fen) FROM later l JOIN account a ON a.id = l.account_id
                      WHERE a.balance_fen IS NOT NULL GROUP BY a.kind)
            SELECT
            (SELECT CAST(COALESCE(SUM(fen), 0) AS BIGINT) FROM kinds
             WHERE kind NOT IN ('case_clearing', 'suspense', 'bank')) AS customers_fen,
            (SELECT CAST(COALESCE(SUM(fen), 0) AS BIGINT) FROM kinds WHERE kind = 'suspense') AS suspense_fen,
            (SELECT CAST(COALESCE(SUM(fen), 0) AS BIGINT) FROM kinds WHERE kind = 'case_clearing') AS clearing_fen,
            (SELECT CAST(COALESCE(SUM(fen), 0) AS BIGINT) FROM payment_instruction
             WHERE scope_id = $1 AND state IN ('pending', 'sent', 'unknown')) AS outgoing_fen,
            (SELECT CAST(COALESCE(SUM(p.fen), 0) AS BIGINT) FROM posting p JOIN entry e ON e.id = p.entry_id
             WHERE p.account_id = $2 AND e.business_date <= $3) AS bank_fen,
            (SELECT CAST(COALESCE(SUM(i.fen), 0) AS BIGINT) FROM incoming_money i
             WHERE i.scope_id = $1 AND i.received_on <= $3
             AND NOT EXISTS (SELECT 1 FROM incoming_use u JOIN entry e ON e.id = u.entry_id
                             WHERE u.incoming_id = i.id AND e.business_date <= $3)) AS uncredited_fen,
            (SELECT closing_fen FROM bank_statement WHERE scope_id = $1 AND day = $3) AS statement_fen";
    DISTRICTS = "SELECT id, name FROM district ORDER BY code";
    NOTE_STATEMENT = "INSERT INTO bank_statement (scope_id, day, closing_fen, noted_at) VALUES ($1, $2, $3, $4)
                      ON CONFLICT (scope_id, day) DO UPDATE SET closing_fen = excluded.closing_fen,
                      noted_at = excluded.noted_at";
    KEEP = "INSERT INTO reconciliation (scope_id, day, customers_fen, suspense_fen, clearing_fen, outgoing_fen, bank_fen,
            statement_fen, uncredited_fen, fault, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            ON CONFLICT (scope_id, day) DO UPDATE SET customers_fen = excluded.customers_fen,
            suspense_fen = excluded.suspense_fen, clearing_fen = excluded.clearing_fen,
            outgoing_fen = excluded.outgoing_fen, bank_fen = excluded.bank_fen,
            statement_fen = excluded.statement_fen, uncredited_fen = excluded.uncredited_fen,
            fault = excluded.fault, made_at = excluded.made_at";
    MADE = "SELECT 1 AS made FROM reconciliation WHERE scope_id = $1 AND day = $2";
    LIST = "SELECT d.name AS district_name, r.day, r.customers_fen, r.suspense_fen, r.clearing_fen, r.outgoing_fen,
            r.bank_fen, r.statement_fen, r.uncredited_fen, r.fault, r.made_at
            FROM reconciliation r JOIN district d ON d.id = r.scope_id WHERE ($1 OR r.scope_id = $2)
            ORDER BY r.day DESC, d.code LIMIT 400";
}

/// What the books of a district say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sums {
    /// What stands on customers' accounts.
    pub customers: Fen,
    /// 暂收
    pub suspense: Fen,
    /// 待付
    pub clearing: Fen,
    /// Of that, what is on its way through the bank.
    pub outgoing: Fen,
    /// 专户: below zero by the money that lies there.
    pub bank: Fen,
    /// What the bank has reported and is not booked yet.
    pub uncredited: Fen,
    /// What the bank says that lay there at the end of the day.
    pub statement: Option<Fen>,
}

impl Sums {
    /// By how much the books exceed the bank: by its statement, or, where none has come, by the account in the books.
    /// What the bank has reported and is not booked yet lies at the bank already.
    pub fn difference(&self) -> Fen {
        let owed = self.customers.0 + self.suspense.0 + self.clearing.0;
        match self.statement {
            Some(statement) => Fen(owed - (statement.0 - self.uncredited.0)),
            None => Fen(owed + self.bank.0),
        }
    }
}

fn sums(row: &Row) -> Result<Sums, StoreError> {
    Ok(Sums {
        customers: row.get("customers_fen")?,
        suspense: row.get("suspense_fen")?,
        clearing: row.get("clearing_fen")?,
        outgoing: row.get("outgoing_fen")?,
        bank: row.get("bank_fen")?,
        uncredited: row.get("uncredited_fen")?,
        statement: row.get::<Option<i64>>("statement_fen")?.map(Fen),
    })
}

/// What the books of a district said at the end of a day, beside the bank's statement of that day.
pub async fn compare(store: &Store, scope_id: Uuid, day: NaiveDate) -> Result<Sums, StoreError> {
    let bank = account_id(AccountKind::Bank, scope_id);
    let row = store.opt(SUMS, args![scope_id, bank, day]).await?;
    sums(&row.ok_or(StoreError::Corrupt("sums of a district"))?)
}

/// The districts: id and name.
pub async fn districts(store: &Store) -> Result<Vec<(Uuid, String)>, StoreError> {
    let rows = store.all(DISTRICTS, args![]).await?;
    rows.iter().map(|row| Ok((row.get("id")?, row.get("name")?))).collect()
}

/// Notes the balance that the bank reports for the end of a day; a corrected report replaces the one before.
pub async fn note_statement(
    tx: &mut Tx,
    scope_id: Uuid,
    day: NaiveDate,
    closing: Fen,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.exec(NOTE_STATEMENT, args![scope_id, day, closing, at]).await.map(drop)
}

/// Whether a day was reconciled already.
pub async fn is_made(store: &Store, scope_id: Uuid, day: NaiveDate) -> Result<bool, StoreError> {
    Ok(store.opt(MADE, args![scope_id, day]).await?.is_some())
}

/// Keeps a reconciliation; made again, it replaces the one of the same day.
pub async fn keep(
    tx: &mut Tx,
    (scope_id, day): (Uuid, NaiveDate),
    sums: &Sums,
    fault: &str,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let args = args![
        scope_id,
        day,
        sums.customers,
        sums.suspense,
        sums.clearing,
        sums.outgoing,
        sums.bank,
        sums.statement,
        sums.uncredited,
        fault,
        at
    ];
    tx.exec(KEEP, args).await.map(drop)
}

/// One kept reconciliation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The district's name.
    pub district_name: String,
    /// The day.
    pub day: NaiveDate,
    /// What was compared.
    pub sums: Sums,
    /// The first contradiction that the replay found.
    pub fault: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
}

/// The reconciliations of a district, or of all for `None`, the newest day first, at most 400.
pub async fn list(store: &Store, scope: Option<Uuid>) -> Result<Vec<Kept>, StoreError> {
    let kept = |row: &Row| {
        Ok(Kept {
            district_name: row.get("district_name")?,
            day: row.get("day")?,
            sums: sums(row)?,
            fault: row.get("fault")?,
            made_at: row.get("made_at")?,
        })
    };
    store.all(LIST, args![scope.is_none(), scope.unwrap_or_default()]).await?.iter().map(kept).collect()
}
