//! Payment instructions: the outbox between the ledger and a bank.
//!
//! Invariant: pending → sent → paid | failed, with unknown between sent and its end. A row leaves pending once, before
//! anything is said to the bank. It goes back to pending in one case only: a person sends it once more, under the same
//! reference, after the bank has said that it never had it.

use crate::{Row, Store, StoreError, Tx, args, statements};
use anju_domain::money::Fen;
use chrono::{DateTime, Utc};
use uuid::Uuid;

statements! {
    ADD = "INSERT INTO payment_instruction (id, scope_id, case_id, round, fen, payee_name, payee_bank, payee_account,
           state, detail, released_by, created_at, version)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'pending', '', $9, $10, 1)";
    OF_CASE = "SELECT id, scope_id, case_id, round, fen, payee_name, payee_bank, payee_account, state, detail,
               created_at, ended_at, never_had_at FROM payment_instruction WHERE case_id = $1 ORDER BY created_at, id";
    GET = "SELECT id, scope_id, case_id, round, fen, payee_name, payee_bank, payee_account, state, detail,
           created_at, ended_at, never_had_at FROM payment_instruction WHERE id = $1";
    PENDING = "SELECT id, scope_id, case_id, round, fen, payee_name, payee_bank, payee_account, state, detail,
               created_at, ended_at, never_had_at FROM payment_instruction WHERE state = 'pending' ORDER BY created_at, id LIMIT 50";
    QUESTIONS = "SELECT id, scope_id, case_id, round, fen, payee_name, payee_bank, payee_account, state, detail,
                 created_at, ended_at, never_had_at FROM payment_instruction
                 WHERE state IN ('sent', 'unknown') AND next_question_at <= $1 ORDER BY next_question_at, id LIMIT 50";
    SEND = "UPDATE payment_instruction SET state = 'sent', sent_at = $2, next_question_at = $3, version = version + 1
            WHERE id = $1 AND state = 'pending'";
    DOUBT = "UPDATE payment_instruction SET state = 'unknown', detail = $2, next_question_at = $3, never_had_at = $4,
             version = version + 1 WHERE id = $1 AND state IN ('sent', 'unknown')";
    AGAIN = "UPDATE payment_instruction SET state = 'pending', detail = $2, next_question_at = NULL,
             never_had_at = NULL, version = version + 1
             WHERE id = $1 AND state = 'unknown' AND never_had_at IS NOT NULL";
    CORRECT = "UPDATE payment_instruction SET state = $3, detail = $4, ended_at = $5, version = version + 1
               WHERE id = $1 AND state = $2";
    OUTGOING = "SELECT CAST(COALESCE(SUM(fen), 0) AS BIGINT) AS fen FROM payment_instruction
                WHERE scope_id = $1 AND state IN ('pending', 'sent', 'unknown')";
    ASK = "UPDATE payment_instruction SET next_question_at = $2, version = version + 1
           WHERE case_id = $1 AND state IN ('sent', 'unknown')";
    END = "UPDATE payment_instruction SET state = $2, detail = $3, ended_at = $4, next_question_at = NULL,
           version = version + 1 WHERE id = $1 AND state IN ('sent', 'unknown')";
}

/// One instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instruction {
    /// The instruction; the bank sees it as its reference.
    pub id: Uuid,
    /// The district.
    pub scope_id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The case's round.
    pub round: i64,
    /// The amount, above zero.
    pub fen: Fen,
    /// 收款单位名称
    pub payee_name: String,
    /// 收款银行
    pub payee_bank: String,
    /// 收款账号, in full
    pub payee_account: String,
    /// `pending`, `sent`, `unknown`, `paid` or `failed`.
    pub state: String,
    /// What the bank said.
    pub detail: String,
    /// When it was released.
    pub created_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// When the bank said that it never had it; `None` if it says otherwise or nothing.
    pub never_had_at: Option<DateTime<Utc>>,
}

