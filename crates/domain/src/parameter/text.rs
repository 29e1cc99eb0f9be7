//! A parameter's value as an administrator types it: `3/10`, `≥ 2/3`, `0.35%`, `1 MB`, `12-20`.
//!
//! Invariant: the reading is exact or it is refused, and what [`ParameterValue::typed`] writes is read back as the same
//! value.

use super::value::{Bound, DrawOrder, Level, ParameterValue, Ratio, ValueFault, ValueKind};
use crate::half_width::half_width;
use crate::money::Fen;

const MEGABYTE: u32 = 1024 * 1024;

impl ValueKind {
    /// What to type, as the hint beside the field.
    pub fn hint(self) -> &'static str {
        match self {
            ValueKind::Minutes => "填写分钟数，例如 10",
            ValueKind::CalendarDays => "填写自然日天数，例如 5",
            ValueKind::WorkingDays => "填写工作日天数，例如 3",
            ValueKind::Months => "填写月数，例如 12",
            ValueKind::Bytes => "填写大小，例如 1 MB",
            ValueKind::Count => "填写个数，例如 20",
            ValueKind::Flag => "填写“是”或“否”",
            ValueKind::Ratio => "填写分数或百分数，例如 3/10 或 30%",
            ValueKind::Threshold => "填写比较号和比例，例如 ≥ 2/3 或 > 1/2",
            ValueKind::FenPerSquareMetre => "填写每平方米金额（元），例如 200.00",
            ValueKind::YearlyRatePpm => "填写年利率百分数，最多四位小数，例如 0.35%",
            ValueKind::MonthDay => "填写月和日，例如 12-20",
            ValueKind::FileKinds => "填写扩展名，用顿号分隔，例如 jpg、pdf、png",
            ValueKind::DrawOrder => "填写“先本金后利息”或“先利息后本金”",
            ValueKind::Levels => "由低到高填写等级和起始分，例如 C:0、B:60、A:90",
        }
    }

    /// The only texts that can be meant, where there are few; empty where the value is typed.
    pub fn choices(self) -> &'static [&'static str] {
        match self {
            ValueKind::Flag => &["是", "否"],
            ValueKind::DrawOrder => &["先本金后利息", "先利息后本金"],
            ValueKind::Minutes
            | ValueKind::CalendarDays
            | ValueKind::WorkingDays
            | ValueKind::Months
            | ValueKind::Bytes
            | ValueKind::Count
            | ValueKind::Ratio
            | ValueKind::Threshold
            | ValueKind::FenPerSquareMetre
            | ValueKind::YearlyRatePpm
            | ValueKind::MonthDay
            | ValueKind::FileKinds
            | ValueKind::Levels => &[],
        }
    }
}

impl ParameterValue {
    /// Reads a value of this kind.
    ///
    /// # Errors
    /// [`ValueFault::Unreadable`] for a text that is no such value, another [`ValueFault`] for one that makes no sense.
    pub fn parse(kind: ValueKind, text: &str) -> Result<ParameterValue, ValueFault> {
        let text: String = text.chars().map(half_width).collect();
        let value = read(kind, text.trim()).ok_or(ValueFault::Unreadable)?;
        value.check()?;
        Ok(value)
    }

    /// The value as it would be typed.
    pub fn typed(&self) -> String {
        match self {
            ParameterValue::Minutes(n)
            | ParameterValue::CalendarDays(n)
            | ParameterValue::WorkingDays(n)
            | ParameterValue::Months(n)
            | ParameterValue::Count(n) => n.to_string(),
            ParameterValue::Bytes(n) if n % MEGABYTE == 0 => format!("{} MB", n / MEGABYTE),
            ParameterValue::Bytes(n) => n.to_string(),
            ParameterValue::FenPerSquareMetre(fen) => fen.grouped(),
            ParameterValue::YearlyRatePpm(ppm) => format!("{}.{:04}%", ppm / 10_000, ppm % 10_000),
            ParameterValue::MonthDay { month, day } => format!("{month}-{day}"),
            ParameterValue::Levels(levels) => {
                let step = |level: &Level| format!("{}:{}", level.name, level.from_points);
                levels.iter().map(step).collect::<Vec<_>>().join("、")
            }
            ParameterValue::Flag(_)
            | ParameterValue::Ratio(_)
            | ParameterValue::Threshold { .. }
            | ParameterValue::FileKinds(_)
            | ParameterValue::DrawOrder(_) => self.to_string(),
        }
    }
}

