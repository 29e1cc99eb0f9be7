//! A submitted sheet: the one row that is kept of it beside the sheet itself, and what is gathered around it.

use crate::{Row, Store, StoreError, Tx, args, statements};
use anju_domain::area::AreaDm2;
use anju_domain::money::Fen;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

statements! {
    NEXT_SERIAL = "INSERT INTO serial_number (scope_id, name, year, value) VALUES ($1, $2, $3, 1)
                   ON CONFLICT (scope_id, name, year) DO UPDATE SET value = serial_number.value + 1 RETURNING value";
    DISTRICT_CODE = "SELECT code FROM district WHERE id = $1";
    ADD = "INSERT INTO withdrawal_case (sheet_id, sheet_version, submitted_at, submitted_by, began_on, check_code, kind,
           emergency_kind, basis, amount_fen, unit_count, area_dm2, shares_digest, pays_digest, payee_name, payee_bank,
           payee_account, publicity_until, due_on, round)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, 1)";
    GET = "SELECT c.sheet_id, c.sheet_version, c.submitted_at, c.submitted_by, c.began_on, c.check_code, c.kind,
           c.emergency_kind, c.basis, c.amount_fen, c.unit_count, c.area_dm2, c.payee_name, c.payee_bank,
           c.payee_account, c.corrected_name, c.corrected_bank, c.corrected_account, c.publicity_until, c.due_on,
           c.round, c.claimed_by, u.display_name AS claimed_by_name, c.actual_cost_fen, c.signatures_version
           FROM withdrawal_case c LEFT JOIN user_account u ON u.id = c.claimed_by WHERE c.sheet_id = $1";
    DUTIES = "SELECT duty, user_id FROM withdrawal_duty WHERE sheet_id = $1";
    ADD_DUTY = "INSERT INTO withdrawal_duty (sheet_id, duty, user_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    BALLOTS = "SELECT unit_id, choice, signed_on FROM withdrawal_ballot WHERE sheet_id = $1 ORDER BY unit_id";
    SIGNATURES_AT = "UPDATE withdrawal_case SET signatures_version = $2 WHERE sheet_id = $1";
    CLEAR_BALLOTS = "DELETE FROM withdrawal_ballot WHERE sheet_id = $1";
    ADD_BALLOTS = "INSERT INTO withdrawal_ballot (sheet_id, unit_id, choice, signed_on) VALUES";
    CLAIM = "UPDATE withdrawal_case SET claimed_by = $2, claimed_at = $3 WHERE sheet_id = $1";
    ENTERED = "UPDATE withdrawal_case SET claimed_by = NULL, claimed_at = NULL, due_on = $2 WHERE sheet_id = $1";
    CORRECT = "UPDATE withdrawal_case SET corrected_name = $2, corrected_bank = $3, corrected_account = $4
               WHERE sheet_id = $1";
    CONFIRM = "UPDATE withdrawal_case SET payee_name = corrected_name, payee_bank = corrected_bank,
               payee_account = corrected_account WHERE sheet_id = $1 AND corrected_account IS NOT NULL";
    COST = "UPDATE withdrawal_case SET actual_cost_fen = $2 WHERE sheet_id = $1";
    SETTLED = "UPDATE withdrawal_case SET settled_at = $2 WHERE sheet_id = $1";
    LAST_STEP = "SELECT move_code, actor_id FROM timeline WHERE case_id = $1 ORDER BY seq DESC LIMIT 1";
    TIMELINE = "SELECT seq, at, actor_id, actor_name, move_code, from_state, to_state, reason FROM timeline
                WHERE case_id = $1 ORDER BY seq LIMIT 1000";
}

/// The next number of a series that has no gap: it is taken back if the transaction is.
pub async fn next_serial(tx: &mut Tx, scope_id: Uuid, name: &str, year: i64) -> Result<i64, StoreError> {
    tx.opt(NEXT_SERIAL, args![scope_id, name, year])
        .await?
        .ok_or(StoreError::Corrupt("serial number"))?
        .get("value")
}

/// The administrative code of a district.
pub async fn district_code(tx: &mut Tx, district_id: Uuid) -> Result<String, StoreError> {
    tx.opt(DISTRICT_CODE, args![district_id]).await?.ok_or(StoreError::Corrupt("district"))?.get("code")
}

