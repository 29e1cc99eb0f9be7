//! The two encrypted files: how they are opened, and what happens when one does not open.
//!
//! Invariant: the desk's file is never deleted or replaced by the program; the cache's is, whenever in doubt.

use crate::ClientError;
use crate::wrap::{Key, file_key};
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions as _, Connection as _, Error, SqlSafeStr as _};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::time::Duration;
use zeroize::Zeroizing;

/// The desk's schema, only ever added to.
const DESK: &[(i64, &str, &str)] = &[
    (1, "0001_desk", include_str!("../../../migrations/desktop/0001_desk.sql")),
    (2, "0002_attachment", include_str!("../../../migrations/desktop/0002_attachment.sql")),
    (4, "0004_notification", include_str!("../../../migrations/desktop/0004_notification.sql")),
    (3, "0003_print", include_str!("../../../migrations/desktop/0003_print.sql")),
];

/// The cache's schema. Another number throws the file away.
pub const CACHE_VERSION: i64 = 3;
const CACHE: &str = include_str!("../../../migrations/desktop/cache.sql");

/// A statement of another connection may hold the file for so long.
const BUSY: Duration = Duration::from_secs(10);

/// SQLite's code for a file that the key does not open.
const NOT_A_DATABASE: &str = "26";
/// SQLite's code for a file whose pages contradict each other.
const CORRUPT: &str = "11";

fn keyed(file: &Path, key: &Key) -> SqliteConnectOptions {
    let hex: Zeroizing<String> = Zeroizing::new(key.iter().map(|byte| format!("{byte:02x}")).collect());
    SqliteConnectOptions::new()
        .filename(file)
        // The raw key: a passphrase would be stretched anew for each connection.
        .pragma("key", format!("\"x'{}'\"", *hex))
        .create_if_missing(true)
        .foreign_keys(true)
        .busy_timeout(BUSY)
}

fn options(file: &Path, key: &Key, synchronous: SqliteSynchronous) -> SqliteConnectOptions {
    keyed(file, key).journal_mode(SqliteJournalMode::Wal).synchronous(synchronous)
}

/// The version that a file says it has; an error if the key does not open it. Asked before the file is opened for work,
/// over a connection that reads nothing while it opens and is closed before this returns: one that fails while it opens
/// is closed some time later, and Windows neither removes nor renames what is open.
async fn version(file: &Path, key: &Key) -> Result<i64, Error> {
    let mut connection = keyed(file, key).connect().await?;
    let version = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut connection).await;
    connection.close().await?;
    version
}

async fn pool(options: SqliteConnectOptions) -> Result<SqlitePool, Error> {
    // One connection: the desk writes in the order in which it is asked, and never waits for itself.
    SqlitePoolOptions::new().max_connections(1).connect_with(options).await
}

/// Whether every page is as it was written. One that is not would be found by whoever reads it, in the middle of their
/// work and at each start again.
async fn is_whole(pool: &SqlitePool) -> bool {
    let fault: Result<Option<String>, Error> =
        sqlx::query_scalar("PRAGMA cipher_integrity_check").fetch_optional(pool).await;
    fault.is_ok_and(|fault| fault.is_none())
}

fn is_unreadable(error: &Error) -> bool {
    matches!(error, Error::Database(database) if matches!(database.code().as_deref(), Some(NOT_A_DATABASE | CORRUPT)))
}

/// Opens the desk's file and brings its schema to this version.
///
/// # Errors
/// [`ClientError::Damaged`] if the key does not open it, [`ClientError::Newer`] if a newer program wrote it.
pub(crate) async fn open_desk(file: &Path, key: &Key) -> Result<SqlitePool, ClientError> {
    let key = file_key(key, "desk")?;
    let damaged = |error: Error| if is_unreadable(&error) { ClientError::Damaged } else { error.into() };
    version(file, &key).await.map_err(damaged)?;
    let pool = pool(options(file, &key, SqliteSynchronous::Full)).await.map_err(damaged)?;
    let Err(error) = migrator().run(&pool).await else { return Ok(pool) };
    pool.close().await;
    Err(match error {
        MigrateError::VersionMissing(_) => ClientError::Newer,
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => damaged(error),
        _ => ClientError::Damaged,
    })
}

fn migrator() -> Migrator {
    let migrations = DESK
        .iter()
        .map(|&(version, name, text)| {
            Migration::new(version, Cow::Borrowed(name), MigrationType::Simple, text.into_sql_str(), false)
        })
        .collect();
    Migrator::with_migrations(migrations)
}

/// Opens the cache; one of another version, of another key or damaged is made anew.
pub(crate) async fn open_cache(file: &Path, key: &Key) -> Result<SqlitePool, ClientError> {
    // What the cache loses in a power cut is read again.
    let key = file_key(key, "cache")?;
    let options = options(file, &key, SqliteSynchronous::Normal);
    if version(file, &key).await.is_ok_and(|version| version == CACHE_VERSION)
        && let Ok(pool) = pool(options.clone()).await
    {
        if is_whole(&pool).await {
            return Ok(pool);
        }
        tracing::warn!("the cache is damaged and is read anew");
        pool.close().await;
    }
    for ending in ["", "-wal", "-shm"] {
        let mut path = file.as_os_str().to_owned();
        path.push(ending);
        match std::fs::remove_file(PathBuf::from(path)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            Ok(()) | Err(_) => {}
        }
    }
    let pool = pool(options).await?;
    sqlx::raw_sql(CACHE).execute(&pool).await?;
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("PRAGMA user_version = {CACHE_VERSION}")))
        .execute(&pool)
        .await?;
    Ok(pool)
}
