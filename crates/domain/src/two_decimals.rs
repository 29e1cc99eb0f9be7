//! Text to and from whole hundredths: what people type, paste from Excel, or read from a statement.
//!
//! Invariant: the reading is exact or it is refused. Nothing is rounded, no character is skipped silently, and no
//! floating point number takes part.

use std::fmt;

use thiserror::Error;

use crate::half_width::half_width;

/// The largest number of hundredths that is read: 2^53 − 1, JavaScript's limit of whole numbers.
pub(crate) const MAX_HUNDREDTHS: i64 = (1 << 53) - 1;

/// Longer text is refused before it is looked at; the largest grouped amount needs 21 characters.
const MAX_CHARS: usize = 64;

/// What the number counts; it chooses the words of the message and the prefix of the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// Money in yuan with two decimals.
    Money,
    /// Floor area in square metres with two decimals.
    Area,
}

/// Why a text is not an exact number with two decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberFault {
    /// Nothing but spaces, a currency sign or a unit.
    Empty,
    /// A character, or an order of characters, that is no plain decimal number (letters, exponents, two points).
    NotANumber,
    /// Thousands separators that do not stand before groups of three digits, as in `1,50`.
    Grouping,
    /// More than two decimals that are not zeros.
    TooManyDecimals,
    /// A plus or minus sign where none is allowed.
    Sign,
    /// Beyond 2^53 − 1 hundredths.
    TooLarge,
}

/// A text that cannot be taken as money or as an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[error("{}", self.message())]
pub struct NumberTextError {
    /// What was being read.
    pub quantity: Quantity,
    /// What is wrong with it.
    pub fault: NumberFault,
}

impl NumberTextError {
    /// The stable code for programs.
    pub fn code(&self) -> &'static str {
        match (self.quantity, self.fault) {
            (Quantity::Money, NumberFault::Empty) => "money.empty",
            (Quantity::Money, NumberFault::NotANumber) => "money.not_a_number",
            (Quantity::Money, NumberFault::Grouping) => "money.grouping",
            (Quantity::Money, NumberFault::TooManyDecimals) => "money.too_many_decimals",
            (Quantity::Money, NumberFault::Sign) => "money.sign",
            (Quantity::Money, NumberFault::TooLarge) => "money.too_large",
            (Quantity::Area, NumberFault::Empty) => "area.empty",
            (Quantity::Area, NumberFault::NotANumber) => "area.not_a_number",
            (Quantity::Area, NumberFault::Grouping) => "area.grouping",
            (Quantity::Area, NumberFault::TooManyDecimals) => "area.too_many_decimals",
            (Quantity::Area, NumberFault::Sign) => "area.sign",
            (Quantity::Area, NumberFault::TooLarge) => "area.too_large",
        }
    }

    /// The sentence for people: what is wrong, why, and what to do.
    pub fn message(&self) -> &'static str {
        match (self.quantity, self.fault) {
            (Quantity::Money, NumberFault::Empty) => "没有填写金额。请填写以元为单位的金额，例如 1,409.50。",
            (Quantity::Money, NumberFault::NotANumber) => {
                "金额中有不能识别的内容。金额只能由数字、千位分隔符和一个小数点组成，请改为例如 1,409.50 的写法。"
            }
            (Quantity::Money, NumberFault::Grouping) => {
                "金额的千位分隔符位置不对，无法确定金额大小。分隔符应每三位一个，请改为例如 1,409.50，或去掉分隔符。"
            }
            (Quantity::Money, NumberFault::TooManyDecimals) => {
                "金额的小数超过两位。金额精确到分，系统不代为四舍五入，请填写到分为止。"
            }
            (Quantity::Money, NumberFault::Sign) => "金额不能带正负号。此处只接受不为负的金额，请去掉符号。",
            (Quantity::Money, NumberFault::TooLarge) => {
                "金额过大。系统支持的最大金额为 90,071,992,547,409.91 元，请核对位数。"
            }
            (Quantity::Area, NumberFault::Empty) => "没有填写面积。请填写以平方米为单位的面积，例如 89.50。",
            (Quantity::Area, NumberFault::NotANumber) => {
                "面积中有不能识别的内容。面积只能由数字、千位分隔符和一个小数点组成，请改为例如 89.50 的写法。"
            }
            (Quantity::Area, NumberFault::Grouping) => {
                "面积的千位分隔符位置不对，无法确定面积大小。分隔符应每三位一个，请改为例如 1,089.50，或去掉分隔符。"
            }
            (Quantity::Area, NumberFault::TooManyDecimals) => {
                "面积的小数超过两位。面积精确到 0.01 平方米，系统不代为四舍五入，请按权属证书填写两位小数。"
            }
            (Quantity::Area, NumberFault::Sign) => "面积不能带正负号。面积不会为负，请去掉符号。",
            (Quantity::Area, NumberFault::TooLarge) => "面积过大，超出系统支持的范围。请核对位数和单位。",
        }
    }
}

