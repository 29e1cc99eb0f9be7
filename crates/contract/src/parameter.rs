//! Parameters and the calendar: what an administrator sets, from when, by which document (spec «parameters»).

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Asks for all parameters.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ListParametersRequest {}

/// All parameters, and what waits for the administrator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ListParametersResponse {
    /// Today in Beijing.
    pub today: NaiveDate,
    /// The parameters, in the order of the office's list.
    pub parameters: Vec<ParameterCard>,
    /// What has to be set or imported.
    pub tasks: Vec<AdministratorTask>,
}

/// One parameter and its value of today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ParameterCard {
    /// The parameter's code.
    pub code: String,
    /// Its name.
    pub label: String,
    /// What to type.
    pub hint: String,
    /// The only values that there are; empty where the value is typed.
    pub choices: Vec<String>,
    /// The value in force with its unit; null while the office has not set one.
    pub value_text: Option<String>,
    /// The value as it would be typed; empty while there is none.
    pub typed: String,
    /// The first day of the value in force; null of a built-in one.
    pub in_force_from: Option<NaiveDate>,
    /// The document behind it.
    pub source: String,
    /// Who set it; empty of a built-in value.
    pub set_by_name: String,
    /// The next value that will be in force, and from when.
    pub next: Option<ParameterRowView>,
    /// The version that a new value has to name.
    pub version: i64,
}

/// A value that was set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ParameterRowView {
    /// The value with its unit.
    pub value_text: String,
    /// The first day in force; null of the built-in value.
    pub in_force_from: Option<NaiveDate>,
    /// The document that orders it.
    pub source: String,
    /// Who set it; empty of the built-in value.
    pub set_by_name: String,
    /// When; null of the built-in value.
    pub set_at: Option<DateTime<Utc>>,
    /// Whether it is in force, was, or will be.
    pub standing: ValueStanding,
}

/// What a set value is today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ValueStanding {
    /// In force today.
    InForce,
    /// In force from a later day.
    Coming,
    /// Replaced by a later one.
    Past,
}

/// What an administrator has to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AdministratorTask {
    /// `parameter` or `calendar`.
    pub kind: String,
    /// The parameter's code, or the year.
    pub subject: String,
    /// What is missing, what waits for it, what to do.
    pub message: String,
}

/// Asks for every value that a parameter ever had.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ParameterHistoryRequest {
    /// The parameter's code.
    pub code: String,
}

/// A parameter with every value that it ever had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ParameterHistory {
    /// The parameter.
    pub parameter: ParameterCard,
    /// Its values, the one set last first, the built-in one at the end.
    pub rows: Vec<ParameterRowView>,
}

/// A new value of a parameter.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SetParameterRequest {
    /// The parameter's code.
    pub code: String,
    /// The version that the administrator saw.
    pub version: i64,
    /// The value as typed.
    pub value_text: String,
    /// The first day in force, tomorrow at the earliest.
    pub in_force_from: NaiveDate,
    /// The document that orders it.
    pub source: String,
}

/// What a new value would do; nothing is set yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ParameterPreview {
    /// The parameter's name.
    pub label: String,
    /// The value until then with its unit; null while there is none.
    pub before_text: Option<String>,
    /// The new value with its unit.
    pub after_text: String,
    /// Its first day.
    pub in_force_from: NaiveDate,
    /// What it means for cases under way, as a sentence.
    pub effect: String,
}

/// The value is set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ParameterSet {
    /// The parameter's code.
    pub code: String,
    /// The version that the next value has to name.
    pub version: i64,
    /// The value with its unit.
    pub value_text: String,
    /// Its first day.
    pub in_force_from: NaiveDate,
}

/// Asks for the calendar.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct GetCalendarRequest {}

/// The years that the calendar knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CalendarView {
    /// Today in Beijing.
    pub today: NaiveDate,
    /// The years, the latest first.
    pub years: Vec<CalendarYear>,
    /// What has to be imported.
    pub tasks: Vec<AdministratorTask>,
}

/// One year of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CalendarYear {
    /// The year.
    pub year: i32,
    /// It came with the product and was not imported since.
    pub built_in: bool,
    /// The document; empty of a built-in year.
    pub source: String,
    /// Who imported it; empty of a built-in year.
    pub set_by_name: String,
    /// When; null of a built-in year.
    pub set_at: Option<DateTime<Utc>>,
    /// The version that an import has to name: how often the year was imported.
    pub version: i64,
    /// 放假天数
    pub holidays: i64,
    /// 调休上班天数
    pub worked: i64,
    /// The days that it names, in their order.
    pub days: Vec<CalendarDay>,
}

/// A day that a year's arrangement names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CalendarDay {
    /// The day.
    pub date: NaiveDate,
    /// `true` on a day off, `false` on a weekend that is worked.
    pub off: bool,
    /// The festival.
    pub name: String,
}

/// Looks at a year's arrangement without importing it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PreviewCalendarRequest {
    /// The year.
    pub year: i32,
    /// One line for each day or row of days: `2027-02-05至2027-02-11,放假,春节`.
    pub text: String,
}

/// What an import of a year would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CalendarPreview {
    /// The year.
    pub year: i32,
    /// The version that the import has to name.
    pub version: i64,
    /// The year is known already and would be replaced as a whole.
    pub replaces: bool,
    /// The days; empty while there are faults.
    pub days: Vec<CalendarDay>,
    /// What is wrong, line by line.
    pub faults: Vec<CalendarFault>,
}

/// What is wrong with one line, or with the year as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CalendarFault {
    /// The line's number, from 1; null for the year as a whole.
    pub line: Option<i64>,
    /// The code that programs switch on.
    pub code: String,
    /// What is wrong, why, and what to do.
    pub message: String,
}

/// Imports a year's arrangement.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ImportCalendarRequest {
    /// The year.
    pub year: i32,
    /// The version that the preview named.
    pub version: i64,
    /// The lines, as previewed.
    pub text: String,
    /// The notice's name and number.
    pub source: String,
}

/// The year is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CalendarImported {
    /// The year.
    pub year: i32,
    /// Its version now.
    pub version: i64,
    /// How many deadlines that were 待定 have been computed.
    pub deadlines: i64,
}
