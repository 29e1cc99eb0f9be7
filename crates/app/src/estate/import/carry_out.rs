//! Writing a plan: units, owners, counters and opening balances in one transaction.

use super::incoming::{Destination, incoming, renew};
use super::places::identity;
use super::plan::{Correction, Existing, Incoming, Plan, plan};
use super::{POSTING, WRITING};
use crate::progress::{Jobs, Running};
use crate::{Keys, Refusal};
use anju_domain::calendar::business_date;
use anju_domain::estate::GoodRow;
use anju_domain::ledger::Payer;
use anju_domain::money::Fen;
use anju_domain::withdrawal::draw::PrincipalAndInterest;
use anju_store::estate::import::{self as store, Source};
use anju_store::ledger::{self, AccountKind, Entry, LedgerError, Posting};
use anju_store::{Tx, estate};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use uuid::Uuid;

/// So many rows are written between two looks at whether the clerk has stopped it.
const CHUNK: usize = 1_000;

/// Who imports, and when.
#[derive(Clone, Copy, Debug)]
pub struct By {
    /// The user.
    pub actor_id: Uuid,
    /// When the command was taken.
    pub at: DateTime<Utc>,
}

/// Rows that need no preview, ready for a community that has no units: the demo city.
pub struct Units(Plan);

/// Makes rows ready, without the database: numbers are sealed, places given.
///
/// # Errors
/// A fault of the server's keys.
pub fn prepare_units(keys: &Keys, into: &Destination, rows: &[GoodRow]) -> Result<Units, Refusal> {
    let rows: Vec<Incoming> = rows.iter().map(|row| incoming(keys, into, row)).collect::<Result<_, _>>()?;
    Ok(Units(plan(into.community_id, &Existing::default(), rows)))
}

/// Writes them.
///
/// # Errors
/// As of the storage.
pub async fn take_units(tx: &mut Tx, into: &Destination, units: &Units, by: By) -> Result<(), Refusal> {
    carry_out(tx, into, &units.0, 1, by, &Jobs::default().begin(by.actor_id, None)).await
}

/// What a community holds, read in one go; numbers as the current key seals them, or each would look changed after a
/// rotation.
pub(super) async fn existing(
    source: &mut Source<'_>,
    keys: &Keys,
    into: &Destination,
) -> Result<Existing, Refusal> {
    let units = store::units(source, into.community_id).await?;
    let mut owners: HashMap<Uuid, Vec<store::ImportedOwner>> = HashMap::new();
    for mut owner in store::owners(source, into.community_id).await? {
        renew(keys, &mut owner)?;
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
    running: &Running,
) -> Result<(), Refusal> {
    let Destination { community_id, district_id, .. } = *into;
    store::put_selling_organisations(tx, district_id, &plan.selling).await?;
    store::put_buildings(tx, &plan.buildings).await?;
    let (mut written, all) = (0, plan.units.len() + plan.owners.len());
    for units in plan.units.chunks(CHUNK) {
        running.at(WRITING, written, all)?;
        store::put_units(tx, community_id, units).await?;
        written += units.len();
    }
    for (unit_id, kept) in &plan.fewer_owners {
        store::drop_owners_after(tx, *unit_id, *kept).await?;
    }
    for owners in plan.owners.chunks(CHUNK) {
        running.at(WRITING, written, all)?;
        store::put_owners(tx, owners).await?;
        written += owners.len();
    }
    running.at(POSTING, written, all)?;
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
    let of_units = plan.openings.iter().map(|unit| (Payer::Unit(unit.unit_id), unit.balance));
    let of_organisations = plan.selling_openings.iter().map(|(id, fen)| {
        let balance = PrincipalAndInterest { principal: Fen(*fen), interest: Fen::ZERO };
        (Payer::SellingOrganisation(*id), balance)
    });
    let openings = of_units.chain(of_organisations);
    ledger::opening_balances(tx, entry("opening_balance"), openings).await.map_err(unposted)?;
    // A home that changed its selling organisation may be the first of that organisation's.
    let accounts = plan
        .selling_corrections
        .keys()
        .flat_map(|id| [(AccountKind::SellingPrincipal, *id), (AccountKind::SellingInterest, *id)]);
    ledger::account::open(tx, district_id, accounts).await?;
    let postings = corrections(district_id, plan);
    if !postings.is_empty() {
        ledger::post(tx, Entry { postings, ..entry("opening_correction") }).await.map_err(unposted)?;
    }
    Ok(())
}

/// The postings that bring the accounts of units and selling organisations from what was imported to what the file says
/// now.
fn corrections(district_id: Uuid, plan: &Plan) -> Vec<Posting> {
    let mut postings = Vec::new();
    for (organisation, fen) in &plan.selling_corrections {
        let account_id = ledger::account_id(AccountKind::SellingPrincipal, *organisation);
        postings.push(Posting { account_id, fen: Fen(*fen) });
    }
    for Correction { unit_id, before, after } in &plan.corrections {
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
            anju_store::StoreError::Corrupt("opening balance").into()
        }
    }
}
