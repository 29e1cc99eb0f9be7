//! Cells that all forms share, so that labels, values and amounts look alike everywhere.

use anju_domain::{area::AreaDm2, capitals::to_capitals, money::Fen};

use crate::{
    error::FormError,
    layout::{Align, Cell, Paragraph, Vertical},
    length::FontSize,
    text::{Face, Style},
    wording,
};

/// What is filled in.
pub const BODY: Style = Style::new(Face::Text, FontSize::BODY);
/// The names of fields, and heads.
pub const LABEL: Style = Style::new(Face::Title, FontSize(95));
/// Rows of long tables.
pub const TABLE: Style = Style::new(Face::Text, FontSize::TABLE);
/// Heads of long tables, and their totals.
pub const TABLE_HEAD: Style = Style::new(Face::Title, FontSize::TABLE);
/// Amounts that stand out.
pub const AMOUNT: Style = Style::new(Face::Title, FontSize::BODY);
/// Notes.
pub const NOTE: Style = Style::new(Face::Text, FontSize::NOTE);

/// The name of a field.
pub fn label(text: &str) -> Cell {
    Cell::new([Paragraph::new(text, LABEL).align(Align::Center)])
}

/// What a field holds.
pub fn value(text: impl Into<String>) -> Cell {
    Cell::new([Paragraph::new(text, BODY)])
}

/// What a field of a long table holds, aligned.
pub fn table_value(text: impl Into<String>, align: Align) -> Cell {
    Cell::new([Paragraph::new(text, TABLE).align(align)])
}

/// A head of a long table.
pub fn table_head(text: &str) -> Cell {
    Cell::new([Paragraph::new(text, TABLE_HEAD).align(Align::Center)])
}

/// A total of a long table.
pub fn table_total(text: impl Into<String>, align: Align) -> Cell {
    Cell::new([Paragraph::new(text, TABLE_HEAD).align(align)])
}

/// `人民币（大写）壹仟肆佰零玖元伍角`.
///
/// # Errors
/// [`FormError::AmountOutOfRange`], naming `field`.
pub fn in_capitals(amount: Fen, field: &'static str) -> Result<String, FormError> {
    let capitals = to_capitals(amount).map_err(|_| FormError::AmountOutOfRange { field })?;
    Ok(format!("人民币（大写）{capitals}"))
}

/// `￥1,409.50`, in the bold face.
pub fn in_figures(amount: Fen) -> Paragraph {
    Paragraph::new(wording::yuan(amount), AMOUNT)
}

/// Choices with a check box each, the chosen one ticked: `☑按面积　☐按户`.
pub fn choices<T: PartialEq>(all: &[(T, &str)], chosen: &T) -> String {
    let choices: Vec<String> = all
        .iter()
        .map(|(choice, words)| format!("{}{words}", if choice == chosen { '☑' } else { '☐' }))
        .collect();
    choices.join("　")
}

/// A box for an opinion, a signature and a seal: heading and opinion above, what is signed below.
pub fn seal_box(heading: &str, opinion: &str, signature: &str, date: &str) -> Cell {
    Cell::new([Paragraph::new(heading, LABEL).leading(1700), Paragraph::new(opinion, BODY).leading(1500)])
        .vertical(Vertical::Top)
        .foot([
            Paragraph::new(signature, BODY).leading(1900),
            Paragraph::new("（盖章）　　　　", BODY).align(Align::Center).leading(1900),
            Paragraph::new(date, BODY).align(Align::Right).leading(1700),
        ])
}

/// A date that is left for ink.
pub const BLANK_DATE: &str = "　　　年　　月　　日";

/// The sum of amounts with separators.
///
/// # Errors
/// [`FormError::AmountOutOfRange`], naming `field`.
pub fn total_money(amounts: impl IntoIterator<Item = Fen>, field: &'static str) -> Result<String, FormError> {
    let total = Fen::checked_sum(amounts).ok_or(FormError::AmountOutOfRange { field })?;
    Ok(total.grouped())
}

/// The sum of areas with separators.
///
/// # Errors
/// [`FormError::AmountOutOfRange`], naming `field`.
pub fn total_area(
    areas: impl IntoIterator<Item = AreaDm2>,
    field: &'static str,
) -> Result<String, FormError> {
    let total = AreaDm2::checked_sum(areas).ok_or(FormError::AmountOutOfRange { field })?;
    Ok(total.grouped())
}
