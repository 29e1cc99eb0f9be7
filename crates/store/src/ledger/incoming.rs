//! What comes in from outside, until it is credited or paid back.
//!
//! Invariant: noted → placed | suspense; suspense → placed | return_asked → returning → returned, or back to suspense. A
//! credit is noted once for its reference, and `rest_fen` of it lies in the district's suspense account while it waits.

use crate::{Row, Store, StoreError, Tx, args, statements};
use anju_domain::money::Fen;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

statements! {
    ADD = "INSERT INTO incoming_money (id, scope_id, source, reference, fen, rest_fen, payer_name, remark, received_on,
           noted_at, noted_by, state, reason_code, reason_text, return_round, version)
           VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8, $9, $10, 'noted', '', '', 0, 1) ON CONFLICT DO NOTHING";
    GET = "SELECT a.id, a.scope_id, a.source, a.reference, a.fen, a.rest_fen, a.payer_name, a.remark, a.received_on,
           a.noted_at, a.state, a.reason_code, a.reason_text, a.return_name, a.return_bank, a.return_account,
           a.return_reason, a.return_asked_by, a.return_round, a.version FROM incoming_money a WHERE a.id = $1";
    BY_REFERENCE = "SELECT a.id, a.scope_id, a.source, a.reference, a.fen, a.rest_fen, a.payer_name, a.remark,
                    a.received_on, a.noted_at, a.state, a.reason_code, a.reason_text, a.return_name, a.return_bank,
                    a.return_account, a.return_reason, a.return_asked_by, a.return_round, a.version
                    FROM incoming_money a WHERE a.scope_id = $1 AND a.reference = $2";
    LIST = "SELECT a.id, a.scope_id, a.source, a.reference, a.fen, a.rest_fen, a.payer_name, a.remark, a.received_on,
            a.noted_at, a.state, a.reason_code, a.reason_text, a.return_name, a.return_bank, a.return_account,
            a.return_reason, a.return_asked_by, a.return_round, a.version FROM incoming_money a
            WHERE ($1 OR a.scope_id = $2) AND ($3 OR a.state NOT IN ('placed', 'returned'))
            ORDER BY a.noted_at DESC, a.id DESC LIMIT 500";
    NOTED = "SELECT id FROM incoming_money WHERE state = 'noted' ORDER BY noted_at, id LIMIT 100";
    PLACE = "UPDATE incoming_money SET state = $3, rest_fen = $4, reason_code = $5, reason_text = $6,
             version = version + 1 WHERE id = $1 AND version = $2";
    ASK = "UPDATE incoming_money SET state = 'return_asked', return_name = $3, return_bank = $4, return_account = $5,
           return_reason = $6, return_asked_by = $7, version = version + 1
           WHERE id = $1 AND version = $2 AND state = 'suspense'";
    RELEASE = "UPDATE incoming_money SET state = 'returning', return_round = return_round + 1, version = version + 1
               WHERE id = $1 AND version = $2 AND state = 'return_asked'";
    REFUSE = "UPDATE incoming_money SET state = 'suspense', return_name = NULL, return_bank = NULL,
              return_account = NULL, return_reason = NULL, return_asked_by = NULL, reason_text = $3,
              version = version + 1 WHERE id = $1 AND version = $2";
    ADD_USE = "INSERT INTO incoming_use (incoming_id, entry_id, purpose, sheet_id, unit_id, fen, at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    USES = "SELECT u.incoming_id, u.purpose, u.fen, u.at, w.number FROM incoming_use u
            LEFT JOIN withdrawal w ON w.id = u.sheet_id WHERE u.incoming_id = $1 ORDER BY u.at, u.entry_id";
    DISTRICT = "SELECT id FROM district WHERE code = $1";
    UNCREDITED = "SELECT CAST(COALESCE(SUM(fen), 0) AS BIGINT) AS fen FROM incoming_money
                  WHERE scope_id = $1 AND state = 'noted'";
}

