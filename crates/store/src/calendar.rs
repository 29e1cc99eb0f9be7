//! The calendar years that an office has imported over those that are built in.

use crate::{Row, Store, StoreError, Tx, args, statements};
use anju_domain::calendar::{CalendarRow, DayKind};
use chrono::{DateTime, Utc};
use uuid::Uuid;

statements! {
    NOTICES = "SELECT n.year, n.revision, n.source, n.set_at, u.display_name AS set_by_name
               FROM calendar_notice n LEFT JOIN user_account u ON u.id = n.set_by
               WHERE n.revision = (SELECT MAX(m.revision) FROM calendar_notice m WHERE m.year = n.year)
               ORDER BY n.year LIMIT 1000";
    DAYS = "SELECT d.year, d.day, d.kind, d.name FROM calendar_day d
            WHERE d.revision = (SELECT MAX(m.revision) FROM calendar_notice m WHERE m.year = d.year)
            ORDER BY d.year, d.day LIMIT 100000";
    ADD_NOTICE = "INSERT INTO calendar_notice (year, revision, source, set_by, set_at) VALUES ($1, $2, $3, $4, $5)
                  ON CONFLICT DO NOTHING";
    ADD_DAYS = "INSERT INTO calendar_day (year, revision, day, kind, name) VALUES";
}

/// An imported year's arrangement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The year.
    pub year: i32,
    /// How often the year was imported.
    pub revision: i64,
    /// The document.
    pub source: String,
    /// Who imported it.
    pub set_by_name: String,
    /// When.
    pub set_at: DateTime<Utc>,
}

fn year(row: &Row) -> Result<i32, StoreError> {
    i32::try_from(row.get::<i64>("year")?).map_err(|_| StoreError::Corrupt("year"))
}

/// The last revision of every imported year.
pub async fn notices(store: &Store) -> Result<Vec<Notice>, StoreError> {
    let read = |row: &Row| {
        Ok(Notice {
            year: year(row)?,
            revision: row.get("revision")?,
            source: row.get("source")?,
            set_by_name: row.get::<Option<String>>("set_by_name")?.unwrap_or_default(),
            set_at: row.get("set_at")?,
        })
    };
    store.all(NOTICES, args![]).await?.iter().map(read).collect()
}

/// The days of every imported year, of its last revision.
pub async fn days(store: &Store) -> Result<Vec<CalendarRow>, StoreError> {
    let read = |row: &Row| {
        let kind = match row.get::<String>("kind")?.as_str() {
            "holiday" => DayKind::Holiday,
            "make_up_working_day" => DayKind::MakeUpWorkingDay,
            _ => return Err(StoreError::Corrupt("kind of a day")),
        };
        Ok(CalendarRow { notice_year: year(row)?, date: row.get("day")?, kind, name: row.get("name")? })
    };
    store.all(DAYS, args![]).await?.iter().map(read).collect()
}

/// Adds a revision of a year with its days. `false` if somebody else has added that one.
pub async fn add(
    tx: &mut Tx,
    notice: &Notice,
    set_by: Uuid,
    days: &[CalendarRow],
) -> Result<bool, StoreError> {
    let year = i64::from(notice.year);
    let args = args![year, notice.revision, notice.source.as_str(), set_by, notice.set_at];
    if tx.exec(ADD_NOTICE, args).await? == 0 {
        return Ok(false);
    }
    let row = |day: &CalendarRow| {
        let kind = match day.kind {
            DayKind::Holiday => "holiday",
            DayKind::MakeUpWorkingDay => "make_up_working_day",
        };
        args![year, notice.revision, day.date, kind, day.name.as_str()]
    };
    tx.insert_many(ADD_DAYS, days.iter().map(row).collect()).await?;
    Ok(true)
}
