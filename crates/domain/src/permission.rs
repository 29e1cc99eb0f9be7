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
    /// Say who of one's own organisation works on a sheet, also in another's place.
    #[serde(rename = "withdrawal.reassign")]
    WithdrawalReassign,
    /// Book what is paid in, match what waits in suspense, ask for its return.
    #[serde(rename = "ledger.receive")]
    LedgerReceive,
    /// Decide on what the bank contradicts and on differences of the reconciliation.
    #[serde(rename = "ledger.decide")]
    LedgerDecide,
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
    pub const ALL: [Permission; 16] = [
        Permission::EstateRead,
        Permission::EstateImport,
        Permission::WithdrawalRead,
        Permission::WithdrawalPrepare,
        Permission::WithdrawalReceive,
        Permission::WithdrawalBureauReview,
        Permission::WithdrawalDepartmentReview,
        Permission::WithdrawalRelease,
        Permission::WithdrawalReassign,
        Permission::LedgerReceive,
        Permission::LedgerDecide,
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
            Permission::WithdrawalReassign => "任务单改派",
            Permission::LedgerReceive => "收款登记与匹配",
            Permission::LedgerDecide => "资金差错处理",
            Permission::FormPrint => "打印表单",
            Permission::IdentityReveal => "显示完整证件信息",
            Permission::IdentityManage => "用户管理",
            Permission::ParameterManage => "参数与日历管理",
            Permission::AuditVerify => "审计校验",
        }
    }
}

/// Why somebody without any of these permissions is refused: what is missing, who has it, and who can grant it.
pub fn missing_sentence(any_of: &[Permission]) -> String {
    let permissions: Vec<&str> = any_of.iter().map(|permission| permission.label()).collect();
    let carries = |role: &Role| any_of.iter().any(|permission| role.permissions().contains(permission));
    let roles: Vec<&str> = Role::ALL.into_iter().filter(carries).map(Role::label).collect();
    format!(
        "您没有“{}”权限，不能进行此操作。该权限由{}岗位持有，请联系系统管理员授权。",
        permissions.join("”或“"),
        roles.join("、")
    )
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

    /// The kind of organisation whose people hold the role.
    pub fn held_in(self) -> OrganisationKind {
        match self {
            Role::DepartmentClerk | Role::DepartmentReviewer | Role::DepartmentCashier => {
                OrganisationKind::Department
            }
            Role::BureauReviewer => OrganisationKind::Bureau,
            Role::CompanyOperator => OrganisationKind::PropertyCompany,
            Role::Administrator | Role::Auditor => OrganisationKind::Centre,
        }
    }

    /// The separated duty that the role carries: enter, review or release (spec «roles», duties are separated).
    fn duty(self) -> Option<Permission> {
        const DUTIES: [Permission; 5] = [
            Permission::WithdrawalPrepare,
            Permission::WithdrawalReceive,
            Permission::WithdrawalBureauReview,
            Permission::WithdrawalDepartmentReview,
            Permission::WithdrawalRelease,
        ];
        DUTIES.into_iter().find(|duty| self.permissions().contains(duty))
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
                P::LedgerReceive,
                P::FormPrint,
                P::IdentityReveal,
            ],
            Role::DepartmentReviewer => &[
                P::EstateRead,
                P::WithdrawalRead,
                P::WithdrawalDepartmentReview,
                P::WithdrawalReassign,
                P::LedgerDecide,
                P::FormPrint,
                P::IdentityReveal,
            ],
            Role::DepartmentCashier => {
                &[P::EstateRead, P::WithdrawalRead, P::WithdrawalRelease, P::FormPrint]
            }
            Role::BureauReviewer => &[
                P::EstateRead,
                P::WithdrawalRead,
                P::WithdrawalBureauReview,
                P::WithdrawalReassign,
                P::FormPrint,
            ],
            Role::CompanyOperator => &[P::EstateRead, P::WithdrawalRead, P::WithdrawalPrepare, P::FormPrint],
            Role::Administrator => &[P::IdentityManage, P::ParameterManage],
            Role::Auditor => &[P::EstateRead, P::WithdrawalRead, P::AuditVerify],
        }
    }
}

/// What an organisation is; its people hold the roles of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationKind {
    /// 管理部, one for each district
    Department,
    /// 建委, one for each district
    Bureau,
    /// 物业服务企业
    PropertyCompany,
    /// 资金中心
    Centre,
}

