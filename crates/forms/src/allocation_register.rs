//! 支取分摊清册: every unit that takes part, with what it pays out of principal and interest, and every unit that is
//! excluded, with the reason.
//!
//! Invariant: each row adds up (本金 + 利息 = 支取, 支取 + 欠款 = 分摊), and the shares are the amount.

use anju_domain::{area::AreaDm2, money::Fen, withdrawal::allocation::Basis};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    Printed,
    display::Page,
    error::FormError,
    layout::{Align, Block, Cell, Paper, Paragraph, Row, Sheet, Table, lay_out},
    length::{FontSize, Um, mm},
    mark::PrintMark,
    parts::{
        BLANK_DATE, TABLE_HEAD, in_capitals, label, seal_box, table_head, table_total, table_value,
        total_area, total_money, value,
    },
    wording,
};

const TITLE: &str = "住宅专项维修资金支取分摊清册";

/// 序号 单元 楼层 房号 | 业主 面积 | 分摊 本金 利息 支取 欠款.
const COLUMNS: [Um; 11] =
    [mm(12), mm(18), mm(15), mm(20), mm(46), mm(24), mm(28), mm(27), mm(23), mm(28), mm(24)];
const ROW: Um = 6_500;
/// The section of those who sold public homes and bear a part of their own.
const SELLING: &str = "售房单位";
/// Head above the table: name, value, three times.
const HEAD: [Um; 6] = [mm(24), mm(62), mm(22), mm(62), mm(24), mm(71)];

/// What an allocation register says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllocationRegisterForm {
    /// The community (小区).
    pub community: String,
    /// The property company.
    pub company: String,
    /// The repair project.
    pub project: String,
    /// The amount that is allocated: the sum of all shares.
    pub amount: Fen,
    /// By what it is allocated.
    pub basis: Basis,
    /// 分摊标准 in 元/㎡, rounded for display to four decimals.
    pub rate: Decimal,
    /// The units that take part, by building, in order of place.
    pub buildings: Vec<RegisterBuilding>,
    /// The selling organisations that bear a part: rows without a place and an area, the organisation as the owner.
    pub selling: Vec<RegisterRow>,
    /// The units of the scope that do not take part.
    pub excluded: Vec<ExcludedUnit>,
}

/// The units of one building.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterBuilding {
    /// The building (自然幢).
    pub name: String,
    /// Its units that take part.
    pub rows: Vec<RegisterRow>,
}

/// A unit that takes part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterRow {
    /// The entrance (单元).
    pub entrance: String,
    /// The floor (层).
    pub floor: String,
    /// The room number.
    pub room: String,
    /// The owner or owners, as the reader may see them.
    pub owner: String,
    /// The floor area.
    pub area: AreaDm2,
    /// The unit's share of the amount.
    pub share: Fen,
    /// What the unit pays out of its principal.
    pub principal: Fen,
    /// What the unit pays out of its interest.
    pub interest: Fen,
    /// What the unit pays: principal and interest.
    pub pays: Fen,
    /// What is missing: share − pays.
    pub shortfall: Fen,
}

/// A unit that does not take part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExcludedUnit {
    /// Where it is: building, entrance, room.
    pub place: String,
    /// Its floor area.
    pub area: AreaDm2,
    /// Why it does not take part.
    pub reason: String,
}

/// Prints an allocation register.
///
/// # Errors
/// [`FormError`]; among others [`FormError::Inconsistent`] for figures that do not add up.
pub fn allocation_register(form: &AllocationRegisterForm, mark: &PrintMark) -> Result<Printed, FormError> {
    Printed::from_pages(&pages(form, mark)?, TITLE, mark.printed_on)
}

/// The form's pages, before they are written as a file.
pub(crate) fn pages(form: &AllocationRegisterForm, mark: &PrintMark) -> Result<Vec<Page>, FormError> {
    check(form)?;
    let sheet = Sheet {
        paper: Paper::A4_LANDSCAPE,
        title: &[TITLE],
        title_size: FontSize::TITLE,
        number_label: "任务单编号",
        mark,
    };
    let mut blocks = vec![Block::Table(head(form)?), Block::Space(mm(3))];
    let closing = vec![Block::Space(mm(4)), Block::Table(seals())];
    if form.excluded.is_empty() {
        blocks.push(Block::Closed(units(form)?, closing));
    } else {
        blocks.push(Block::Table(units(form)?));
        blocks.push(Block::Space(mm(4)));
        blocks.push(Block::Closed(excluded(&form.excluded), closing));
    }
    lay_out(&sheet, blocks)
}

fn rows(form: &AllocationRegisterForm) -> impl Iterator<Item = &RegisterRow> {
    form.buildings.iter().flat_map(|building| &building.rows).chain(&form.selling)
}

fn check(form: &AllocationRegisterForm) -> Result<(), FormError> {
    let named = form.buildings.iter().map(|building| (building.name.as_str(), &building.rows));
    for (name, rows) in named.chain([(SELLING, &form.selling)]) {
        for row in rows {
            let refuse = |what| {
                let place = if row.room.is_empty() { &row.owner } else { &row.room };
                let row = format!("{name}{}{place}", row.entrance);
                Err(FormError::Inconsistent { row, what })
            };
            if row.principal.checked_add(row.interest) != Some(row.pays) {
                return refuse("本金、利息与支取金额");
            }
            if row.pays.checked_add(row.shortfall) != Some(row.share) {
                return refuse("支取金额、欠款与分摊金额");
            }
        }
    }
    if form.buildings.iter().all(|building| building.rows.is_empty()) {
        return Err(FormError::Empty { what: "分户明细" });
    }
    if Fen::checked_sum(rows(form).map(|row| row.share)) != Some(form.amount) {
        return Err(FormError::Inconsistent {
            row: "合计".to_owned(), what: "分摊金额与申请支取金额"
        });
    }
    Ok(())
}

