//! 人民币大写: amounts in capitals, as they stand on task sheets, notices and receipts.
//!
//! Rules of 支付结算办法, annex 1 (正确填写票据和结算凭证的基本规定). It allows two ways of writing the zeros; we print
//! the first and read both. Invariant: what is printed reads back as the same amount.

use thiserror::Error;

use crate::money::Fen;

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

/// Longer text cannot be an amount: 90 万亿 with all its zeros needs 37 characters.
const MAX_CHARS: usize = 64;

/// Why an amount cannot be written or read in capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[error("{}", self.message())]
pub enum CapitalsError {
    /// Forms never show an amount below zero.
    Negative,
    /// Beyond [`Fen::MAX`].
    TooLarge,
    /// Not an amount in one of the two accepted ways of writing.
    NotCapitals,
}

impl CapitalsError {
    /// The stable code for programs.
    pub fn code(self) -> &'static str {
        match self {
            CapitalsError::Negative => "capitals.negative",
            CapitalsError::TooLarge => "capitals.too_large",
            CapitalsError::NotCapitals => "capitals.not_capitals",
        }
    }

    /// The sentence for people: what is wrong, why, and what to do.
    pub fn message(self) -> &'static str {
        match self {
            CapitalsError::Negative => "金额为负，不能写成大写。票据和单据上的金额不会为负，请核对金额。",
            CapitalsError::TooLarge => "金额过大，超出系统支持的范围。请核对位数。",
            CapitalsError::NotCapitals => {
                "大写金额的写法不正确，无法确定金额。请按票据填写规定书写，例如 壹仟肆佰零玖元伍角。"
            }
        }
    }
}

/// Where the rules leave the writer a choice of zeros.
#[derive(Clone, Copy)]
struct Zeros {
    /// 壹拾万零柒仟元 instead of 壹拾万柒仟元: the digit before 万 or 亿 is zero.
    behind_round_group: bool,
    /// 壹仟陆佰捌拾元零叁角 instead of 壹仟陆佰捌拾元叁角: the digit of 元 is zero.
    behind_round_yuan: bool,
}

/// The way of writing that we print.
const PRINTED: Zeros = Zeros { behind_round_group: false, behind_round_yuan: true };

const ACCEPTED: [Zeros; 4] = [
    PRINTED,
    Zeros { behind_round_group: true, behind_round_yuan: false },
    Zeros { behind_round_group: true, behind_round_yuan: true },
    Zeros { behind_round_group: false, behind_round_yuan: false },
];

/// The amount in capitals without the word 人民币: `壹仟肆佰零玖元伍角`, `零元整`.
///
/// # Errors
/// [`CapitalsError::Negative`] below zero, [`CapitalsError::TooLarge`] above [`Fen::MAX`].
pub fn to_capitals(amount: Fen) -> Result<String, CapitalsError> {
    if amount.is_negative() {
        return Err(CapitalsError::Negative);
    }
    if amount > Fen::MAX {
        return Err(CapitalsError::TooLarge);
    }
    Ok(write(amount.0.unsigned_abs(), PRINTED))
}

/// Reads an amount in capitals, with or without 人民币 before it, in either way of writing the zeros. 圆 and 正 are
/// read as 元 and 整, and 整 may stand behind 角.
///
/// # Errors
/// [`CapitalsError::NotCapitals`] for everything else, also for zeros that are missing or too many;
/// [`CapitalsError::TooLarge`] above [`Fen::MAX`].
pub fn parse_capitals(text: &str) -> Result<Fen, CapitalsError> {
    let text = text.trim();
    let text = text.strip_prefix("人民币").unwrap_or(text).trim_start();
    if text.chars().count() > MAX_CHARS {
        return Err(CapitalsError::NotCapitals);
    }
    let text: String = text
        .chars()
        .map(|c| match c {
            '圆' => '元',
            '正' => '整',
            other => other,
        })
        .collect();
    let fen = read_loosely(&text).ok_or(CapitalsError::NotCapitals)?;
    // The loose reading ignores zeros and order; only a text that we could have written ourselves is accepted.
    let written = ACCEPTED.iter().map(|zeros| write(fen, *zeros)).any(|written| {
        text == written || (written.ends_with('角') && text.strip_suffix('整') == Some(&written))
    });
    if !written {
        return Err(CapitalsError::NotCapitals);
    }
    let amount = i64::try_from(fen).map(Fen).map_err(|_| CapitalsError::TooLarge)?;
    if amount > Fen::MAX { Err(CapitalsError::TooLarge) } else { Ok(amount) }
}

