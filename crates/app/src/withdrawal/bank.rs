//! What the bank says of an instruction, and what the server may say to the bank.
//!
//! Invariant: an instruction is handed out for sending once; whatever the bank says, and however often, has one effect.
//! No answer is unknown, which is asked about and never sent again by itself.

use super::{booking, case, correction, moves};
use crate::ledger::return_money;
use crate::{App, Caller, Refusal, Scope, Unit};
use anju_domain::ledger as rules;
use anju_domain::money::Fen;
use anju_domain::withdrawal::state::Move;
use anju_store::ledger::instruction::{self, Instruction};
use anju_store::ledger::task::{self, NewTask};
use anju_store::withdrawal as store;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use std::sync::Arc;
use uuid::Uuid;

/// How often a notice is tried again when the case is changed at the same moment.
const ATTEMPTS: usize = 8;

/// The task about an instruction of which the bank reports another amount.
const OTHER_AMOUNT: &str = "other_amount";
/// What a person reads when the bank knows nothing of an instruction.
const NEVER_HAD: &str = "银行查无此指令。核实后可点“重发指令”，按原编号重新发出。";

/// The bank's word on an instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BankWord {
    /// It paid this amount.
    Paid(Fen),
    /// It refused, and why.
    Failed(String),
    /// Nobody knows, and why.
    Unknown(String),
    /// It never had it.
    NeverHad,
}

/// What a word of the bank did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The case moved on.
    Moved,
    /// It is known already, or nothing can be done with it; the case is as it was.
    Nothing,
    /// It contradicts what the bank said before. Nobody's money was moved; a person has to look.
    Contradiction,
}

impl App {
    /// The instructions that wait to be sent, each marked as sent before it is handed out: whoever gets one sends it
    /// once. The bank is asked about it after `patience`.
    pub async fn take_instructions(&self, patience: TimeDelta) -> Result<Vec<Instruction>, Refusal> {
        let mut taken = Vec::new();
        for waiting in instruction::pending(&self.store).await? {
            let (id, now) = (waiting.id, self.clock.now());
            let mine = self
                .store
                .write(move |tx| Box::pin(instruction::mark_sent(tx, id, now, now + patience)))
                .await?;
            if mine {
                taken.push(waiting);
            }
        }
        Ok(taken)
    }

    /// The instructions about which the bank has to be asked now.
    pub async fn open_questions(&self) -> Result<Vec<Instruction>, Refusal> {
        Ok(instruction::questions(&self.store, self.clock.now()).await?)
    }

    /// Takes the bank's word. The same word twice has one effect.
    pub async fn bank_says(&self, id: Uuid, word: BankWord, patience: TimeDelta) -> Result<Effect, Refusal> {
        let mut last = Err(Refusal::not_found("该付款指令"));
        for _ in 0..ATTEMPTS {
            last = self.take_word(id, &word, patience).await;
            match &last {
                Err(refusal) if refusal.problem().code == "version.stale" => {}
                _ => return last,
            }
        }
        last
    }

    async fn take_word(&self, id: Uuid, word: &BankWord, patience: TimeDelta) -> Result<Effect, Refusal> {
        let Some(own) = instruction::get(&self.store, id).await? else {
            return Err(Refusal::not_found("该付款指令"));
        };
        let asked_at = self.clock.now() + patience;
        let (chosen, state, detail) = match word {
            BankWord::Paid(fen) if *fen == own.fen => (Move::BankPaid, "paid", String::new()),
            BankWord::Paid(fen) => return self.other_amount(&own, *fen, asked_at).await,
            BankWord::Failed(why) => (Move::BankFailed, "failed", why.clone()),
            BankWord::Unknown(why) => return self.doubt(&own, why, asked_at, None).await,
            BankWord::NeverHad => {
                let never_had_at = Some(self.clock.now());
                return self.doubt(&own, NEVER_HAD, asked_at, never_had_at).await;
            }
        };
        match own.state.as_str() {
            "sent" | "unknown" => {}
            ended if ended == state => return Ok(Effect::Nothing),
            // What is not sent yet, or once more, is nothing that the bank could know of.
            "pending" => return Ok(Effect::Nothing),
            _ => return self.contradicted(&own, state, &detail).await,
        }
        let Some(sheet) = store::get(&self.store, own.case_id).await? else {
            return return_money::bank_answered(self, &own, state, &detail).await;
        };
        let loaded = case::load(self, sheet).await?.ok_or_else(|| Refusal::not_found("该任务单"))?;
        let allowed = Arc::new(moves::allow_bank(loaded, chosen, &detail)?);
        let (now, fen) = (self.clock.now(), own.fen);
        let (effect, heads) = self
            .store
            .write(move |tx| {
                let (allowed, detail) = (Arc::clone(&allowed), detail.clone());
                Box::pin(async move {
                    if !instruction::end(tx, id, state, &detail, now).await? {
                        return Ok((Effect::Nothing, Vec::new()));
                    }
                    let mut unit = Unit::new(tx, "withdrawal.bank_answer", now);
                    let bank = bank();
                    moves::apply(&mut unit, &bank, &allowed).await?;
                    if state == "paid" {
                        let sheet = &allowed.loaded.sheet;
                        let head = booking::head(sheet.id, &correction::paid_name(id), now);
                        let entry = rules::payment_paid(head, sheet.district_id, fen);
                        booking::book(&mut unit, &allowed, bank.user_id, entry).await?;
                    }
                    Ok::<_, Refusal>((Effect::Moved, unit.finish().await?))
                })
            })
            .await?;
        self.announce(heads);
        Ok(effect)
    }

