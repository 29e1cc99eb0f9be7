//! Entries, postings and changes of holds.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

use super::account::Account;
use crate::money::Fen;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// 期初余额
    OpeningBalance,
    /// 冻结
    HoldPlaced,
    /// 解冻
    HoldReleased,
    /// 拨付
    PaymentReleased,
    /// 追加拨付
    SupplementReleased,
    /// 付款成功
    PaymentPaid,
    /// 放弃拨付
    GivenUp,
    /// 结余退回
    RemainderReceived,
    /// 结余返还分户
    SettlementReturned,
    /// 欠款补交
    ShortfallPaid,
    /// 结息
    InterestPosted,
    /// 暂收: received and not yet matched.
    SuspenseReceived,
    /// 暂收退回: on its way back to whoever paid it in.
    SuspenseReturned,
    /// 退票: the bank took a reported payment back.
    PaymentBounced,
    /// 冲正
    Reversal,
}

impl EntryKind {
    /// Every kind.
    pub const ALL: [EntryKind; 15] = [
        EntryKind::OpeningBalance,
        EntryKind::HoldPlaced,
        EntryKind::HoldReleased,
        EntryKind::PaymentReleased,
        EntryKind::SupplementReleased,
        EntryKind::PaymentPaid,
        EntryKind::GivenUp,
        EntryKind::RemainderReceived,
        EntryKind::SettlementReturned,
        EntryKind::ShortfallPaid,
        EntryKind::InterestPosted,
        EntryKind::SuspenseReceived,
        EntryKind::SuspenseReturned,
        EntryKind::PaymentBounced,
        EntryKind::Reversal,
    ];

    /// The code under which the kind is stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            EntryKind::OpeningBalance => "opening_balance",
            EntryKind::HoldPlaced => "hold_placed",
            EntryKind::HoldReleased => "hold_released",
            EntryKind::PaymentReleased => "payment_released",
            EntryKind::SupplementReleased => "supplement_released",
            EntryKind::PaymentPaid => "payment_paid",
            EntryKind::GivenUp => "given_up",
            EntryKind::RemainderReceived => "remainder_received",
            EntryKind::SettlementReturned => "settlement_returned",
            EntryKind::ShortfallPaid => "shortfall_paid",
            EntryKind::InterestPosted => "interest_posted",
            EntryKind::SuspenseReceived => "suspense_received",
            EntryKind::SuspenseReturned => "suspense_returned",
            EntryKind::PaymentBounced => "payment_bounced",
            EntryKind::Reversal => "reversal",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<EntryKind> {
        EntryKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The words on statements.
    pub fn label(self) -> &'static str {
        match self {
            EntryKind::OpeningBalance => "期初余额",
            EntryKind::HoldPlaced => "冻结",
            EntryKind::HoldReleased => "解冻",
            EntryKind::PaymentReleased => "拨付",
            EntryKind::SupplementReleased => "追加拨付",
            EntryKind::PaymentPaid => "付款成功",
            EntryKind::GivenUp => "放弃拨付",
            EntryKind::RemainderReceived => "结余退回",
            EntryKind::SettlementReturned => "结余返还分户",
            EntryKind::ShortfallPaid => "欠款补交",
            EntryKind::InterestPosted => "结息",
            EntryKind::SuspenseReceived => "暂收",
            EntryKind::SuspenseReturned => "暂收退回",
            EntryKind::PaymentBounced => "退票",
            EntryKind::Reversal => "冲正",
        }
    }
}

/// What an entry carries beside its postings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryHead {
    /// The business date in Asia/Shanghai.
    pub business_date: NaiveDate,
    /// The case that it belongs to.
    pub case: Uuid,
    /// The same key twice is one effect.
    pub idempotency_key: String,
}

/// A change of one account's balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// Which account.
    pub account: Account,
    /// Signed, never zero.
    pub amount: Fen,
}

/// A change of what the case holds of one account's balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldChange {
    /// Which account.
    pub account: Account,
    /// Signed, never zero.
    pub amount: Fen,
}

/// An immutable entry. Its postings sum to zero and name each account once, and so do its changes of holds; an entry that
/// only places or releases holds has no postings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    head: EntryHead,
    kind: EntryKind,
    reverses: Option<Uuid>,
    postings: Vec<Posting>,
    holds: Vec<HoldChange>,
}

