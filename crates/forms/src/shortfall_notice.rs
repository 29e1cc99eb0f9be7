//! 北京市住宅专项维修资金欠款催缴通知单: asks the owner of one unit for what its account lacks, on A4 or A5; many of
//! them in one document (manual of the property company's system, 4.2.1).
//!
//! Each notice counts its own pages, because each goes to another owner.

use anju_domain::money::Fen;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    Printed,
    display::Page,
    error::FormError,
    layout::{Align, Block, Cell, Paper, Paragraph, Row, Sheet, Table, Vertical, lay_out},
    length::{FontSize, Um, mm},
    mark::PrintMark,
    parts::{AMOUNT, BLANK_DATE, BODY, TABLE, TABLE_HEAD, in_capitals, label},
    qr::Qr,
    text::{Face, Style},
    wording,
};

const TITLE: [&str; 2] = ["北京市住宅专项维修资金", "欠款催缴通知单"];

/// What a shortfall notice says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortfallNoticeForm {
    /// The owner or owners.
    pub owner: String,
    /// The unit's address: community, building, entrance, room.
    pub address: String,
    /// The repair project.
    pub project: String,
    /// The number of the task sheet; empty while that is a draft.
    pub task_sheet_number: String,
    /// The unit's share.
    pub share: Fen,
    /// What its account has available.
    pub available: Fen,
    /// What is missing: share − available.
    pub shortfall: Fen,
    /// Why the money is asked for.
    pub reason: String,
    /// The last day to pay; `None` until the office has set the time.
    pub pay_by: Option<NaiveDate>,
    /// How to pay, a line each.
    pub ways_to_pay: Vec<String>,
    /// The order to pay; none while the notice is a draft.
    pub payment: Option<NoticePayment>,
    /// The organisation that sends the notice and seals it.
    pub sender: String,
    /// The date under the seal.
    pub issued_on: NaiveDate,
    /// Its telephone for questions.
    pub contact: String,
}

/// The order under which a shortfall is paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticePayment {
    /// 业务流水号.
    pub flow_number: String,
    /// The address that the QR code beside it holds, with the flow number.
    pub url: String,
}

/// The paper of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoticePaper {
    /// A4.
    A4,
    /// A5, for printers that hold it.
    A5,
}

/// Measures that depend on the paper.
struct Measure {
    paper: Paper,
    title_size: FontSize,
    letter: Style,
    /// The height of the greeting's line, in thousandths of its size.
    greeting: i64,
    body: Style,
    amount: Style,
    row: Um,
    label: Um,
    qr: Um,
    seal: Um,
    gap: Um,
}

impl NoticePaper {
    fn measure(self) -> Measure {
        match self {
            NoticePaper::A4 => Measure {
                paper: Paper::A4,
                title_size: FontSize::TITLE,
                letter: Style::new(Face::Text, FontSize::LETTER),
                greeting: 2400,
                body: BODY,
                amount: AMOUNT,
                row: mm(9),
                label: mm(30),
                qr: mm(36),
                seal: mm(46),
                gap: mm(5),
            },
            NoticePaper::A5 => Measure {
                paper: Paper::A5,
                title_size: FontSize::SMALL_TITLE,
                letter: BODY,
                greeting: 1700,
                body: TABLE,
                amount: TABLE_HEAD,
                row: 6_300,
                label: mm(22),
                qr: mm(30),
                seal: mm(26),
                gap: 1_500,
            },
        }
    }
}

/// Prints one notice.
///
/// # Errors
/// [`FormError`].
pub fn shortfall_notice(
    form: &ShortfallNoticeForm,
    mark: &PrintMark,
    paper: NoticePaper,
) -> Result<Printed, FormError> {
    let pages = pages(form, mark, paper)?;
    Printed::from_pages(&pages, &TITLE.concat(), mark.printed_on)
}

/// Prints many notices as one document, in this order.
///
/// # Errors
/// [`FormError`]; [`FormError::Empty`] without any notice.
pub fn shortfall_notices(
    notices: &[(ShortfallNoticeForm, PrintMark)],
    paper: NoticePaper,
) -> Result<Printed, FormError> {
    let Some((_, first)) = notices.first() else {
        return Err(FormError::Empty { what: "欠款分户" });
    };
    let mut all = Vec::with_capacity(notices.len());
    for (form, mark) in notices {
        all.extend(pages(form, mark, paper)?);
    }
    Printed::from_pages(&all, &TITLE.concat(), first.printed_on)
}