/// One credit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// The credit.
    pub id: Uuid,
    /// The district.
    pub scope_id: Uuid,
    /// `bank` or `counter`.
    pub source: String,
    /// The bank's reference, or the receipt's number.
    pub reference: String,
    /// How much came.
    pub fen: Fen,
    /// What of it waits in suspense.
    pub rest: Fen,
    /// Who paid.
    pub payer_name: String,
    /// What the payer wrote.
    pub remark: String,
    /// The day on which it arrived.
    pub received_on: NaiveDate,
    /// When it was noted.
    pub noted_at: DateTime<Utc>,
    /// `noted`, `suspense`, `placed`, `return_asked`, `returning` or `returned`.
    pub state: String,
    /// Why it waits: the code.
    pub reason_code: String,
    /// Why it waits: the sentence.
    pub reason_text: String,
    /// The return that somebody asked for.
    pub asked: Option<AskedReturn>,
    /// How often it was tried to pay it back.
    pub return_round: i64,
    /// Counts every change.
    pub version: i64,
}

/// A return that somebody asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedReturn {
    /// 收款人
    pub name: String,
    /// 收款银行
    pub bank: String,
    /// 收款账号, in full
    pub account: String,
    /// Why.
    pub reason: String,
    /// Who asked.
    pub asked_by: Uuid,
}

fn incoming(row: &Row) -> Result<Incoming, StoreError> {
    let asked = match row.get::<Option<Uuid>>("return_asked_by")? {
        Some(asked_by) => Some(AskedReturn {
            name: row.get("return_name")?,
            bank: row.get("return_bank")?,
            account: row.get("return_account")?,
            reason: row.get("return_reason")?,
            asked_by,
        }),
        None => None,
    };
    Ok(Incoming {
        id: row.get("id")?,
        scope_id: row.get("scope_id")?,
        source: row.get("source")?,
        reference: row.get("reference")?,
        fen: row.get("fen")?,
        rest: row.get("rest_fen")?,
        payer_name: row.get("payer_name")?,
        remark: row.get("remark")?,
        received_on: row.get("received_on")?,
        noted_at: row.get("noted_at")?,
        state: row.get("state")?,
        reason_code: row.get("reason_code")?,
        reason_text: row.get("reason_text")?,
        asked,
        return_round: row.get("return_round")?,
        version: row.get("version")?,
    })
}

/// A credit as it is noted.
#[derive(Clone, Debug)]
pub struct NewIncoming {
    /// The credit.
    pub id: Uuid,
    /// The district.
    pub scope_id: Uuid,
    /// `bank` or `counter`.
    pub source: &'static str,
    /// The bank's reference, or the receipt's number.
    pub reference: String,
    /// How much, above zero.
    pub fen: Fen,
    /// Who paid.
    pub payer_name: String,
    /// What the payer wrote.
    pub remark: String,
    /// The day on which it arrived.
    pub received_on: NaiveDate,
    /// When it is noted.
    pub noted_at: DateTime<Utc>,
    /// By whom.
    pub noted_by: Uuid,
}

/// Notes a credit. `false` if its reference, or its id, is known already.
pub async fn add(tx: &mut Tx, new: &NewIncoming) -> Result<bool, StoreError> {
    let args = args![
        new.id,
        new.scope_id,
        new.source,
        new.reference.as_str(),
        new.fen,
        new.payer_name.as_str(),
        new.remark.as_str(),
        new.received_on,
        new.noted_at,
        new.noted_by
    ];
    Ok(tx.exec(ADD, args).await? == 1)
}

/// One credit.
pub async fn get(store: &Store, id: Uuid) -> Result<Option<Incoming>, StoreError> {
    store.opt(GET, args![id]).await?.as_ref().map(incoming).transpose()
}

/// One credit, locked until the transaction ends.
pub async fn lock(tx: &mut Tx, id: Uuid) -> Result<Option<Incoming>, StoreError> {
    tx.lock(GET, args![id]).await?.first().map(incoming).transpose()
}

/// The credit that was noted under a reference.
pub async fn by_reference(
    store: &Store,
    scope_id: Uuid,
    reference: &str,
) -> Result<Option<Incoming>, StoreError> {
    store.opt(BY_REFERENCE, args![scope_id, reference]).await?.as_ref().map(incoming).transpose()
}

