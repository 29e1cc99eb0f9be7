//! 产权份额: the part of a unit that one of its co-owners holds. It stands on papers and cards; a vote counts co-owners
//! as one head whatever their shares.

use std::fmt;

use crate::half_width::half_width;

/// A part of a whole, as the certificate writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OwnerShare {
    numerator: u32,
    denominator: u32,
}

/// Per cent are written with at most this many decimals, so that thirds of a unit add up to 99.99 %.
const PERCENT_DECIMALS: usize = 2;
/// The denominator of a percentage with two decimals.
const PERCENT: u32 = 10_000;

impl OwnerShare {
    /// Reads `50%`, `33.33%` or `1/3`; `None` for anything that is no part of a whole above zero.
    pub fn parse(text: &str) -> Option<OwnerShare> {
        let text: String = text.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
        let share = match (text.split_once('/'), text.strip_suffix('%')) {
            (Some((numerator, denominator)), None) => {
                OwnerShare { numerator: whole(numerator)?, denominator: whole(denominator)? }
            }
            (None, Some(percent)) => OwnerShare { numerator: hundredths(percent)?, denominator: PERCENT },
            (Some(_), Some(_)) | (None, None) => return None,
        };
        (1..=share.denominator).contains(&share.numerator).then_some(share)
    }

    /// Whether the shares add up to the whole, but for 0.01 % an owner by which rounded percentages miss it.
    pub fn make_the_whole(shares: &[OwnerShare]) -> bool {
        // In millionths of a millionth: exact enough to tell 0.01 % apart for any denominator that is read.
        const WHOLE: u64 = 1_000_000_000_000;
        let sum: u64 = shares
            .iter()
            .map(|share| WHOLE / u64::from(share.denominator) * u64::from(share.numerator))
            .sum();
        let tolerance = WHOLE / u64::from(PERCENT) * shares.len() as u64;
        sum.abs_diff(WHOLE) <= tolerance
    }
}

fn whole(text: &str) -> Option<u32> {
    let digits = (1..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn hundredths(text: &str) -> Option<u32> {
    let (before, after) = text.split_once('.').unwrap_or((text, ""));
    if after.len() > PERCENT_DECIMALS || after.bytes().any(|byte| !byte.is_ascii_digit()) {
        return None;
    }
    let decimals = if after.is_empty() { 0 } else { whole(&format!("{after:0<2}"))? };
    whole(before)?.checked_mul(100)?.checked_add(decimals)
}

/// `1/3`, `50%`, `33.33%`.
impl fmt::Display for OwnerShare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.denominator != PERCENT {
            return write!(f, "{}/{}", self.numerator, self.denominator);
        }
        match (self.numerator / 100, self.numerator % 100) {
            (percent, 0) => write!(f, "{percent}%"),
            (percent, decimals) => write!(f, "{percent}.{decimals:02}%"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::OwnerShare;

    fn shares(texts: &[&str]) -> Vec<OwnerShare> {
        texts.iter().map(|text| OwnerShare::parse(text).unwrap_or_else(|| panic!("{text}"))).collect()
    }

    #[test]
    fn shares_are_read_as_certificates_write_them() {
        for (text, shown) in
            [("50%", "50%"), ("５０％", "50%"), ("33.3 %", "33.30%"), ("1/3", "1/3"), ("100%", "100%")]
        {
            let share = OwnerShare::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(share.to_string(), shown);
            assert_eq!(OwnerShare::parse(shown), Some(share));
        }
        for text in ["", "0%", "101%", "3/2", "0/3", "1/0", "33.333%", "一半", "-1/2", "1/2%", "0.5"] {
            assert_eq!(OwnerShare::parse(text), None, "{text}");
        }
    }

    #[test]
    fn shares_make_the_whole_or_do_not() {
        for texts in [&["1/2", "1/2"][..], &["33.33%", "33.33%", "33.33%"], &["1/3", "1/3", "1/3"], &["100%"]]
        {
            assert!(OwnerShare::make_the_whole(&shares(texts)), "{texts:?}");
        }
        for texts in [&["1/2", "1/3"][..], &["50%", "51%"], &["99%"]] {
            assert!(!OwnerShare::make_the_whole(&shares(texts)), "{texts:?}");
        }
    }
}