/// A sheet from its submission on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The sheet.
    pub sheet_id: Uuid,
    /// The version that the signed papers carry.
    pub sheet_version: i64,
    /// When it was submitted.
    pub submitted_at: DateTime<Utc>,
    /// By whom.
    pub submitted_by: Uuid,
    /// The day whose parameters it keeps.
    pub began_on: NaiveDate,
    /// The short code that a printed form is checked by.
    pub check_code: String,
    /// `planned` or `emergency`.
    pub kind: String,
    /// Of an emergency, which.
    pub emergency_kind: Option<String>,
    /// The code of the basis.
    pub basis: String,
    /// 申请支取金额
    pub amount: Fen,
    /// 分摊总户数
    pub unit_count: i64,
    /// 分摊总面积
    pub area: AreaDm2,
    /// Who gets the money.
    pub payee: PayeeText,
    /// A corrected payee that nobody has decided on.
    pub corrected: Option<PayeeText>,
    /// The last day of the publicity period.
    pub publicity_until: Option<NaiveDate>,
    /// The last day of the present state.
    pub due_on: Option<NaiveDate>,
    /// 1 for the amount asked for, then counting supplements.
    pub round: i64,
    /// Who works on it.
    pub claimed_by: Option<Uuid>,
    /// That person's name.
    pub claimed_by_name: Option<String>,
    /// 实际费用
    pub actual_cost: Option<Fen>,
    /// The version of the sheet at which its signatures last changed; 0 while none are entered.
    pub signatures_version: i64,
}

/// A payee, as it goes to the bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayeeText {
    /// 收款单位名称
    pub name: String,
    /// 收款银行
    pub bank: String,
    /// 收款账号, in full
    pub account: String,
}

/// Adds the row of a sheet that is being submitted, with the digests of its allocation.
pub async fn add(tx: &mut Tx, case: &Case, shares: &str, shares_and_pays: &str) -> Result<(), StoreError> {
    let args = args![
        case.sheet_id,
        case.sheet_version,
        case.submitted_at,
        case.submitted_by,
        case.began_on,
        case.check_code.as_str(),
        case.kind.as_str(),
        case.emergency_kind.clone(),
        case.basis.as_str(),
        case.amount,
        case.unit_count,
        case.area,
        shares,
        shares_and_pays,
        case.payee.name.as_str(),
        case.payee.bank.as_str(),
        case.payee.account.as_str(),
        case.publicity_until,
        case.due_on
    ];
    tx.exec(ADD, args).await.map(drop)
}

fn case(row: &Row) -> Result<Case, StoreError> {
    let corrected = match row.get::<Option<String>>("corrected_account")? {
        Some(account) => {
            Some(PayeeText { name: row.get("corrected_name")?, bank: row.get("corrected_bank")?, account })
        }
        None => None,
    };
    Ok(Case {
        sheet_id: row.get("sheet_id")?,
        sheet_version: row.get("sheet_version")?,
        submitted_at: row.get("submitted_at")?,
        submitted_by: row.get("submitted_by")?,
        began_on: row.get("began_on")?,
        check_code: row.get("check_code")?,
        kind: row.get("kind")?,
        emergency_kind: row.get("emergency_kind")?,
        basis: row.get("basis")?,
        amount: row.get("amount_fen")?,
        unit_count: row.get("unit_count")?,
        area: row.get("area_dm2")?,
        payee: PayeeText {
            name: row.get("payee_name")?,
            bank: row.get("payee_bank")?,
            account: row.get("payee_account")?,
        },
        corrected,
        publicity_until: row.get("publicity_until")?,
        due_on: row.get("due_on")?,
        round: row.get("round")?,
        claimed_by: row.get("claimed_by")?,
        claimed_by_name: row.get("claimed_by_name")?,
        actual_cost: row.get::<Option<i64>>("actual_cost_fen")?.map(Fen),
        signatures_version: row.get("signatures_version")?,
    })
}

/// The case of a sheet; `None` of a draft.
pub async fn get(store: &Store, sheet_id: Uuid) -> Result<Option<Case>, StoreError> {
    store.opt(GET, args![sheet_id]).await?.as_ref().map(case).transpose()
}

/// Who exercised which duty: its code and the user.
pub async fn duties(store: &Store, sheet_id: Uuid) -> Result<Vec<(String, Uuid)>, StoreError> {
    let rows = store.all(DUTIES, args![sheet_id]).await?;
    rows.iter().map(|row| Ok((row.get("duty")?, row.get("user_id")?))).collect()
}

/// Notes that a user exercised a duty.
pub async fn add_duty(tx: &mut Tx, sheet_id: Uuid, duty: &str, user_id: Uuid) -> Result<(), StoreError> {
    tx.exec(ADD_DUTY, args![sheet_id, duty, user_id]).await.map(drop)
}

