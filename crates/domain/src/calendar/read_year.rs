//! One year's arrangement as an administrator hands it in: a line for each day or row of days,
//! `2027-02-05 至 2027-02-11,放假,春节` or `2027-02-14,上班,春节`.

use chrono::NaiveDate;
use thiserror::Error;

use super::row::{CalendarRow, DayKind, check_year};
use crate::half_width::half_width;

/// More lines than the notices of ten years have.
const MOST_LINES: usize = 1_000;
/// No festival takes longer.
const MOST_DAYS_OF_A_LINE: usize = 31;
/// The longest name of a festival, in characters.
const LONGEST_NAME: usize = 20;

/// What is wrong with one line, or with the year as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineFault {
    /// The line's number, from 1; `None` for the year as a whole.
    pub line: Option<usize>,
    /// The stable code for programs.
    pub code: &'static str,
    /// The sentence for people: what is wrong, why, and what to do.
    pub message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
enum Unread {
    #[error("这一行不是“日期,放假或上班,节日名称”三项。请用逗号分隔后补齐，例如 2027-01-01,放假,元旦。")]
    Parts,
    #[error("不能识别这一行的日期。请写成 2027-01-01 或 2027年1月1日，连续几天写成“起始日至结束日”。")]
    Date,
    #[error("结束日早于起始日，或连续超过 31 天。请核对这一行的起止日期。")]
    Span,
    #[error("不能识别这一行是放假还是上班。第二项只能填写“放假”或“上班”。")]
    Kind,
    #[error("节日名称为空或超过 20 个字。请填写节日名称，例如“春节”。")]
    Name,
}

impl Unread {
    fn code(self) -> &'static str {
        match self {
            Unread::Parts => "calendar.line.parts",
            Unread::Date => "calendar.line.date",
            Unread::Span => "calendar.line.span",
            Unread::Kind => "calendar.line.kind",
            Unread::Name => "calendar.line.name",
        }
    }
}

/// Reads a year. Empty lines and a head row that begins with 日期 are passed over.
///
/// # Errors
/// Every line that cannot be read; if all can, what makes the year unbelievable.
pub fn read_year(year: i32, text: &str) -> Result<Vec<CalendarRow>, Vec<LineFault>> {
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    let lines = text.lines().zip(1..).take(MOST_LINES);
    for (line, number) in lines.map(|(line, number)| (folded(line), number)) {
        if line.is_empty() || line.starts_with("日期") {
            continue;
        }
        match read_line(year, &line) {
            Ok(of_line) => rows.extend(of_line),
            Err(unread) => faults.push(LineFault {
                line: Some(number),
                code: unread.code(),
                message: unread.to_string(),
            }),
        }
    }
    if faults.is_empty() {
        let whole = |error: super::CalendarError| LineFault {
            line: None,
            code: error.code(),
            message: error.message(),
        };
        faults.extend(check_year(year, &rows).err().map(whole));
    }
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}

fn folded(line: &str) -> String {
    line.trim().trim_start_matches('\u{FEFF}').chars().map(half_width).collect()
}

fn read_line(year: i32, line: &str) -> Result<Vec<CalendarRow>, Unread> {
    let parts: Vec<&str> = line.split([',', '\t', '，']).map(|part| part.trim().trim_matches('"')).collect();
    let [dates, kind, name] = parts[..] else { return Err(Unread::Parts) };
    let kind = match kind {
        "放假" | "休" | "休息" => DayKind::Holiday,
        "上班" | "班" | "调休上班" => DayKind::MakeUpWorkingDay,
        _ => return Err(Unread::Kind),
    };
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(Unread::Name);
    }
    let (first, last) = dates.split_once(['至', '~']).unwrap_or((dates, dates));
    let (first, last) = (date(first)?, date(last)?);
    let days: Vec<NaiveDate> =
        first.iter_days().take_while(|day| *day <= last).take(MOST_DAYS_OF_A_LINE + 1).collect();
    if !(1..=MOST_DAYS_OF_A_LINE).contains(&days.len()) {
        return Err(Unread::Span);
    }
    let row = |date| CalendarRow { notice_year: year, date, kind, name: name.to_owned() };
    Ok(days.into_iter().map(row).collect())
}

fn date(text: &str) -> Result<NaiveDate, Unread> {
    let plain = text.trim().replace(['年', '月', '/', '.'], "-");
    let parts: Vec<&str> = plain.trim_end_matches('日').split('-').map(str::trim).collect();
    let [year, month, day] = parts[..] else { return Err(Unread::Date) };
    let number = |text: &str| -> Option<u32> {
        let digits = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().ok()).flatten()
    };
    let date = || NaiveDate::from_ymd_opt(i32::try_from(number(year)?).ok()?, number(month)?, number(day)?);
    date().ok_or(Unread::Date)
}

#[cfg(test)]
mod tests {
    use super::{DayKind, read_year};

    /// Invented: the notice of that year is not out yet.
    const YEAR_2027: &str = "日期,类型,节日\n2027-01-01,放假,元旦\n2027-02-05至2027-02-11,放假,春节\n\n2027年2月14日，上班，春节\n2027/5/1~2027/5/5,放假,劳动节\n2027-10-01 至 2027-10-07\t放假\t国庆节\n";

    #[test]
    fn a_year_is_read_line_by_line() {
        let rows = read_year(2027, YEAR_2027).expect("a year");
        assert_eq!(rows.len(), 1 + 7 + 1 + 5 + 7);
        let worked: Vec<_> = rows.iter().filter(|row| row.kind == DayKind::MakeUpWorkingDay).collect();
        assert_eq!(worked.len(), 1);
        assert_eq!((worked[0].date.to_string().as_str(), worked[0].name.as_str()), ("2027-02-14", "春节"));
    }

    #[test]
    fn every_wrong_line_is_named() {
        let text = "2027-01-01,放假\n2027-13-01,放假,元旦\n2027-01-03至2027-01-01,放假,元旦\n2027-01-01,休假,元旦\n2027-01-01,放假,\n";
        let faults = read_year(2027, text).expect_err("nothing can be read");
        let codes: Vec<_> = faults.iter().map(|fault| (fault.line, fault.code)).collect();
        assert_eq!(
            codes,
            [
                (Some(1), "calendar.line.parts"),
                (Some(2), "calendar.line.date"),
                (Some(3), "calendar.line.span"),
                (Some(4), "calendar.line.kind"),
                (Some(5), "calendar.line.name"),
            ]
        );
        assert!(faults.iter().all(|fault| fault.message.ends_with('。')));
    }

    #[test]
    fn a_year_without_its_holidays_is_not_believed() {
        for (text, code) in [
            ("", "calendar.missing_statutory_holiday"),
            (&YEAR_2027.replace("2027-01-01,", "2026-01-01,"), "calendar.outside_year"),
            (&YEAR_2027.replace("2027年2月14日", "2027年2月15日"), "calendar.make_up_on_weekday"),
        ] {
            let faults = read_year(2027, text).expect_err("not believable");
            assert_eq!((faults[0].line, faults[0].code), (None, code));
        }
    }
}
