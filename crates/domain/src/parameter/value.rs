//! What a parameter can be set to, with its unit in the type.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::money::Fen;

/// A part of a whole as two whole numbers, so that comparing is exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ratio {
    /// The part.
    pub numerator: u32,
    /// The whole, above zero.
    pub denominator: u32,
}

impl Ratio {
    /// Whether `part` of `whole` reaches this ratio, by cross-multiplication.
    pub fn is_reached(self, part: i64, whole: i64, bound: Bound) -> bool {
        let part = i128::from(part) * i128::from(self.denominator);
        let line = i128::from(whole) * i128::from(self.numerator);
        match bound {
            Bound::AtLeast => part >= line,
            Bound::MoreThan => part > line,
        }
    }
}

/// Whether the line itself counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// ≥, 以上.
    AtLeast,
    /// >, 过.
    MoreThan,
}

/// Which part of a unit's balance a withdrawal takes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DrawOrder {
    /// Principal, then interest.
    PrincipalFirst,
    /// Interest, then principal.
    InterestFirst,
}

/// A named step of a scale, such as a level of credit.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Level {
    /// The words on screens.
    pub name: String,
    /// The lowest score of the step, in points.
    pub from_points: i32,
}

/// A value with its unit.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum ParameterValue {
    /// A time to the minute.
    Minutes(u32),
    /// Days of the week, Sundays and holidays too.
    CalendarDays(u32),
    /// Days of the calendar table.
    WorkingDays(u32),
    /// Calendar months.
    Months(u32),
    /// A size in bytes.
    Bytes(u32),
    /// A number of things.
    Count(u32),
    /// Yes or no.
    Flag(bool),
    /// A part of a whole.
    Ratio(Ratio),
    /// A line that a part of a whole has to reach.
    Threshold {
        /// The line.
        ratio: Ratio,
        /// Whether the line itself suffices.
        bound: Bound,
    },
    /// Money a square metre.
    FenPerSquareMetre(Fen),
    /// Interest a year, in millionths: 3500 is 0.35 %.
    YearlyRatePpm(u32),
    /// A day of every year.
    MonthDay {
        /// 1 to 12.
        month: u32,
        /// 1 to 31.
        day: u32,
    },
    /// Extensions of file names, lower case.
    FileKinds(Vec<String>),
    /// Principal or interest first.
    DrawOrder(DrawOrder),
    /// A scale, from the lowest step to the highest.
    Levels(Vec<Level>),
}

/// The kind of a [`ParameterValue`], without the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueKind {
    /// [`ParameterValue::Minutes`].
    Minutes,
    /// [`ParameterValue::CalendarDays`].
    CalendarDays,
    /// [`ParameterValue::WorkingDays`].
    WorkingDays,
    /// [`ParameterValue::Months`].
    Months,
    /// [`ParameterValue::Bytes`].
    Bytes,
    /// [`ParameterValue::Count`].
    Count,
    /// [`ParameterValue::Flag`].
    Flag,
    /// [`ParameterValue::Ratio`].
    Ratio,
    /// [`ParameterValue::Threshold`].
    Threshold,
    /// [`ParameterValue::FenPerSquareMetre`].
    FenPerSquareMetre,
    /// [`ParameterValue::YearlyRatePpm`].
    YearlyRatePpm,
    /// [`ParameterValue::MonthDay`].
    MonthDay,
    /// [`ParameterValue::FileKinds`].
    FileKinds,
    /// [`ParameterValue::DrawOrder`].
    DrawOrder,
    /// [`ParameterValue::Levels`].
    Levels,
}

/// Why a value makes no sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[error("{}", self.message())]
pub enum ValueFault {
    /// A text that is no value of the parameter's kind.
    Unreadable,
    /// A time or a size of zero, or beyond ten years or 100 MB.
    OutOfRange,
    /// A ratio over zero, or above one.
    NoRatio,
    /// A day that is not in every year.
    NoSuchDay,
    /// An empty list, an empty or repeated entry, or steps that do not rise.
    List,
}

