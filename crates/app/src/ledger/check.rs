//! Whether the books are right: the daily reconciliation, the signed heads of the audit chains, and the check on demand.
//!
//! Invariant: a difference is a task for a person; a line in a log is not enough.

use super::Books;
use crate::withdrawal::bank;
use crate::{App, Caller, Read, Refusal};
use anju_contract::commands::{ListChecks, Verify};
use anju_contract::ledger::{
    DailyCheck, ListChecksRequest, ListChecksResponse, SignedHead, VerifyRequest, VerifyResponse,
};
use anju_domain::calendar::business_date;
use anju_domain::money::Fen;
use anju_store::audit;
use anju_store::audit::daily_head::{self, Head, Signed};
use anju_store::ledger;
use anju_store::ledger::reconcile::{self, Kept, Sums};
use anju_store::ledger::task::{self, NewTask};
use chrono::{Days, NaiveDate};
use std::fmt::Write as _;
use uuid::Uuid;

/// The task about books that do not agree with the bank, or contradict themselves.
const RECONCILIATION: &str = "reconciliation";

/// A signed head as it is exported.
#[derive(Clone, Debug, serde::Serialize)]
pub struct ExportedHead {
    /// Whose chain.
    pub district_id: Uuid,
    /// The day.
    pub day: NaiveDate,
    /// How many entries the chain had.
    pub seq: i64,
    /// Its hash, in hexadecimal.
    pub hash: String,
    /// The signature, in hexadecimal.
    pub signature: String,
    /// The key that checks it, in hexadecimal; empty if it is none of the server's.
    pub public_key: String,
}

impl App {
    /// Notes the balance that the bank reports for the end of a day, and reconciles that day with it.
    ///
    /// # Errors
    /// A refusal if the district is unknown.
    pub async fn note_statement(&self, code: &str, day: NaiveDate, closing: Fen) -> Result<(), Refusal> {
        let scope_id = ledger::incoming::district_by_code(&self.store, code).await?;
        let scope_id = scope_id.ok_or_else(|| Refusal::not_found("该区县的专用账户"))?;
        let now = self.clock.now();
        self.store
            .write(move |tx| Box::pin(reconcile::note_statement(tx, scope_id, day, closing, now)))
            .await?;
        let fault = self.fault().await?;
        self.reconcile_one(scope_id, day, &fault).await.map(drop)
    }

    /// Reconciles every district for a day and opens a task where something differs; made again, it replaces the
    /// reconciliation of that day. Returns how many differ.
    ///
    /// # Errors
    /// A refusal if the books cannot be read.
    pub async fn reconcile(&self, day: NaiveDate) -> Result<usize, Refusal> {
        let fault = self.fault().await?;
        let mut differing = 0;
        for (scope_id, _) in reconcile::districts(&self.store).await? {
            differing += usize::from(self.reconcile_one(scope_id, day, &fault).await?);
        }
        Ok(differing)
    }

    /// The first contradiction that the replay finds; empty where there is none.
    async fn fault(&self) -> Result<String, Refusal> {
        Ok(ledger::verify(&self.store).await?.map(|fault| fault.to_string()).unwrap_or_default())
    }

    async fn reconcile_one(&self, scope_id: Uuid, day: NaiveDate, fault: &str) -> Result<bool, Refusal> {
        let sums = reconcile::compare(&self.store, scope_id, day).await?;
        self.keep(scope_id, day, sums, fault).await
    }

    async fn keep(&self, scope_id: Uuid, day: NaiveDate, sums: Sums, fault: &str) -> Result<bool, Refusal> {
        let detail = difference(day, &sums, fault);
        let (now, fault) = (self.clock.now(), fault.to_owned());
        let differs = detail.is_some();
        self.store
            .write(move |tx| {
                let (fault, detail) = (fault.clone(), detail.clone());
                Box::pin(async move {
                    reconcile::keep(tx, (scope_id, day), &sums, &fault, now).await?;
                    match detail {
                        Some(detail) => {
                            let new = NewTask {
                                scope_id,
                                kind: RECONCILIATION,
                                subject_id: scope_id,
                                case_id: None,
                                fen: sums.difference(),
                                detail,
                                at: now,
                            };
                            task::open(tx, &new).await.map(drop)
                        }
                        None => task::end_about(tx, RECONCILIATION, scope_id, bank().user_id, now).await,
                    }
                })
            })
            .await?;
        Ok(differs)
    }

    /// The day that has ended and is not closed yet; `None` if it is.
    ///
    /// # Errors
    /// A refusal if the storage fails.
    pub async fn day_to_close(&self) -> Result<Option<NaiveDate>, Refusal> {
        let Some(day) = business_date(self.clock.now()).checked_sub_days(Days::new(1)) else {
            return Ok(None);
        };
        for (scope_id, _) in reconcile::districts(&self.store).await? {
            if !reconcile::is_made(&self.store, scope_id, day).await? {
                return Ok(Some(day));
            }
        }
        Ok(None)
    }

    /// Signs the heads of the audit chains for a day; those that are signed already stay as they are.
    ///
    /// # Errors
    /// A refusal if the storage fails.
    pub async fn sign_heads(&self, day: NaiveDate) -> Result<(), Refusal> {
        let now = self.clock.now();
        for head in daily_head::unsigned(&self.store, day).await? {
            let signature = self.keys.sign(&signed_text(&head, day))?;
            self.store
                .write(move |tx| {
                    let (head, signature) = (head.clone(), signature.clone());
                    Box::pin(async move { daily_head::keep(tx, &head, day, &signature, now).await })
                })
                .await?;
        }
        Ok(())
    }