fn head(form: &AllocationRegisterForm) -> Result<Table, FormError> {
    let amount = format!("{}　{}", wording::yuan(form.amount), in_capitals(form.amount, "申请支取金额")?);
    Ok(Table::new(HEAD).body([
        Row::new([
            label("小区名称"),
            value(&form.community),
            label("维修项目"),
            value(&form.project),
            label("申请单位"),
            value(&form.company),
        ])
        .height(mm(8)),
        Row::new([
            label("支取金额"),
            value(amount).columns(3),
            label("分摊标准"),
            value(format!("{:.4} 元/㎡（{}）", form.rate, form.basis.label())),
        ])
        .height(mm(8)),
    ]))
}

fn units(form: &AllocationRegisterForm) -> Result<Table, FormError> {
    let tall = |text: &str| table_head(text).rows(2);
    let head = [
        Row::new([
            tall("序号"),
            table_head("房屋坐落").columns(3),
            tall("业主"),
            tall("建筑面积\n（㎡）"),
            tall("分摊金额\n（元）"),
            table_head("本次支取（元）").columns(3),
            tall("欠款金额\n（元）"),
        ]),
        Row::new(["单元", "楼层", "房号", "本金", "利息", "小计"].map(table_head)),
    ];
    let mut sections: Vec<(&str, &[RegisterRow], &str)> =
        form.buildings.iter().map(|building| (building.name.as_str(), &building.rows[..], "户")).collect();
    if !form.selling.is_empty() {
        sections.push((SELLING, &form.selling, "家"));
    }
    let mut body = Vec::new();
    let mut number = 0;
    for (section, (name, rows, measure)) in sections.iter().enumerate() {
        body.push(section_row(name, "").keep_with_next());
        for row in *rows {
            number += 1;
            body.push(unit(number, row).section(section));
        }
        if let Some(last) = body.pop() {
            body.push(last.keep_with_next());
        }
        let subtotal = total(format!("{name}小计　{} {measure}", rows.len()), || rows.iter())?;
        let last = section + 1 == sections.len();
        // The totals never stand alone on a page.
        body.push(if last { subtotal.section(section).keep_with_next() } else { subtotal.section(section) });
    }
    let words = match form.selling.len() {
        0 => format!("合计　{number} 户"),
        organisations => format!("合计　{} 户、{organisations} 家售房单位", number - organisations),
    };
    body.push(total(words, || rows(form))?);
    let continued = sections.iter().map(|(name, ..)| section_row(name, "（续）"));
    Ok(Table::new(COLUMNS).head(head).body(body).continued(continued))
}

/// The row that names a building.
fn section_row(name: &str, suffix: &str) -> Row {
    let words = Paragraph::new(format!("{name}{suffix}"), TABLE_HEAD);
    Row::new([Cell::new([words]).columns(COLUMNS.len())])
}

fn unit(number: usize, row: &RegisterRow) -> Row {
    let text = |text: &str| table_value(text, Align::Center);
    let money = |amount: Fen| {
        let text = if amount == Fen::ZERO { "—".to_owned() } else { amount.grouped() };
        table_value(text, Align::Right)
    };
    Row::new([
        text(&number.to_string()),
        text(&row.entrance),
        text(&row.floor),
        text(&row.room),
        table_value(&row.owner, Align::Left),
        table_value(
            if row.area == AreaDm2::ZERO { "—".to_owned() } else { row.area.grouped() },
            Align::Right,
        ),
        money(row.share),
        money(row.principal),
        money(row.interest),
        money(row.pays),
        money(row.shortfall),
    ])
    .height(ROW)
}

/// A row of sums over `rows`.
fn total<'a, I: Iterator<Item = &'a RegisterRow>>(
    words: String,
    rows: impl Fn() -> I,
) -> Result<Row, FormError> {
    let money = |field: fn(&RegisterRow) -> Fen| -> Result<Cell, FormError> {
        Ok(table_total(total_money(rows().map(field), "合计")?, Align::Right))
    };
    Ok(Row::new([
        table_total(words, Align::Center).columns(5),
        table_total(total_area(rows().map(|row| row.area), "建筑面积合计")?, Align::Right),
        money(|row| row.share)?,
        money(|row| row.principal)?,
        money(|row| row.interest)?,
        money(|row| row.pays)?,
        money(|row| row.shortfall)?,
    ])
    .height(mm(7)))
}

fn excluded(units: &[ExcludedUnit]) -> Table {
    let head = [
        Row::new([table_head("不参与分摊的房屋").columns(4)]),
        Row::new(["序号", "房屋坐落", "建筑面积（㎡）", "不参与原因"].map(table_head)),
    ];
    let body = units.iter().enumerate().map(|(index, unit)| {
        Row::new([
            table_value((index + 1).to_string(), Align::Center),
            table_value(&unit.place, Align::Left),
            table_value(unit.area.grouped(), Align::Right),
            table_value(&unit.reason, Align::Left),
        ])
        .height(ROW)
    });
    Table::new([mm(12), mm(99), mm(24), mm(130)]).head(head).body(body)
}

fn seals() -> Table {
    Table::new([mm(88), mm(88), mm(89)]).body([Row::new([
        seal_box("申请单位", "", "制表人：", BLANK_DATE),
        seal_box("区建设（房屋）主管部门", "", "审核人：", BLANK_DATE),
        seal_box("管理部", "", "复核人：", BLANK_DATE),
    ])
    .height(mm(44))])
}