/// The credits of a district, or of all for `None`; only those that wait, or all. The newest first, at most 500.
pub async fn list(store: &Store, scope: Option<Uuid>, waiting: bool) -> Result<Vec<Incoming>, StoreError> {
    let args = args![scope.is_none(), scope.unwrap_or_default(), !waiting];
    store.all(LIST, args).await?.iter().map(incoming).collect()
}

/// Those that were noted and not yet credited, at most 100.
pub async fn noted(store: &Store) -> Result<Vec<Uuid>, StoreError> {
    store.all(NOTED, args![]).await?.iter().map(|row| row.get("id")).collect()
}

/// What was noted in a district and not yet credited.
pub async fn uncredited(store: &Store, scope_id: Uuid) -> Result<Fen, StoreError> {
    store.opt(UNCREDITED, args![scope_id]).await?.ok_or(StoreError::Corrupt("sum of credits"))?.get("fen")
}

/// Where a credit stands from now on, with what of it waits and why. `false` if its version is not this one any more.
pub async fn stand(
    tx: &mut Tx,
    (id, version): (Uuid, i64),
    state: &str,
    rest: Fen,
    (code, text): (&str, &str),
) -> Result<bool, StoreError> {
    Ok(tx.exec(PLACE, args![id, version, state, rest, code, text]).await? == 1)
}

/// Notes that somebody asks for its return. `false` if it does not wait in this version any more.
pub async fn ask_return(
    tx: &mut Tx,
    (id, version): (Uuid, i64),
    asked: &AskedReturn,
) -> Result<bool, StoreError> {
    let args = args![
        id,
        version,
        asked.name.as_str(),
        asked.bank.as_str(),
        asked.account.as_str(),
        asked.reason.as_str(),
        asked.asked_by
    ];
    Ok(tx.exec(ASK, args).await? == 1)
}

/// Notes that it goes back. `false` if nobody asks for that in this version any more.
pub async fn release_return(tx: &mut Tx, (id, version): (Uuid, i64)) -> Result<bool, StoreError> {
    Ok(tx.exec(RELEASE, args![id, version]).await? == 1)
}

/// Notes that it does not go back and waits again, and why.
pub async fn refuse_return(
    tx: &mut Tx,
    (id, version): (Uuid, i64),
    reason: &str,
) -> Result<bool, StoreError> {
    Ok(tx.exec(REFUSE, args![id, version, reason]).await? == 1)
}

/// What a part of a credit was used for.
#[derive(Clone, Debug)]
pub struct NewUse {
    /// The credit.
    pub incoming_id: Uuid,
    /// The entry that books it.
    pub entry_id: Uuid,
    /// `shortfall`, `remainder`, `suspense`, `return` or `return_failed`.
    pub purpose: &'static str,
    /// The sheet.
    pub sheet_id: Option<Uuid>,
    /// The unit.
    pub unit_id: Option<Uuid>,
    /// How much.
    pub fen: Fen,
    /// When.
    pub at: DateTime<Utc>,
}

/// Notes what a part of a credit was used for.
pub async fn add_use(tx: &mut Tx, new: &NewUse) -> Result<(), StoreError> {
    let args = args![new.incoming_id, new.entry_id, new.purpose, new.sheet_id, new.unit_id, new.fen, new.at];
    tx.exec(ADD_USE, args).await.map(drop)
}

/// What a part of a credit was used for, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UseRow {
    /// `shortfall`, `remainder`, `suspense`, `return` or `return_failed`.
    pub purpose: String,
    /// The sheet's number.
    pub number: Option<String>,
    /// How much.
    pub fen: Fen,
    /// When.
    pub at: DateTime<Utc>,
}

/// What became of a credit, the first part first.
pub async fn uses(store: &Store, id: Uuid) -> Result<Vec<UseRow>, StoreError> {
    let row = |row: &Row| {
        Ok(UseRow {
            purpose: row.get("purpose")?,
            number: row.get("number")?,
            fen: row.get("fen")?,
            at: row.get("at")?,
        })
    };
    store.all(USES, args![id]).await?.iter().map(row).collect()
}

/// The district with this code.
pub async fn district_by_code(store: &Store, code: &str) -> Result<Option<Uuid>, StoreError> {
    store.opt(DISTRICT, args![code]).await?.map(|row| row.get("id")).transpose()
}