fn write(fen: u64, zeros: Zeros) -> String {
    let (yuan, jiao, rest) = (fen / 100, fen / 10 % 10, fen % 10);
    let mut out = String::new();
    if yuan > 0 {
        write_whole(&mut out, yuan, zeros);
        out.push('元');
    }
    match (jiao, rest) {
        (0, 0) if yuan == 0 => out.push_str("零元整"),
        (0, 0) => out.push('整'),
        (0, _) => {
            if yuan > 0 {
                out.push('零');
            }
            push_digit(&mut out, rest, "分");
        }
        (_, _) => {
            if yuan > 0 && yuan.is_multiple_of(10) && zeros.behind_round_yuan {
                out.push('零');
            }
            push_digit(&mut out, jiao, "角");
            if rest > 0 {
                push_digit(&mut out, rest, "分");
            }
        }
    }
    out
}

/// Writes a number above zero. What stands before 亿 or 万 is a number of its own.
fn write_whole(out: &mut String, number: u64, zeros: Zeros) {
    let (base, name) = match number {
        100_000_000.. => (100_000_000, '亿'),
        10_000.. => (10_000, '万'),
        1.. => return write_group(out, number),
        0 => return,
    };
    let (high, low) = (number / base, number % base);
    write_whole(out, high, zeros);
    out.push(name);
    if low == 0 {
        return;
    }
    if low < base / 10 || (zeros.behind_round_group && high.is_multiple_of(10)) {
        out.push('零');
    }
    write_whole(out, low, zeros);
}

/// Writes 1 ..= 9999.
fn write_group(out: &mut String, number: u64) {
    let mut gap = false;
    let mut started = false;
    for (place, name) in [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")] {
        let digit = number / place % 10;
        if digit == 0 {
            gap = started;
            continue;
        }
        if gap {
            out.push('零');
        }
        push_digit(out, digit, name);
        (gap, started) = (false, true);
    }
}

fn push_digit(out: &mut String, digit: u64, unit: &str) {
    // A decimal digit always has its sign in the table.
    out.extend(usize::try_from(digit).ok().and_then(|index| DIGITS.get(index)));
    out.push_str(unit);
}

/// The fen that the digits and units add up to, without looking at zeros or order.
fn read_loosely(text: &str) -> Option<u64> {
    let mut fen: u64 = 0;
    let mut hundred_millions: u64 = 0;
    let mut ten_thousands: u64 = 0;
    let mut group: u64 = 0;
    let mut digit: u64 = 0;
    for c in text.chars() {
        let place = match c {
            '零' | '整' => continue,
            '拾' => 10,
            '佰' => 100,
            '仟' => 1000,
            '万' => {
                ten_thousands = group.checked_add(digit)?.checked_mul(10_000)?;
                (group, digit) = (0, 0);
                continue;
            }
            '亿' => {
                let below = ten_thousands.checked_add(group)?.checked_add(digit)?;
                hundred_millions = below.checked_mul(100_000_000)?;
                (ten_thousands, group, digit) = (0, 0, 0);
                continue;
            }
            '元' => {
                let below = ten_thousands.checked_add(group)?.checked_add(digit)?;
                fen = hundred_millions.checked_add(below)?.checked_mul(100)?;
                (group, digit) = (0, 0);
                continue;
            }
            '角' | '分' => {
                fen = fen.checked_add(if c == '角' { digit * 10 } else { digit })?;
                digit = 0;
                continue;
            }
            _ => {
                digit = u64::try_from(DIGITS.iter().position(|known| *known == c)?).ok()?;
                continue;
            }
        };
        group = group.checked_add(digit * place)?;
        digit = 0;
    }
    Some(fen)
}

#[cfg(test)]
#[path = "capitals_tests.rs"]
mod tests;
