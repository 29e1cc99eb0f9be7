//! Many reads of one moment: what is committed meanwhile is not seen.

use crate::arg::{bind_postgres, bind_sqlite};
use crate::sql::Sql;
use crate::{Arg, Row, StoreError};
use futures::stream::{BoxStream, StreamExt as _};
use sqlx::{Postgres, Sqlite, Transaction};

/// A read-only transaction; ends when dropped.
pub enum Reading {
    /// On a connection of the readers.
    Sqlite(Transaction<'static, Sqlite>),
    /// Repeatable read.
    Postgres(Transaction<'static, Postgres>),
}

impl Reading {
    /// The first row of an answer.
    pub async fn opt(&mut self, sql: Sql, args: Vec<Arg>) -> Result<Option<Row>, StoreError> {
        Ok(match self {
            Reading::Sqlite(transaction) => bind_sqlite(sqlx::query(sql.0), args)
                .fetch_optional(&mut **transaction)
                .await?
                .map(Row::Sqlite),
            Reading::Postgres(transaction) => bind_postgres(sqlx::query(sql.0), args)
                .fetch_optional(&mut **transaction)
                .await?
                .map(Row::Postgres),
        })
    }

    /// The rows of an answer one by one, so that they need not fit into memory. The database works ahead of whoever takes
    /// them, and waits where they are taken slowly.
    pub fn each(&mut self, sql: Sql, args: Vec<Arg>) -> BoxStream<'_, Result<Row, StoreError>> {
        match self {
            Reading::Sqlite(transaction) => bind_sqlite(sqlx::query(sql.0), args)
                .fetch(&mut **transaction)
                .map(|row| Ok(Row::Sqlite(row?)))
                .boxed(),
            Reading::Postgres(transaction) => bind_postgres(sqlx::query(sql.0), args)
                .fetch(&mut **transaction)
                .map(|row| Ok(Row::Postgres(row?)))
                .boxed(),
        }
    }

    /// All rows of an answer. The statement bounds them.
    pub async fn all(&mut self, sql: Sql, args: Vec<Arg>) -> Result<Vec<Row>, StoreError> {
        Ok(match self {
            Reading::Sqlite(transaction) => bind_sqlite(sqlx::query(sql.0), args)
                .fetch_all(&mut **transaction)
                .await?
                .into_iter()
                .map(Row::Sqlite)
                .collect(),
            Reading::Postgres(transaction) => bind_postgres(sqlx::query(sql.0), args)
                .fetch_all(&mut **transaction)
                .await?
                .into_iter()
                .map(Row::Postgres)
                .collect(),
        })
    }
}
