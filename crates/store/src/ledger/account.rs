//! Accounts: whose they are, how they come into being, what stands on them.

use super::post::{Entry, LedgerError, Posted, Posting, post};
use crate::{Row, Store, StoreError, Tx, args, statements};
pub use anju_domain::ledger::AccountKind;
use anju_domain::ledger::Payer;
use anju_domain::money::Fen;
use anju_domain::withdrawal::draw::PrincipalAndInterest;
use sha2::{Digest, Sha256};
use uuid::Uuid;

statements! {
    ADD = "INSERT INTO account (id, scope_id, kind, owner_id, balance_fen, held_fen) VALUES";
    OF_UNIT = "SELECT p.owner_id, p.balance_fen AS principal_fen, p.held_fen AS principal_held_fen,
               i.balance_fen AS interest_fen, i.held_fen AS interest_held_fen
               FROM account p JOIN account i ON i.owner_id = p.owner_id AND i.kind = $2
               WHERE p.owner_id = $3 AND p.kind = $1";
    OF_COMMUNITY = "SELECT p.owner_id, p.balance_fen AS principal_fen, p.held_fen AS principal_held_fen,
                    i.balance_fen AS interest_fen, i.held_fen AS interest_held_fen
                    FROM unit u JOIN account p ON p.owner_id = u.id AND p.kind = $1
                    JOIN account i ON i.owner_id = u.id AND i.kind = $2
                    WHERE u.community_id = $3";
    BALANCE = "SELECT balance_fen FROM account WHERE id = $1";
    POOLED = "SELECT CAST(COALESCE(SUM(fen), 0) AS BIGINT) AS fen FROM posting WHERE account_id = $1";
}

/// Its balance is not kept but summed: one row that every payment updates would let only one through at a time.
fn is_pooled(kind: AccountKind) -> bool {
    !kind.stays_above_zero()
}

/// Which of a payer's two accounts a kind is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Principal,
    Interest,
}

/// The part of a unit's or a selling organisation's money that stands on accounts of this kind.
pub(crate) fn part_of_payer(code: &str) -> Option<Part> {
    match AccountKind::from_code(code)? {
        AccountKind::UnitPrincipal | AccountKind::SellingPrincipal => Some(Part::Principal),
        AccountKind::UnitInterest | AccountKind::SellingInterest => Some(Part::Interest),
        AccountKind::CaseClearing | AccountKind::Suspense | AccountKind::Bank => None,
    }
}

/// The account of this kind of this owner. Computed, so that postings need no look-up.
pub fn account_id(kind: AccountKind, owner_id: Uuid) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(kind.code().as_bytes());
    hash.update([0]);
    hash.update(owner_id.as_bytes());
    let digest: [u8; 32] = hash.finalize().into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Opens those of the accounts that are not open yet, with nothing on them.
pub async fn open(
    tx: &mut Tx,
    scope_id: Uuid,
    accounts: impl Iterator<Item = (AccountKind, Uuid)>,
) -> Result<(), StoreError> {
    let rows = accounts
        .map(|(kind, owner_id)| {
            let balance = if is_pooled(kind) { None } else { Some(Fen::ZERO) };
            args![account_id(kind, owner_id), scope_id, kind.code(), owner_id, balance, Fen::ZERO]
        })
        .collect();
    tx.insert_missing(ADD, rows).await
}

/// What a unit brings along when it enters the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpeningBalance {
    /// The unit.
    pub unit_id: Uuid,
    /// Its principal and interest; none below zero.
    pub balance: PrincipalAndInterest,
}

/// Opens the two accounts of each unit and posts what the units bring along as one entry against the district's bank.
/// Thousands of units are a few statements. The entry's key makes a second call with the same key change nothing; its
/// postings are filled in here.
///
/// # Errors
/// [`LedgerError`] as of [`post`]; a balance below zero is refused as an account without cover.
pub async fn opening_balance(
    tx: &mut Tx,
    entry: Entry,
    units: &[OpeningBalance],
) -> Result<Posted, LedgerError> {
    opening_balances(tx, entry, units.iter().map(|unit| (Payer::Unit(unit.unit_id), unit.balance))).await
}

