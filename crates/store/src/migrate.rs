//! The schema, one templated text for both engines, only ever added to.

use crate::{Engine, StoreError};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::postgres::{PgConnection, PgPool};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqlSafeStr, SqliteConnection};
use std::borrow::Cow;
use std::str::FromStr;

macro_rules! migrations {
    ($($version:literal $name:literal;)*) => {
        const TEMPLATES: &[(i64, &str, &str)] = &[
            $(($version, $name, include_str!(concat!("../../../migrations/central/", $name, ".sql")))),*
        ];
    };
}
migrations! {
    1 "0001_identity";
    2 "0002_command";
    3 "0003_estate";
    4 "0004_withdrawal";
    5 "0005_ledger";
    6 "0006_estate_import";
    7 "0007_withdrawal_review";
    10 "0010_form";
    11 "0011_flow";
    12 "0012_attachment";
    14 "0014_sync";
    16 "0016_electorate_place";
    18 "0018_incoming_money";
    19 "0019_payment_doubt_and_supplement";
    20 "0020_interest_and_reconciliation";
    21 "0021_people";
    23 "0023_selling_account";
    24 "0024_parameter";
    25 "0025_flow_of_city";
    26 "0026_papers_are_files";
    27 "0027_successor";
}

/// How a database's schema stands to this program's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It has none: the database is new.
    New,
    /// It is this program's.
    Same,
    /// It is an earlier one, and is brought up when the store is opened.
    Earlier,
}

/// How a database's schema stands to this program's, without changing it.
///
/// # Errors
/// [`StoreError::Newer`] if a newer program wrote it.
pub async fn standing(url: &str) -> Result<Standing, StoreError> {
    let applied = match Engine::of(url)? {
        Engine::Sqlite => match SqliteConnectOptions::from_str(url)?.create_if_missing(false).connect().await
        {
            Ok(mut own) => {
                let applied = applied_sqlite(&mut own).await?;
                own.close().await?;
                applied
            }
            // A file that cannot be opened is told by whoever opens it to use it.
            Err(_) => Vec::new(),
        },
        Engine::Postgres => {
            let mut own = PgConnection::connect(url).await?;
            let applied = applied_postgres(&mut own).await?;
            own.close().await?;
            applied
        }
    };
    known(&applied)?;
    Ok(match applied.len() {
        0 => Standing::New,
        count if count == TEMPLATES.len() => Standing::Same,
        _ => Standing::Earlier,
    })
}

fn known(applied: &[i64]) -> Result<(), StoreError> {
    match applied.iter().find(|version| TEMPLATES.iter().all(|(own, ..)| own != *version)) {
        Some(version) => Err(StoreError::Newer(*version)),
        None => Ok(()),
    }
}

/// The versions that a database's schema consists of.
pub(crate) async fn applied_sqlite(connection: &mut SqliteConnection) -> Result<Vec<i64>, StoreError> {
    let there: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_sqlx_migrations')",
    )
    .fetch_one(&mut *connection)
    .await?;
    if !there {
        return Ok(Vec::new());
    }
    Ok(sqlx::query_scalar(APPLIED).fetch_all(connection).await?)
}

/// The versions that a database's schema consists of.
pub(crate) async fn applied_postgres(connection: &mut PgConnection) -> Result<Vec<i64>, StoreError> {
    let there: bool = sqlx::query_scalar("SELECT to_regclass('_sqlx_migrations') IS NOT NULL")
        .fetch_one(&mut *connection)
        .await?;
    if !there {
        return Ok(Vec::new());
    }
    Ok(sqlx::query_scalar(APPLIED).fetch_all(connection).await?)
}

/// Gives an empty database the schema of another one.
pub(crate) async fn like_postgres(connection: &mut PgConnection, applied: &[i64]) -> Result<(), StoreError> {
    known(applied)?;
    Ok(migrator(Engine::Postgres, |version| applied.contains(&version))
        .run_direct(None, connection, false)
        .await?)
}

/// Gives an empty database the schema of another one.
pub(crate) async fn like_sqlite(
    connection: &mut SqliteConnection,
    applied: &[i64],
) -> Result<(), StoreError> {
    known(applied)?;
    Ok(migrator(Engine::Sqlite, |version| applied.contains(&version))
        .run_direct(None, connection, false)
        .await?)
}

const APPLIED: &str = "SELECT version FROM _sqlx_migrations ORDER BY version";

fn migrator(engine: Engine, takes: impl Fn(i64) -> bool) -> Migrator {
    let migrations: Vec<Migration> = TEMPLATES
        .iter()
        .filter(|(version, ..)| takes(*version))
        .map(|&(version, name, template)| {
            Migration::new(
                version,
                Cow::Borrowed(name),
                MigrationType::Simple,
                AssertSqlSafe(engine.render(template)).into_sql_str(),
                false,
            )
        })
        .collect();
    Migrator { migrations: Cow::Owned(migrations), ..Migrator::DEFAULT }
}

pub(crate) async fn sqlite(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    Ok(migrator(Engine::Sqlite, |_| true).run_direct(None, connection, false).await?)
}

pub(crate) async fn postgres(pool: &PgPool) -> Result<(), StoreError> {
    Ok(migrator(Engine::Postgres, |_| true).run(pool).await?)
}
