//! The calendar: its years, and importing one.

use super::deadlines::{self, Determined};
use super::set::subject;
use super::tasks::unknown_years;
use crate::identity::CENTRE;
use crate::{App, Caller, Read, Refusal, Unit, Write};
use anju_contract::commands::{GetCalendar, ImportCalendar, PreviewCalendar};
use anju_contract::parameter::{
    CalendarDay, CalendarFault, CalendarImported, CalendarPreview, CalendarView, CalendarYear,
    GetCalendarRequest, ImportCalendarRequest, PreviewCalendarRequest,
};
use anju_contract::problem::FieldProblem;
use anju_domain::calendar::{CalendarRow, DayKind, LineFault, business_date, read_year};
use anju_store::calendar::{self as store, Notice};
use serde_json::json;
use std::sync::Arc;

/// Years that a notice can be about: deadlines do not reach further.
const YEARS: std::ops::RangeInclusive<i32> = 2018..=2100;
/// The longest text of a year, in bytes: ten times what a notice needs.
const LONGEST_TEXT: usize = 65_536;

fn day(row: &CalendarRow) -> CalendarDay {
    CalendarDay { date: row.date, off: row.kind == DayKind::Holiday, name: row.name.clone() }
}

fn in_order(rows: impl Iterator<Item = CalendarDay>) -> Vec<CalendarDay> {
    let mut days: Vec<CalendarDay> = rows.collect();
    days.sort_by_key(|day| day.date);
    days
}

impl Read for GetCalendar {
    async fn read(app: &App, _: &Caller, _: GetCalendarRequest) -> Result<CalendarView, Refusal> {
        let today = business_date(app.clock.now());
        let calendar = app.calendar().await?;
        let notices = store::notices(&app.store).await?;
        let year = |year: i32| {
            let days = in_order(calendar.rows().filter(|row| row.notice_year == year).map(day));
            let notice = notices.iter().find(|notice| notice.year == year);
            let off = days.iter().filter(|day| day.off).count() as i64;
            CalendarYear {
                year,
                built_in: notice.is_none(),
                source: notice.map(|notice| notice.source.clone()).unwrap_or_default(),
                set_by_name: notice.map(|notice| notice.set_by_name.clone()).unwrap_or_default(),
                set_at: notice.map(|notice| notice.set_at),
                version: notice.map_or(0, |notice| notice.revision),
                holidays: off,
                worked: days.len() as i64 - off,
                days,
            }
        };
        let mut years: Vec<CalendarYear> = calendar.known_years().map(year).collect();
        years.reverse();
        Ok(CalendarView { today, years, tasks: unknown_years(&calendar, today).collect() })
    }
}

fn read(year: i32, text: &str) -> Result<Vec<CalendarRow>, Vec<LineFault>> {
    let whole = |code, message: &str| vec![LineFault { line: None, code, message: message.to_owned() }];
    if !YEARS.contains(&year) {
        return Err(whole("calendar.year", "年度不在 2018 至 2100 之间。请核对年度后重试。"));
    }
    if text.len() > LONGEST_TEXT {
        return Err(whole("calendar.too_long", "内容过长，不像是一个年度的放假安排。请核对是否选错了文件。"));
    }
    read_year(year, text)
}

async fn version(app: &App, year: i32) -> Result<i64, Refusal> {
    let notices = store::notices(&app.store).await?;
    Ok(notices.iter().find(|notice| notice.year == year).map_or(0, |notice| notice.revision))
}

impl Read for PreviewCalendar {
    async fn read(
        app: &App,
        _: &Caller,
        request: PreviewCalendarRequest,
    ) -> Result<CalendarPreview, Refusal> {
        let replaces = app.calendar().await?.known_years().any(|known| known == request.year);
        let (days, faults) = match read(request.year, &request.text) {
            Ok(rows) => (in_order(rows.iter().map(day)), Vec::new()),
            Err(faults) => (Vec::new(), faults.into_iter().map(fault).collect()),
        };
        Ok(CalendarPreview {
            year: request.year,
            version: version(app, request.year).await?,
            replaces,
            days,
            faults,
        })
    }
}

fn fault(fault: LineFault) -> CalendarFault {
    let line = fault.line.and_then(|line| i64::try_from(line).ok());
    CalendarFault { line, code: fault.code.to_owned(), message: fault.message }
}

/// A year that may be imported, with the deadlines that it determines.
#[derive(Clone)]
pub struct Prepared {
    rows: Arc<Vec<CalendarRow>>,
    determined: Arc<Vec<Determined>>,
}

impl Write for ImportCalendar {
    type Prepared = Prepared;

    async fn prepare(app: &App, _: &Caller, request: &ImportCalendarRequest) -> Result<Prepared, Refusal> {
        let mut problems = Vec::new();
        let mut problem = |field: &str, code: &str, message: &str| {
            problems.push(FieldProblem {
                field: field.to_owned(),
                code: code.to_owned(),
                message: message.to_owned(),
            });
        };
        let source = request.source.trim();
        if source.is_empty() || source.chars().count() > 200 {
            problem("source", "parameter.no_source", "请填写通知的名称和文号，最多 200 个字。");
        }
        let rows = read(request.year, &request.text).map_err(|faults| {
            for fault in faults {
                let line = fault.line.map(|line| format!("第 {line} 行：")).unwrap_or_default();
                problem("text", fault.code, &format!("{line}{}", fault.message));
            }
        });
        let Ok(rows) = rows else { return Err(Refusal::invalid_fields(problems)) };
        if !problems.is_empty() {
            return Err(Refusal::invalid_fields(problems));
        }
        if version(app, request.year).await? != request.version {
            return Err(stale(request.year));
        }
        let rules = app.rules().await?.with_year(rows.clone())?;
        let determined = Arc::new(deadlines::determined(app, &rules).await?);
        Ok(Prepared { rows: Arc::new(rows), determined })
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: ImportCalendarRequest,
        Prepared { rows, determined }: Prepared,
    ) -> Result<CalendarImported, Refusal> {
        let notice = Notice {
            year: request.year,
            revision: request.version + 1,
            source: request.source.trim().to_owned(),
            set_by_name: String::new(),
            set_at: unit.now,
        };
        if !store::add(unit.tx, &notice, caller.user_id, &rows).await? {
            return Err(stale(request.year));
        }
        deadlines::write(unit, &determined).await?;
        let before = json!({ "version": request.version }).to_string();
        let after = json!({
            "year": notice.year, "version": notice.revision, "source": notice.source, "days": rows.len(),
        });
        unit.audit(caller, CENTRE, subject(&format!("calendar {}", notice.year)), before, after.to_string());
        Ok(CalendarImported {
            year: notice.year,
            version: notice.revision,
            deadlines: i64::try_from(determined.len()).unwrap_or(i64::MAX),
        })
    }
}

fn stale(year: i32) -> Refusal {
    Refusal::conflict(
        "version.stale",
        format!("{year} 年的放假安排刚被另一位管理员导入过。请重新核对后再导入。"),
        None,
    )
}
