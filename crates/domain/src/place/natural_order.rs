//! The natural order of the texts of addresses.
//!
//! A text becomes a row of tokens, compared one after the other, and its plain spelling, which decides between
//! texts whose tokens are equal (`3号楼`, `3栋`). The order is total: both parts are.

use std::cmp::{Ordering, Reverse};

use super::PlaceLevel;
use crate::half_width::half_width;

/// Words that only say which level a text names; `3号楼` sorts as `3`, before `3甲号楼`. Longer words first.
const LEVEL_WORDS: [&str; 15] =
    ["号楼", "号门", "号房", "单元", "栋", "幢", "座", "楼", "层", "门", "梯", "室", "房", "户", "号"];
/// The heavenly stems, by which old buildings and entrances are counted.
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
/// Sides in one order that puts 中 between each pair.
const SIDES: &str = "东南左前上中西北右后下";
const NUMERALS: &str = "零一二三四五六七八九";

/// What a text is compared by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NaturalKey {
    tokens: Vec<Token>,
    spelled: String,
}

/// One step of the comparison. The order of the variants is the order of the kinds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Token {
    /// 地下, 负, -1, and B1 for floors; the deepest floor first. Other levels leave their number to the next token.
    Underground(Reverse<Option<Number>>),
    /// 半地下.
    HalfUnderground,
    Number(Number),
    Letter(char),
    Stem(usize),
    Side(usize),
    Other(char),
}

/// Decimal digits without leading zeros, of any length.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Number(String);

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl NaturalKey {
    pub(super) fn new(level: PlaceLevel, text: &str) -> NaturalKey {
        let spelled: String = text.chars().filter(|c| !c.is_whitespace()).map(one_spelling).collect();
        let tokens = tokens(level, &spelled);
        NaturalKey { tokens, spelled }
    }
}

/// Half-width, upper case, one minus sign and one zero.
fn one_spelling(c: char) -> char {
    let c = match half_width(c) {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '〇' => '零',
        '两' => '二',
        other => other,
    };
    c.to_ascii_uppercase()
}

fn tokens(level: PlaceLevel, spelled: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = without_level_words(level, spelled);
    if let Some(after) = rest.strip_prefix("半地下") {
        tokens.push(Token::HalfUnderground);
        rest = after;
    } else if let Some(after) = underground(level, rest) {
        rest = after;
        let depth = match level {
            PlaceLevel::Floor => take_number(&mut rest),
            PlaceLevel::Building | PlaceLevel::Entrance | PlaceLevel::Room => None,
        };
        tokens.push(Token::Underground(Reverse(depth)));
    }
    while let Some(c) = rest.chars().next() {
        if let Some(number) = take_number(&mut rest) {
            tokens.push(Token::Number(number));
            continue;
        }
        rest = &rest[c.len_utf8()..];
        let index_in = |row: &str| row.chars().position(|known| known == c);
        tokens.push(match (index_in(STEMS), index_in(SIDES)) {
            (Some(stem), _) => Token::Stem(stem),
            (None, Some(side)) => Token::Side(side),
            (None, None) if c.is_ascii_alphabetic() => Token::Letter(c),
            (None, None) => Token::Other(c),
        });
    }
    tokens
}

/// Leaves out the words around the number: 第3栋, 地上3层, F3, 3F.
fn without_level_words(level: PlaceLevel, spelled: &str) -> &str {
    let before_number = |rest: &&str| rest.chars().next().is_some_and(starts_number);
    let mut text = spelled.strip_prefix('第').filter(before_number).unwrap_or(spelled);
    if level == PlaceLevel::Floor {
        let prefixes = ["地上", "F", "L"];
        let stripped = prefixes.iter().find_map(|prefix| text.strip_prefix(prefix));
        text = stripped.filter(before_number).unwrap_or(text);
        let stripped = text.strip_suffix('F');
        text = stripped.filter(|rest| rest.ends_with(|c: char| c.is_ascii_digit())).unwrap_or(text);
    }
    let stripped = LEVEL_WORDS.iter().find_map(|word| text.strip_suffix(word));
    stripped.filter(|rest| !rest.is_empty()).unwrap_or(text)
}

/// What follows the sign of being below ground.
fn underground(level: PlaceLevel, text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix("地下") {
        return Some(rest);
    }
    let signs: &[char] = match level {
        PlaceLevel::Floor => &['-', '负', 'B'],
        PlaceLevel::Building | PlaceLevel::Entrance | PlaceLevel::Room => &['-', '负'],
    };
    text.strip_prefix(signs).filter(|rest| rest.chars().next().is_some_and(starts_number))
}

fn starts_number(c: char) -> bool {
    c.is_ascii_digit() || c == '十' || NUMERALS.contains(c)
}

/// Takes a number off the front: Arabic digits, Chinese numerals, or one Roman numeral sign.
fn take_number(rest: &mut &str) -> Option<Number> {
    let first = rest.chars().next()?;
    if first.is_ascii_digit() {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (digits, after) = rest.split_at(end);
        *rest = after;
        return Some(Number(digits.trim_start_matches('0').to_owned()));
    }
    if let 'Ⅰ'..='Ⅻ' = first {
        *rest = &rest[first.len_utf8()..];
        return Some(plain(u64::from(u32::from(first) - u32::from('Ⅰ') + 1)));
    }
    if !starts_number(first) {
        return None;
    }
    let in_number = |c: char| starts_number(c) || c == '百' || c == '千';
    let end = rest.find(|c: char| !in_number(c)).unwrap_or(rest.len());
    let (run, after) = rest.split_at(end);
    let value = chinese_number(run)?;
    *rest = after;
    Some(value)
}

fn plain(value: u64) -> Number {
    Number(if value == 0 { String::new() } else { value.to_string() })
}

/// 二十三 and 一百零一 by their units, 二零一 by position. `None` only beyond the range of u64.
fn chinese_number(run: &str) -> Option<Number> {
    let digit_of = |c: char| NUMERALS.chars().position(|known| known == c);
    if let Some(digits) = run.chars().map(digit_of).collect::<Option<Vec<_>>>() {
        let digits: String = digits.iter().map(usize::to_string).collect();
        return Some(Number(digits.trim_start_matches('0').to_owned()));
    }
    let mut sum: u64 = 0;
    let mut digit: Option<u64> = None;
    for c in run.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => {
                digit = digit_of(c).and_then(|value| u64::try_from(value).ok());
                continue;
            }
        };
        // 十二 is twelve: a unit without a digit before it counts once.
        sum = sum.checked_add(digit.take().unwrap_or(1) * unit)?;
    }
    sum.checked_add(digit.unwrap_or(0)).map(plain)
}
