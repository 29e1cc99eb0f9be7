//! What the bank says of an instruction, and what the server may say to the bank.
//!
//! Invariant: an instruction is handed out for sending once; whatever the bank says, and however often, has one effect.
//! No answer is unknown, which is asked about and never sent again by itself.

use super::{booking, case, moves};
use crate::{App, Caller, Refusal, Scope, Unit};
use anju_domain::ledger as rules;
use anju_domain::money::Fen;
use anju_domain::withdrawal::state::Move;
use anju_store::ledger::instruction::{self, Instruction};
use anju_store::withdrawal as store;
use chrono::TimeDelta;
use std::sync::Arc;
use uuid::Uuid;

/// How often a notice is tried again when the case is changed at the same moment.
const ATTEMPTS: usize = 8;

/// The bank's word on an instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BankWord {
    /// It paid this amount.
    Paid(Fen),
    /// It refused, and why.
    Failed(String),
    /// Nobody knows, and why.
    Unknown(String),
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
        let (chosen, state, detail) = match word {
            BankWord::Paid(fen) if *fen == own.fen => (Move::BankPaid, "paid", String::new()),
            BankWord::Paid(fen) => {
                let detail = format!("银行回报金额 {} 元，与指令不符，未入账。", fen.grouped());
                return self.doubt(&own, detail, patience).await;
            }
            BankWord::Failed(why) => (Move::BankFailed, "failed", why.clone()),
            BankWord::Unknown(why) => return self.doubt(&own, why.clone(), patience).await,
        };
        match own.state.as_str() {
            "sent" | "unknown" => {}
            ended if ended == state => return Ok(Effect::Nothing),
            earlier => {
                tracing::error!(instruction = %own.id, earlier, now = state, "the bank contradicts itself");
                return Ok(Effect::Contradiction);
            }
        }
        let sheet = store::get(&self.store, own.case_id).await?;
        let sheet = sheet.ok_or_else(|| Refusal::not_found("该任务单"))?;
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
                        let head = booking::head(sheet.id, &format!("paid:{id}"), now);
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

    async fn doubt(&self, own: &Instruction, why: String, patience: TimeDelta) -> Result<Effect, Refusal> {
        let (id, ask_at) = (own.id, self.clock.now() + patience);
        self.store
            .write(move |tx| {
                let why = why.clone();
                Box::pin(async move { instruction::mark_unknown(tx, id, &why, ask_at).await })
            })
            .await?;
        Ok(Effect::Nothing)
    }
}

/// The bank, as timelines and the audit chain name it.
fn bank() -> Caller {
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
