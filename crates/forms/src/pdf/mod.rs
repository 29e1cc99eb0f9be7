//! The back end: a display list as a PDF document, by printpdf.
//!
//! The only module of the crate that knows printpdf, and the only one with floating point numbers, because that is how
//! printpdf takes coordinates. They are whole hundredths of a point before the last division, so that nothing drifts
//! and the digits in the file are the same on every machine.
//!
//! Invariant: the same pages give the same bytes.
#![expect(
    clippy::float_arithmetic,
    reason = "printpdf takes points and colours as f32; every number is an integer until it is handed over"
)]

mod embed;
mod fingerprint;
mod pack;

use chrono::{Datelike, NaiveDate};
use printpdf::{
    Color, FontId, Greyscale, Line, LinePoint, Mm, Op, PaintMode, PdfDocument, PdfFontHandle, PdfPage, Point,
    Polygon, PolygonRing, Pt, Rect, TextItem, TextMatrix, WindingOrder,
};

use crate::{
    display::{Item, Page, Rectangle},
    error::FormError,
    length::{FontSize, Um},
    text::Face,
};

/// Writes `pages` as a PDF file.
///
/// # Errors
/// [`FormError::MissingGlyph`], [`FormError::DamagedFont`], [`FormError::NotWritten`].
pub fn write(pages: &[Page], title: &str, date: NaiveDate) -> Result<Vec<u8>, FormError> {
    let mut document = PdfDocument::new(title);
    describe(&mut document, date);
    for (face, font) in embed::fonts(pages)? {
        document.resources.fonts.map.insert(font_id(face), font);
    }
    document.pages = pages.iter().map(page).collect();
    pack::pack(&document)
}

fn describe(document: &mut PdfDocument, date: NaiveDate) {
    let midnight = printpdf::DateTime::new_in_offset(
        printpdf::Date {
            year: date.year(),
            month: u8::try_from(date.month()).unwrap_or(1),
            day: u8::try_from(date.day()).unwrap_or(1),
        },
        printpdf::Time { hour: 0, minute: 0, second: 0, millisecond: 0 },
        printpdf::Offset { hours: 0, minutes: 0, seconds: 0, milliseconds: 0 },
    );
    let info = &mut document.metadata.info;
    info.creation_date = midnight;
    info.modification_date = midnight;
    info.metadata_date = midnight;
    "Anju 安居".clone_into(&mut info.creator);
    "Anju 安居".clone_into(&mut info.producer);
}

fn font_id(face: Face) -> FontId {
    FontId(
        match face {
            Face::Text => "Text",
            Face::Title => "Title",
        }
        .to_owned(),
    )
}

fn page(page: &Page) -> PdfPage {
    let mut pen = Pen {
        ops: Vec::with_capacity(page.items.len() * 3),
        height: page.height,
        stroke: None,
        fill: None,
        font: None,
        spacing: 0,
        at: (0, 0),
    };
    // Fills below rules below text, whatever order layout found them in.
    for item in &page.items {
        match item {
            Item::Watermark { at, direction, face, size, ink, text } => {
                pen.watermark(*at, *direction, (*face, *size), *ink, text);
            }
            Item::Modules { rectangles } => pen.modules(rectangles),
            Item::Rule { .. } | Item::Outline { .. } | Item::Text { .. } => {}
        }
    }
    for item in &page.items {
        match item {
            Item::Rule { from, to, weight } => pen.rule(*from, *to, *weight),
            Item::Outline { rectangle, weight } => pen.outline(*rectangle, *weight),
            Item::Watermark { .. } | Item::Modules { .. } | Item::Text { .. } => {}
        }
    }
    pen.ops.push(Op::StartTextSection);
    for item in &page.items {
        if let Item::Text { at, face, size, spacing, ink, text } = item {
            pen.text(*at, (*face, *size), *spacing, *ink, text);
        }
    }
    pen.ops.push(Op::EndTextSection);
    PdfPage::new(millimetres(page.width), millimetres(page.height), pen.ops)
}

/// Writes operators, and those that set the state only where it changes.
struct Pen {
    ops: Vec<Op>,
    height: Um,
    stroke: Option<Um>,
    fill: Option<u8>,
    font: Option<(Face, FontSize)>,
    spacing: Um,
    /// Where the last text of the section began, in hundredths of a point.
    at: (i64, i64),
}