/// Whether a leading sign is read or refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    Refused,
    Allowed,
}

/// Reads hundredths from text. Full-width digits and separators, spaces around, one currency sign before
/// (money) and one unit behind are accepted.
pub(crate) fn parse(text: &str, quantity: Quantity, sign: Sign) -> Result<i64, NumberTextError> {
    parse_plain(text, quantity, sign).map_err(|fault| NumberTextError { quantity, fault })
}

fn parse_plain(text: &str, quantity: Quantity, sign: Sign) -> Result<i64, NumberFault> {
    if text.chars().count() > MAX_CHARS {
        return Err(NumberFault::NotANumber);
    }
    let folded: String = text.chars().map(fold).collect();
    let body = without_unit(folded.trim(), quantity);
    let (negative, body) = without_signs(body, quantity, sign)?;
    if body.is_empty() {
        return Err(NumberFault::Empty);
    }
    let (whole, decimals) = match body.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (body, None),
    };
    let digits = ungrouped(whole)?;
    let hundredths = scaled(&digits, decimals)?;
    Ok(if negative { -hundredths } else { hundredths })
}

/// Full-width forms and the minus signs of spreadsheets become their ASCII counterparts.
fn fold(c: char) -> char {
    match half_width(c) {
        '￥' => '¥',
        '。' => '.',
        '\u{2212}' => '-',
        other => other,
    }
}

fn without_unit(text: &str, quantity: Quantity) -> &str {
    let units: &[&str] = match quantity {
        Quantity::Money => &["元"],
        Quantity::Area => &["平方米", "㎡", "m²", "m2"],
    };
    units.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text).trim_end()
}

/// Takes one sign and, for money, one ¥ off the front, in either order.
fn without_signs(text: &str, quantity: Quantity, sign: Sign) -> Result<(bool, &str), NumberFault> {
    let (first, rest) = split_sign(text);
    let rest = match quantity {
        Quantity::Money => rest.strip_prefix('¥').map_or(rest, str::trim_start),
        Quantity::Area => rest,
    };
    let (second, rest) = if first.is_none() { split_sign(rest) } else { (None, rest) };
    match (first.or(second), sign) {
        (Some(_), Sign::Refused) => Err(NumberFault::Sign),
        (found, Sign::Allowed | Sign::Refused) => Ok((found == Some('-'), rest)),
    }
}

fn split_sign(text: &str) -> (Option<char>, &str) {
    match text.chars().next() {
        Some(c @ ('-' | '+')) => (Some(c), &text[1..]),
        Some(_) | None => (None, text),
    }
}

/// The digits of the whole part. Separators must stand before exactly three digits, because `1,50` may well
/// mean one and a half.
fn ungrouped(whole: &str) -> Result<String, NumberFault> {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    if whole.chars().any(|c| c != ',' && !c.is_ascii_digit()) || whole.is_empty() {
        return Err(NumberFault::NotANumber);
    }
    let mut digits = first.to_owned();
    let mut grouped = false;
    for group in groups {
        if group.len() != 3 {
            return Err(NumberFault::Grouping);
        }
        grouped = true;
        digits.push_str(group);
    }
    if grouped && !(1..=3).contains(&first.len()) {
        return Err(NumberFault::Grouping);
    }
    Ok(digits)
}

fn scaled(digits: &str, decimals: Option<&str>) -> Result<i64, NumberFault> {
    let decimals = match decimals {
        None => "",
        Some(text) if text.is_empty() || text.bytes().any(|b| !b.is_ascii_digit()) => {
            return Err(NumberFault::NotANumber);
        }
        Some(text) => text,
    };
    let (kept, beyond) = decimals.split_at(decimals.len().min(2));
    if beyond.bytes().any(|b| b != b'0') {
        return Err(NumberFault::TooManyDecimals);
    }
    let padding = &"00"[kept.len()..];
    let mut value: i64 = 0;
    for digit in digits.bytes().chain(kept.bytes()).chain(padding.bytes()) {
        value = value
            .checked_mul(10)
            .and_then(|v| v.checked_add(i64::from(digit - b'0')))
            .filter(|v| *v <= MAX_HUNDREDTHS)
            .ok_or(NumberFault::TooLarge)?;
    }
    Ok(value)
}

/// Writes hundredths with exactly two decimals and no separators: `1409.50`.
pub(crate) fn write_plain(f: &mut fmt::Formatter<'_>, hundredths: i64) -> fmt::Result {
    let size = hundredths.unsigned_abs();
    f.pad_integral(hundredths >= 0, "", &format!("{}.{:02}", size / 100, size % 100))
}

/// Writes hundredths with exactly two decimals and separators: `1,409.50`.
pub(crate) fn grouped(hundredths: i64) -> String {
    let size = hundredths.unsigned_abs();
    let whole = (size / 100).to_string();
    let mut text = String::with_capacity(whole.len() * 2 + 4);
    if hundredths < 0 {
        text.push('-');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text.push_str(&format!(".{:02}", size % 100));
    text
}
