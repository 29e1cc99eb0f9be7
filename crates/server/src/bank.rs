//! The way to the bank: instructions go out once, what is not answered is asked about, notices may come at any time.

use crate::cli::Failure;
use anju_app::ledger::CreditNotice;
use anju_app::withdrawal::{BankWord, Effect};
use anju_app::{App, Refusal};
use anju_domain::money::Fen;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::time::Duration;
use tokio::time::MissedTickBehavior;
use uuid::Uuid;

/// How often the outbox is looked at.
const PACE: Duration = Duration::from_millis(250);
/// How long the bank may take to answer one call.
const CALL_LIMIT: Duration = Duration::from_secs(3);

/// An instruction as the bank gets it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Order {
    pub(crate) instruction_id: Uuid,
    pub(crate) amount_fen: i64,
    pub(crate) payee_name: String,
    pub(crate) payee_bank: String,
    pub(crate) payee_account: String,
}

/// What the bank says of an instruction, in an answer or in a notice.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Report {
    pub(crate) instruction_id: Uuid,
    pub(crate) status: Status,
    #[serde(default)]
    pub(crate) amount_fen: i64,
    #[serde(default)]
    pub(crate) reason: String,
}

/// Where an instruction stands at the bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    /// Taken, not yet carried out.
    Accepted,
    /// Carried out.
    Paid,
    /// Refused.
    Failed,
    /// The bank knows no such instruction.
    NotFound,
}

/// Where the bank is, and how long it is waited for before it is asked.
#[derive(Clone, Debug)]
pub(crate) struct Bank {
    pub(crate) url: String,
    pub(crate) patience: TimeDelta,
}

/// Sends what waits and asks about what is open, until the server ends.
pub(crate) async fn serve(app: App, bank: Bank) -> Result<(), Failure> {
    let http = reqwest::Client::builder()
        .timeout(CALL_LIMIT)
        .no_proxy()
        .build()
        .map_err(|error| Failure::Said(error.to_string()))?;
    let mut pace = tokio::time::interval(PACE);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        pace.tick().await;
        if let Err(refusal) = round(&app, &bank, &http).await {
            tracing::error!(code = refusal.problem().code, fault = ?refusal.fault(), "bank round failed");
        }
    }
}

async fn round(app: &App, bank: &Bank, http: &reqwest::Client) -> Result<(), Refusal> {
    for own in app.take_instructions(bank.patience).await? {
        let order = Order {
            instruction_id: own.id,
            amount_fen: own.fen.0,
            payee_name: own.payee_name,
            payee_bank: own.payee_bank,
            payee_account: own.payee_account,
        };
        let answer = http.post(format!("{}/orders", bank.url)).json(&order).send().await;
        take(app, bank, own.id, read(answer).await).await;
    }
    app.place_noted().await?;
    for own in app.open_questions().await? {
        let answer = http.get(format!("{}/orders/{}", bank.url, own.id)).send().await;
        take(app, bank, own.id, read(answer).await).await;
    }
    Ok(())
}

async fn read(answer: Result<reqwest::Response, reqwest::Error>) -> Option<Report> {
    answer.ok()?.error_for_status().ok()?.json().await.ok()
}

async fn take(app: &App, bank: &Bank, id: Uuid, report: Option<Report>) {
    let word = match report {
        None => BankWord::Unknown("银行没有应答，将继续查询。".to_owned()),
        Some(report) if report.instruction_id != id => {
            BankWord::Unknown("银行回报的指令编号不符，将继续查询。".to_owned())
        }
        Some(report) => word(&report),
    };
    if let Err(refusal) = app.bank_says(id, word, bank.patience).await {
        tracing::error!(instruction = %id, code = refusal.problem().code, "the bank's word was not taken");
    }
}

fn word(report: &Report) -> BankWord {
    match report.status {
        Status::Accepted => BankWord::Unknown("银行已受理，尚未付款。".to_owned()),
        Status::Paid => BankWord::Paid(Fen(report.amount_fen)),
        Status::Failed => BankWord::Failed(report.reason.clone()),
        Status::NotFound => BankWord::NeverHad,
    }
}

/// What notices need.
#[derive(Clone)]
struct Notices {
    app: App,
    key: String,
    patience: TimeDelta,
}

/// A credit on a district's account, in a notice.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct CreditReport {
    pub(crate) district_code: String,
    pub(crate) reference: String,
    pub(crate) amount_fen: i64,
    pub(crate) payer_name: String,
    #[serde(default)]
    pub(crate) remark: String,
    pub(crate) received_on: NaiveDate,
}

/// The balance of a district's account at the end of a day.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct StatementReport {
    district_code: String,
    day: NaiveDate,
    closing_fen: i64,
}

/// The routes on which the bank reports by itself. Without the key that both share nothing is taken.
pub(crate) fn notices(app: App, key: String, patience: TimeDelta) -> Router {
    Router::new()
        .route("/bank/notices", post(notice))
        .route("/bank/credits", post(credit))
        .route("/bank/statements", post(statement))
        .with_state(Notices { app, key, patience })
}

impl Notices {
    /// Hashes are compared, so that the time taken says nothing about the key.
    fn know(&self, headers: &HeaderMap) -> bool {
        let key = headers.get("x-bank-key").map(axum::http::HeaderValue::as_bytes).unwrap_or_default();
        !self.key.is_empty() && Sha256::digest(key) == Sha256::digest(&self.key)
    }
}

/// Says to the bank whether it has to report again.
fn answered(taken: Result<(), Refusal>) -> StatusCode {
    match taken {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(refusal) => {
            tracing::error!(code = refusal.problem().code, fault = ?refusal.fault(), "a notice was not taken");
            StatusCode::from_u16(refusal.problem().status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}

async fn credit(
    State(notices): State<Notices>,
    headers: HeaderMap,
    Json(report): Json<CreditReport>,
) -> StatusCode {
    if !notices.know(&headers) {
        return StatusCode::UNAUTHORIZED;
    }
    let noted = notices.app.note_credit(CreditNotice {
        district_code: report.district_code,
        reference: report.reference,
        fen: Fen(report.amount_fen),
        payer_name: report.payer_name,
        remark: report.remark,
        received_on: report.received_on,
    });
    let noted = noted.await;
    if noted.is_ok()
        && let Err(refusal) = notices.app.place_noted().await
    {
        // It is noted, and tried again in the next round.
        tracing::error!(code = refusal.problem().code, fault = ?refusal.fault(), "a credit was not placed");
    }
    answered(noted)
}

async fn statement(
    State(notices): State<Notices>,
    headers: HeaderMap,
    Json(report): Json<StatementReport>,
) -> StatusCode {
    if !notices.know(&headers) {
        return StatusCode::UNAUTHORIZED;
    }
    answered(notices.app.note_statement(&report.district_code, report.day, Fen(report.closing_fen)).await)
}

async fn notice(
    State(notices): State<Notices>,
    headers: HeaderMap,
    Json(report): Json<Report>,
) -> StatusCode {
    if !notices.know(&headers) {
        return StatusCode::UNAUTHORIZED;
    }
    match notices.app.bank_says(report.instruction_id, word(&report), notices.patience).await {
        Ok(Effect::Moved | Effect::Nothing) => StatusCode::NO_CONTENT,
        Ok(Effect::Contradiction) => StatusCode::CONFLICT,
        Err(refusal) => answered(Err(refusal)),
    }
}
