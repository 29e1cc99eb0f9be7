//! 北京市住房资金管理中心专项维修资金分摊明细业主签字确认表: each owner's share and vote, to be signed on paper
//! (manual of the property company's system, 4.2.1; civil code, article 278).

use anju_domain::{area::AreaDm2, money::Fen};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    Printed,
    display::Page,
    error::FormError,
    layout::{Align, Block, Cell, Paper, Paragraph, Row, Sheet, Table, lay_out},
    length::{FontSize, Um, mm},
    mark::PrintMark,
    parts::{
        BLANK_DATE, NOTE, TABLE_HEAD, choices, in_capitals, label, seal_box, table_head, table_total,
        table_value, total_area, total_money, value,
    },
    wording,
};

const TITLE: &str = "北京市住房资金管理中心专项维修资金分摊明细业主签字确认表";

/// 序号 单元 楼层 房号 | 业主 面积 分摊 可用 欠款 | 意见 签字 日期 电话.
const COLUMNS: [Um; 13] =
    [mm(10), mm(13), mm(11), mm(15), mm(28), mm(19), mm(23), mm(23), mm(20), mm(30), mm(28), mm(20), mm(25)];
/// A signature needs this height.
const ROW: Um = mm(8);
/// Head above the table: name, value, three times.
const HEAD: [Um; 6] = [mm(24), mm(62), mm(22), mm(62), mm(24), mm(71)];
/// A round seal has 42 mm.
const SEALS: Um = mm(44);

/// What a signature table says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureTableForm {
    /// The community (小区).
    pub community: String,
    /// The repair project.
    pub project: String,
    /// The benefiting scope in words (受益范围).
    pub scope: String,
    /// The amount that is allocated.
    pub amount: Fen,
    /// First day of the publicity period (公示); `None` leaves it for ink.
    pub publicity_from: Option<NaiveDate>,
    /// Last day of it, likewise.
    pub publicity_to: Option<NaiveDate>,
    /// The papers that are shown to the owners.
    pub publicity_papers: String,
    /// The sheet's version: signatures count for this version only.
    pub sheet_version: u32,
    /// The units, by building, in order of place.
    pub buildings: Vec<SignatureBuilding>,
    /// Whom the vote counts: all heads and the area of the benefiting scope, excluded units included; `None` of a
    /// draft, whose electorate is frozen when it is submitted.
    pub electorate: Option<HeadsAndArea>,
    /// The rule set that applies to this case, in words.
    pub vote_rule: String,
    /// The counts, where the signatures are on record; else the boxes are left for ink.
    pub tally: Option<VoteTally>,
}

/// The units of one building.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureBuilding {
    /// The building (自然幢).
    pub name: String,
    /// Its units that take part.
    pub rows: Vec<SignatureRow>,
}

/// A unit and its owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureRow {
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
    /// What the unit's account has available: its balance less what other sheets hold.
    pub available: Fen,
    /// What the available balance lacks for the share.
    pub shortfall: Fen,
    /// The owner's vote, where it is on record.
    pub choice: Option<Choice>,
    /// The date of the signature, likewise.
    pub signed_on: Option<NaiveDate>,
    /// The owner's telephone, as the reader may see it; empty leaves room for ink.
    pub phone: String,
}

/// An owner's vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// 同意.
    Agree,
    /// 反对.
    Against,
    /// 弃权: takes part and does not consent.
    Abstain,
}

/// A count by heads and by area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadsAndArea {
    /// Heads: an owner of several units is one, co-owners of one unit are one.
    pub heads: u32,
    /// Floor area.
    pub area: AreaDm2,
}

/// The votes that were given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoteTally {
    /// Everybody who took part.
    pub participating: HeadsAndArea,
    /// Consent.
    pub agree: HeadsAndArea,
    /// Refusal.
    pub against: HeadsAndArea,
    /// Abstention.
    pub abstain: HeadsAndArea,
}

