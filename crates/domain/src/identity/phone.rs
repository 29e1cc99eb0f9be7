//! Phone numbers of people and organisations in mainland China.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::mask::mask_phone;
use crate::half_width::compact;

/// What a number can be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PhoneKind {
    /// Can receive short messages: codes and notices go there.
    Mobile,
    /// Can only be called.
    Landline,
}

/// A phone number in one spelling: `13800001234`, `010-12345678`, `010-12345678-801`, `4001234567`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

/// Why a text is not a phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[error("{}", self.message())]
pub enum PhoneError {
    /// Nothing entered.
    Empty,
    /// Something else than digits and separators.
    Characters,
    /// Starts like a mobile number but is none.
    Mobile,
    /// Neither a mobile number nor a landline.
    Landline,
}

impl PhoneError {
    /// The stable code for programs.
    pub fn code(self) -> &'static str {
        match self {
            PhoneError::Empty => "phone.empty",
            PhoneError::Characters => "phone.characters",
            PhoneError::Mobile => "phone.mobile",
            PhoneError::Landline => "phone.landline",
        }
    }

    /// The sentence for people: what is wrong, why, and what to do.
    pub fn message(self) -> &'static str {
        match self {
            PhoneError::Empty => "没有填写联系电话。请填写手机号码，或带区号的固定电话。",
            PhoneError::Characters => "联系电话含有不允许的字符。请只填写数字，区号、分机用短横线分隔。",
            PhoneError::Mobile => "手机号码不正确，应为 1 开头的 11 位数字。请检查是否漏填或多填。",
            PhoneError::Landline => "固定电话的位数不正确。请填写区号和 7 至 8 位号码，例如 010-12345678。",
        }
    }
}

impl Phone {
    /// Reads a number as people type it: full-width digits, spaces, brackets, +86 and 转 for an extension.
    ///
    /// # Errors
    /// [`PhoneError`] tells what keeps the text from being a number that can be called.
    pub fn parse(text: &str) -> Result<Phone, PhoneError> {
        let number = compact(text, &[' ', '(', '（']).replace(['转', ')', '）', '—', '–'], "-");
        let number = ["+86", "0086"].iter().find_map(|code| number.strip_prefix(code)).unwrap_or(&number);
        let number = number.trim_matches('-');
        if number.is_empty() {
            return Err(PhoneError::Empty);
        }
        if number.chars().any(|c| c != '-' && !c.is_ascii_digit()) {
            return Err(PhoneError::Characters);
        }
        let digits = number.replace('-', "");
        let digits = digits.strip_prefix("86").filter(|rest| is_mobile(rest)).unwrap_or(&digits);
        if is_mobile(digits) {
            return Ok(Phone(digits.to_owned()));
        }
        if is_service(digits) {
            return Ok(Phone(digits.to_owned()));
        }
        if digits.starts_with('1') {
            return Err(PhoneError::Mobile);
        }
        landline(number).map(Phone).ok_or(PhoneError::Landline)
    }

    /// Whether the number can receive short messages.
    pub fn kind(&self) -> PhoneKind {
        if is_mobile(&self.0) { PhoneKind::Mobile } else { PhoneKind::Landline }
    }

    /// The full number. Only for storage, dialling and a logged reveal.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// `138****1234`.
    pub fn masked(&self) -> String {
        mask_phone(&self.0)
    }
}

fn is_mobile(digits: &str) -> bool {
    let second = digits.as_bytes().get(1).copied();
    digits.len() == 11
        && digits.starts_with('1')
        && second.is_some_and(|b| (b'3'..=b'9').contains(&b))
        && digits.bytes().all(|b| b.is_ascii_digit())
}

/// 400 and 800 numbers, which have no area code.
fn is_service(digits: &str) -> bool {
    digits.len() == 10 && (digits.starts_with("400") || digits.starts_with("800"))
}

/// Area code, number and extension with one hyphen between each.
fn landline(number: &str) -> Option<String> {
    let mut groups = number.split('-').filter(|group| !group.is_empty());
    let first = groups.next()?;
    let (area, local) = if first.starts_with('0') {
        // Beijing, and the 02x of the other large cities, have three digits, everybody else four.
        let length = if first.starts_with("01") || first.starts_with("02") { 3 } else { 4 };
        let (area, rest) = first.split_at_checked(length)?;
        let local = if rest.is_empty() { groups.next()? } else { rest };
        (Some(area), local)
    } else {
        (None, first)
    };
    let extension = groups.next();
    let local_is_right = (7..=8).contains(&local.len()) && !local.starts_with('0');
    let extension_is_right = extension.is_none_or(|digits| digits.len() <= 6);
    if !local_is_right || !extension_is_right || groups.next().is_some() {
        return None;
    }
    Some([area, Some(local), extension].into_iter().flatten().collect::<Vec<_>>().join("-"))
}

impl TryFrom<String> for Phone {
    type Error = PhoneError;

    fn try_from(text: String) -> Result<Phone, PhoneError> {
        Phone::parse(&text)
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> String {
        phone.0
    }
}

/// Masked.
impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.masked())
    }
}

/// Masked.
impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}
