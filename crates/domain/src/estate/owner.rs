//! The owners of a unit, as its row names them.

use super::fault::FaultCode;
use super::{Column, Fault, IdKind, OwnerShare};
use crate::half_width::half_width;
use crate::identity::{
    CreditCode, IdNumber, IdNumberWarning, PersonName, Phone, mask_document_number, mask_phone,
};
use chrono::NaiveDate;

/// The most owners that one unit's row may name.
const MAX_OWNERS: usize = 20;
/// The longest name of an organisation, in characters.
const LONGEST_ORGANISATION: usize = 100;

/// One owner. Holds personal data in full: it goes to storage, never to a log; `Debug` shows it masked.
#[derive(Clone, PartialEq, Eq)]
pub struct OwnerRow {
    /// The name of a person or an organisation.
    pub name: String,
    /// Which document identifies the owner.
    pub id_kind: IdKind,
    /// Its number, in one spelling.
    pub id_number: String,
    /// The phone number, in one spelling, if there is one.
    pub phone: Option<String>,
    /// 产权份额, of co-owners whose table states it.
    pub share: Option<OwnerShare>,
}

impl OwnerRow {
    /// `110105********002X`; an organisation's credit code is public and stands in full.
    pub fn masked_id_number(&self) -> String {
        match self.id_kind {
            IdKind::CreditCode => self.id_number.clone(),
            IdKind::ResidentId
            | IdKind::Passport
            | IdKind::MilitaryId
            | IdKind::TravelPermit
            | IdKind::Other => mask_document_number(&self.id_number),
        }
    }

    /// What is unusual about a resident's ID number on this day; nothing about another document.
    pub fn id_number_warnings(&self, today: NaiveDate) -> Vec<IdNumberWarning> {
        if self.id_kind != IdKind::ResidentId {
            return Vec::new();
        }
        IdNumber::parse(&self.id_number).map(|number| number.warnings(today)).unwrap_or_default()
    }

    /// `138****1234`; empty without a phone.
    pub fn masked_phone(&self) -> String {
        self.phone.as_deref().map(mask_phone).unwrap_or_default()
    }
}

impl std::fmt::Debug for OwnerRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OwnerRow({}, {})", self.id_kind.code(), mask_document_number(&self.id_number))
    }
}

/// The texts of a row's owner columns.
pub(super) struct OwnerTexts<'a> {
    pub(super) names: &'a str,
    pub(super) id_kind: &'a str,
    pub(super) id_numbers: &'a str,
    pub(super) phones: &'a str,
    pub(super) shares: &'a str,
}