impl ValueFault {
    /// The stable code for programs.
    pub fn code(self) -> &'static str {
        match self {
            ValueFault::Unreadable => "parameter.unreadable",
            ValueFault::OutOfRange => "parameter.out_of_range",
            ValueFault::NoRatio => "parameter.no_ratio",
            ValueFault::NoSuchDay => "parameter.no_such_day",
            ValueFault::List => "parameter.list",
        }
    }

    /// The sentence for people: what is wrong, why, and what to do.
    pub fn message(self) -> &'static str {
        match self {
            ValueFault::Unreadable => "不能识别填写的参数值，未作修改。请按示例重新填写。",
            ValueFault::OutOfRange => "参数值超出合理范围。请核对数值和单位后重新填写。",
            ValueFault::NoRatio => "比例应大于 0 且不超过 1。请核对分子和分母后重新填写。",
            ValueFault::NoSuchDay => "该日期不是每年都有。请填写每年都存在的月和日。",
            ValueFault::List => "列表不能为空，各项不能重复，等级应由低到高。请修改后保存。",
        }
    }
}

impl ParameterValue {
    /// The kind of this value.
    pub fn kind(&self) -> ValueKind {
        match self {
            ParameterValue::Minutes(_) => ValueKind::Minutes,
            ParameterValue::CalendarDays(_) => ValueKind::CalendarDays,
            ParameterValue::WorkingDays(_) => ValueKind::WorkingDays,
            ParameterValue::Months(_) => ValueKind::Months,
            ParameterValue::Bytes(_) => ValueKind::Bytes,
            ParameterValue::Count(_) => ValueKind::Count,
            ParameterValue::Flag(_) => ValueKind::Flag,
            ParameterValue::Ratio(_) => ValueKind::Ratio,
            ParameterValue::Threshold { .. } => ValueKind::Threshold,
            ParameterValue::FenPerSquareMetre(_) => ValueKind::FenPerSquareMetre,
            ParameterValue::YearlyRatePpm(_) => ValueKind::YearlyRatePpm,
            ParameterValue::MonthDay { .. } => ValueKind::MonthDay,
            ParameterValue::FileKinds(_) => ValueKind::FileKinds,
            ParameterValue::DrawOrder(_) => ValueKind::DrawOrder,
            ParameterValue::Levels(_) => ValueKind::Levels,
        }
    }

    /// Whether the value can be meant.
    ///
    /// # Errors
    /// [`ValueFault`] otherwise.
    pub fn check(&self) -> Result<(), ValueFault> {
        let within = |holds: bool, fault| if holds { Ok(()) } else { Err(fault) };
        match self {
            ParameterValue::Minutes(n) => {
                within((1..=10 * 366 * 24 * 60).contains(n), ValueFault::OutOfRange)
            }
            ParameterValue::CalendarDays(n) | ParameterValue::WorkingDays(n) => {
                within((1..=3660).contains(n), ValueFault::OutOfRange)
            }
            ParameterValue::Months(n) => within((1..=120).contains(n), ValueFault::OutOfRange),
            ParameterValue::Bytes(n) => within((1..=100 * 1024 * 1024).contains(n), ValueFault::OutOfRange),
            ParameterValue::Count(n) => within((1..=1_000).contains(n), ValueFault::OutOfRange),
            ParameterValue::Flag(_) | ParameterValue::DrawOrder(_) => Ok(()),
            ParameterValue::Ratio(ratio) | ParameterValue::Threshold { ratio, bound: _ } => {
                within((1..=ratio.denominator).contains(&ratio.numerator), ValueFault::NoRatio)
            }
            ParameterValue::FenPerSquareMetre(fen) => {
                within((1..=10_000_000).contains(&fen.0), ValueFault::OutOfRange)
            }
            ParameterValue::YearlyRatePpm(ppm) => within(*ppm <= 1_000_000, ValueFault::OutOfRange),
            ParameterValue::MonthDay { month, day } => {
                // 2023 has no 29 February, as most years.
                let exists = chrono::NaiveDate::from_ymd_opt(2023, *month, *day).is_some();
                within(exists, ValueFault::NoSuchDay)
            }
            ParameterValue::FileKinds(kinds) => {
                let written = kinds.iter().all(|kind| {
                    !kind.is_empty() && kind.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
                });
                within(written && all_different(kinds), ValueFault::List)
            }
            ParameterValue::Levels(levels) => {
                let names: Vec<&str> = levels.iter().map(|level| level.name.trim()).collect();
                let rising = levels.windows(2).all(|pair| pair[0].from_points < pair[1].from_points);
                let named = names.iter().all(|name| !name.is_empty());
                within(rising && named && all_different(&names), ValueFault::List)
            }
        }
    }

