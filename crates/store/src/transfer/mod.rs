//! Moving a whole database: into a file while it is in use, or into an empty one of the other engine.
//!
//! Invariant: what is taken is one moment of the source; the target has all of it or nothing.

mod shape;

use crate::arg::{bind_postgres, bind_sqlite};
use crate::tx::values_text;
use crate::{Arg, Engine, Row, StoreError, migrate};
use futures::{Stream, TryStreamExt};
use shape::Table;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};
use std::path::Path;
use std::str::FromStr;

/// Rows that one statement writes.
const BATCH: usize = 500;

/// How much has been moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Tables.
    pub tables: usize,
    /// Rows in all of them.
    pub rows: u64,
}

/// Writes the database, as it is at one moment, into a new SQLite file; whoever uses it goes on meanwhile.
///
/// # Errors
/// When the source cannot be read or the file be written; a file that is there already is not touched.
pub async fn snapshot(from: &str, file: &Path) -> Result<(), StoreError> {
    let path = file.to_str().ok_or(StoreError::Url)?;
    if file.try_exists().map_err(StoreError::Folder)? {
        return Err(StoreError::NotEmpty);
    }
    match Engine::of(from)? {
        Engine::Sqlite => {
            let mut source = existing(from)?.connect().await?;
            sqlx::query("VACUUM INTO ?").bind(path.to_owned()).execute(&mut source).await?;
            Ok(source.close().await?)
        }
        Engine::Postgres => copy(from, &format!("sqlite:{path}")).await.map(drop),
    }
}

/// Copies everything of a database into an empty one of the other engine, with the schema that the source has.
///
/// # Errors
/// [`StoreError::Url`] if both are of one engine, [`StoreError::NotEmpty`] if the target holds anything,
/// [`StoreError::Newer`] if a newer program wrote the source.
pub async fn copy(from: &str, to: &str) -> Result<Moved, StoreError> {
    match (Engine::of(from)?, Engine::of(to)?) {
        (Engine::Sqlite, Engine::Postgres) => {
            let mut source = existing(from)?.foreign_keys(false).connect().await?;
            let mut target = PgConnection::connect(to).await?;
            migrate::like_postgres(&mut target, &migrate::applied_sqlite(&mut source).await?).await?;
            to_postgres(&mut source, &mut target).await
        }
        (Engine::Postgres, Engine::Sqlite) => {
            let mut source = PgConnection::connect(from).await?;
            let options = SqliteConnectOptions::from_str(to)?.create_if_missing(true).foreign_keys(false);
            let mut target = options.journal_mode(SqliteJournalMode::Delete).connect().await?;
            migrate::like_sqlite(&mut target, &migrate::applied_postgres(&mut source).await?).await?;
            let moved = to_sqlite(&mut source, &mut target).await?;
            target.close().await?;
            Ok(moved)
        }
        (Engine::Sqlite, Engine::Sqlite) | (Engine::Postgres, Engine::Postgres) => Err(StoreError::Url),
    }
}

/// Begins another life of a database that was put back: desktops notice, and read everything anew.
///
/// # Errors
/// When the database cannot be written.
pub async fn begin_another_life(url: &str) -> Result<(), StoreError> {
    match Engine::of(url)? {
        Engine::Sqlite => {
            let mut own = existing(url)?.connect().await?;
            sqlx::query("UPDATE server_epoch SET id = randomblob(16)").execute(&mut own).await?;
            Ok(own.close().await?)
        }
        Engine::Postgres => {
            let mut own = PgConnection::connect(url).await?;
            sqlx::query("UPDATE server_epoch SET id = gen_random_uuid()").execute(&mut own).await?;
            Ok(own.close().await?)
        }
    }
}

