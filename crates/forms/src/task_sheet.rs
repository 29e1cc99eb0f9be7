//! 北京市住宅专项维修资金维修支取任务单: the withdrawal's document, with the opinions of those who decide on it
//! (manual of the property company's system, 4.2.1).

use anju_domain::{area::AreaDm2, money::Fen, withdrawal::allocation::Basis};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    Printed,
    display::Page,
    error::FormError,
    layout::{Align, Block, Cell, Paper, Paragraph, Row, Sheet, Table, Vertical, lay_out},
    length::{FontSize, Um, mm},
    mark::PrintMark,
    parts::{BLANK_DATE, BODY, LABEL, NOTE, choices, in_capitals, in_figures, label, seal_box, value},
    wording,
};

const TITLE: &str = "北京市住宅专项维修资金维修支取任务单";

/// Columns: label, value, label, value, twice as wide for values.
const COLUMNS: [Um; 4] = [mm(28), mm(60), mm(26), mm(56)];
/// The least height of a row that is filled in.
const ROW: Um = 9_500;
/// The height of the opinions: a round seal has 42 mm.
const OPINIONS: Um = mm(60);

/// What a task sheet says. Texts are printed as they are; an empty one leaves its field blank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskSheetForm {
    /// The property company that applies.
    pub company: String,
    /// The community (小区).
    pub community: String,
    /// The district (区).
    pub district: String,
    /// The buildings with units that take part (自然幢), in order of place.
    pub buildings: Vec<String>,
    /// The repair project.
    pub project: String,
    /// The part that is repaired.
    pub part: String,
    /// Why it is repaired.
    pub reason: String,
    /// Planned or emergency; `None` of a draft in which nothing is chosen yet.
    pub kind: Option<RepairKind>,
    /// The contractor.
    pub contractor: String,
    /// The number of the contract with the contractor.
    pub contract_no: String,
    /// The amount applied for.
    pub amount: Fen,
    /// Who is paid.
    pub payee: Payee,
    /// 分摊总户数: the units that take part.
    pub units: u32,
    /// 分摊总面积: their area.
    pub area: AreaDm2,
    /// 分摊标准 in 元/㎡, rounded for display to four decimals.
    pub rate: Decimal,
    /// By what the amount is allocated.
    pub basis: Basis,
    /// The company's handler.
    pub handler: String,
    /// The handler's telephone, as the reader may see it.
    pub phone: String,
    /// The date of the application.
    pub applied_on: NaiveDate,
    /// The company's opinion, where it is on record; else the box is left for ink.
    pub company_opinion: Option<Opinion>,
    /// The housing bureau's opinion, likewise.
    pub bureau_opinion: Option<Opinion>,
    /// The management department's opinion, likewise.
    pub department_opinion: Option<Opinion>,
}

/// Whether a repair was planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepairKind {
    /// 计划维修: the owners vote.
    Planned,
    /// 应急维修: with its papers instead of a vote.
    Emergency,
}

/// Who is paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payee {
    /// The account's holder.
    pub name: String,
    /// The bank.
    pub bank: String,
    /// The account's number, as the reader may see it.
    pub account: String,
}

/// An opinion on record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// The opinion.
    pub text: String,
    /// Who gave it.
    pub signer: String,
    /// When.
    pub signed_on: NaiveDate,
}

/// Prints a task sheet.
///
/// # Errors
/// [`FormError`].
pub fn task_sheet(form: &TaskSheetForm, mark: &PrintMark) -> Result<Printed, FormError> {
    Printed::from_pages(&pages(form, mark)?, TITLE, mark.printed_on)
}

/// The form's pages, before they are written as a file.
pub(crate) fn pages(form: &TaskSheetForm, mark: &PrintMark) -> Result<Vec<Page>, FormError> {
    let sheet = Sheet {
        paper: Paper::A4,
        title: &[TITLE],
        title_size: FontSize::TITLE,
        number_label: "任务单编号",
        mark,
    };
    let blocks = vec![
        Block::Table(Table::new(COLUMNS).body(rows(form)?)),
        Block::Together(vec![Block::Table(opinions(form)), Block::Table(bank())]),
        Block::Space(mm(2)),
        Block::Text(vec![Paragraph::new(
            "注：分摊标准为四舍五入后的显示值，各户分摊金额由支取总额按各户权重算得，以支取分摊清册为准。",
            NOTE,
        )]),
    ];
    lay_out(&sheet, blocks)
}

fn rows(form: &TaskSheetForm) -> Result<Vec<Row>, FormError> {
    let kinds = [(Some(RepairKind::Planned), "计划维修"), (Some(RepairKind::Emergency), "应急维修")];
    let bases = Basis::ALL.map(|basis| (basis, basis.label()));
    let pair = |one: &str, first: Cell, two: &str, second: Cell| {
        Row::new([label(one), first, label(two), second]).height(ROW)
    };
    let wide = |name: &str, cell: Cell| Row::new([label(name), cell.columns(3)]).height(ROW);
    Ok(vec![
        wide("申请单位", value(&form.company)),
        pair("小区名称", value(&form.community), "所在区", value(&form.district)),
        wide("涉及自然幢", value(form.buildings.join("、"))),
        pair("维修项目", value(&form.project), "维修部位", value(&form.part)),
        wide("维修原因", value(&form.reason)),
        pair("维修类别", value(choices(&kinds, &form.kind)), "合同编号", value(&form.contract_no)),
        wide("施工单位", value(&form.contractor)),
        Row::new([
            label("申请支取金额"),
            value(in_capitals(form.amount, "申请支取金额")?).columns(2),
            Cell::new([in_figures(form.amount).align(Align::Right)]),
        ])
        .height(mm(11)),
        wide("收款单位", value(&form.payee.name)),
        pair("开户银行", value(&form.payee.bank), "收款账号", value(&form.payee.account)),
        pair(
            "分摊总户数",
            value(format!("{} 户", form.units)),
            "分摊总面积",
            value(wording::square_metres(form.area)),
        ),
        pair(
            "分摊标准",
            value(format!("{:.4} 元/㎡", form.rate)),
            "申请日期",
            value(wording::date(form.applied_on)),
        ),
        wide("分摊方式", value(choices(&bases, &form.basis))),
        pair("经办人", value(&form.handler), "联系电话", value(&form.phone)),
    ])
}

fn opinions(form: &TaskSheetForm) -> Table {
    let opinion = |heading: &str, signer: &str, opinion: &Option<Opinion>| {
        let (text, name, date) = match opinion {
            Some(given) => (given.text.as_str(), given.signer.as_str(), wording::date(given.signed_on)),
            None => ("", "", BLANK_DATE.to_owned()),
        };
        seal_box(heading, text, &format!("{signer}：{name}"), &date)
    };
    Table::new([mm(57), mm(57), mm(56)]).body([Row::new([
        opinion("申请单位意见", "负责人", &form.company_opinion),
        opinion("区建设（房屋）主管部门意见", "审批人", &form.bureau_opinion),
        opinion("管理部意见", "复核人", &form.department_opinion),
    ])
    .height(OPINIONS)])
}

/// The bank's three signatures.
fn bank() -> Table {
    let signature =
        |name: &str| Cell::new([Paragraph::new(format!("{name}："), BODY)]).vertical(Vertical::Middle);
    Table::new([mm(28), mm(48), mm(47), mm(47)]).body([Row::new([
        Cell::new([Paragraph::new("专户银行", LABEL).align(Align::Center)]),
        signature("审核"),
        signature("记账"),
        signature("接柜"),
    ])
    .height(mm(11))])
}
