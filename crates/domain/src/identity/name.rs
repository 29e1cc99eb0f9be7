//! The name of a person, in one spelling, so that the same person is found again.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::mask::mask_name;
use crate::half_width::half_width;

/// Longer than the longest names of minorities and of foreigners on identity cards.
const MAX_CHARS: usize = 60;

/// A person's name. Chinese names have no spaces, and one kind of dot between their parts (阿依古丽·买买提).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

/// Why a text is not a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[error("{}", self.message())]
pub enum PersonNameError {
    /// Nothing entered.
    Empty,
    /// Digits, signs or control characters.
    Characters,
    /// More than 60 characters.
    TooLong,
}

impl PersonNameError {
    /// The stable code for programs.
    pub fn code(self) -> &'static str {
        match self {
            PersonNameError::Empty => "person_name.empty",
            PersonNameError::Characters => "person_name.characters",
            PersonNameError::TooLong => "person_name.too_long",
        }
    }

    /// The sentence for people: what is wrong, why, and what to do.
    pub fn message(self) -> &'static str {
        match self {
            PersonNameError::Empty => "没有填写姓名。请按身份证件填写。",
            PersonNameError::Characters => {
                "姓名含有不允许的字符。姓名不能有数字和符号（间隔点除外），请按身份证件填写。"
            }
            PersonNameError::TooLong => "姓名超过 60 个字。请按身份证件填写，每人填写一栏。",
        }
    }
}

impl PersonName {
    /// Reads a name as people type it. Spaces inside a Chinese name are dropped, other names keep one between
    /// words; the various middle dots become `·`.
    ///
    /// # Errors
    /// [`PersonNameError`] if the text cannot be a name.
    pub fn parse(text: &str) -> Result<PersonName, PersonNameError> {
        let folded: String = text.chars().map(|c| one_dot(half_width(c))).collect();
        let words: Vec<&str> = folded.split_whitespace().collect();
        let latin = words.iter().any(|word| word.chars().any(|c| c.is_ascii_alphabetic()));
        let name = words.join(if latin { " " } else { "" });
        if name.is_empty() {
            return Err(PersonNameError::Empty);
        }
        if name.chars().count() > MAX_CHARS {
            return Err(PersonNameError::TooLong);
        }
        let written = |c: char| c.is_alphabetic() || matches!(c, '·' | ' ' | '-' | '\'' | '.');
        // Variation selectors choose the shape of the character before them, as some registered names need.
        let selector = |c: char| matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}');
        if !name.chars().all(|c| written(c) || selector(c)) || !name.starts_with(char::is_alphabetic) {
            return Err(PersonNameError::Characters);
        }
        Ok(PersonName(name))
    }

    /// The full name.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// `张*`.
    pub fn masked(&self) -> String {
        mask_name(&self.0)
    }
}

fn one_dot(c: char) -> char {
    match c {
        '•' | '・' | '‧' | '∙' | '⋅' | '･' | '\u{2024}' => '·',
        other => other,
    }
}

impl TryFrom<String> for PersonName {
    type Error = PersonNameError;

    fn try_from(text: String) -> Result<PersonName, PersonNameError> {
        PersonName::parse(&text)
    }
}

impl From<PersonName> for String {
    fn from(name: PersonName) -> String {
        name.0
    }
}

/// Masked.
impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.masked())
    }
}

/// Masked.
impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonName({})", self.masked())
    }
}