    /// The number of a time or a size, in the unit of its kind.
    pub fn as_count(&self) -> Option<u32> {
        match self {
            ParameterValue::Minutes(n)
            | ParameterValue::CalendarDays(n)
            | ParameterValue::WorkingDays(n)
            | ParameterValue::Months(n)
            | ParameterValue::Bytes(n)
            | ParameterValue::Count(n)
            | ParameterValue::YearlyRatePpm(n) => Some(*n),
            ParameterValue::Flag(_)
            | ParameterValue::Ratio(_)
            | ParameterValue::Threshold { .. }
            | ParameterValue::FenPerSquareMetre(_)
            | ParameterValue::MonthDay { .. }
            | ParameterValue::FileKinds(_)
            | ParameterValue::DrawOrder(_)
            | ParameterValue::Levels(_) => None,
        }
    }
}

/// Not empty, and nothing twice.
fn all_different<T: Ord>(items: &[T]) -> bool {
    let different: std::collections::BTreeSet<&T> = items.iter().collect();
    !items.is_empty() && different.len() == items.len()
}

/// The value with its unit, in Chinese, as the administrator's list shows it.
impl fmt::Display for ParameterValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ParameterValue::Minutes(n) => write!(f, "{n} 分钟"),
            ParameterValue::CalendarDays(n) => write!(f, "{n} 天"),
            ParameterValue::WorkingDays(n) => write!(f, "{n} 个工作日"),
            ParameterValue::Months(n) => write!(f, "{n} 个月"),
            ParameterValue::Bytes(n) if n % (1024 * 1024) == 0 => {
                write!(f, "{} MB", n / (1024 * 1024))
            }
            ParameterValue::Bytes(n) => write!(f, "{n} 字节"),
            ParameterValue::Count(n) => write!(f, "{n} 个"),
            ParameterValue::Flag(yes) => f.write_str(if *yes { "是" } else { "否" }),
            ParameterValue::Ratio(ratio) => write!(f, "{}/{}", ratio.numerator, ratio.denominator),
            ParameterValue::Threshold { ratio, bound } => {
                let sign = match bound {
                    Bound::AtLeast => "≥",
                    Bound::MoreThan => ">",
                };
                write!(f, "{sign} {}/{}", ratio.numerator, ratio.denominator)
            }
            ParameterValue::FenPerSquareMetre(fen) => write!(f, "{} 元/㎡", fen.grouped()),
            ParameterValue::YearlyRatePpm(ppm) => {
                write!(f, "年利率 {}.{:04}%", ppm / 10_000, ppm % 10_000)
            }
            ParameterValue::MonthDay { month, day } => write!(f, "每年 {month} 月 {day} 日"),
            ParameterValue::FileKinds(kinds) => f.write_str(&kinds.join("、")),
            ParameterValue::DrawOrder(DrawOrder::PrincipalFirst) => f.write_str("先本金后利息"),
            ParameterValue::DrawOrder(DrawOrder::InterestFirst) => f.write_str("先利息后本金"),
            ParameterValue::Levels(levels) => {
                let steps =
                    levels.iter().map(|level| format!("{}（{} 分起）", level.name, level.from_points));
                f.write_str(&steps.collect::<Vec<_>>().join("、"))
            }
        }
    }
}