/// The form's pages, before they are written as a file.
pub(crate) fn pages(
    form: &ShortfallNoticeForm,
    mark: &PrintMark,
    paper: NoticePaper,
) -> Result<Vec<Page>, FormError> {
    let measure = &paper.measure();
    if form.share.checked_sub(form.available) != Some(form.shortfall) {
        return Err(FormError::Inconsistent {
            row: form.address.clone(),
            what: "分摊金额、可用余额与欠款金额",
        });
    }
    let sheet = Sheet {
        paper: measure.paper,
        title: &TITLE,
        title_size: measure.title_size,
        number_label: "通知单编号",
        mark,
    };
    let mut closing = vec![
        Block::Table(payment(form, measure)?),
        Block::Space(measure.gap),
        Block::Text(vec![
            Paragraph::new(
                format!("逾期未缴的，将影响本次维修工程的资金拨付。如有疑问，请联系：{}。", form.contact),
                measure.letter,
            )
            .indent(2)
            .leading(1500)
            .align(Align::Justified),
        ]),
        Block::Space(measure.gap),
    ];
    closing.push(Block::Table(signatures(form, measure)));
    let blocks = vec![
        Block::Text(letter(form, measure.letter, measure.greeting)),
        Block::Space(measure.gap),
        Block::Table(figures(form, measure)?),
        Block::Space(measure.gap),
        Block::Together(closing),
    ];
    lay_out(&sheet, blocks)
}

fn letter(form: &ShortfallNoticeForm, style: Style, greeting: i64) -> Vec<Paragraph> {
    let bold = Style { face: Face::Title, ..style };
    let request = Paragraph::new(
        "您名下的下列房屋参与本次住宅专项维修资金支取分摊。经核算，房屋账户的可用余额不足以支付应分摊的金额，请",
        style,
    );
    let request = match form.pay_by {
        Some(date) => request.then("于 ", style).then(wording::date(date), bold).then(" 前补足欠款。", style),
        None => request.then("在收到本通知后", style).then("尽快", bold).then("补足欠款。", style),
    };
    vec![
        Paragraph::new("尊敬的业主 ", style).then(&form.owner, bold).then("：", style).leading(greeting),
        request.indent(2).leading(1600).align(Align::Justified),
    ]
}

fn figures(form: &ShortfallNoticeForm, measure: &Measure) -> Result<Table, FormError> {
    let text = |text: &str| Cell::new([Paragraph::new(text, measure.body)]);
    let amount =
        |amount: Fen| Cell::new([Paragraph::new(wording::yuan(amount), measure.body).align(Align::Right)]);
    let width = measure.paper.text_width();
    let half = width / 2;
    let columns = [measure.label, half - measure.label, measure.label, width - half - measure.label];
    let wide = |name: &str, cell: Cell| Row::new([label(name), cell.columns(3)]).height(measure.row);
    Ok(Table::new(columns).body([
        wide("业主姓名", text(&form.owner)),
        wide("房屋坐落", text(&form.address)),
        wide("维修项目", text(&form.project)),
        wide("任务单编号", text(&form.task_sheet_number)),
        Row::new([label("应分摊金额"), amount(form.share), label("可用余额"), amount(form.available)])
            .height(measure.row),
        Row::new([
            label("欠款金额"),
            Cell::new([Paragraph::new(in_capitals(form.shortfall, "欠款金额")?, measure.amount)]).columns(2),
            Cell::new([Paragraph::new(wording::yuan(form.shortfall), AMOUNT).align(Align::Right)]),
        ])
        .height(measure.row + mm(2)),
        wide("欠款原因", text(&form.reason)),
        wide("缴款截止日", text(&form.pay_by.map_or_else(String::new, wording::date))),
    ]))
}

/// How to pay, with the payment's QR code on the right.
fn payment(form: &ShortfallNoticeForm, measure: &Measure) -> Result<Table, FormError> {
    let mut lines = Vec::new();
    if let Some(payment) = &form.payment {
        lines.push(
            Paragraph::new("业务流水号：", measure.body)
                .then(&payment.flow_number, measure.amount)
                .leading(1600),
        );
    }
    lines.extend(form.ways_to_pay.iter().map(|way| Paragraph::new(way, measure.body).leading(1350)));
    let width = measure.paper.text_width();
    let Some(payment) = &form.payment else {
        return Ok(Table::new([measure.label, width - measure.label]).body([Row::new([
            label("缴款方式"),
            Cell::new(lines),
        ])
        .height(mm(24))]));
    };
    let code = Cell::qr(Qr::new(&payment.url)?)
        .foot([Paragraph::new("扫码核对", measure.body).align(Align::Center)]);
    Ok(Table::new([measure.label, width - measure.label - measure.qr, measure.qr]).body([Row::new([
        label("缴款方式"),
        Cell::new(lines),
        code,
    ])]))
}

/// The sender's seal on the right, the owner's receipt on the left.
fn signatures(form: &ShortfallNoticeForm, measure: &Measure) -> Table {
    let width = measure.paper.text_width();
    let line = |text: &str| Paragraph::new(text, measure.body).leading(1700);
    let receipt = Cell::new([line("签收人：")])
        .vertical(Vertical::Top)
        .foot([line("送达方式：☐当面　☐邮寄　☐张贴"), line(&format!("签收日期：{BLANK_DATE}"))]);
    let seal = Cell::new([line(&format!("发函单位：{}", form.sender))]).vertical(Vertical::Top).foot([
        line("（盖章）").align(Align::Center),
        line(&wording::date(form.issued_on)).align(Align::Right),
    ]);
    Table::new([width / 2, width - width / 2]).body([Row::new([receipt, seal]).height(measure.seal)])
}