    /// The signed heads of a day as they are exported.
    ///
    /// # Errors
    /// A refusal if the storage fails.
    pub async fn exported_heads(&self, day: NaiveDate) -> Result<Vec<ExportedHead>, Refusal> {
        let exported = |signed: Signed| {
            let signer = self.keys.signer(&signed_text(&signed.head, signed.day), &signed.signature);
            ExportedHead {
                district_id: signed.head.district_id,
                day: signed.day,
                seq: signed.head.seq,
                hash: hexadecimal(&signed.head.hash),
                signature: hexadecimal(&signed.signature),
                public_key: hexadecimal(&signer.unwrap_or_default()),
            }
        };
        let signed = daily_head::list(&self.store, None).await?;
        Ok(signed.into_iter().filter(|signed| signed.day == day).map(exported).collect())
    }

    /// The first signed head that the chain does not have any more, or, among the last ones, that the server did not
    /// sign.
    ///
    /// # Errors
    /// A refusal if the storage fails.
    pub async fn broken_head(&self) -> Result<Option<(Uuid, NaiveDate)>, Refusal> {
        if let Some(rewritten) = daily_head::rewritten(&self.store).await? {
            return Ok(Some(rewritten));
        }
        for signed in daily_head::list(&self.store, None).await? {
            if !self.holds(&signed)? {
                return Ok(Some((signed.head.district_id, signed.day)));
            }
        }
        Ok(None)
    }

    fn holds(&self, signed: &Signed) -> Result<bool, Refusal> {
        let text = signed_text(&signed.head, signed.day);
        let stands = signed.entry_hash.as_ref() == Some(&signed.head.hash);
        Ok(stands && self.keys.signer(&text, &signed.signature).is_some())
    }
}

/// What is signed: district, day, number and hash, each of a fixed length.
fn signed_text(head: &Head, day: NaiveDate) -> Vec<u8> {
    let mut text = b"anju audit head 1".to_vec();
    text.extend_from_slice(head.district_id.as_bytes());
    text.extend_from_slice(day.format("%Y-%m-%d").to_string().as_bytes());
    text.extend_from_slice(&head.seq.to_be_bytes());
    text.extend_from_slice(&head.hash);
    text
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing into a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What a person reads about a difference; `None` where everything agrees.
fn difference(day: NaiveDate, sums: &Sums, fault: &str) -> Option<String> {
    let difference = sums.difference();
    if !fault.is_empty() {
        return Some(format!("{day} 账务重算不符：{fault}。请停止办理相关业务，由管理部与系统管理员核对。"));
    }
    if difference == Fen::ZERO {
        return None;
    }
    let against = if sums.statement.is_some() { "银行对账单" } else { "专户账面余额" };
    Some(format!(
        "{day} 账面应有余额与{against}相差 {} 元（账面减银行）。请核对在途付款、未入账到账和银行回单，查明后写明原因。",
        difference.grouped()
    ))
}

impl Read for ListChecks {
    async fn read(app: &App, caller: &Caller, _: ListChecksRequest) -> Result<ListChecksResponse, Refusal> {
        let scope = match Books::of(caller) {
            Books::District(id) => Some(id),
            Books::All => None,
            Books::None => return Ok(ListChecksResponse { checks: Vec::new(), heads: Vec::new() }),
        };
        let checks = reconcile::list(&app.store, scope).await?.into_iter().map(check).collect();
        let mut heads = Vec::new();
        for signed in daily_head::list(&app.store, scope).await? {
            let holds = app.holds(&signed)?;
            heads.push(SignedHead {
                district_name: signed.district_name.unwrap_or_else(|| "资金中心".to_owned()),
                day: signed.day,
                seq: signed.head.seq,
                hash: hexadecimal(&signed.head.hash),
                signature: hexadecimal(&signed.signature),
                holds,
            });
        }
        Ok(ListChecksResponse { checks, heads })
    }
}

fn check(kept: Kept) -> DailyCheck {
    DailyCheck {
        district_name: kept.district_name,
        day: kept.day,
        customers_fen: kept.sums.customers,
        suspense_fen: kept.sums.suspense,
        clearing_fen: kept.sums.clearing,
        outgoing_fen: kept.sums.outgoing,
        // Shown as the money that lies there.
        bank_fen: Fen(-kept.sums.bank.0),
        statement_fen: kept.sums.statement,
        uncredited_fen: kept.sums.uncredited,
        difference_fen: kept.sums.difference(),
        fault: kept.fault,
        made_at: kept.made_at,
    }
}

impl Read for Verify {
    async fn read(app: &App, _: &Caller, _: VerifyRequest) -> Result<VerifyResponse, Refusal> {
        let audit_fault = match audit::verify(&app.store).await? {
            Some(broken) => format!("审计链断裂：区县 {}，第 {} 条", broken.district_id, broken.seq),
            None => match app.broken_head().await? {
                Some((district_id, day)) => {
                    format!("审计链与已签名的日终摘要不符：区县 {district_id}，{day}")
                }
                None => String::new(),
            },
        };
        let ledger_fault = ledger::verify(&app.store).await?.map(|fault| fault.to_string());
        Ok(VerifyResponse {
            audit_fault,
            ledger_fault: ledger_fault.unwrap_or_default(),
            verified_at: app.clock.now(),
        })
    }
}
