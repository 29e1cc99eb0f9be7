//! 任务单: what a company asks for (source 4 §4.2.1 ③), as typed and as valid.
//!
//! Invariant: what was typed is never changed or lost here; a [`TaskSheet`] exists only if every field is valid, and what
//! is wrong is said field by field, all at once.

mod field;

use crate::identity::{BankAccount, PersonName, Phone};
use crate::money::Fen;

use super::allocation::Basis;
use super::emergency::EmergencyKind;
pub use field::FieldProblem;
use field::{Choice, Reading, Text};

/// A task sheet as its preparer typed it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SheetText<'a> {
    /// 维修项目
    pub project: &'a str,
    /// 维修部位
    pub part: &'a str,
    /// 维修原因
    pub reason: &'a str,
    /// 维修类别: `planned` or `emergency`
    pub kind: &'a str,
    /// 应急类型, of an emergency
    pub emergency_kind: &'a str,
    /// 施工单位
    pub contractor: &'a str,
    /// 合同编号, where there is one already
    pub contract_no: &'a str,
    /// 申请支取金额, in yuan
    pub amount_text: &'a str,
    /// 分摊方式
    pub basis: &'a str,
    /// 收款单位名称
    pub payee_name: &'a str,
    /// 收款银行
    pub payee_bank: &'a str,
    /// 收款账号
    pub payee_account: &'a str,
    /// 经办人
    pub handler: &'a str,
    /// 联系电话
    pub phone: &'a str,
}

/// 维修类别
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 计划维修: the owners vote.
    Planned,
    /// 应急维修: papers stand in the place of the vote.
    Emergency(EmergencyKind),
}

impl Kind {
    /// The code of the kind alone.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Planned => "planned",
            Kind::Emergency(_) => "emergency",
        }
    }

    /// The words on screens and forms.
    pub fn label(self) -> &'static str {
        match self {
            Kind::Planned => "计划维修",
            Kind::Emergency(_) => "应急维修",
        }
    }
}

/// Who gets the money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payee {
    /// 收款单位名称
    pub name: String,
    /// 收款银行
    pub bank: String,
    /// 收款账号
    pub account: BankAccount,
}

/// A valid task sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskSheet {
    /// 维修项目
    pub project: String,
    /// 维修部位
    pub part: String,
    /// 维修原因
    pub reason: String,
    /// 维修类别
    pub kind: Kind,
    /// 施工单位
    pub contractor: String,
    /// 合同编号
    pub contract_no: Option<String>,
    /// 申请支取金额, above zero
    pub amount: Fen,
    /// 分摊方式
    pub basis: Basis,
    /// Who gets the money.
    pub payee: Payee,
    /// 经办人
    pub handler: PersonName,
    /// 联系电话
    pub phone: Phone,
}

const PROJECT: Text = Text { field: "project", label: "维修项目", most: 100 };
const PART: Text = Text { field: "part", label: "维修部位", most: 100 };
const REASON: Text = Text { field: "reason", label: "维修原因", most: 500 };
const KIND: Choice = Choice { field: "kind", label: "维修类别" };
const EMERGENCY_KIND: Choice = Choice { field: "emergency_kind", label: "应急类型" };
const CONTRACTOR: Text = Text { field: "contractor", label: "施工单位", most: 100 };
const CONTRACT_NO: Text = Text { field: "contract_no", label: "合同编号", most: 60 };
const BASIS: Choice = Choice { field: "basis", label: "分摊方式" };
const PAYEE_NAME: Text = Text { field: "payee_name", label: "收款单位名称", most: 100 };
const PAYEE_BANK: Text = Text { field: "payee_bank", label: "收款银行", most: 100 };

impl SheetText<'_> {
    /// Reads the sheet.
    ///
    /// # Errors
    /// What is wrong with each field, in the order of the form; nothing is left out after the first.
    pub fn validate(&self) -> Result<TaskSheet, Vec<FieldProblem>> {
        let mut reading = Reading::default();
        let kind = self.kind(&mut reading);
        let project = reading.required(PROJECT, self.project);
        let part = reading.required(PART, self.part);
        let reason = reading.required_long(REASON, self.reason);
        let contractor = reading.required(CONTRACTOR, self.contractor);
        let contract_no = reading.optional(CONTRACT_NO, self.contract_no);
        let amount = self.amount(&mut reading);
        let basis = reading.choice(BASIS, self.basis, Basis::from_code);
        let payee_name = reading.required(PAYEE_NAME, self.payee_name);
        let payee_bank = reading.required(PAYEE_BANK, self.payee_bank);
        let payee_account = reading.parsed(
            "payee_account",
            BankAccount::parse(self.payee_account).map_err(|error| (error.code(), error.message())),
        );
        let handler = reading.parsed(
            "handler",
            PersonName::parse(self.handler).map_err(|error| (error.code(), error.message())),
        );
        let phone = reading
            .parsed("phone", Phone::parse(self.phone).map_err(|error| (error.code(), error.message())));

        let sheet = || {
            Some(TaskSheet {
                project: project?,
                part: part?,
                reason: reason?,
                kind: kind?,
                contractor: contractor?,
                contract_no: contract_no?,
                amount: amount?,
                basis: basis?,
                payee: Payee { name: payee_name?, bank: payee_bank?, account: payee_account? },
                handler: handler?,
                phone: phone?,
            })
        };
        sheet().ok_or(reading.problems)
    }

    fn kind(&self, reading: &mut Reading) -> Option<Kind> {
        let is_emergency = |code: &str| match code {
            "planned" => Some(false),
            "emergency" => Some(true),
            _ => None,
        };
        if reading.choice(KIND, self.kind, is_emergency)? {
            reading.choice(EMERGENCY_KIND, self.emergency_kind, EmergencyKind::from_code).map(Kind::Emergency)
        } else {
            Some(Kind::Planned)
        }
    }

    fn amount(&self, reading: &mut Reading) -> Option<Fen> {
        let amount = reading.parsed(
            "amount_text",
            Fen::parse(self.amount_text).map_err(|error| (error.code(), error.message())),
        )?;
        if amount == Fen::ZERO {
            reading.add(
                "amount_text",
                "money.zero",
                "申请支取金额须大于 0。请按合同或预算填写金额。".to_owned(),
            );
            return None;
        }
        Some(amount)
    }
}