/// A signature as entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BallotRow {
    /// The unit.
    pub unit_id: Uuid,
    /// The code of the choice.
    pub choice: String,
    /// The date beside the signature.
    pub signed_on: NaiveDate,
}

/// The signatures of a sheet.
pub async fn ballots(store: &Store, sheet_id: Uuid) -> Result<Vec<BallotRow>, StoreError> {
    let rows = store.all(BALLOTS, args![sheet_id]).await?;
    let ballot = |row: &Row| {
        Ok(BallotRow {
            unit_id: row.get("unit_id")?,
            choice: row.get("choice")?,
            signed_on: row.get("signed_on")?,
        })
    };
    rows.iter().map(ballot).collect()
}

/// Replaces the signatures of a sheet, which has this version from now on.
pub async fn replace_ballots(
    tx: &mut Tx,
    sheet_id: Uuid,
    ballots: &[BallotRow],
    version: i64,
) -> Result<(), StoreError> {
    tx.exec(SIGNATURES_AT, args![sheet_id, version]).await?;
    tx.exec(CLEAR_BALLOTS, args![sheet_id]).await?;
    let row = |ballot: &BallotRow| args![sheet_id, ballot.unit_id, ballot.choice.as_str(), ballot.signed_on];
    tx.insert_many(ADD_BALLOTS, ballots.iter().map(row).collect()).await
}

/// Notes who works on a sheet, or nobody.
pub async fn set_claim(
    tx: &mut Tx,
    sheet_id: Uuid,
    user_id: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.exec(CLAIM, args![sheet_id, user_id, at]).await.map(drop)
}

/// The sheet has entered another state: nobody works on it yet, and a new deadline runs.
pub async fn enter_state(tx: &mut Tx, sheet_id: Uuid, due_on: Option<NaiveDate>) -> Result<(), StoreError> {
    tx.exec(ENTERED, args![sheet_id, due_on]).await.map(drop)
}

/// Notes a corrected payee, or that there is none any more.
pub async fn set_corrected(tx: &mut Tx, sheet_id: Uuid, payee: Option<&PayeeText>) -> Result<(), StoreError> {
    let args = args![
        sheet_id,
        payee.map(|payee| payee.name.clone()),
        payee.map(|payee| payee.bank.clone()),
        payee.map(|payee| payee.account.clone())
    ];
    tx.exec(CORRECT, args).await.map(drop)
}

/// Makes the corrected payee the payee.
pub async fn confirm_payee(tx: &mut Tx, sheet_id: Uuid) -> Result<(), StoreError> {
    tx.exec(CONFIRM, args![sheet_id]).await?;
    set_corrected(tx, sheet_id, None).await
}

/// Notes the actual cost.
pub async fn set_actual_cost(tx: &mut Tx, sheet_id: Uuid, cost: Fen) -> Result<(), StoreError> {
    tx.exec(COST, args![sheet_id, cost]).await.map(drop)
}

/// Notes that the sheet is settled.
pub async fn set_settled(tx: &mut Tx, sheet_id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    tx.exec(SETTLED, args![sheet_id, at]).await.map(drop)
}

/// The code of a case's last move, and who made it.
pub async fn last_step(store: &Store, case_id: Uuid) -> Result<Option<(String, Uuid)>, StoreError> {
    let row = store.opt(LAST_STEP, args![case_id]).await?;
    row.map(|row| Ok((row.get("move_code")?, row.get("actor_id")?))).transpose()
}

/// One step of a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepRow {
    /// From 1.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor_id: Uuid,
    /// The name that the timeline shows.
    pub actor_name: String,
    /// The move's code.
    pub move_code: String,
    /// The state before.
    pub from_state: String,
    /// The state after.
    pub to_state: String,
    /// Why.
    pub reason: String,
}

/// The timeline of a case, the first step first.
pub async fn timeline(store: &Store, case_id: Uuid) -> Result<Vec<StepRow>, StoreError> {
    let rows = store.all(TIMELINE, args![case_id]).await?;
    let step = |row: &Row| {
        Ok(StepRow {
            seq: row.get("seq")?,
            at: row.get("at")?,
            actor_id: row.get("actor_id")?,
            actor_name: row.get("actor_name")?,
            move_code: row.get("move_code")?,
            from_state: row.get("from_state")?,
            to_state: row.get("to_state")?,
            reason: row.get("reason")?,
        })
    };
    rows.iter().map(step).collect()
}
