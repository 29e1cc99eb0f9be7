//! Interest on a balance: accrued per day, posted in whole fen.
//!
//! Invariant: what is below a fen is carried, so accruing day by day or once for the whole time gives the same sum. A day
//! without a rate in force is never guessed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::money::Fen;

/// Days of a year in which banks count interest (人民币存贷款计结息规则: 日利率 = 年利率 ÷ 360).
const DAYS_OF_INTEREST_YEAR: i128 = 360;
/// Yearly rates are in millionths.
const PARTS_OF_FEN: i128 = 1_000_000 * DAYS_OF_INTEREST_YEAR;

/// A yearly rate and the first day on which it is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedRate {
    /// The first day.
    pub in_force_from: NaiveDate,
    /// The rate in millionths a year: 3500 is 0.35 %.
    pub yearly_ppm: u32,
}

/// What has accrued.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accrued {
    /// Whole fen, to be posted.
    pub interest: Fen,
    /// What is below a fen, in 360-millionths of a fen; handed in at the next time.
    pub carried: u64,
}

/// Why nothing accrues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum InterestError {
    /// No rate is in force on a day.
    #[error("{day} 没有生效的利率，不能计息。请由系统管理员补录利率后重试。")]
    RateUnknown {
        /// The first such day.
        day: NaiveDate,
    },
    /// A balance below zero, or interest beyond 2^53 − 1 fen.
    #[error("账户余额或利息超出系统可计算的范围，不能计息。请由管理部核对账目。")]
    OutOfRange,
}

impl InterestError {
    /// The stable code for programs.
    pub fn code(self) -> &'static str {
        match self {
            InterestError::RateUnknown { .. } => "ledger.interest.rate_unknown",
            InterestError::OutOfRange => "ledger.interest.out_of_range",
        }
    }
}

/// Interest on a balance that stood from one day until the day before another, with what was carried from before.
/// `rates` are in the order of their days.
///
/// # Errors
/// [`InterestError`] if a day has no rate, or the figures are out of range.
pub fn accrue(
    carried: u64,
    balance: Fen,
    rates: &[DatedRate],
    from: NaiveDate,
    until: NaiveDate,
) -> Result<Accrued, InterestError> {
    if balance.is_negative() || balance > Fen::MAX {
        return Err(InterestError::OutOfRange);
    }
    let first_known = rates.first().map(|rate| rate.in_force_from);
    if from < until && first_known.is_none_or(|first| from < first) {
        return Err(InterestError::RateUnknown { day: from });
    }
    let ends = rates.iter().skip(1).map(|next| next.in_force_from).chain([until]);
    let rate_days: i128 = rates
        .iter()
        .zip(ends)
        .map(|(rate, end)| {
            let days = (end.min(until) - rate.in_force_from.max(from)).num_days().max(0);
            i128::from(rate.yearly_ppm) * i128::from(days)
        })
        .sum();
    let parts = i128::from(carried) + i128::from(balance.0) * rate_days;
    let interest = i64::try_from(parts / PARTS_OF_FEN).map_err(|_| InterestError::OutOfRange)?;
    let interest = Fen(interest);
    if interest > Fen::MAX {
        return Err(InterestError::OutOfRange);
    }
    // A remainder of a division by less than 2^64.
    Ok(Accrued { interest, carried: (parts % PARTS_OF_FEN) as u64 })
}

/// By how much a balance changed on a day. Money bears interest from the day on which it comes until the day before it
/// goes (算头不算尾).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayChange {
    /// The business date.
    pub day: NaiveDate,
    /// Signed.
    pub amount: Fen,
}

/// Interest on a balance with its whole history, from a day until the day before another. `changes` are in the order of
/// their days, from the first one on.
///
/// # Errors
/// [`InterestError`] as of [`accrue`].
pub fn accrue_history(
    carried: u64,
    changes: &[DayChange],
    rates: &[DatedRate],
    from: NaiveDate,
    until: NaiveDate,
) -> Result<Accrued, InterestError> {
    let mut balance = Fen::ZERO;
    let mut accrued = Accrued { interest: Fen::ZERO, carried };
    let ends = changes.iter().skip(1).map(|next| next.day).chain([until]);
    for (change, end) in changes.iter().zip(ends) {
        balance = balance.checked_add(change.amount).ok_or(InterestError::OutOfRange)?;
        let (begin, end) = (change.day.max(from), end.min(until));
        if begin < end && balance != Fen::ZERO {
            let more = accrue(accrued.carried, balance, rates, begin, end)?;
            let interest = accrued.interest.checked_add(more.interest).ok_or(InterestError::OutOfRange)?;
            accrued = Accrued { interest, carried: more.carried };
        }
    }
    Ok(accrued)
}
