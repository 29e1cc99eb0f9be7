//! A person takes over what the bank says after it had said otherwise: a payment that had failed was made after all, or
//! one that had been made came back.

use super::case;
use super::moves::{self, Allowed};
use super::{booking, facts};
use crate::{App, Caller, Refusal, Unit};
use anju_domain::ledger as rules;
use anju_domain::withdrawal::state::{Missing, Move};
use anju_store::StoreError;
use anju_store::ledger::{self, instruction};
use anju_store::withdrawal::case::set_corrected;
use uuid::Uuid;

/// A correction that holds as long as the sheet's version stays the same.
#[derive(Clone)]
pub(crate) struct Correction {
    allowed: Allowed,
    instruction: instruction::Instruction,
    /// The entry of the payment that came back.
    paid: Option<Uuid>,
}

/// Prepares what a task of this kind about an instruction asks for.
pub(crate) async fn prepare(
    app: &App,
    caller: &Caller,
    (sheet_id, instruction_id): (Uuid, Uuid),
    kind: &str,
    note: &str,
) -> Result<Correction, Refusal> {
    let chosen = if kind == case::FAILED_AFTER_PAID { Move::AcceptBounced } else { Move::AcceptPaid };
    let loaded = case::load_for(app, caller, sheet_id).await?;
    let last = loaded.instructions.iter().rfind(|own| own.round == loaded.round);
    // What the bank says of an earlier instruction changes nothing on a case that has gone on since.
    let Some(instruction) = last.filter(|own| own.id == instruction_id).cloned() else {
        return Err(facts::refusal(&[Missing::Contradiction]));
    };
    let key = (sheet_id, loaded.sheet.version);
    let allowed = moves::allow(app, caller, key, chosen, note, |_| {}).await?;
    let district_id = allowed.loaded.sheet.district_id;
    let paid = booking::head(sheet_id, &paid_name(instruction_id), app.clock.now());
    let paid = ledger::entry_by_key(&app.store, district_id, &paid.idempotency_key).await?;
    Ok(Correction { allowed, instruction, paid })
}

/// The name of the entry that books a payment.
pub(super) fn paid_name(instruction_id: Uuid) -> String {
    format!("paid:{instruction_id}")
}

impl Correction {
    /// Carries it out: the case moves, the instruction is corrected, the money follows.
    pub(crate) async fn book(&self, unit: &mut Unit<'_>, caller: &Caller) -> Result<(), Refusal> {
        let Correction { allowed, instruction: own, paid } = self;
        moves::apply(unit, caller, allowed).await?;
        let sheet = &allowed.loaded.sheet;
        let bounced = allowed.chosen == Move::AcceptBounced;
        let (from, to) = if bounced { ("paid", "failed") } else { ("failed", "paid") };
        if !instruction::correct(unit.tx, own.id, (from, to), &allowed.reason, unit.now).await? {
            return Err(facts::refusal(&[Missing::Contradiction]));
        }
        let entry = if bounced {
            let paid = paid.ok_or(StoreError::Corrupt("entry of a payment"))?;
            let head = booking::head(sheet.id, &format!("bounced:{}", own.id), unit.now);
            rules::payment_bounced(head, sheet.district_id, own.fen, paid)
        } else {
            // A correction that waited for a second person is of no use any more.
            set_corrected(unit.tx, sheet.id, None).await?;
            let head = booking::head(sheet.id, &paid_name(own.id), unit.now);
            rules::payment_paid(head, sheet.district_id, own.fen)
        };
        booking::book(unit, allowed, caller.user_id, entry).await.map(drop)
    }
}