/// Why there is no such entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum LedgerError {
    /// Nothing would change.
    #[error("本次记账金额合计为 0，没有需要入账的款项。请核对各户金额。")]
    Nothing,
    /// An amount is negative, or a sum lies beyond 2^53 − 1 fen.
    #[error("记账金额为负数或超出系统可计算的范围，未入账。请核对各户金额。")]
    OutOfRange,
    /// An account stands twice.
    #[error("同一账户在一笔记账中重复出现，未入账。请核对分户清单。")]
    Duplicate,
    /// The postings do not sum to zero.
    #[error("记账借贷不平，未入账。请联系系统管理员。")]
    Unbalanced,
}

impl LedgerError {
    /// The stable code for programs.
    pub fn code(self) -> &'static str {
        match self {
            LedgerError::Nothing => "ledger.nothing",
            LedgerError::OutOfRange => "ledger.out_of_range",
            LedgerError::Duplicate => "ledger.duplicate",
            LedgerError::Unbalanced => "ledger.unbalanced",
        }
    }
}

impl Entry {
    /// Builds an entry; what is zero is left out.
    pub(super) fn build(
        head: EntryHead,
        kind: EntryKind,
        reverses: Option<Uuid>,
        postings: impl IntoIterator<Item = (Account, Fen)>,
        holds: impl IntoIterator<Item = (Account, Fen)>,
    ) -> Result<Self, LedgerError> {
        let postings = postings.into_iter().filter(|(_, amount)| *amount != Fen::ZERO);
        let postings: Vec<_> = postings.map(|(account, amount)| Posting { account, amount }).collect();
        let holds = holds.into_iter().filter(|(_, amount)| *amount != Fen::ZERO);
        let holds: Vec<_> = holds.map(|(account, amount)| HoldChange { account, amount }).collect();
        if postings.is_empty() && holds.is_empty() {
            return Err(LedgerError::Nothing);
        }
        if repeats(postings.iter().map(|posting| posting.account))
            || repeats(holds.iter().map(|hold| hold.account))
        {
            return Err(LedgerError::Duplicate);
        }
        let sum: i128 = postings.iter().map(|posting| i128::from(posting.amount.0)).sum();
        if sum != 0 {
            return Err(LedgerError::Unbalanced);
        }
        Ok(Entry { head, kind, reverses, postings, holds })
    }

    /// An entry as it was stored, for the replay.
    ///
    /// # Errors
    /// [`LedgerError`] if what was stored is no entry.
    pub fn from_stored(
        head: EntryHead,
        kind: EntryKind,
        reverses: Option<Uuid>,
        postings: Vec<Posting>,
        holds: Vec<HoldChange>,
    ) -> Result<Self, LedgerError> {
        let postings = postings.into_iter().map(|posting| (posting.account, posting.amount));
        let holds = holds.into_iter().map(|hold| (hold.account, hold.amount));
        Entry::build(head, kind, reverses, postings, holds)
    }

    /// Date, case and key.
    pub fn head(&self) -> &EntryHead {
        &self.head
    }

    /// What happened.
    pub fn kind(&self) -> EntryKind {
        self.kind
    }

    /// The entry that this one takes back.
    pub fn reverses(&self) -> Option<Uuid> {
        self.reverses
    }

    /// The changes of balances.
    pub fn postings(&self) -> &[Posting] {
        &self.postings
    }

    /// The changes of holds.
    pub fn holds(&self) -> &[HoldChange] {
        &self.holds
    }

    /// Every account that the entry touches, once, in the order in which a writer locks them.
    pub fn accounts(&self) -> Vec<Account> {
        let touched: HashSet<Account> = self
            .postings
            .iter()
            .map(|posting| posting.account)
            .chain(self.holds.iter().map(|hold| hold.account))
            .collect();
        let mut accounts: Vec<Account> = touched.into_iter().collect();
        accounts.sort_unstable();
        accounts
    }
}

fn repeats(accounts: impl Iterator<Item = Account>) -> bool {
    let mut seen = HashSet::new();
    accounts.into_iter().any(|account| !seen.insert(account))
}

/// 冲正: the entry that takes back another one, holds included.
///
/// # Errors
/// [`LedgerError`] never in practice: what was an entry has an entry for its reversal.
pub fn reverse(head: EntryHead, original_id: Uuid, original: &Entry) -> Result<Entry, LedgerError> {
    // Amounts lie within ±(2^53 − 1), so their negatives exist.
    let postings = original.postings.iter().map(|posting| (posting.account, Fen(-posting.amount.0)));
    let holds = original.holds.iter().map(|hold| (hold.account, Fen(-hold.amount.0)));
    Entry::build(head, EntryKind::Reversal, Some(original_id), postings, holds)
}
