//! What a database consists of: tables, columns with their types, and the references between them. PostgreSQL is the one
//! that knows the types: in SQLite an instant and a number look alike.

use crate::{Arg, Row, StoreError};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{AssertSqlSafe, PgConnection, SqliteConnection};
use uuid::Uuid;

/// Tables that are not moved, or that a new database has a row in.
const OWN: [&str; 2] = ["_sqlx_migrations", "server_epoch"];

/// A table with its columns.
pub(super) struct Table {
    name: String,
    columns: Vec<(String, Kind)>,
}

#[derive(Clone, Copy)]
enum Kind {
    Integer,
    Text,
    Bytes,
    Uuid,
    Instant,
    Date,
    Bool,
}

impl Kind {
    fn of(word: &str) -> Option<Kind> {
        Some(match word {
            "bigint" => Kind::Integer,
            "text" => Kind::Text,
            "bytea" => Kind::Bytes,
            "uuid" => Kind::Uuid,
            "timestamp with time zone" => Kind::Instant,
            "date" => Kind::Date,
            "boolean" => Kind::Bool,
            _ => return None,
        })
    }

    fn read(self, row: &Row, name: &str) -> Result<Arg, StoreError> {
        Ok(match self {
            Kind::Integer => Arg::Integer(row.get(name)?),
            Kind::Text => Arg::Text(row.get(name)?),
            Kind::Bytes => Arg::Bytes(row.get(name)?),
            Kind::Uuid => Arg::Uuid(row.get::<Option<Uuid>>(name)?),
            Kind::Instant => Arg::Instant(row.get::<Option<DateTime<Utc>>>(name)?),
            Kind::Date => Arg::Date(row.get::<Option<NaiveDate>>(name)?),
            Kind::Bool => Arg::Bool(row.get(name)?),
        })
    }
}

impl Table {
    fn names(&self) -> String {
        self.columns.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn select(&self) -> String {
        format!("SELECT {} FROM {}", self.names(), self.name)
    }

    /// The text of an insertion up to its rows.
    pub(super) fn insert(&self) -> String {
        format!("INSERT INTO {} ({}) VALUES", self.name, self.names())
    }

    pub(super) fn read(&self, row: &Row) -> Result<Vec<Arg>, StoreError> {
        self.columns.iter().map(|(name, kind)| kind.read(row, name)).collect()
    }
}

/// All tables that hold the product's rows.
pub(super) async fn tables(connection: &mut PgConnection) -> Result<Vec<Table>, StoreError> {
    let columns: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns
         WHERE table_schema = current_schema() AND table_name <> '_sqlx_migrations'
         ORDER BY table_name, ordinal_position",
    )
    .fetch_all(connection)
    .await?;
    let mut tables: Vec<Table> = Vec::new();
    for (table, column, word) in columns {
        let kind = Kind::of(&word).ok_or(StoreError::Corrupt("type of a column"))?;
        match tables.last_mut() {
            Some(last) if last.name == table => last.columns.push((column, kind)),
            _ => tables.push(Table { name: table, columns: vec![(column, kind)] }),
        }
    }
    Ok(tables)
}

/// Takes the references between the tables away, so that rows may come in any order; the statements that put them back
/// check every row.
pub(super) async fn take_references(connection: &mut PgConnection) -> Result<Vec<String>, StoreError> {
    let references: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
         WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY conname",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut back = Vec::new();
    for (table, name, definition) in references {
        let drop = format!("ALTER TABLE {table} DROP CONSTRAINT {name}");
        sqlx::query(AssertSqlSafe(drop)).execute(&mut *connection).await?;
        back.push(format!("ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"));
    }
    Ok(back)
}

/// Whether a table has a row.
pub(super) async fn has_rows_postgres(connection: &mut PgConnection) -> Result<bool, StoreError> {
    let names: Vec<String> =
        sqlx::query_scalar("SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()")
            .fetch_all(&mut *connection)
            .await?;
    let Some(text) = any_row(names) else { return Ok(false) };
    Ok(sqlx::query_scalar(AssertSqlSafe(text)).fetch_one(connection).await?)
}

/// Whether a table has a row.
pub(super) async fn has_rows_sqlite(connection: &mut SqliteConnection) -> Result<bool, StoreError> {
    let names: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    )
    .fetch_all(&mut *connection)
    .await?;
    let Some(text) = any_row(names) else { return Ok(false) };
    Ok(sqlx::query_scalar(AssertSqlSafe(text)).fetch_one(connection).await?)
}

/// Asks whether one of these tables has a row; none if there are no tables but a program's own.
fn any_row(names: Vec<String>) -> Option<String> {
    let held: Vec<String> = names
        .into_iter()
        .filter(|name| !OWN.contains(&name.as_str()))
        .map(|name| format!("EXISTS (SELECT 1 FROM {name})"))
        .collect();
    (!held.is_empty()).then(|| format!("SELECT {}", held.join(" OR ")))
}