fn read(kind: ValueKind, text: &str) -> Option<ParameterValue> {
    Some(match kind {
        ValueKind::Minutes => ParameterValue::Minutes(count(text, &["分钟", "分"])?),
        ValueKind::CalendarDays => ParameterValue::CalendarDays(count(text, &["自然日", "天", "日"])?),
        ValueKind::WorkingDays => ParameterValue::WorkingDays(count(text, &["个工作日", "工作日", "天"])?),
        ValueKind::Months => ParameterValue::Months(count(text, &["个月", "月"])?),
        ValueKind::Bytes => ParameterValue::Bytes(bytes(text)?),
        ValueKind::Count => ParameterValue::Count(count(text, &["个"])?),
        ValueKind::Flag => ParameterValue::Flag(match text {
            "是" => true,
            "否" => false,
            _ => return None,
        }),
        ValueKind::Ratio => ParameterValue::Ratio(ratio(text)?),
        ValueKind::Threshold => threshold(text)?,
        ValueKind::FenPerSquareMetre => {
            let money = text.strip_suffix("/㎡").unwrap_or(text);
            ParameterValue::FenPerSquareMetre(Fen::parse(money).ok()?)
        }
        ValueKind::YearlyRatePpm => ParameterValue::YearlyRatePpm(ten_thousandths(text)?),
        ValueKind::MonthDay => month_day(text)?,
        ValueKind::FileKinds => {
            ParameterValue::FileKinds(entries(text).map(str::to_ascii_lowercase).collect())
        }
        ValueKind::DrawOrder => ParameterValue::DrawOrder(match text {
            "先本金后利息" => DrawOrder::PrincipalFirst,
            "先利息后本金" => DrawOrder::InterestFirst,
            _ => return None,
        }),
        ValueKind::Levels => ParameterValue::Levels(entries(text).map(level).collect::<Option<_>>()?),
    })
}

/// Plain digits, at most nine.
fn digits(text: &str) -> Option<u32> {
    let plain = (1..=9).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn count(text: &str, units: &[&str]) -> Option<u32> {
    let bare = units.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text);
    digits(bare.trim())
}

fn bytes(text: &str) -> Option<u32> {
    let upper = text.to_ascii_uppercase();
    match upper.strip_suffix("MB").or_else(|| upper.strip_suffix('M')) {
        Some(megabytes) => digits(megabytes.trim())?.checked_mul(MEGABYTE),
        None => count(&upper, &["字节"]),
    }
}

fn ratio(text: &str) -> Option<Ratio> {
    if let Some(percent) = text.strip_suffix('%') {
        // Shown as the fraction that people quote: 40 % is 2/5.
        let percent = digits(percent.trim())?;
        let common = (1..=100).rev().find(|one| percent % one == 0 && 100 % one == 0)?;
        return Some(Ratio { numerator: percent / common, denominator: 100 / common });
    }
    let (numerator, denominator) = text.split_once('/')?;
    Some(Ratio { numerator: digits(numerator.trim())?, denominator: digits(denominator.trim())? })
}

fn threshold(text: &str) -> Option<ParameterValue> {
    const SIGNS: [(&str, Bound); 6] = [
        ("≥", Bound::AtLeast),
        (">=", Bound::AtLeast),
        ("不少于", Bound::AtLeast),
        (">", Bound::MoreThan),
        ("超过", Bound::MoreThan),
        ("过", Bound::MoreThan),
    ];
    let (rest, bound) =
        SIGNS.into_iter().find_map(|(sign, bound)| text.strip_prefix(sign).map(|rest| (rest, bound)))?;
    Some(ParameterValue::Threshold { ratio: ratio(rest.trim())?, bound })
}

/// A percentage with at most four decimals, in ten-thousandths of a per cent.
fn ten_thousandths(text: &str) -> Option<u32> {
    let bare = text.strip_suffix('%').unwrap_or(text).trim();
    let (whole, decimals) = bare.split_once('.').unwrap_or((bare, "0"));
    if decimals.len() > 4 {
        return None;
    }
    digits(whole)?.checked_mul(10_000)?.checked_add(digits(&format!("{decimals:0<4}"))?)
}

fn month_day(text: &str) -> Option<ParameterValue> {
    let bare = text.strip_suffix('日').unwrap_or(text);
    let (month, day) = bare.split_once(['-', '月', '/'])?;
    Some(ParameterValue::MonthDay { month: digits(month.trim())?, day: digits(day.trim())? })
}

