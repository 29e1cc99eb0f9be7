//! The schema, one templated text for both engines, only ever added to.

use crate::{Engine, StoreError};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::postgres::PgPool;
use sqlx::{AssertSqlSafe, SqlSafeStr, SqliteConnection};
use std::borrow::Cow;

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
}

fn migrator(engine: Engine) -> Migrator {
    let migrations: Vec<Migration> = TEMPLATES
        .iter()
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
    Ok(migrator(Engine::Sqlite).run_direct(None, connection, false).await?)
}

pub(crate) async fn postgres(pool: &PgPool) -> Result<(), StoreError> {
    Ok(migrator(Engine::Postgres).run(pool).await?)
}
