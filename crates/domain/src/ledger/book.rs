//! Balances as the replay of entries: what reconciliation compares the stored balances with.
//!
//! Invariant: nothing that is somebody's goes below zero, and no more is held than there is. An entry that would break
//! this changes nothing.

use std::collections::BTreeMap;

use serde::Serialize;
use thiserror::Error;

use super::account::Account;
use super::entry::Entry;
use crate::money::Fen;

/// What stands on an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Balance {
    /// All of it.
    pub balance: Fen,
    /// What cases have reserved of it.
    pub held: Fen,
}

impl Balance {
    /// What a new case may draw.
    pub fn available(self) -> Fen {
        Fen(self.balance.0 - self.held.0)
    }
}

/// The balances of accounts. An account without entries stands at zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    balances: BTreeMap<Account, Balance>,
}

/// Why an entry cannot be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BookError {
    /// A balance would go below zero, or below what is held.
    #[error("{}余额不足，未入账。请刷新余额后重新办理。", .account.kind.label())]
    Insufficient {
        /// Whose.
        account: Account,
    },
    /// More would be released than is held.
    #[error("{}的冻结金额不足，未入账。请由管理部核对冻结记录。", .account.kind.label())]
    NotHeld {
        /// Whose.
        account: Account,
    },
    /// A balance would lie beyond ±(2^53 − 1) fen.
    #[error("{}余额超出系统可计算的范围，未入账。请由管理部核对账目。", .account.kind.label())]
    OutOfRange {
        /// Whose.
        account: Account,
    },
}

impl BookError {
    /// The stable code for programs.
    pub fn code(self) -> &'static str {
        match self {
            BookError::Insufficient { .. } => "ledger.insufficient",
            BookError::NotHeld { .. } => "ledger.not_held",
            BookError::OutOfRange { .. } => "ledger.balance_out_of_range",
        }
    }
}

impl Book {
    /// What stands on an account.
    pub fn balance(&self, account: Account) -> Balance {
        self.balances.get(&account).copied().unwrap_or_default()
    }

    /// Every account that an entry has touched.
    pub fn balances(&self) -> impl Iterator<Item = (Account, Balance)> + '_ {
        self.balances.iter().map(|(account, balance)| (*account, *balance))
    }

    /// Books an entry.
    ///
    /// # Errors
    /// [`BookError`] if it would break the invariant; then nothing has changed.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), BookError> {
        let mut changed: BTreeMap<Account, Balance> =
            entry.accounts().into_iter().map(|account| (account, self.balance(account))).collect();
        for posting in entry.postings() {
            let account = posting.account;
            let after = changed.entry(account).or_default();
            after.balance =
                after.balance.checked_add(posting.amount).ok_or(BookError::OutOfRange { account })?;
        }
        for hold in entry.holds() {
            let account = hold.account;
            let after = changed.entry(account).or_default();
            after.held = after.held.checked_add(hold.amount).ok_or(BookError::OutOfRange { account })?;
        }
        for (&account, after) in &changed {
            if after.held.is_negative() {
                return Err(BookError::NotHeld { account });
            }
            if account.kind.stays_above_zero() && after.balance < after.held {
                return Err(BookError::Insufficient { account });
            }
        }
        self.balances.extend(changed);
        Ok(())
    }
}
