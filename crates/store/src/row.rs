//! One row of an answer, read by column name, the same for both engines.

use crate::StoreError;
use anju_domain::area::AreaDm2;
use anju_domain::money::Fen;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

/// One row.
pub enum Row {
    /// From SQLite.
    Sqlite(SqliteRow),
    /// From PostgreSQL.
    Postgres(PgRow),
}

impl Row {
    /// The value of the column with this name. Fails when the column is missing, NULL, or of another type.
    pub fn get<T: Column>(&self, name: &str) -> Result<T, StoreError> {
        T::read(self, name)
    }
}

/// A type that a column can be read as.
pub trait Column: Sized {
    /// Reads the column.
    fn read(row: &Row, name: &str) -> Result<Self, StoreError>;
}

macro_rules! plain {
    ($($type:ty),*) => {
        $(impl Column for $type {
            fn read(row: &Row, name: &str) -> Result<Self, StoreError> {
                Ok(match row {
                    Row::Sqlite(row) => row.try_get(name)?,
                    Row::Postgres(row) => row.try_get(name)?,
                })
            }
        })*
    };
}
plain!(
    i64,
    String,
    Vec<u8>,
    Uuid,
    NaiveDate,
    bool,
    Option<i64>,
    Option<String>,
    Option<Vec<u8>>,
    Option<Uuid>,
    Option<NaiveDate>,
    Option<bool>
);

impl Column for Option<DateTime<Utc>> {
    fn read(row: &Row, name: &str) -> Result<Self, StoreError> {
        match row {
            Row::Sqlite(row) => row
                .try_get::<Option<i64>, _>(name)?
                .map(|micros| DateTime::from_timestamp_micros(micros).ok_or(StoreError::Corrupt("instant")))
                .transpose(),
            Row::Postgres(row) => Ok(row.try_get(name)?),
        }
    }
}

impl Column for DateTime<Utc> {
    fn read(row: &Row, name: &str) -> Result<Self, StoreError> {
        Option::<DateTime<Utc>>::read(row, name)?.ok_or(StoreError::Corrupt("instant"))
    }
}

impl Column for Fen {
    fn read(row: &Row, name: &str) -> Result<Self, StoreError> {
        i64::read(row, name).map(Fen)
    }
}

impl Column for AreaDm2 {
    fn read(row: &Row, name: &str) -> Result<Self, StoreError> {
        i64::read(row, name).map(AreaDm2)
    }
}
