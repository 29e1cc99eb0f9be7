//! A transaction on either engine.

use crate::arg::{bind_postgres, bind_sqlite};
use crate::sql::Sql;
use crate::{Arg, Engine, Row, StoreError};
use futures::future::BoxFuture;
use sqlx::{AssertSqlSafe, Postgres, SqliteConnection, Transaction};

/// One open transaction. Nothing of it is seen by others before the store commits it.
pub enum Tx {
    /// On the writer's own connection.
    Sqlite(Box<SqliteConnection>),
    /// On a pooled connection; rolled back when dropped.
    Postgres(Transaction<'static, Postgres>),
}

/// What is done inside a transaction. It may run several times (PostgreSQL retries serialization failures), so it
/// must not change anything outside.
pub trait Work<T, E>: for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + Sync + 'static {}
impl<T, E, F> Work<T, E> for F where
    F: for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + Sync + 'static
{
}

/// The most values that one statement may bind on either engine (SQLite's limit is the lower).
const MAX_BOUND: usize = 30_000;

impl Tx {
    /// The engine that this transaction runs on.
    pub fn engine(&self) -> Engine {
        match self {
            Tx::Sqlite(_) => Engine::Sqlite,
            Tx::Postgres(_) => Engine::Postgres,
        }
    }

    /// Runs a statement and returns how many rows it changed.
    pub async fn exec(&mut self, sql: Sql, args: Vec<Arg>) -> Result<u64, StoreError> {
        Ok(match self {
            Tx::Sqlite(connection) => {
                bind_sqlite(sqlx::query(sql.0), args).execute(&mut **connection).await?.rows_affected()
            }
            Tx::Postgres(transaction) => {
                bind_postgres(sqlx::query(sql.0), args).execute(&mut **transaction).await?.rows_affected()
            }
        })
    }

    /// The first row of the answer, if there is one.
    pub async fn opt(&mut self, sql: Sql, args: Vec<Arg>) -> Result<Option<Row>, StoreError> {
        Ok(match self {
            Tx::Sqlite(connection) => bind_sqlite(sqlx::query(sql.0), args)
                .fetch_optional(&mut **connection)
                .await?
                .map(Row::Sqlite),
            Tx::Postgres(transaction) => bind_postgres(sqlx::query(sql.0), args)
                .fetch_optional(&mut **transaction)
                .await?
                .map(Row::Postgres),
        })
    }

    /// All rows of the answer. The statement bounds them.
    pub async fn all(&mut self, sql: Sql, args: Vec<Arg>) -> Result<Vec<Row>, StoreError> {
        Ok(match self {
            Tx::Sqlite(connection) => bind_sqlite(sqlx::query(sql.0), args)
                .fetch_all(&mut **connection)
                .await?
                .into_iter()
                .map(Row::Sqlite)
                .collect(),
            Tx::Postgres(transaction) => bind_postgres(sqlx::query(sql.0), args)
                .fetch_all(&mut **transaction)
                .await?
                .into_iter()
                .map(Row::Postgres)
                .collect(),
        })
    }

    /// All rows of the answer, those of table `a` locked until the transaction ends, in the statement's order. SQLite
    /// has one writer and needs no lock; on PostgreSQL it is the one that foreign keys do not wait for.
    pub async fn lock(&mut self, sql: Sql, args: Vec<Arg>) -> Result<Vec<Row>, StoreError> {
        match self {
            Tx::Sqlite(_) => self.all(sql, args).await,
            Tx::Postgres(transaction) => {
                let text = format!("{} FOR NO KEY UPDATE OF a", sql.0);
                let rows =
                    bind_postgres(sqlx::query(AssertSqlSafe(text)), args).fetch_all(&mut **transaction);
                Ok(rows.await?.into_iter().map(Row::Postgres).collect())
            }
        }
    }

    /// Inserts many rows with as few statements as the engines allow. `head` is the text up to `VALUES`; every row has
    /// as many values as the first.
    pub async fn insert_many(&mut self, head: Sql, rows: Vec<Vec<Arg>>) -> Result<(), StoreError> {
        self.insert_rows(head, rows, "").await
    }

    /// Inserts those of many rows that are not there yet.
    pub async fn insert_missing(&mut self, head: Sql, rows: Vec<Vec<Arg>>) -> Result<(), StoreError> {
        self.insert_rows(head, rows, " ON CONFLICT DO NOTHING").await
    }

    /// Inserts many rows and writes over those that are there: `tail` is the text from `ON CONFLICT` on. No key stands
    /// twice among the rows.
    pub async fn upsert_many(
        &mut self,
        head: Sql,
        rows: Vec<Vec<Arg>>,
        tail: &'static str,
    ) -> Result<(), StoreError> {
        self.insert_rows(head, rows, tail).await
    }

    async fn insert_rows(
        &mut self,
        head: Sql,
        rows: Vec<Vec<Arg>>,
        tail: &'static str,
    ) -> Result<(), StoreError> {
        let Some(width) = rows.first().map(Vec::len) else {
            return Ok(());
        };
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let chunk: Vec<Vec<Arg>> = rows.by_ref().take(MAX_BOUND / width).collect();
            let text = values_text(self.engine(), head.0, width, chunk.len()) + tail;
            let args = chunk.into_iter().flatten().collect();
            match self {
                Tx::Sqlite(connection) => {
                    bind_sqlite(sqlx::query(AssertSqlSafe(text)), args).execute(&mut **connection).await?;
                }
                Tx::Postgres(transaction) => {
                    bind_postgres(sqlx::query(AssertSqlSafe(text)), args).execute(&mut **transaction).await?;
                }
            }
        }
        Ok(())
    }
}

/// `head` with one group of places for each row. SQLite's places have no numbers: it would look each of them up among
/// all before it, which takes a second for ten thousand.
pub(crate) fn values_text(engine: Engine, head: &str, width: usize, rows: usize) -> String {
    let mut text = String::with_capacity(head.len() + rows * width * 7);
    text.push_str(head);
    for row in 0..rows {
        text.push_str(if row == 0 { " (" } else { ", (" });
        for column in 0..width {
            if column > 0 {
                text.push(',');
            }
            match engine {
                Engine::Sqlite => text.push('?'),
                Engine::Postgres => {
                    text.push('$');
                    text.push_str(&(row * width + column + 1).to_string());
                }
            }
        }
        text.push(')');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Engine, values_text};

    #[test]
    fn every_value_has_its_place() {
        let text = |engine| values_text(engine, "INSERT INTO a (b, c) VALUES", 2, 2);
        assert_eq!(text(Engine::Postgres), "INSERT INTO a (b, c) VALUES ($1,$2), ($3,$4)");
        assert_eq!(text(Engine::Sqlite), "INSERT INTO a (b, c) VALUES (?,?), (?,?)");
    }
}
