//! Entries of a case: what the rules build is booked in the case's own transaction.

use super::moves::Allowed;
use crate::{App, Refusal, Unit};
use anju_domain::calendar::business_date;
use anju_domain::ledger::{self as rules, EntryHead, Payer, PayerAmount};
use anju_domain::money::Fen;
use anju_domain::withdrawal::draw::PrincipalAndInterest;
use anju_store::ledger::{self, Booking, LedgerError, Posted, instruction};
use anju_store::withdrawal::{frozen, selling};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// The head of an entry of this case; `name` makes its key.
pub(super) fn head(case: Uuid, name: &str, now: DateTime<Utc>) -> EntryHead {
    EntryHead { business_date: business_date(now), case, idempotency_key: format!("withdrawal.{name}") }
}

/// The name of the entry that releases a round.
pub(super) fn release_name(sheet_id: Uuid, round: i64) -> String {
    format!("release:{sheet_id}:{round}")
}

/// Books an entry. That it stands already means that the case was changed behind its version: nothing is done then.
pub(super) async fn book(
    unit: &mut Unit<'_>,
    allowed: &Allowed,
    actor_id: Uuid,
    entry: Result<rules::Entry, rules::LedgerError>,
) -> Result<Uuid, Refusal> {
    book_in(unit, allowed.loaded.sheet.district_id, actor_id, entry).await
}

/// The same in a district's books; the entry's id.
pub(crate) async fn book_in(
    unit: &mut Unit<'_>,
    scope_id: Uuid,
    actor_id: Uuid,
    entry: Result<rules::Entry, rules::LedgerError>,
) -> Result<Uuid, Refusal> {
    let entry = entry.map_err(|error| Refusal::invalid(error.code(), error.to_string()))?;
    let id = Uuid::now_v7();
    let booking = Booking { id, scope_id, actor_id, posted_at: unit.now };
    match ledger::book(unit.tx, booking, &entry).await.map_err(refusal)? {
        Posted::New => Ok(id),
        Posted::Repeated(_) | Posted::Nothing => Err(contradiction()),
    }
}

/// Why the ledger did not take an entry or a hold.
pub(super) fn refusal(error: LedgerError) -> Refusal {
    match error {
        LedgerError::Store(error) => error.into(),
        LedgerError::Unbalanced
        | LedgerError::Uncovered { .. }
        | LedgerError::NotOpen
        | LedgerError::AlreadyReversed => contradiction(),
    }
}

fn contradiction() -> Refusal {
    Refusal::conflict(
        "ledger.contradiction",
        "分户账与任务单的记录不一致，没有记账。请由管理部核对分户账后重试。",
        None,
    )
}

/// What each unit and each selling organisation pays in a round, as the rules take it; who pays nothing is left out.
pub(super) async fn amounts(app: &App, sheet_id: Uuid, round: i64) -> Result<Vec<PayerAmount>, Refusal> {
    let units = frozen::units(&app.store, sheet_id, round).await?;
    let organisations = selling::organisations(&app.store, sheet_id, round).await?;
    let of_units = units.into_iter().map(|unit| (Payer::Unit(unit.unit_id), unit.pays));
    let of_organisations =
        organisations.into_iter().map(|own| (Payer::SellingOrganisation(own.organisation_id), own.pays));
    Ok(of_units
        .chain(of_organisations)
        .filter(|(_, parts)| *parts != PrincipalAndInterest::default())
        .map(|(payer, parts)| PayerAmount { payer, parts })
        .collect())
}

/// Adds an instruction over this amount to the case's present payee.
pub(super) async fn instruct(
    unit: &mut Unit<'_>,
    allowed: &Allowed,
    actor_id: Uuid,
    fen: Fen,
) -> Result<(), Refusal> {
    let (sheet, case, round) = (&allowed.loaded.sheet, &allowed.loaded.case, allowed.loaded.round);
    let new = instruction::Instruction {
        id: Uuid::now_v7(),
        scope_id: sheet.district_id,
        case_id: sheet.id,
        round,
        fen,
        payee_name: case.payee.name.clone(),
        payee_bank: case.payee.bank.clone(),
        payee_account: case.payee.account.clone(),
        state: String::new(),
        detail: String::new(),
        created_at: unit.now,
        ended_at: None,
        never_had_at: None,
    };
    Ok(instruction::add(unit.tx, &new, actor_id).await?)
}