/// Whether a database holds anything that a program wrote; one without a schema, or not there at all, does not.
///
/// # Errors
/// When it cannot be reached.
pub async fn holds_anything(url: &str) -> Result<bool, StoreError> {
    match Engine::of(url)? {
        Engine::Sqlite => {
            let Ok(mut own) = existing(url)?.connect().await else { return Ok(false) };
            let migrated = !migrate::applied_sqlite(&mut own).await?.is_empty();
            let held = migrated && shape::has_rows_sqlite(&mut own).await?;
            own.close().await?;
            Ok(held)
        }
        Engine::Postgres => {
            let mut own = PgConnection::connect(url).await?;
            let migrated = !migrate::applied_postgres(&mut own).await?.is_empty();
            let held = migrated && shape::has_rows_postgres(&mut own).await?;
            own.close().await?;
            Ok(held)
        }
    }
}

fn existing(url: &str) -> Result<SqliteConnectOptions, StoreError> {
    Ok(SqliteConnectOptions::from_str(url)?.create_if_missing(false))
}

async fn to_postgres(source: &mut SqliteConnection, target: &mut PgConnection) -> Result<Moved, StoreError> {
    let mut reading = source.begin().await?;
    let mut writing = target.begin().await?;
    if shape::has_rows_postgres(&mut writing).await? {
        return Err(StoreError::NotEmpty);
    }
    let references = shape::take_references(&mut writing).await?;
    sqlx::query("DELETE FROM server_epoch").execute(&mut *writing).await?;
    let mut moved = Moved::default();
    for table in shape::tables(&mut writing).await? {
        let rows = sqlx::query(AssertSqlSafe(table.select())).fetch(&mut *reading).map_ok(Row::Sqlite);
        moved.rows += pour(Engine::Postgres, &table, rows, async |text, args| {
            let query = bind_postgres(sqlx::query(AssertSqlSafe(text)), args);
            query.execute(&mut *writing).await.map(drop)
        })
        .await?;
        moved.tables += 1;
    }
    for reference in references {
        sqlx::query(AssertSqlSafe(reference)).execute(&mut *writing).await?;
    }
    writing.commit().await?;
    // Without figures of its tables the planner would choose as for empty ones.
    sqlx::query("ANALYZE").execute(target).await?;
    Ok(moved)
}

async fn to_sqlite(source: &mut PgConnection, target: &mut SqliteConnection) -> Result<Moved, StoreError> {
    let mut reading = source.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
    let mut writing = target.begin().await?;
    if shape::has_rows_sqlite(&mut writing).await? {
        return Err(StoreError::NotEmpty);
    }
    sqlx::query("DELETE FROM server_epoch").execute(&mut *writing).await?;
    let mut moved = Moved::default();
    for table in shape::tables(&mut reading).await? {
        let rows = sqlx::query(AssertSqlSafe(table.select())).fetch(&mut *reading).map_ok(Row::Postgres);
        moved.rows += pour(Engine::Sqlite, &table, rows, async |text, args| {
            let query = bind_sqlite(sqlx::query(AssertSqlSafe(text)), args);
            query.execute(&mut *writing).await.map(drop)
        })
        .await?;
        moved.tables += 1;
    }
    if sqlx::query("PRAGMA foreign_key_check").fetch_optional(&mut *writing).await?.is_some() {
        return Err(StoreError::Corrupt("reference between tables"));
    }
    writing.commit().await?;
    Ok(moved)
}

/// Writes the rows of one table as they come; how many there were.
async fn pour(
    engine: Engine,
    table: &Table,
    mut rows: impl Stream<Item = Result<Row, sqlx::Error>> + Unpin,
    mut write: impl AsyncFnMut(String, Vec<Arg>) -> Result<(), sqlx::Error>,
) -> Result<u64, StoreError> {
    let (mut count, mut batch) = (0, Vec::new());
    loop {
        let row = rows.try_next().await?;
        let last = row.is_none();
        if let Some(row) = row {
            batch.push(table.read(&row)?);
        }
        if (last || batch.len() == BATCH)
            && let Some(width) = batch.first().map(Vec::len)
        {
            count += batch.len() as u64;
            let text = values_text(engine, &table.insert(), width, batch.len());
            write(text, batch.drain(..).flatten().collect()).await?;
        }
        if last {
            return Ok(count);
        }
    }
}