/// Several owners stand in one cell, separated by 顿号 or the like.
fn parts(text: &str) -> Vec<&str> {
    text.split(['、', ';', '；', ',', '，', '/']).map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Reads the owners of a sold unit; each fault is added to `faults`.
pub(super) fn parse_owners(texts: &OwnerTexts<'_>, faults: &mut Vec<Fault>) -> Vec<OwnerRow> {
    let mut fault = |column, code| faults.push(Fault::new(column, code));
    let (names, numbers, phones) = (parts(texts.names), parts(texts.id_numbers), parts(texts.phones));
    let id_kind = IdKind::from_word(&texts.id_kind.replace(' ', ""));
    if id_kind.is_none() {
        let choices = "居民身份证、统一社会信用代码、护照、军官证、港澳台通行证或其他证件";
        fault(Column::IdKind, FaultCode::UnknownWord { choices });
    }
    if names.is_empty() {
        fault(Column::OwnerName, FaultCode::Missing);
    }
    if names.len() > MAX_OWNERS {
        fault(Column::OwnerName, FaultCode::TooManyOwners { most: MAX_OWNERS });
        return Vec::new();
    }
    if numbers.is_empty() {
        fault(Column::IdNumber, FaultCode::Missing);
    } else if !names.is_empty() && numbers.len() != names.len() {
        let code = FaultCode::OwnersAndIdNumbersDiffer { owners: names.len(), id_numbers: numbers.len() };
        fault(Column::IdNumber, code);
    }
    let id_kind = id_kind.unwrap_or(IdKind::Other);
    let names: Vec<Option<String>> = names
        .iter()
        .map(|name| owner_name(name, id_kind).map_err(|code| fault(Column::OwnerName, code)).ok())
        .collect();
    let numbers: Vec<Option<String>> = numbers
        .iter()
        .map(|number| id_number(number, id_kind).map_err(|code| fault(Column::IdNumber, code)).ok())
        .collect();
    let phones: Vec<Option<String>> = phones
        .iter()
        .map(|phone| phone_number(phone).map_err(|code| fault(Column::Phone, code)).ok())
        .collect();
    let shares = owner_shares(texts.shares, names.len(), &mut fault);
    let owner = |(index, (name, id_number)): (usize, (Option<String>, Option<String>))| {
        // One phone for all owners is the first owner's.
        let phone = phones.get(index).cloned().flatten();
        let share = shares.get(index).copied();
        Some(OwnerRow { name: name?, id_kind, id_number: id_number?, phone, share })
    };
    names.into_iter().zip(numbers).enumerate().filter_map(owner).collect()
}

/// The share of each owner, or none at all. `1/2` holds the stroke that separates names, so shares have separators of
/// their own.
fn owner_shares(text: &str, owners: usize, fault: &mut impl FnMut(Column, FaultCode)) -> Vec<OwnerShare> {
    let texts: Vec<&str> =
        text.split(['、', ';', '；', ',', '，']).map(str::trim).filter(|part| !part.is_empty()).collect();
    if texts.is_empty() {
        return Vec::new();
    }
    if texts.len() != owners {
        fault(Column::OwnerShare, FaultCode::OwnersAndSharesDiffer { owners, shares: texts.len() });
        return Vec::new();
    }
    let shares: Option<Vec<OwnerShare>> = texts.into_iter().map(OwnerShare::parse).collect();
    match shares {
        None => fault(Column::OwnerShare, FaultCode::Share),
        Some(shares) if !OwnerShare::make_the_whole(&shares) => {
            fault(Column::OwnerShare, FaultCode::SharesNotWhole);
        }
        Some(shares) => return shares,
    }
    Vec::new()
}

fn owner_name(text: &str, id_kind: IdKind) -> Result<String, FaultCode> {
    if id_kind == IdKind::CreditCode {
        return organisation_name(text);
    }
    let value = |error: crate::identity::PersonNameError| FaultCode::Value {
        code: error.code(),
        message: error.message(),
    };
    PersonName::parse(text).map(|name| name.reveal().to_owned()).map_err(value)
}

/// The name of an organisation in one spelling: half-width letters and digits, Chinese brackets, no spaces between
/// Chinese characters.
///
/// # Errors
/// [`FaultCode::TooLong`] above 100 characters.
pub fn organisation_name(text: &str) -> Result<String, FaultCode> {
    let name: String = text
        .chars()
        .map(half_width)
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '(' => '（',
            ')' => '）',
            other => other,
        })
        .collect();
    if name.chars().count() > LONGEST_ORGANISATION {
        return Err(FaultCode::TooLong { most: LONGEST_ORGANISATION });
    }
    Ok(name)
}

fn id_number(text: &str, id_kind: IdKind) -> Result<String, FaultCode> {
    match id_kind {
        IdKind::ResidentId => {
            if looks_like_a_number(text) {
                return Err(FaultCode::IdNumberAsNumber);
            }
            IdNumber::parse(text)
                .map(|number| number.reveal().to_owned())
                .map_err(|error| FaultCode::Value { code: error.code(), message: error.message() })
        }
        IdKind::CreditCode => CreditCode::parse(text)
            .map(|code| code.as_str().to_owned())
            .map_err(|error| FaultCode::Value { code: error.code(), message: error.message() }),
        IdKind::Passport | IdKind::MilitaryId | IdKind::TravelPermit | IdKind::Other => {
            let number: String = text
                .chars()
                .map(half_width)
                .filter(|c| !c.is_whitespace())
                .collect::<String>()
                .to_uppercase();
            match number.chars().count() {
                0..4 => Err(FaultCode::Value {
                    code: "document_number.too_short",
                    message: "证件号码过短。请对照证件检查是否漏填。",
                }),
                4..=40 => Ok(number),
                _ => Err(FaultCode::TooLong { most: 40 }),
            }
        }
    }
}

/// `1.10105E+17`: what a spreadsheet leaves of an ID number when it saves it as a number.
fn looks_like_a_number(text: &str) -> bool {
    let text: String = text.chars().map(half_width).collect();
    let Some((mantissa, exponent)) = text.trim().split_once(['e', 'E']) else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '.');
    digits(mantissa) && digits(exponent.trim_start_matches('+'))
}

fn phone_number(text: &str) -> Result<String, FaultCode> {
    Phone::parse(text)
        .map(|phone| phone.reveal().to_owned())
        .map_err(|error| FaultCode::Value { code: error.code(), message: error.message() })
}
