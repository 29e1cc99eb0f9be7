//! The store: opened once, cloned freely.

use crate::arg::{bind_postgres, bind_sqlite};
use crate::sql::Sql;
use crate::writer::{self, Job, Pending};
use crate::{Arg, Engine, Reading, Row, StoreError, Tx, Work, migrate};
use sqlx::ConnectOptions;
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use std::str::FromStr;
use std::time::Duration;
use tokio::sync::mpsc;

/// How many commands may wait for SQLite's writer before the next one waits to be queued.
const QUEUE: usize = 1_024;
/// How often a PostgreSQL transaction is tried before its serialization failure is reported.
const ATTEMPTS: u32 = 12;
/// How much of SQLite's file its readers see as memory instead of copying it, page by page, into 2 MB of their own: most
/// of the time of a long read. Writes do not go that way.
const MAPPED: &str = "1073741824";
/// How many rows a long read is ahead of whoever takes them; with few the two keep waking each other.
const AHEAD: usize = 1_000;

/// How a store is opened.
#[derive(Clone, Debug)]
pub struct StoreOptions {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: String,
    /// How many connections serve reads (SQLite) or everything (PostgreSQL).
    pub connections: u32,
}

#[derive(Clone)]
enum Inner {
    Sqlite { writer: mpsc::Sender<Box<dyn Job>>, readers: SqlitePool },
    Postgres(PgPool),
}

/// The server's database.
#[derive(Clone)]
pub struct Store {
    inner: Inner,
}

impl Store {
    /// Opens the database, creating it if it is not there, and brings its schema to this program's version.
    pub async fn open(options: &StoreOptions) -> Result<Store, StoreError> {
        match Engine::of(&options.url)? {
            Engine::Sqlite => Store::open_sqlite(options).await,
            Engine::Postgres => {
                let pool = PgPoolOptions::new()
                    .max_connections(options.connections)
                    .acquire_timeout(Duration::from_secs(30))
                    .connect(&options.url)
                    .await?;
                migrate::postgres(&pool).await?;
                Ok(Store { inner: Inner::Postgres(pool) })
            }
        }
    }

    async fn open_sqlite(options: &StoreOptions) -> Result<Store, StoreError> {
        let connect = SqliteConnectOptions::from_str(&options.url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10));
        let mut connection = connect.clone().connect().await?;
        migrate::sqlite(&mut connection).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(options.connections)
            .connect_with(
                connect
                    .read_only(true)
                    .create_if_missing(false)
                    .pragma("mmap_size", MAPPED)
                    .row_buffer_size(AHEAD),
            )
            .await?;
        let (writer, jobs) = mpsc::channel(QUEUE);
        tokio::spawn(writer::serve(connection, jobs));
        Ok(Store { inner: Inner::Sqlite { writer, readers } })
    }

    /// Which engine is behind it.
    pub fn engine(&self) -> Engine {
        match &self.inner {
            Inner::Sqlite { .. } => Engine::Sqlite,
            Inner::Postgres(_) => Engine::Postgres,
        }
    }

    /// The first row of an answer, read outside any transaction.
    pub async fn opt(&self, sql: Sql, args: Vec<Arg>) -> Result<Option<Row>, StoreError> {
        Ok(match &self.inner {
            Inner::Sqlite { readers, .. } => {
                bind_sqlite(sqlx::query(sql.0), args).fetch_optional(readers).await?.map(Row::Sqlite)
            }
            Inner::Postgres(pool) => {
                bind_postgres(sqlx::query(sql.0), args).fetch_optional(pool).await?.map(Row::Postgres)
            }
        })
    }

    /// All rows of an answer, read outside any transaction. The statement bounds them.
    pub async fn all(&self, sql: Sql, args: Vec<Arg>) -> Result<Vec<Row>, StoreError> {
        Ok(match &self.inner {
            Inner::Sqlite { readers, .. } => bind_sqlite(sqlx::query(sql.0), args)
                .fetch_all(readers)
                .await?
                .into_iter()
                .map(Row::Sqlite)
                .collect(),
            Inner::Postgres(pool) => bind_postgres(sqlx::query(sql.0), args)
                .fetch_all(pool)
                .await?
                .into_iter()
                .map(Row::Postgres)
                .collect(),
        })
    }

    /// Opens a reading: everything that it reads is of the moment of its first read.
    pub async fn reading(&self) -> Result<Reading, StoreError> {
        Ok(match &self.inner {
            Inner::Sqlite { readers, .. } => Reading::Sqlite(readers.begin().await?),
            Inner::Postgres(pool) => {
                Reading::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
            }
        })
    }

    /// Does the work in one transaction and commits it if the work succeeds.
    pub async fn write<T, E>(&self, work: impl Work<T, E>) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + AsStoreError + Send + 'static,
    {
        match &self.inner {
            Inner::Sqlite { writer, .. } => {
                let (job, answer) = Pending::new(work);
                writer.send(Box::new(job)).await.map_err(|_| StoreError::WriterGone)?;
                answer.await.unwrap_or_else(|_| Err(StoreError::WriterGone.into()))
            }
            Inner::Postgres(pool) => {
                let mut attempt = 1;
                loop {
                    match write_once(pool, &work).await {
                        Err(error) if attempt < ATTEMPTS && is_retryable(&error) => {
                            tokio::time::sleep(backoff(attempt)).await;
                            attempt += 1;
                        }
                        outcome => return outcome,
                    }
                }
            }
        }
    }

    /// Prepares a statement without running it: what the test of all statements calls.
    pub async fn prepare(&self, sql: Sql) -> Result<(), StoreError> {
        use sqlx::{Executor, SqlSafeStr};
        match &self.inner {
            Inner::Sqlite { readers, .. } => {
                readers.acquire().await?.prepare(sql.0.into_sql_str()).await?;
            }
            Inner::Postgres(pool) => {
                pool.acquire().await?.prepare(sql.0.into_sql_str()).await?;
            }
        }
        Ok(())
    }

    /// The database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.opt(Sql("SELECT 1 AS one"), Vec::new()).await.map(|_| ())
    }
}

async fn write_once<T, E>(pool: &PgPool, work: &impl Work<T, E>) -> Result<T, E>
where
    E: From<StoreError>,
{
    let transaction = pool.begin().await.map_err(StoreError::from)?;
    let mut tx = Tx::Postgres(transaction);
    let value = work(&mut tx).await?;
    if let Tx::Postgres(transaction) = tx {
        transaction.commit().await.map_err(StoreError::from)?;
    }
    Ok(value)
}

/// An error that may hold a fault of the storage.
pub trait AsStoreError {
    /// The fault, if it is one.
    fn as_store_error(&self) -> Option<&StoreError>;
}

impl AsStoreError for StoreError {
    fn as_store_error(&self) -> Option<&StoreError> {
        Some(self)
    }
}

fn is_retryable(error: &impl AsStoreError) -> bool {
    error.as_store_error().is_some_and(StoreError::is_retryable)
}

/// Longer with each attempt, and different for each writer, so that those who collided do not collide again.
fn backoff(attempt: u32) -> Duration {
    let spread = u64::from(uuid::Uuid::now_v7().as_bytes()[15]);
    Duration::from_millis(u64::from(attempt) * 2 + spread % (8 << attempt.min(5)))
}
