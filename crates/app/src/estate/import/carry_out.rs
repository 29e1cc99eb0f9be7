//! Writing a plan: units, owners, counters and opening balances in one transaction.

use super::incoming::{Destination, incoming};
use super::places::identity;
use super::plan::{Correction, Existing, Incoming, Plan, plan};
use crate::{Keys, Refusal};
use anju_domain::calendar::business_date;
use anju_domain::estate::GoodRow;
use anju_domain::money::Fen;
use anju_store::estate::import::{self as store, Source};
use anju_store::ledger::{self, AccountKind, Entry, LedgerError, Posting};
use anju_store::{StoreError, Tx, estate};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use uuid::Uuid;

/// Who imports, and when.
#[derive(Clone, Copy, Debug)]
pub struct By {
    /// The user.
    pub actor_id: Uuid,
    /// When the command was taken.
    pub at: DateTime<Utc>,
}

/// Takes rows that need no preview into a community that has no units: the demo city.
///
/// # Errors
/// As of the storage.
pub async fn take_units(
    tx: &mut Tx,
    keys: &Keys,
    into: &Destination,
    rows: &[GoodRow],
    by: By,
) -> Result<(), Refusal> {
    let rows: Vec<Incoming> = rows.iter().map(|row| incoming(keys, into, row)).collect::<Result<_, _>>()?;
    let plan = plan(into.community_id, &Existing::default(), rows);
    carry_out(tx, into, &plan, 1, by).await
}

/// What a community holds, read in one go.
pub(super) async fn existing(source: &mut Source<'_>, into: &Destination) -> Result<Existing, StoreError> {
    let units = store::units(source, into.community_id).await?;
    let mut owners: HashMap<Uuid, Vec<store::ImportedOwner>> = HashMap::new();
    for owner in store::owners(source, into.community_id).await? {
        owners.entry(owner.unit_id).or_default().push(owner);
    }
    Ok(Existing {
        units: units.into_iter().map(|(unit, standing)| (unit.id, (unit, standing))).collect(),
        owners,
        buildings: estate::buildings(source, into.community_id).await?,
        selling: store::selling_organisations(source, into.district_id).await?.into_iter().collect(),
    })
}

/// Writes a plan; the community's version becomes `version`.
pub(super) async fn carry_out(
    tx: &mut Tx,
    into: &Destination,
    plan: &Plan,
    version: i64,
    by: By,
) -> Result<(), Refusal> {
    let Destination { community_id, district_id, .. } = *into;
    store::put_selling_organisations(tx, district_id, &plan.selling).await?;
    store::put_buildings(tx, &plan.buildings).await?;
    store::put_units(tx, community_id, &plan.units).await?;
    for (unit_id, kept) in &plan.fewer_owners {
        store::drop_owners_after(tx, *unit_id, *kept).await?;
    }
    store::put_owners(tx, &plan.owners).await?;
    let counters = (plan.building_count, plan.unit_count, plan.total_area);
    store::set_community(tx, community_id, counters.0, counters.1, counters.2, version).await?;
    let entry = |kind: &'static str| {
        let key = format!("{kind}/{community_id}/{version}");
        Entry {
            id: identity(community_id, &["entry", &key]),
            scope_id: district_id,
            business_date: business_date(by.at),
            kind,
            case_id: None,
            reverses: None,
            idempotency_key: key,
            actor_id: by.actor_id,
            posted_at: by.at,
            postings: Vec::new(),
        }
    };
    ledger::opening_balance(tx, entry("opening_balance"), &plan.openings).await.map_err(unposted)?;
    let postings = corrections(district_id, &plan.corrections);
    if !postings.is_empty() {
        ledger::post(tx, Entry { postings, ..entry("opening_correction") }).await.map_err(unposted)?;
    }
    Ok(())
}

/// The postings that bring each unit's accounts from what was imported to what the file says now.
fn corrections(district_id: Uuid, corrections: &[Correction]) -> Vec<Posting> {
    let mut postings = Vec::new();
    for Correction { unit_id, before, after } in corrections {
        let differences = [
            (AccountKind::UnitPrincipal, after.principal.0 - before.principal.0),
            (AccountKind::UnitInterest, after.interest.0 - before.interest.0),
        ];
        for (kind, fen) in differences {
            if fen != 0 {
                postings.push(Posting { account_id: ledger::account_id(kind, *unit_id), fen: Fen(fen) });
            }
        }
    }
    let total: i64 = postings.iter().map(|posting| posting.fen.0).sum();
    if total != 0 {
        let bank = ledger::account_id(AccountKind::Bank, district_id);
        postings.push(Posting { account_id: bank, fen: Fen(-total) });
    }
    postings
}

/// Balances were checked before and the community is locked: what the ledger still refuses is a fault of ours, except
/// that somebody drew money meanwhile.
fn unposted(error: LedgerError) -> Refusal {
    match error {
        LedgerError::Store(error) => error.into(),
        LedgerError::Uncovered { .. } => Refusal::conflict(
            "balance.moved",
            "导入期间有房屋的账户发生变动，为避免差错，本次没有导入任何内容。请重新预览后再导入。",
            None,
        ),
        LedgerError::Unbalanced | LedgerError::NotOpen | LedgerError::AlreadyReversed => {
            StoreError::Corrupt("opening balance").into()
        }
    }
}
