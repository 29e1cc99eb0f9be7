//! The furniture that every form has: title, number, QR code, check code, marks, and the foot with the page's number.
//!
//! Invariant: the furniture's height does not depend on the number of pages, so two passes are enough: the body flows
//! first, then each page gets its furniture with the total.

use crate::{
    display::{Item, Page, Rectangle},
    error::FormError,
    layout::{
        pager::{Block, Room, flow},
        paper::Paper,
        paragraph::{Align, Paragraph},
    },
    length::{FontSize, Um, mm},
    mark::{Issue, PrintMark},
    qr::Qr,
    text::{Face, Style},
    wording,
};

/// Height of the first page's head, from the upper margin.
const FIRST_HEAD: Um = mm(29);
/// Height of the running head on further pages, from the upper margin.
const RUNNING_HEAD: Um = mm(9);
/// The foot begins this far below the body.
const FOOT_GAP: Um = mm(2);
/// The text of the foot begins this far below its rule.
const FOOT_RULE: Um = mm(1);
/// The room for the page's number in the foot.
const PAGE_NUMBER: Um = mm(28);
/// Printers leave this rim white.
const RIM: Um = mm(6);
/// The running head's and the foot's style.
const NOTE: Style = Style::new(Face::Text, FontSize::NOTE);
/// Words across a form that has not been accepted.
const DRAFT: &str = "草稿—未提交";
/// The mark on a reprint.
const REPRINT: &str = "补打";

/// What the furniture of a form says.
pub struct Sheet<'a> {
    /// The paper.
    pub paper: Paper,
    /// The title's lines.
    pub title: &'a [&'a str],
    /// The title's size.
    pub title_size: FontSize,
    /// What the number is called: 任务单编号, 通知单编号.
    pub number_label: &'static str,
    /// The marks of this print.
    pub mark: &'a PrintMark,
}

/// Lays a form out: body and furniture of all its pages.
///
/// # Errors
/// [`FormError`].
pub fn lay_out(sheet: &Sheet<'_>, blocks: Vec<Block>) -> Result<Vec<Page>, FormError> {
    if sheet.mark.print_count == 0 {
        return Err(FormError::NoPrintCount);
    }
    let paper = sheet.paper;
    let room = Room {
        left: paper.left,
        width: paper.text_width(),
        first_top: paper.top + FIRST_HEAD,
        next_top: paper.top + RUNNING_HEAD,
        bottom: paper.height - paper.bottom.max(FOOT_GAP + sheet.foot_height()? + RIM),
    };
    let bodies = flow(blocks, room)?;
    let total = bodies.len();
    bodies
        .into_iter()
        .enumerate()
        .map(|(index, body)| {
            let mut items = Vec::with_capacity(body.len() + 64);
            if sheet.mark.issue == Issue::Draft {
                items.push(watermark(paper)?);
            }
            if index == 0 {
                sheet.first_head(&mut items)?;
            } else {
                sheet.running_head(&mut items)?;
            }
            items.extend(body);
            sheet.foot(index + 1, total, room.bottom + FOOT_GAP, &mut items)?;
            Ok(Page { width: paper.width, height: paper.height, items })
        })
        .collect()
}