/// Prints a signature table.
///
/// # Errors
/// [`FormError`].
pub fn signature_table(form: &SignatureTableForm, mark: &PrintMark) -> Result<Printed, FormError> {
    Printed::from_pages(&pages(form, mark)?, TITLE, mark.printed_on)
}

/// The form's pages, before they are written as a file.
pub(crate) fn pages(form: &SignatureTableForm, mark: &PrintMark) -> Result<Vec<Page>, FormError> {
    if form.buildings.iter().all(|building| building.rows.is_empty()) {
        return Err(FormError::Empty { what: "分户明细" });
    }
    let sheet = Sheet {
        paper: Paper::A4_LANDSCAPE,
        title: &[TITLE],
        title_size: FontSize::SMALL_TITLE,
        number_label: "任务单编号",
        mark,
    };
    let blocks = vec![
        Block::Table(head(form)?),
        Block::Space(mm(3)),
        Block::Closed(
            units(form)?,
            vec![
                Block::Space(mm(4)),
                Block::Table(votes(form)),
                Block::Text(vec![
                    Paragraph::new(format!("表决规则：{}", form.vote_rule), NOTE).leading(1700),
                ]),
                Block::Space(mm(2)),
                Block::Table(seals()),
            ],
        ),
    ];
    lay_out(&sheet, blocks)
}

fn head(form: &SignatureTableForm) -> Result<Table, FormError> {
    let buildings: Vec<&str> = form.buildings.iter().map(|building| building.name.as_str()).collect();
    let day =
        |date: Option<NaiveDate>| date.map_or_else(|| BLANK_DATE.trim_start().to_owned(), wording::date);
    let period = format!("{} 至 {}", day(form.publicity_from), day(form.publicity_to));
    let amount = format!("{}　{}", wording::yuan(form.amount), in_capitals(form.amount, "申请支取金额")?);
    Ok(Table::new(HEAD).body([
        Row::new([
            label("小区名称"),
            value(&form.community),
            label("维修项目"),
            value(&form.project),
            label("任务单版本"),
            value(format!("第 {} 版", form.sheet_version)),
        ])
        .height(mm(8)),
        Row::new([
            label("涉及自然幢"),
            value(buildings.join("、")),
            label("受益范围"),
            value(&form.scope),
            label("公示期"),
            value(period),
        ])
        .height(mm(8)),
        Row::new([
            label("支取金额"),
            value(amount).columns(3),
            label("公示材料"),
            value(&form.publicity_papers),
        ])
        .height(mm(8)),
    ]))
}

fn units(form: &SignatureTableForm) -> Result<Table, FormError> {
    let tall = |text: &str| table_head(text).rows(2);
    let head = [
        Row::new([
            tall("序号"),
            table_head("房屋坐落").columns(3),
            tall("业主姓名"),
            tall("建筑面积\n（㎡）"),
            tall("分摊金额\n（元）"),
            tall("可用余额\n（元）"),
            tall("欠款金额\n（元）"),
            table_head("业主确认").columns(4),
        ]),
        Row::new(["单元", "楼层", "房号", "意见", "签字", "日期", "联系电话"].map(table_head)),
    ];
    let mut body = Vec::new();
    let mut number = 0;
    for (section, building) in form.buildings.iter().enumerate() {
        body.push(section_row(&building.name, &building.rows, "")?.keep_with_next());
        for row in &building.rows {
            number += 1;
            body.push(unit(number, row).section(section));
        }
    }
    // The totals never stand alone on a page.
    if let Some(last) = body.pop() {
        body.push(last.keep_with_next());
    }
    let rows = || form.buildings.iter().flat_map(|building| &building.rows);
    body.push(
        Row::new([
            table_total(format!("合计　{number} 户"), Align::Center).columns(5),
            table_total(total_area(rows().map(|row| row.area), "建筑面积合计")?, Align::Right),
            table_total(total_money(rows().map(|row| row.share), "分摊金额合计")?, Align::Right),
            table_total(total_money(rows().map(|row| row.available), "可用余额合计")?, Align::Right),
            table_total(total_money(rows().map(|row| row.shortfall), "欠款金额合计")?, Align::Right),
            Cell::default().columns(4),
        ])
        .height(ROW),
    );
    let continued = form
        .buildings
        .iter()
        .map(|building| section_row(&building.name, &building.rows, "（续）"))
        .collect::<Result<Vec<Row>, FormError>>()?;
    Ok(Table::new(COLUMNS).head(head).body(body).continued(continued))
}

