//! The number of a bank account, of a person or an organisation.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::mask::mask_account;
use crate::half_width::compact;

/// The shortest and the longest account number that the banks' interfaces carry.
const LENGTHS: std::ops::RangeInclusive<usize> = 8..=32;

/// A bank account's number without separators. Some banks begin it with letters, which are upper case.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BankAccount(String);

/// Why a text is not an account number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[error("{}", self.message())]
pub enum BankAccountError {
    /// Nothing entered.
    Empty,
    /// Something else than digits and Latin letters.
    Characters,
    /// Not between 8 and 32 characters.
    Length,
    /// A letter at the end: more likely an ID number, whose last character may be an X.
    LastCharacter,
}

impl BankAccountError {
    /// The stable code for programs.
    pub fn code(self) -> &'static str {
        match self {
            BankAccountError::Empty => "bank_account.empty",
            BankAccountError::Characters => "bank_account.characters",
            BankAccountError::Length => "bank_account.length",
            BankAccountError::LastCharacter => "bank_account.last_character",
        }
    }

    /// The sentence for people: what is wrong, why, and what to do.
    pub fn message(self) -> &'static str {
        match self {
            BankAccountError::Empty => "没有填写银行账号。请按银行卡或开户证明填写。",
            BankAccountError::Characters => {
                "银行账号含有不允许的字符。账号只能由数字和字母组成，请对照银行卡或开户证明修改。"
            }
            BankAccountError::Length => {
                "银行账号的长度不正确，应为 8 至 32 位。请对照银行卡或开户证明检查是否漏填或多填。"
            }
            BankAccountError::LastCharacter => {
                "银行账号的最后一位应为数字，以字母结尾的可能是误填的身份证号。请对照银行卡或开户证明修改。"
            }
        }
    }
}

impl BankAccount {
    /// Reads an account number as people type it, in groups, with hyphens or in full-width digits.
    ///
    /// # Errors
    /// [`BankAccountError`] if the text cannot be an account number.
    pub fn parse(text: &str) -> Result<BankAccount, BankAccountError> {
        let number = compact(text, &[' ', '-']).to_ascii_uppercase();
        if number.is_empty() {
            return Err(BankAccountError::Empty);
        }
        if !number.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(BankAccountError::Characters);
        }
        if !LENGTHS.contains(&number.len()) {
            return Err(BankAccountError::Length);
        }
        if number.ends_with(|last: char| last.is_ascii_alphabetic()) {
            return Err(BankAccountError::LastCharacter);
        }
        Ok(BankAccount(number))
    }

    /// The full number. Only for storage, payment and a logged reveal.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// `****1234`.
    pub fn masked(&self) -> String {
        mask_account(&self.0)
    }
}

impl TryFrom<String> for BankAccount {
    type Error = BankAccountError;

    fn try_from(text: String) -> Result<BankAccount, BankAccountError> {
        BankAccount::parse(&text)
    }
}

impl From<BankAccount> for String {
    fn from(account: BankAccount) -> String {
        account.0
    }
}

/// Masked.
impl fmt::Display for BankAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.masked())
    }
}

/// Masked.
impl fmt::Debug for BankAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BankAccount({})", self.masked())
    }
}
