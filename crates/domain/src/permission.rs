//! Roles and the permissions that they carry (spec «roles», source 4 §1, source 5 FAQ «why can't I review?»).
//!
//! A permission is one thing that a person may do; a role is what an office calls the person who may do it. Both the
//! server, which refuses, and the desktop, which explains a missing button, read this one table.

use serde::{Deserialize, Serialize};

/// One thing that a person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Permission {
    /// Read communities, buildings and units within one's scope.
    #[serde(rename = "estate.read")]
    EstateRead,
    /// Import a community's unit table with its opening balances.
    #[serde(rename = "estate.import")]
    EstateImport,
    /// Read withdrawals within one's scope.
    #[serde(rename = "withdrawal.read")]
    WithdrawalRead,
    /// Prepare, submit, cancel and revise task sheets, enter signatures, correct a payee.
    #[serde(rename = "withdrawal.prepare")]
    WithdrawalPrepare,
    /// Enter signatures from paper for a company.
    #[serde(rename = "withdrawal.receive")]
    WithdrawalReceive,
    /// Decide on the use of the fund.
    #[serde(rename = "withdrawal.bureau_review")]
    WithdrawalBureauReview,
    /// Decide on payee, papers and money.
    #[serde(rename = "withdrawal.department_review")]
    WithdrawalDepartmentReview,
    /// Release payments to the bank.
    #[serde(rename = "withdrawal.release")]
    WithdrawalRelease,
    /// Print forms and reprint them.
    #[serde(rename = "form.print")]
    FormPrint,
    /// See a masked number in full; each look is logged.
    #[serde(rename = "identity.reveal")]
    IdentityReveal,
    /// Create users, grant roles, reset passwords.
    #[serde(rename = "identity.manage")]
    IdentityManage,
    /// Set parameters and import calendar years.
    #[serde(rename = "parameter.manage")]
    ParameterManage,
    /// Verify the audit chain and read the ledger, masked.
    #[serde(rename = "audit.verify")]
    AuditVerify,
}

impl Permission {
    /// Every permission, in the order of the table above.
    pub const ALL: [Permission; 13] = [
        Permission::EstateRead,
        Permission::EstateImport,
        Permission::WithdrawalRead,
        Permission::WithdrawalPrepare,
        Permission::WithdrawalReceive,
        Permission::WithdrawalBureauReview,
        Permission::WithdrawalDepartmentReview,
        Permission::WithdrawalRelease,
        Permission::FormPrint,
        Permission::IdentityReveal,
        Permission::IdentityManage,
        Permission::ParameterManage,
        Permission::AuditVerify,
    ];

    /// The name that the office uses.
    pub fn label(self) -> &'static str {
        match self {
            Permission::EstateRead => "查看楼盘",
            Permission::EstateImport => "导入楼盘表",
            Permission::WithdrawalRead => "查看维修支取",
            Permission::WithdrawalPrepare => "维修支取申请",
            Permission::WithdrawalReceive => "维修支取材料录入",
            Permission::WithdrawalBureauReview => "维修支取建委审核",
            Permission::WithdrawalDepartmentReview => "维修支取管理部复核",
            Permission::WithdrawalRelease => "维修支取拨付",
            Permission::FormPrint => "打印表单",
            Permission::IdentityReveal => "显示完整证件信息",
            Permission::IdentityManage => "用户管理",
            Permission::ParameterManage => "参数与日历管理",
            Permission::AuditVerify => "审计校验",
        }
    }

    /// The roles that carry this permission: what a refusal names, beside who can grant it (the administrator).
    pub fn carried_by(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| role.permissions().contains(&self))
    }
}

/// What an office calls a person with a set of permissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 管理部经办
    DepartmentClerk,
    /// 管理部复核
    DepartmentReviewer,
    /// 管理部出纳
    DepartmentCashier,
    /// 建委审核
    BureauReviewer,
    /// 物业经办
    CompanyOperator,
    /// 系统管理员
    Administrator,
    /// 审计员
    Auditor,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 7] = [
        Role::DepartmentClerk,
        Role::DepartmentReviewer,
        Role::DepartmentCashier,
        Role::BureauReviewer,
        Role::CompanyOperator,
        Role::Administrator,
        Role::Auditor,
    ];

    /// The code under which the role is stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            Role::DepartmentClerk => "department_clerk",
            Role::DepartmentReviewer => "department_reviewer",
            Role::DepartmentCashier => "department_cashier",
            Role::BureauReviewer => "bureau_reviewer",
            Role::CompanyOperator => "company_operator",
            Role::Administrator => "administrator",
            Role::Auditor => "auditor",
        }
    }

    /// The role with this code.
    pub fn from_code(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.code() == code)
    }

    /// The name that the office uses.
    pub fn label(self) -> &'static str {
        match self {
            Role::DepartmentClerk => "管理部经办",
            Role::DepartmentReviewer => "管理部复核",
            Role::DepartmentCashier => "管理部出纳",
            Role::BureauReviewer => "建委审核",
            Role::CompanyOperator => "物业经办",
            Role::Administrator => "系统管理员",
            Role::Auditor => "审计员",
        }
    }

    /// What the role may do. An administrator takes no business decision; an auditor changes nothing.
    pub fn permissions(self) -> &'static [Permission] {
        use Permission as P;
        match self {
            Role::DepartmentClerk => &[
                P::EstateRead,
                P::EstateImport,
                P::WithdrawalRead,
                P::WithdrawalReceive,
                P::FormPrint,
                P::IdentityReveal,
            ],
            Role::DepartmentReviewer => &[
                P::EstateRead,
                P::WithdrawalRead,
                P::WithdrawalDepartmentReview,
                P::FormPrint,
                P::IdentityReveal,
            ],
            Role::DepartmentCashier => {
                &[P::EstateRead, P::WithdrawalRead, P::WithdrawalRelease, P::FormPrint]
            }
            Role::BureauReviewer => {
                &[P::EstateRead, P::WithdrawalRead, P::WithdrawalBureauReview, P::FormPrint]
            }
            Role::CompanyOperator => &[P::EstateRead, P::WithdrawalRead, P::WithdrawalPrepare, P::FormPrint],
            Role::Administrator => &[P::IdentityManage, P::ParameterManage],
            Role::Auditor => &[P::EstateRead, P::WithdrawalRead, P::AuditVerify],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Permission, Role};

    #[test]
    fn codes_are_read_back_and_equal_the_wire_names() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
    }

    #[test]
    fn nobody_may_both_enter_and_review_or_review_and_release() {
        let duties = [
            Permission::WithdrawalPrepare,
            Permission::WithdrawalBureauReview,
            Permission::WithdrawalDepartmentReview,
            Permission::WithdrawalRelease,
        ];
        for role in Role::ALL {
            let held = duties.iter().filter(|duty| role.permissions().contains(duty)).count();
            assert!(held <= 1, "{} carries {held} separated duties", role.label());
        }
    }

    #[test]
    fn every_permission_can_be_had_from_some_role() {
        for permission in Permission::ALL {
            assert!(permission.carried_by().next().is_some(), "{}", permission.label());
        }
    }

    #[test]
    fn the_administrator_takes_no_business_decision() {
        for permission in Role::Administrator.permissions() {
            assert!(matches!(permission, Permission::IdentityManage | Permission::ParameterManage));
        }
    }
}