fn entries(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', ',', ';']).map(str::trim).filter(|entry| !entry.is_empty())
}

fn level(text: &str) -> Option<Level> {
    let (name, points) = text.rsplit_once(':')?;
    let points = points.trim();
    let points = match points.strip_prefix('-') {
        Some(size) => -i32::try_from(digits(size)?).ok()?,
        None => i32::try_from(digits(points)?).ok()?,
    };
    Some(Level { name: name.trim().to_owned(), from_points: points })
}

#[cfg(test)]
mod tests {
    use super::super::Parameter;
    use super::{Bound, ParameterValue, Ratio, ValueFault, ValueKind};

    #[test]
    fn what_is_written_is_read_back() {
        let values = Parameter::ALL.iter().filter_map(|parameter| parameter.default_value()).chain([
            ParameterValue::YearlyRatePpm(3_500),
            ParameterValue::YearlyRatePpm(27_501),
            ParameterValue::MonthDay { month: 12, day: 20 },
            ParameterValue::Bytes(1_000),
            ParameterValue::parse(ValueKind::Levels, "失信:-10、一般:0、良好:80").expect("levels"),
        ]);
        for value in values {
            assert_eq!(
                ParameterValue::parse(value.kind(), &value.typed()),
                Ok(value.clone()),
                "{}",
                value.typed()
            );
        }
    }

    #[test]
    fn people_write_in_many_ways() {
        let two_thirds = Ratio { numerator: 2, denominator: 3 };
        let cases = [
            (ValueKind::WorkingDays, "３个工作日", ParameterValue::WorkingDays(3)),
            (ValueKind::CalendarDays, "5 天", ParameterValue::CalendarDays(5)),
            (ValueKind::Bytes, "10mb", ParameterValue::Bytes(10 * 1024 * 1024)),
            (ValueKind::Ratio, "30%", ParameterValue::Ratio(Ratio { numerator: 3, denominator: 10 })),
            (
                ValueKind::Threshold,
                ">= 2/3",
                ParameterValue::Threshold { ratio: two_thirds, bound: Bound::AtLeast },
            ),
            (
                ValueKind::Threshold,
                "超过 2/3",
                ParameterValue::Threshold { ratio: two_thirds, bound: Bound::MoreThan },
            ),
            (ValueKind::YearlyRatePpm, "0.35", ParameterValue::YearlyRatePpm(3_500)),
            (ValueKind::MonthDay, "12月20日", ParameterValue::MonthDay { month: 12, day: 20 }),
            (
                ValueKind::FileKinds,
                "JPG, pdf",
                ParameterValue::FileKinds(vec!["jpg".to_owned(), "pdf".to_owned()]),
            ),
        ];
        for (kind, text, value) in cases {
            assert_eq!(ParameterValue::parse(kind, text), Ok(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_value_is_refused() {
        for (kind, text, fault) in [
            (ValueKind::Minutes, "", ValueFault::Unreadable),
            (ValueKind::Minutes, "-1", ValueFault::Unreadable),
            (ValueKind::Minutes, "1.5", ValueFault::Unreadable),
            (ValueKind::Minutes, "0", ValueFault::OutOfRange),
            (ValueKind::Months, "12345678901", ValueFault::Unreadable),
            (ValueKind::Flag, "yes", ValueFault::Unreadable),
            (ValueKind::Ratio, "3/0", ValueFault::NoRatio),
            (ValueKind::Ratio, "0.3", ValueFault::Unreadable),
            (ValueKind::Threshold, "2/3", ValueFault::Unreadable),
            (ValueKind::YearlyRatePpm, "0.35001", ValueFault::Unreadable),
            (ValueKind::YearlyRatePpm, "101", ValueFault::OutOfRange),
            (ValueKind::MonthDay, "2-30", ValueFault::NoSuchDay),
            (ValueKind::FileKinds, "、", ValueFault::List),
            (ValueKind::Levels, "A:90、B:80", ValueFault::List),
            (ValueKind::Levels, "A", ValueFault::Unreadable),
        ] {
            assert_eq!(ParameterValue::parse(kind, text), Err(fault), "{kind:?} {text}");
        }
    }

    #[test]
    fn every_choice_can_be_read() {
        for kind in Parameter::ALL.iter().map(|parameter| parameter.kind()) {
            assert!(!kind.hint().is_empty());
            for choice in kind.choices() {
                assert!(ParameterValue::parse(kind, choice).is_ok(), "{choice}");
            }
        }
    }
}
