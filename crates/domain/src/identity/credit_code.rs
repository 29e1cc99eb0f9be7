//! The unified social credit code of an organisation (统一社会信用代码, GB 32100-2015). It is public, and not masked.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::half_width::compact;

/// The 31 characters in the order of their values; I, O, S, V and Z are left out because they are misread.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A credit code with valid characters and check digit, in upper case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CreditCode(String);

/// Why a text is not a credit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[error("{}", self.message())]
pub enum CreditCodeError {
    /// Nothing entered.
    Empty,
    /// Not 18 characters.
    Length,
    /// Characters outside the standard, often I, O, S, V or Z.
    Characters,
    /// The last character does not fit the others.
    CheckDigit,
}

impl CreditCodeError {
    /// The stable code for programs.
    pub fn code(self) -> &'static str {
        match self {
            CreditCodeError::Empty => "credit_code.empty",
            CreditCodeError::Length => "credit_code.length",
            CreditCodeError::Characters => "credit_code.characters",
            CreditCodeError::CheckDigit => "credit_code.check_digit",
        }
    }

    /// The sentence for people: what is wrong, why, and what to do.
    pub fn message(self) -> &'static str {
        match self {
            CreditCodeError::Empty => "没有填写统一社会信用代码。请按营业执照填写 18 位代码。",
            CreditCodeError::Length => "统一社会信用代码不是 18 位。请对照营业执照检查是否漏填或多填。",
            CreditCodeError::Characters => {
                "统一社会信用代码含有不允许的字符。代码由数字和大写字母组成，不使用 I、O、S、V、Z，请对照营业执照修改。"
            }
            CreditCodeError::CheckDigit => {
                "统一社会信用代码的校验位不符，说明有字符填错。请对照营业执照逐位核对。"
            }
        }
    }
}

impl CreditCode {
    /// Reads a credit code as people type it: spaces, full-width and lower-case letters are accepted.
    ///
    /// # Errors
    /// [`CreditCodeError`] tells which rule of GB 32100 is broken.
    pub fn parse(text: &str) -> Result<CreditCode, CreditCodeError> {
        let code = compact(text, &[' ', '-']).to_ascii_uppercase();
        match code.chars().count() {
            0 => return Err(CreditCodeError::Empty),
            18 => {}
            _ => return Err(CreditCodeError::Length),
        }
        let values: Vec<usize> = code
            .chars()
            .map(|c| ALPHABET.find(c))
            .collect::<Option<_>>()
            .ok_or(CreditCodeError::Characters)?;
        // Weights are the powers of 3 modulo 31; the check digit completes the sum to a multiple of 31.
        let mut weight = 1;
        let mut sum = 0;
        for value in &values[..17] {
            sum += value * weight;
            weight = weight * 3 % 31;
        }
        if !(sum + values[17]).is_multiple_of(31) {
            return Err(CreditCodeError::CheckDigit);
        }
        Ok(CreditCode(code))
    }

    /// The code, 18 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The organisation code inside it (组织机构代码, GB 11714), as forms print it: `60003734-1`.
    pub fn organisation_code(&self) -> String {
        format!("{}-{}", &self.0[8..16], &self.0[16..17])
    }
}

impl TryFrom<String> for CreditCode {
    type Error = CreditCodeError;

    fn try_from(text: String) -> Result<CreditCode, CreditCodeError> {
        CreditCode::parse(&text)
    }
}

impl From<CreditCode> for String {
    fn from(code: CreditCode) -> String {
        code.0
    }
}

/// The code in full.
impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