fn instruction(row: &Row) -> Result<Instruction, StoreError> {
    Ok(Instruction {
        id: row.get("id")?,
        scope_id: row.get("scope_id")?,
        case_id: row.get("case_id")?,
        round: row.get("round")?,
        fen: row.get("fen")?,
        payee_name: row.get("payee_name")?,
        payee_bank: row.get("payee_bank")?,
        payee_account: row.get("payee_account")?,
        state: row.get("state")?,
        detail: row.get("detail")?,
        created_at: row.get("created_at")?,
        ended_at: row.get("ended_at")?,
        never_had_at: row.get("never_had_at")?,
    })
}

/// Adds an instruction that waits to be sent.
pub async fn add(tx: &mut Tx, new: &Instruction, released_by: Uuid) -> Result<(), StoreError> {
    let args = args![
        new.id,
        new.scope_id,
        new.case_id,
        new.round,
        new.fen,
        new.payee_name.as_str(),
        new.payee_bank.as_str(),
        new.payee_account.as_str(),
        released_by,
        new.created_at
    ];
    tx.exec(ADD, args).await.map(drop)
}

/// The instructions of a case, the first one first.
pub async fn of_case(store: &Store, case_id: Uuid) -> Result<Vec<Instruction>, StoreError> {
    store.all(OF_CASE, args![case_id]).await?.iter().map(instruction).collect()
}

/// One instruction.
pub async fn get(store: &Store, id: Uuid) -> Result<Option<Instruction>, StoreError> {
    store.opt(GET, args![id]).await?.as_ref().map(instruction).transpose()
}

/// Those that wait to be sent, at most 50.
pub async fn pending(store: &Store) -> Result<Vec<Instruction>, StoreError> {
    store.all(PENDING, args![]).await?.iter().map(instruction).collect()
}

/// Those about which the bank has to be asked by now, at most 50.
pub async fn questions(store: &Store, now: DateTime<Utc>) -> Result<Vec<Instruction>, StoreError> {
    store.all(QUESTIONS, args![now]).await?.iter().map(instruction).collect()
}

/// Notes, before anything is said to the bank, that it is being sent. `false` if somebody else sends it.
pub async fn mark_sent(
    tx: &mut Tx,
    id: Uuid,
    at: DateTime<Utc>,
    ask_at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(tx.exec(SEND, args![id, at, ask_at]).await? == 1)
}

/// Notes that nobody knows what became of it, and when to ask again; `never_had_at` if the bank says that it never had
/// it.
pub async fn mark_unknown(
    tx: &mut Tx,
    id: Uuid,
    detail: &str,
    ask_at: DateTime<Utc>,
    never_had_at: Option<DateTime<Utc>>,
) -> Result<(), StoreError> {
    tx.exec(DOUBT, args![id, detail, ask_at, never_had_at]).await.map(drop)
}

/// Lets it wait to be sent once more under the same reference. `false` if the bank does not say that it never had it.
pub async fn send_again(tx: &mut Tx, id: Uuid, detail: &str) -> Result<bool, StoreError> {
    Ok(tx.exec(AGAIN, args![id, detail]).await? == 1)
}

/// Takes over the bank's correction of what it said before. `false` if it does not stand as `from` any more.
pub async fn correct(
    tx: &mut Tx,
    id: Uuid,
    (from, to): (&'static str, &'static str),
    detail: &str,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(tx.exec(CORRECT, args![id, from, to, detail, at]).await? == 1)
}

/// What is on its way through the bank in a district.
pub async fn outgoing(store: &Store, scope_id: Uuid) -> Result<Fen, StoreError> {
    store.opt(OUTGOING, args![scope_id]).await?.ok_or(StoreError::Corrupt("sum of instructions"))?.get("fen")
}

/// Has the bank asked at this time.
pub async fn ask_at(tx: &mut Tx, case_id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    tx.exec(ASK, args![case_id, at]).await.map(drop)
}

/// Ends it as `paid` or `failed`. `false` if it has ended already or was never sent.
pub async fn end(
    tx: &mut Tx,
    id: Uuid,
    state: &'static str,
    detail: &str,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(tx.exec(END, args![id, state, detail, at]).await? == 1)
}
