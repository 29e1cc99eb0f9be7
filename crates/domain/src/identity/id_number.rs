//! The ID number of a resident (公民身份号码, GB 11643-1999).

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::mask::mask_document_number;
use super::place_code;
use crate::half_width::compact;

/// The weights of the first 17 digits.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// The check character for each remainder of the weighted sum by 11.
const CHECK_CHARACTERS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
/// Beyond this age a number is more likely mistyped than real.
const PLAUSIBLE_AGE_YEARS: i32 = 120;

/// An ID number whose characters, check digit and date of birth are right; `X` is upper case.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IdNumber(String);

/// Why a text is not an ID number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[error("{}", self.message())]
pub enum IdNumberError {
    /// Nothing entered.
    Empty,
    /// 15 digits: the first generation, invalid since 2013.
    FirstGeneration,
    /// Not 18 characters.
    Length,
    /// Something else than digits, or than a digit or X at the end.
    Characters,
    /// The last character does not fit the others: a digit is mistyped or swapped.
    CheckDigit,
    /// Digits 7 to 14 are no date.
    BirthDate,
}

impl IdNumberError {
    /// The stable code for programs.
    pub fn code(self) -> &'static str {
        match self {
            IdNumberError::Empty => "id_number.empty",
            IdNumberError::FirstGeneration => "id_number.first_generation",
            IdNumberError::Length => "id_number.length",
            IdNumberError::Characters => "id_number.characters",
            IdNumberError::CheckDigit => "id_number.check_digit",
            IdNumberError::BirthDate => "id_number.birth_date",
        }
    }

    /// The sentence for people: what is wrong, why, and what to do.
    pub fn message(self) -> &'static str {
        match self {
            IdNumberError::Empty => "没有填写身份证号。请按身份证填写 18 位号码。",
            IdNumberError::FirstGeneration => {
                "这是 15 位的旧身份证号，旧证已停止使用。请按现行身份证填写 18 位号码。"
            }
            IdNumberError::Length => "身份证号不是 18 位。请对照证件检查是否漏填或多填。",
            IdNumberError::Characters => {
                "身份证号含有不允许的字符。前 17 位只能是数字，最后一位是数字或 X，请对照证件修改。"
            }
            IdNumberError::CheckDigit => "身份证号的校验位不符，说明有数字填错或颠倒。请对照证件逐位核对。",
            IdNumberError::BirthDate => "身份证号中的出生日期（第 7 至 14 位）不存在。请对照证件核对这几位。",
        }
    }
}

/// What is unusual about a valid number. It is shown beside the field and does not stop anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdNumberWarning {
    /// The first six digits are no place, not even one of former days.
    UnknownPlace,
    /// Born after today.
    BornInFuture,
    /// Older than 120 years.
    TooOld,
}

impl IdNumberWarning {
    /// The stable code for programs.
    pub fn code(self) -> &'static str {
        match self {
            IdNumberWarning::UnknownPlace => "id_number.unknown_place",
            IdNumberWarning::BornInFuture => "id_number.born_in_future",
            IdNumberWarning::TooOld => "id_number.too_old",
        }
    }

    /// The sentence for people: what is unusual, and what to do.
    pub fn message(self) -> &'static str {
        match self {
            IdNumberWarning::UnknownPlace => {
                "身份证号前六位的地区码不在现有和已撤销的区县之中，请对照证件核对前六位。"
            }
            IdNumberWarning::BornInFuture => "身份证号中的出生日期晚于今天，请对照证件核对。",
            IdNumberWarning::TooOld => "按身份证号计算年龄超过 120 岁，请对照证件核对出生年份。",
        }
    }
}

impl IdNumber {
    /// Reads an ID number as people type it: spaces, full-width digits and a lower-case x are accepted.
    ///
    /// # Errors
    /// [`IdNumberError`] tells which rule of GB 11643 is broken.
    pub fn parse(text: &str) -> Result<IdNumber, IdNumberError> {
        let number = compact(text, &[' ']).to_ascii_uppercase();
        match number.chars().count() {
            0 => return Err(IdNumberError::Empty),
            15 if number.bytes().all(|b| b.is_ascii_digit()) => {
                return Err(IdNumberError::FirstGeneration);
            }
            18 => {}
            _ => return Err(IdNumberError::Length),
        }
        let sum = weighted_sum(&number).ok_or(IdNumberError::Characters)?;
        let last = number.chars().next_back();
        if !last.is_some_and(|c| c.is_ascii_digit() || c == 'X') {
            return Err(IdNumberError::Characters);
        }
        let check = usize::try_from(sum % 11).ok().and_then(|rest| CHECK_CHARACTERS.get(rest));
        if last != check.copied() {
            return Err(IdNumberError::CheckDigit);
        }
        if birth_date(&number).is_none() {
            return Err(IdNumberError::BirthDate);
        }
        Ok(IdNumber(number))
    }

    /// The number whose first 17 digits these are, with the check character that fits them; `None` if they are no 17
    /// digits or name no date.
    pub fn complete(stem: &str) -> Option<IdNumber> {
        if stem.len() != WEIGHTS.len() {
            return None;
        }
        let rest = usize::try_from(weighted_sum(stem)? % 11).ok()?;
        IdNumber::parse(&format!("{stem}{}", CHECK_CHARACTERS.get(rest)?)).ok()
    }

    /// The full number. Only for storage, matching and a logged reveal.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// `110105********002X`.
    pub fn masked(&self) -> String {
        mask_document_number(&self.0)
    }

    /// The date of birth that the number states.
    pub fn birth_date(&self) -> NaiveDate {
        birth_date(&self.0).expect("parse checked the date")
    }

    /// What is unusual about the number on this day. A county that was dissolved is nothing unusual: numbers keep its
    /// code.
    pub fn warnings(&self, today: NaiveDate) -> Vec<IdNumberWarning> {
        let born = self.birth_date();
        let mut warnings = Vec::new();
        if !self.0.get(..6).is_some_and(place_code::is_known) {
            warnings.push(IdNumberWarning::UnknownPlace);
        }
        if born > today {
            warnings.push(IdNumberWarning::BornInFuture);
        }
        if born.year() < today.year() - PLAUSIBLE_AGE_YEARS {
            warnings.push(IdNumberWarning::TooOld);
        }
        warnings
    }
}

/// `None` if one of the first 17 characters is no digit.
fn weighted_sum(number: &str) -> Option<u32> {
    number.chars().zip(WEIGHTS).map(|(c, weight)| Some(c.to_digit(10)? * weight)).sum()
}

fn birth_date(number: &str) -> Option<NaiveDate> {
    let part = |range| number.get(range).and_then(|text: &str| text.parse::<u32>().ok());
    let year = i32::try_from(part(6..10)?).ok()?;
    NaiveDate::from_ymd_opt(year, part(10..12)?, part(12..14)?)
}

impl TryFrom<String> for IdNumber {
    type Error = IdNumberError;

    fn try_from(text: String) -> Result<IdNumber, IdNumberError> {
        IdNumber::parse(&text)
    }
}

impl From<IdNumber> for String {
    fn from(number: IdNumber) -> String {
        number.0
    }
}

/// Masked.
impl fmt::Display for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.masked())
    }
}

/// Masked.
impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdNumber({})", self.masked())
    }
}