    /// Nobody knows: it is asked again. A word about what has ended already changes nothing.
    async fn doubt(
        &self,
        own: &Instruction,
        why: &str,
        ask_at: DateTime<Utc>,
        never_had_at: Option<DateTime<Utc>>,
    ) -> Result<Effect, Refusal> {
        let (id, why) = (own.id, why.to_owned());
        self.store
            .write(move |tx| {
                let why = why.clone();
                Box::pin(async move { instruction::mark_unknown(tx, id, &why, ask_at, never_had_at).await })
            })
            .await?;
        Ok(Effect::Nothing)
    }

    /// Another amount than was instructed is not booked; a person has to find out what the bank paid.
    async fn other_amount(
        &self,
        own: &Instruction,
        paid: Fen,
        ask_at: DateTime<Utc>,
    ) -> Result<Effect, Refusal> {
        let detail =
            format!("银行回报金额 {} 元，与指令的 {} 元不符，未入账。", paid.grouped(), own.fen.grouped());
        self.doubt(own, &detail, ask_at, None).await?;
        self.open_task(own, OTHER_AMOUNT, format!("{detail}请与银行核对后处理。")).await?;
        Ok(Effect::Contradiction)
    }

    async fn contradicted(
        &self,
        own: &Instruction,
        state: &'static str,
        why: &str,
    ) -> Result<Effect, Refusal> {
        let (kind, detail) = if state == "paid" {
            let detail = "银行先报付款失败，后报已付款，没有自动入账。请与银行核实：确已付款的，点“以银行为准”；银行更正为未付款的，点“不予采纳”。";
            (case::PAID_AFTER_FAILED, detail.to_owned())
        } else {
            let detail = format!(
                "银行先报已付款，后报付款失败（{why}），没有自动冲账。请与银行核实：确已退票的，点“以银行为准”；银行更正为已付款的，点“不予采纳”。"
            );
            (case::FAILED_AFTER_PAID, detail)
        };
        tracing::error!(instruction = %own.id, kind, "the bank contradicts itself");
        self.open_task(own, kind, detail).await?;
        Ok(Effect::Contradiction)
    }

    /// Opens a task about an instruction, with a line in the audit chain; nothing if it is open already.
    async fn open_task(&self, own: &Instruction, kind: &'static str, detail: String) -> Result<(), Refusal> {
        let now = self.clock.now();
        let new = NewTask {
            scope_id: own.scope_id,
            kind,
            subject_id: own.id,
            case_id: Some(own.case_id),
            fen: own.fen,
            detail,
            at: now,
        };
        let heads = self
            .store
            .write(move |tx| {
                let new = new.clone();
                Box::pin(async move {
                    if !task::open(tx, &new).await? {
                        return Ok(Vec::new());
                    }
                    let mut unit = Unit::new(tx, "ledger.open_task", now);
                    let after = json!({ "task": kind, "instruction": new.subject_id }).to_string();
                    unit.audit(&bank(), new.scope_id, new.subject_id, String::new(), after);
                    unit.finish().await
                })
            })
            .await?;
        self.announce(heads);
        Ok(())
    }
}

/// The bank, as timelines and the audit chain name it.
pub(crate) fn bank() -> Caller {
    Caller {
        user_id: Uuid::nil(),
        session_id: Uuid::nil(),
        display_name: "银行".to_owned(),
        organisation_id: Uuid::nil(),
        scope: Scope::None,
        roles: Vec::new(),
        must_change_password: false,
    }
}