impl Pen {
    fn watermark(
        &mut self,
        at: (Um, Um),
        (cos, sin): (i64, i64),
        (face, size): (Face, FontSize),
        ink: u8,
        text: &str,
    ) {
        self.fill(ink);
        let (x, y) = self.place(at);
        let matrix = [
            thousandths(cos),
            thousandths(sin),
            thousandths(-sin),
            thousandths(cos),
            points(x).0,
            points(y).0,
        ];
        self.ops.extend([
            Op::StartTextSection,
            Op::SetFont { font: PdfFontHandle::External(font_id(face)), size: font_points(size) },
            Op::SetTextMatrix { matrix: TextMatrix::Raw(matrix) },
            Op::ShowText { items: vec![TextItem::Text(text.to_owned())] },
            Op::EndTextSection,
        ]);
        self.font = Some((face, size));
    }

    fn modules(&mut self, rectangles: &[Rectangle]) {
        self.fill(100);
        let rings = rectangles.iter().map(|rectangle| self.ring(rectangle)).collect();
        self.ops.push(Op::DrawPolygon {
            polygon: Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::NonZero },
        });
    }

    fn ring(&self, rectangle: &Rectangle) -> PolygonRing {
        let Rectangle { x, y, width, height } = *rectangle;
        let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)];
        PolygonRing { points: corners.into_iter().map(|corner| self.line_point(corner)).collect() }
    }

    fn rule(&mut self, from: (Um, Um), to: (Um, Um), weight: Um) {
        self.stroke(weight);
        let points = vec![self.line_point(from), self.line_point(to)];
        self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
    }

    fn outline(&mut self, rectangle: Rectangle, weight: Um) {
        self.stroke(weight);
        let (left, top) = self.place((rectangle.x, rectangle.y));
        let (right, bottom) = self.place((rectangle.x + rectangle.width, rectangle.y + rectangle.height));
        self.ops.push(Op::DrawRectangle {
            rectangle: Rect {
                x: points(left),
                y: points(bottom),
                width: points(right - left),
                height: points(top - bottom),
                mode: Some(PaintMode::Stroke),
                winding_order: None,
            },
        });
    }

    fn stroke(&mut self, weight: Um) {
        if self.stroke != Some(weight) {
            self.ops.push(Op::SetOutlineThickness { pt: points(hundredths(weight)) });
            self.stroke = Some(weight);
        }
    }

    fn text(&mut self, at: (Um, Um), font: (Face, FontSize), spacing: Um, ink: u8, text: &str) {
        self.fill(ink);
        if self.font != Some(font) {
            self.ops.push(Op::SetFont {
                font: PdfFontHandle::External(font_id(font.0)),
                size: font_points(font.1),
            });
            self.font = Some(font);
        }
        if self.spacing != spacing {
            self.ops.push(Op::SetCharacterSpacing { multiplier: points(hundredths(spacing)).0 });
            self.spacing = spacing;
        }
        let (x, y) = self.place(at);
        self.ops
            .push(Op::SetTextCursor { pos: Point { x: points(x - self.at.0), y: points(y - self.at.1) } });
        self.at = (x, y);
        self.ops.push(Op::ShowText { items: vec![TextItem::Text(text.to_owned())] });
    }

    fn fill(&mut self, ink: u8) {
        if self.fill != Some(ink) {
            self.ops.push(Op::SetFillColor { col: grey(ink) });
            self.fill = Some(ink);
        }
    }

    /// A place in hundredths of a point from the lower left corner.
    fn place(&self, (x, y): (Um, Um)) -> (i64, i64) {
        (hundredths(x), hundredths(self.height - y))
    }

    fn line_point(&self, at: (Um, Um)) -> LinePoint {
        let (x, y) = self.place(at);
        LinePoint { p: Point { x: points(x), y: points(y) }, bezier: false }
    }
}

/// Micrometres as hundredths of a point, rounded to the nearest.
fn hundredths(length: Um) -> i64 {
    (length * 7200 + 12_700).div_euclid(25_400)
}

fn points(hundredths: i64) -> Pt {
    Pt(small(hundredths) / 100.0)
}

fn font_points(size: FontSize) -> Pt {
    Pt(small(size.0) / 10.0)
}

fn millimetres(length: Um) -> Mm {
    Mm(small(length) / 1000.0)
}

fn thousandths(number: i64) -> f32 {
    small(number) / 1000.0
}

fn grey(ink: u8) -> Color {
    Color::Greyscale(Greyscale { percent: small(100 - i64::from(ink)) / 100.0, icc_profile: None })
}

/// Numbers on paper are below 2^24, so that f32 holds them exactly.
#[expect(clippy::cast_precision_loss, reason = "a page has less than 2^24 micrometres")]
fn small(number: i64) -> f32 {
    number as f32
}
