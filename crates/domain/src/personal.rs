//! Which role sees which personal data, and how (spec «roles», What each role sees). One table, read by the server,
//! which masks, and by the desktop, which explains.

use crate::permission::{Permission, Role};
use serde::{Deserialize, Serialize};

/// For how many seconds a number may be shown in full after it was asked for.
pub const REVEALED_FOR_S: u32 = 60;

/// A kind of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonalField {
    /// 业主姓名
    OwnerName,
    /// 证件号码
    IdNumber,
    /// 联系电话
    Phone,
    /// 银行账号
    Account,
}

impl PersonalField {
    /// Every field.
    pub const ALL: [PersonalField; 4] =
        [PersonalField::OwnerName, PersonalField::IdNumber, PersonalField::Phone, PersonalField::Account];

    /// The code under which the field is sent and stands in the audit chain.
    pub fn code(self) -> &'static str {
        match self {
            PersonalField::OwnerName => "owner_name",
            PersonalField::IdNumber => "id_number",
            PersonalField::Phone => "phone",
            PersonalField::Account => "account",
        }
    }
}

/// How a role sees a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Showing {
    /// Masked, everywhere.
    Masked,
    /// Masked in lists and in the feed; in full online, for a minute, and the look is logged.
    RevealedOnline,
    /// In full, also in the feed: forms and search need it.
    Full,
}

/// How a role sees a field of the records within its scope.
pub fn showing(role: Role, field: PersonalField) -> Showing {
    match field {
        PersonalField::OwnerName => match role {
            Role::DepartmentClerk
            | Role::DepartmentReviewer
            | Role::DepartmentCashier
            | Role::CompanyOperator => Showing::Full,
            Role::BureauReviewer | Role::Administrator | Role::Auditor => Showing::Masked,
        },
        PersonalField::IdNumber | PersonalField::Phone | PersonalField::Account => {
            if role.permissions().contains(&Permission::IdentityReveal) {
                Showing::RevealedOnline
            } else {
                Showing::Masked
            }
        }
    }
}

/// Whether a form that the server makes for this role carries the field in full. A form that a desk makes by itself
/// carries what stands in the feed.
pub fn printed_in_full(role: Role, field: PersonalField) -> bool {
    match field {
        PersonalField::OwnerName => showing(role, field) == Showing::Full,
        // The company typed it, the department checks it against the contract and pays to it.
        PersonalField::Account => match role {
            Role::CompanyOperator
            | Role::DepartmentClerk
            | Role::DepartmentReviewer
            | Role::DepartmentCashier => true,
            Role::BureauReviewer | Role::Administrator | Role::Auditor => false,
        },
        // No form prints them: the tables leave room for ink.
        PersonalField::IdNumber | PersonalField::Phone => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{PersonalField, Showing, printed_in_full, showing};
    use crate::permission::Role;

    #[test]
    fn forms_carry_the_account_for_those_who_pay_and_are_paid() {
        for role in Role::ALL {
            let expected = !matches!(role, Role::BureauReviewer | Role::Administrator | Role::Auditor);
            assert_eq!(printed_in_full(role, PersonalField::Account), expected, "{}", role.label());
            assert!(!printed_in_full(role, PersonalField::IdNumber), "{}", role.label());
        }
    }

    #[test]
    fn numbers_are_in_nobodys_feed() {
        for role in Role::ALL {
            for field in [PersonalField::IdNumber, PersonalField::Phone, PersonalField::Account] {
                assert!(showing(role, field) < Showing::Full, "{} {field:?}", role.label());
            }
        }
    }

    #[test]
    fn an_auditor_sees_everything_masked() {
        for field in PersonalField::ALL {
            assert_eq!(showing(Role::Auditor, field), Showing::Masked);
        }
    }

    #[test]
    fn company_and_department_know_their_owners_by_name() {
        for role in [Role::CompanyOperator, Role::DepartmentClerk, Role::DepartmentReviewer] {
            assert_eq!(showing(role, PersonalField::OwnerName), Showing::Full);
        }
    }
}
