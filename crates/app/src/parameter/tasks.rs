//! What waits for the administrator: parameters that nobody has set, calendar years that nobody has imported.

use super::card::of;
use anju_contract::parameter::AdministratorTask;
use anju_domain::calendar::Calendar;
use anju_domain::parameter::Parameter;
use anju_store::parameter::SetValue;
use chrono::{Datelike, Days, NaiveDate};

/// Deadlines reach this far into a year that may not be known yet: the notice for the next one comes out in November.
const DAYS_AHEAD: u64 = 60;

/// The parameters that have neither a built-in value nor one that was set.
pub(super) fn unset_parameters(values: &[SetValue]) -> impl Iterator<Item = AdministratorTask> + '_ {
    let unset =
        |parameter: &&Parameter| parameter.default_value().is_none() && of(values, **parameter).is_empty();
    Parameter::ALL.iter().filter(unset).map(|parameter| AdministratorTask {
        kind: "parameter".to_owned(),
        subject: parameter.code().to_owned(),
        message: format!(
            "“{}”尚未设定，依赖它的期限和计算暂不生效。请在主管部门确定后设定。",
            parameter.label()
        ),
    })
}

/// The years up to two months ahead that the calendar does not know.
pub(super) fn unknown_years(
    calendar: &Calendar,
    today: NaiveDate,
) -> impl Iterator<Item = AdministratorTask> + '_ {
    let last = today.checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or(today).year();
    let known = move |year: &i32| calendar.known_years().any(|known| known == *year);
    (today.year()..=last).filter(move |year| !known(year)).map(|year| AdministratorTask {
        kind: "calendar".to_owned(),
        subject: year.to_string(),
        message: format!(
            "工作日历中没有 {year} 年的放假安排，落在该年的工作日期限显示为“待定”，不会自动到期。请在国务院办公厅通知发布后导入。"
        ),
    })
}