impl Sheet<'_> {
    fn first_head(&self, items: &mut Vec<Item>) -> Result<(), FormError> {
        let paper = self.paper;
        let (left, top) = (paper.left, paper.top);
        let bottom = top + FIRST_HEAD;
        let note = Style::new(Face::Text, FontSize::TABLE);
        let mut right = paper.width - paper.right;
        if let Issue::Accepted { number, check_code, verification_url } = &self.mark.issue {
            let qr = Qr::new(verification_url)?;
            // The quiet zone may reach into the margin: the dark modules stand flush with the table.
            let x = right - qr.width() + qr.quiet();
            items.push(qr.place(x, top - qr.quiet()));
            let code = Paragraph::new(format!("校验码：{check_code}"), note).align(Align::Right);
            put(&code, left, bottom - 5_500, paper.text_width(), items)?;
            let label = format!("{}：{number}", self.number_label);
            put(&Paragraph::new(label, note), left, bottom - 5_500, paper.text_width(), items)?;
            right = x;
        }
        if self.mark.reprint {
            stamp(REPRINT, FontSize(140), left, top - mm(3), items)?;
        }
        // Centred on the page where the QR code leaves the room, else on what is left of it.
        let style = Style::new(Face::Title, self.title_size);
        let lines: Vec<Paragraph> =
            self.title.iter().map(|line| Paragraph::new(*line, style).align(Align::Center)).collect();
        let longest = self.title.iter().map(|line| line.chars().count()).max().unwrap_or(0);
        let width = self.title_size.em(1000 * i64::try_from(longest).unwrap_or(i64::MAX / 1_000_000));
        let free = paper.text_width() - 2 * (paper.width - paper.right - right);
        let zone = if width <= free { paper.text_width() } else { right - left };
        let height = self.title_size.em(1350) * i64::try_from(lines.len()).unwrap_or(1);
        let mut y = top + mm(11) - height / 2;
        for line in &lines {
            y += put(line, left, y, zone, items)?;
        }
        Ok(())
    }

    fn running_head(&self, items: &mut Vec<Item>) -> Result<(), FormError> {
        let paper = self.paper;
        let (left, width) = (paper.left, paper.text_width());
        let y = paper.top;
        let shift = if self.mark.reprint {
            stamp(REPRINT, FontSize::TABLE, left, y - mm(1), items)? + mm(2)
        } else {
            0
        };
        let title = Paragraph::new(self.title.concat(), Style::new(Face::Title, FontSize::TABLE));
        let title_height = put(&title, left + shift, y, width - shift, items)?;
        if let Issue::Accepted { number, check_code, .. } = &self.mark.issue {
            let text = format!("{}：{number}　校验码：{check_code}", self.number_label);
            let text = Paragraph::new(text, NOTE).align(Align::Right);
            let fits = shift + title.width()? + text.width()? + mm(4) <= width;
            put(&text, left, if fits { y } else { y + title_height }, width, items)?;
        }
        Ok(())
    }

    /// Who prints, where, when and how often: on one line where that fits.
    fn print_record(&self) -> Result<Vec<Paragraph>, FormError> {
        let mark = self.mark;
        let reprint = if mark.reprint { "（补打）" } else { "" };
        let organisation = format!("打印单位：{}", mark.organisation);
        let count = match mark.issue {
            Issue::Draft => "草稿不计打印次数".to_owned(),
            Issue::Accepted { .. } => format!("第 {} 次打印{reprint}", mark.print_count),
        };
        let print =
            format!("工作站：{}　打印日期：{}　{count}", mark.workstation, wording::date(mark.printed_on),);
        let one_line = Paragraph::new(format!("{organisation}　{print}"), NOTE);
        Ok(if one_line.width()? <= self.print_record_width() {
            vec![one_line]
        } else {
            vec![Paragraph::new(organisation, NOTE), Paragraph::new(print, NOTE)]
        })
    }

    fn print_record_width(&self) -> Um {
        self.paper.text_width() - PAGE_NUMBER
    }

    fn foot_height(&self) -> Result<Um, FormError> {
        let mut height = FOOT_RULE;
        for paragraph in self.print_record()? {
            height +=
                paragraph.lay_out(self.print_record_width())?.iter().map(|line| line.height).sum::<Um>();
        }
        Ok(height)
    }

    fn foot(&self, page: usize, total: usize, y: Um, items: &mut Vec<Item>) -> Result<(), FormError> {
        let (left, width) = (self.paper.left, self.paper.text_width());
        items.push(Item::Rule { from: (left, y), to: (left + width, y), weight: 120 });
        let top = y + FOOT_RULE;
        let number = Paragraph::new(format!("第 {page} 页 共 {total} 页"), NOTE).align(Align::Right);
        put(&number, left, top, width, items)?;
        let mut y = top;
        for paragraph in self.print_record()? {
            y += put(&paragraph, left, y, self.print_record_width(), items)?;
        }
        Ok(())
    }
}

/// Draws a paragraph and returns its height.
fn put(paragraph: &Paragraph, x: Um, y: Um, width: Um, items: &mut Vec<Item>) -> Result<Um, FormError> {
    let mut top = y;
    for line in paragraph.lay_out(width)? {
        line.draw(x, top, width, items);
        top += line.height;
    }
    Ok(top - y)
}

/// Draws words in a frame and returns the frame's width.
fn stamp(words: &str, size: FontSize, x: Um, y: Um, items: &mut Vec<Item>) -> Result<Um, FormError> {
    let width = size.em(1000 * i64::try_from(words.chars().count()).unwrap_or(1) + 900);
    let height = size.em(1350);
    let words = Paragraph::new(words, Style::new(Face::Title, size)).align(Align::Center);
    put(&words, x, y, width, items)?;
    items.push(Item::Outline { rectangle: Rectangle { x, y, width, height }, weight: size.em(70) });
    Ok(width)
}

fn watermark(paper: Paper) -> Result<Item, FormError> {
    // 35 degrees, in thousandths.
    let (cos, sin) = (819, 574);
    let size = FontSize(paper.width.min(paper.height) / 350);
    let mut advance = 0;
    for character in DRAFT.chars() {
        advance += Face::Title.own_glyph(character)?.advance;
    }
    let (length, rise) = (size.em(advance), size.em(760));
    Ok(Item::Watermark {
        at: (
            paper.width / 2 - (length * cos - rise * sin) / 2000,
            paper.height / 2 + (length * sin + rise * cos) / 2000,
        ),
        direction: (cos, sin),
        face: Face::Title,
        size,
        ink: 14,
        text: DRAFT.to_owned(),
    })
}
