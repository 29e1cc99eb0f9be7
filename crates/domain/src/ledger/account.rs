//! Accounts and their kinds.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What an account is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// 分户本金: principal of a unit.
    UnitPrincipal,
    /// 分户利息: interest of a unit.
    UnitInterest,
    /// 售房单位本金: principal of a selling organisation.
    SellingPrincipal,
    /// 售房单位利息: interest of a selling organisation.
    SellingInterest,
    /// 待付: what a case has drawn and the bank has not yet paid, or what came back; of the case.
    CaseClearing,
    /// 暂收: received and not yet matched; of a district.
    Suspense,
    /// 专户: the district's bank account; below zero by the money that lies there. Many payments touch it at once, so
    /// its balance is the sum of its postings rather than a number kept beside them.
    Bank,
}

impl AccountKind {
    /// Every kind.
    pub const ALL: [AccountKind; 7] = [
        AccountKind::UnitPrincipal,
        AccountKind::UnitInterest,
        AccountKind::SellingPrincipal,
        AccountKind::SellingInterest,
        AccountKind::CaseClearing,
        AccountKind::Suspense,
        AccountKind::Bank,
    ];

    /// The code under which the kind is stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            AccountKind::UnitPrincipal => "unit_principal",
            AccountKind::UnitInterest => "unit_interest",
            AccountKind::SellingPrincipal => "selling_principal",
            AccountKind::SellingInterest => "selling_interest",
            AccountKind::CaseClearing => "case_clearing",
            AccountKind::Suspense => "suspense",
            AccountKind::Bank => "bank",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<AccountKind> {
        AccountKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The words on screens.
    pub fn label(self) -> &'static str {
        match self {
            AccountKind::UnitPrincipal => "分户本金",
            AccountKind::UnitInterest => "分户利息",
            AccountKind::SellingPrincipal => "售房单位本金",
            AccountKind::SellingInterest => "售房单位利息",
            AccountKind::CaseClearing => "待付",
            AccountKind::Suspense => "暂收",
            AccountKind::Bank => "专户",
        }
    }

    /// Whether the money is somebody's, so that neither balance nor available balance may go below zero.
    pub fn stays_above_zero(self) -> bool {
        match self {
            AccountKind::UnitPrincipal
            | AccountKind::UnitInterest
            | AccountKind::SellingPrincipal
            | AccountKind::SellingInterest
            | AccountKind::CaseClearing
            | AccountKind::Suspense => true,
            AccountKind::Bank => false,
        }
    }
}

/// An account: its kind and whose it is. Their order is the order in which a writer locks them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Account {
    /// What it is for.
    pub kind: AccountKind,
    /// The unit, organisation, case or district.
    pub owner: Uuid,
}

/// Who bears a part of a withdrawal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "payer", content = "id", rename_all = "snake_case")]
pub enum Payer {
    /// A unit, and so its owners.
    Unit(Uuid),
    /// A selling organisation.
    SellingOrganisation(Uuid),
}

impl Payer {
    /// The payer's principal.
    pub fn principal(self) -> Account {
        match self {
            Payer::Unit(owner) => Account { kind: AccountKind::UnitPrincipal, owner },
            Payer::SellingOrganisation(owner) => Account { kind: AccountKind::SellingPrincipal, owner },
        }
    }

    /// The payer's interest.
    pub fn interest(self) -> Account {
        match self {
            Payer::Unit(owner) => Account { kind: AccountKind::UnitInterest, owner },
            Payer::SellingOrganisation(owner) => Account { kind: AccountKind::SellingInterest, owner },
        }
    }
}