/// The row that names a building.
fn section_row(name: &str, rows: &[SignatureRow], suffix: &str) -> Result<Row, FormError> {
    let area = total_area(rows.iter().map(|row| row.area), "建筑面积小计")?;
    let share = total_money(rows.iter().map(|row| row.share), "分摊金额小计")?;
    let words = format!("{name}{suffix}　共 {} 户　建筑面积 {area} ㎡　分摊 {share} 元", rows.len());
    Ok(Row::new([Cell::new([Paragraph::new(words, TABLE_HEAD)]).columns(COLUMNS.len())]))
}

fn unit(number: usize, row: &SignatureRow) -> Row {
    let text = |text: &str| table_value(text, Align::Center);
    let votes =
        [(Some(Choice::Agree), "同意"), (Some(Choice::Against), "反对"), (Some(Choice::Abstain), "弃权")];
    let choice = choices(&votes, &row.choice).replace('　', " ");
    let signed_on = row.signed_on.map(|date| date.format("%Y-%m-%d").to_string());
    let shortfall = if row.shortfall == Fen::ZERO { "—".to_owned() } else { row.shortfall.grouped() };
    Row::new([
        text(&number.to_string()),
        text(&row.entrance),
        text(&row.floor),
        text(&row.room),
        table_value(&row.owner, Align::Left),
        table_value(row.area.grouped(), Align::Right),
        table_value(row.share.grouped(), Align::Right),
        table_value(row.available.grouped(), Align::Right),
        table_value(shortfall, Align::Right),
        Cell::new([Paragraph::new(choice, NOTE).align(Align::Center)]),
        Cell::default(),
        text(&signed_on.unwrap_or_default()),
        text(&row.phone),
    ])
    .height(ROW)
}

fn votes(form: &SignatureTableForm) -> Table {
    let heads = |count: Option<HeadsAndArea>| {
        let text = count.map(|count| format!("{} 人", count.heads)).unwrap_or_default();
        table_value(text, Align::Right)
    };
    let area = |count: Option<HeadsAndArea>| {
        let text = count.map(|count| wording::square_metres(count.area)).unwrap_or_default();
        table_value(text, Align::Right)
    };
    let tally = form.tally;
    let counts = [
        form.electorate,
        tally.map(|tally| tally.participating),
        tally.map(|tally| tally.agree),
        tally.map(|tally| tally.against),
        tally.map(|tally| tally.abstain),
    ];
    let heads = std::iter::once(table_head("人数")).chain(counts.into_iter().map(heads));
    let area = std::iter::once(table_head("专有部分面积")).chain(counts.into_iter().map(area));
    Table::new([mm(40), mm(45), mm(45), mm(45), mm(45), mm(45)]).body([
        Row::new(["表决统计", "表决权总数", "参与表决", "同意", "反对", "弃权"].map(table_head))
            .height(mm(7)),
        Row::new(heads).height(mm(7)),
        Row::new(area).height(mm(7)),
    ])
}

fn seals() -> Table {
    Table::new([mm(88), mm(88), mm(89)]).body([Row::new([
        seal_box("物业服务企业", "", "经办人：", BLANK_DATE),
        seal_box("业主委员会（物业管理委员会）", "", "负责人：", BLANK_DATE),
        seal_box("居民委员会", "", "经办人：", BLANK_DATE),
    ])
    .height(SEALS)])
}