/// The same for units and selling organisations in one entry; each payer stands in it once.
///
/// # Errors
/// As of [`opening_balance`].
pub async fn opening_balances(
    tx: &mut Tx,
    entry: Entry,
    balances: impl Iterator<Item = (Payer, PrincipalAndInterest)>,
) -> Result<Posted, LedgerError> {
    let scope_id = entry.scope_id;
    let parts: Vec<_> = balances
        .flat_map(|(payer, PrincipalAndInterest { principal, interest })| {
            [(payer.principal(), principal), (payer.interest(), interest)]
        })
        .collect();
    let accounts = parts.iter().map(|(account, _)| (account.kind, account.owner));
    open(tx, scope_id, accounts.chain([(AccountKind::Bank, scope_id)])).await?;
    let mut postings = Vec::with_capacity(parts.len() + 1);
    let mut total: i64 = 0;
    for (account, fen) in parts {
        let account_id = account_id(account.kind, account.owner);
        if fen.is_negative() {
            return Err(LedgerError::Uncovered { accounts: vec![account_id] });
        }
        if fen != Fen::ZERO {
            total = total.checked_add(fen.0).ok_or(LedgerError::Unbalanced)?;
            postings.push(Posting { account_id, fen });
        }
    }
    if postings.is_empty() {
        return Ok(Posted::Nothing);
    }
    postings.push(Posting { account_id: account_id(AccountKind::Bank, scope_id), fen: Fen(-total) });
    post(tx, Entry { postings, ..entry }).await
}

/// What stands on the two accounts of a unit, or of a selling organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitBalance {
    /// The unit, or the organisation.
    pub unit_id: Uuid,
    /// 余额
    pub balance: PrincipalAndInterest,
    /// What open cases hold of it.
    pub held: PrincipalAndInterest,
}

impl UnitBalance {
    /// 可用: what no open case holds. Never below zero.
    pub fn available(&self) -> PrincipalAndInterest {
        PrincipalAndInterest {
            principal: Fen(self.balance.principal.0 - self.held.principal.0),
            interest: Fen(self.balance.interest.0 - self.held.interest.0),
        }
    }
}

pub(crate) fn unit_balance(row: &Row) -> Result<UnitBalance, StoreError> {
    Ok(UnitBalance {
        unit_id: row.get("owner_id")?,
        balance: PrincipalAndInterest {
            principal: row.get("principal_fen")?,
            interest: row.get("interest_fen")?,
        },
        held: PrincipalAndInterest {
            principal: row.get("principal_held_fen")?,
            interest: row.get("interest_held_fen")?,
        },
    })
}

/// The balances of all units of a community that have accounts, in no particular order.
pub async fn of_community(store: &Store, community_id: Uuid) -> Result<Vec<UnitBalance>, StoreError> {
    let (principal, interest) = (AccountKind::UnitPrincipal.code(), AccountKind::UnitInterest.code());
    store
        .all(OF_COMMUNITY, args![principal, interest, community_id])
        .await?
        .iter()
        .map(unit_balance)
        .collect()
}

/// The balance of one unit; `None` if it has no account.
pub async fn of_unit(store: &Store, unit_id: Uuid) -> Result<Option<UnitBalance>, StoreError> {
    let (principal, interest) = (AccountKind::UnitPrincipal.code(), AccountKind::UnitInterest.code());
    store.opt(OF_UNIT, args![principal, interest, unit_id]).await?.as_ref().map(unit_balance).transpose()
}

/// What stands on one account; 0 if it was never opened.
pub async fn balance(store: &Store, kind: AccountKind, owner_id: Uuid) -> Result<Fen, StoreError> {
    let id = account_id(kind, owner_id);
    if is_pooled(kind) {
        let row = store.opt(POOLED, args![id]).await?.ok_or(StoreError::Corrupt("sum of postings"))?;
        return row.get("fen");
    }
    match store.opt(BALANCE, args![id]).await? {
        Some(row) => row.get("balance_fen"),
        None => Ok(Fen::ZERO),
    }
}
