//! How far the interest of each unit and selling organisation is computed, and what it is computed from.

use crate::{Row, Store, StoreError, Tx, args, statements};
use anju_domain::ledger::{AccountKind, DayChange, Payer};
use anju_domain::money::Fen;
use chrono::NaiveDate;
use std::collections::HashMap;
use uuid::Uuid;

statements! {
    LOCK = "SELECT a.id FROM district a WHERE a.id = $1";
    LAST = "SELECT owner_id FROM account WHERE scope_id = $1 AND kind IN ('unit_principal', 'selling_principal') AND owner_id > $2
            ORDER BY owner_id LIMIT 1 OFFSET $3";
    END = "SELECT owner_id FROM account WHERE scope_id = $1 AND kind IN ('unit_principal', 'selling_principal') AND owner_id > $2
           ORDER BY owner_id DESC LIMIT 1";
    CHANGES = "SELECT a.owner_id, MIN(a.kind) AS kind, e.business_date, CAST(SUM(p.fen) AS BIGINT) AS fen
               FROM account a JOIN posting p ON p.account_id = a.id JOIN entry e ON e.id = p.entry_id
               WHERE a.scope_id = $1 AND a.owner_id > $2 AND a.owner_id <= $3
               AND a.kind IN ('unit_principal', 'unit_interest', 'selling_principal', 'selling_interest')
               GROUP BY a.owner_id, e.business_date ORDER BY a.owner_id, e.business_date";
    STATES = "SELECT owner_id, accrued_until, accrued_fen, carried FROM interest_state
              WHERE owner_id > $1 AND owner_id <= $2";
    KEEP = "INSERT INTO interest_state (owner_id, accrued_until, accrued_fen, carried) VALUES";
}

/// What `KEEP` does with a payer that was computed before.
const OVER: &str = " ON CONFLICT (owner_id) DO UPDATE SET accrued_until = excluded.accrued_until, \
                    accrued_fen = excluded.accrued_fen, carried = excluded.carried";

/// How far the interest of a payer is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// The first day that is not computed yet.
    pub until: NaiveDate,
    /// What has accrued and is not posted.
    pub accrued: Fen,
    /// What is below a fen, in 360-millionths of a fen.
    pub carried: u64,
}

/// A payer with what its interest is computed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearing {
    /// Whose.
    pub payer: Payer,
    /// By how much principal and interest together changed, day by day.
    pub changes: Vec<DayChange>,
    /// How far it is computed; `None` if it never was.
    pub state: Option<State>,
}

/// The last of the next `count` payers of a district after `after`; `None` if there is none.
pub async fn page_end(
    store: &Store,
    scope_id: Uuid,
    after: Uuid,
    count: i64,
) -> Result<Option<Uuid>, StoreError> {
    let row = match store.opt(LAST, args![scope_id, after, count - 1]).await? {
        Some(row) => Some(row),
        None => store.opt(END, args![scope_id, after]).await?,
    };
    row.map(|row| row.get("owner_id")).transpose()
}

/// The payers of a district after `after` up to `last`, held against any other computation until the transaction ends.
pub async fn lock(
    tx: &mut Tx,
    scope_id: Uuid,
    (after, last): (Uuid, Uuid),
) -> Result<Vec<Bearing>, StoreError> {
    tx.lock(LOCK, args![scope_id]).await?;
    let mut states: HashMap<Uuid, State> = HashMap::new();
    for row in tx.all(STATES, args![after, last]).await? {
        states.insert(row.get("owner_id")?, state(&row)?);
    }
    let mut bearing: Vec<Bearing> = Vec::new();
    for row in tx.all(CHANGES, args![scope_id, after, last]).await? {
        let owner_id: Uuid = row.get("owner_id")?;
        let change = DayChange { day: row.get("business_date")?, amount: row.get("fen")? };
        match bearing.last_mut() {
            Some(own) if own.payer.principal().owner == owner_id => own.changes.push(change),
            _ => {
                let payer = payer(&row.get::<String>("kind")?, owner_id)?;
                bearing.push(Bearing { payer, changes: vec![change], state: states.remove(&owner_id) });
            }
        }
    }
    Ok(bearing)
}

fn payer(kind: &str, owner_id: Uuid) -> Result<Payer, StoreError> {
    match AccountKind::from_code(kind) {
        Some(AccountKind::UnitPrincipal | AccountKind::UnitInterest) => Ok(Payer::Unit(owner_id)),
        Some(AccountKind::SellingPrincipal | AccountKind::SellingInterest) => {
            Ok(Payer::SellingOrganisation(owner_id))
        }
        _ => Err(StoreError::Corrupt("account that bears interest")),
    }
}

fn state(row: &Row) -> Result<State, StoreError> {
    Ok(State {
        until: row.get("accrued_until")?,
        accrued: row.get("accrued_fen")?,
        carried: u64::try_from(row.get::<i64>("carried")?).map_err(|_| StoreError::Corrupt("interest"))?,
    })
}

/// Keeps how far payers are computed.
pub async fn keep(tx: &mut Tx, states: &[(Uuid, State)]) -> Result<(), StoreError> {
    let mut rows = Vec::with_capacity(states.len());
    for (owner_id, own) in states {
        let carried = i64::try_from(own.carried).map_err(|_| StoreError::Corrupt("interest"))?;
        rows.push(args![*owner_id, own.until, own.accrued, carried]);
    }
    tx.upsert_many(KEEP, rows, OVER).await
}