impl OrganisationKind {
    /// The code under which the kind is stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            OrganisationKind::Department => "department",
            OrganisationKind::Bureau => "bureau",
            OrganisationKind::PropertyCompany => "property_company",
            OrganisationKind::Centre => "centre",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<OrganisationKind> {
        [
            OrganisationKind::Department,
            OrganisationKind::Bureau,
            OrganisationKind::PropertyCompany,
            OrganisationKind::Centre,
        ]
        .into_iter()
        .find(|kind| kind.code() == code)
    }
}

/// Why somebody cannot be given these roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GrantFault {
    /// No role at all.
    #[error("请至少选择一个岗位，否则该用户登录后无法办理任何业务。")]
    NoRole,
    /// A role of another kind of organisation.
    #[error("“{}”不是该单位的岗位，请选择与单位类型相符的岗位。", .0.label())]
    OtherOrganisation(Role),
    /// Two duties that one person must not join.
    #[error("“{}”与“{}”不能由同一人担任：录入、审核、拨付必须分岗。请去掉其中一个。", .0.label(), .1.label())]
    JoinedDuties(Role, Role),
}

impl GrantFault {
    /// The code that programs switch on.
    pub fn code(self) -> &'static str {
        match self {
            GrantFault::NoRole => "roles.none",
            GrantFault::OtherOrganisation(_) => "roles.other_organisation",
            GrantFault::JoinedDuties(..) => "roles.joined_duties",
        }
    }
}

/// Checks the roles that somebody in an organisation of this kind is to hold: enter ≠ review ≠ release.
pub fn check_grant(kind: OrganisationKind, roles: &[Role]) -> Result<(), GrantFault> {
    if roles.is_empty() {
        return Err(GrantFault::NoRole);
    }
    if let Some(&role) = roles.iter().find(|role| role.held_in() != kind) {
        return Err(GrantFault::OtherOrganisation(role));
    }
    for (index, &role) in roles.iter().enumerate() {
        let joined = roles[..index]
            .iter()
            .find(|other| other.duty().is_some() && role.duty().is_some() && other.duty() != role.duty());
        if let Some(&other) = joined {
            return Err(GrantFault::JoinedDuties(other, role));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{GrantFault, OrganisationKind, Permission, Role, check_grant};

    #[test]
    fn roles_are_granted_within_their_organisation_and_apart() {
        use OrganisationKind as K;
        use Role as R;
        let table: [(K, &[R], Result<(), GrantFault>); 8] = [
            (K::Department, &[R::DepartmentClerk], Ok(())),
            (K::Centre, &[R::Administrator, R::Auditor], Ok(())),
            (K::Bureau, &[R::BureauReviewer], Ok(())),
            (K::PropertyCompany, &[], Err(GrantFault::NoRole)),
            (K::PropertyCompany, &[R::BureauReviewer], Err(GrantFault::OtherOrganisation(R::BureauReviewer))),
            (K::Centre, &[R::CompanyOperator], Err(GrantFault::OtherOrganisation(R::CompanyOperator))),
            (
                K::Department,
                &[R::DepartmentReviewer, R::DepartmentCashier],
                Err(GrantFault::JoinedDuties(R::DepartmentReviewer, R::DepartmentCashier)),
            ),
            (
                K::Department,
                &[R::DepartmentClerk, R::DepartmentReviewer],
                Err(GrantFault::JoinedDuties(R::DepartmentClerk, R::DepartmentReviewer)),
            ),
        ];
        for (kind, roles, expected) in table {
            assert_eq!(check_grant(kind, roles), expected, "{kind:?} {roles:?}");
        }
    }

    #[test]
    fn kinds_are_read_back() {
        for role in Role::ALL {
            let kind = role.held_in();
            assert_eq!(OrganisationKind::from_code(kind.code()), Some(kind));
        }
    }

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
            let carries = |role: &Role| role.permissions().contains(&permission);
            assert!(Role::ALL.iter().any(carries), "{}", permission.label());
        }
    }

    #[test]
    fn the_administrator_takes_no_business_decision() {
        for permission in Role::Administrator.permissions() {
            assert!(matches!(permission, Permission::IdentityManage | Permission::ParameterManage));
        }
    }
}
