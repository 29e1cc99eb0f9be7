//! What is bound to a statement, once for both engines.

use anju_domain::area::AreaDm2;
use anju_domain::money::Fen;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::query::Query;
use sqlx::{Postgres, Sqlite};
use uuid::Uuid;

/// One bound value; `None` is NULL of that type.
#[derive(Clone, Debug)]
pub enum Arg {
    /// A whole number: counts, fen, 0.01 m².
    Integer(Option<i64>),
    /// Text.
    Text(Option<String>),
    /// Bytes: hashes, sealed personal data.
    Bytes(Option<Vec<u8>>),
    /// An identifier.
    Uuid(Option<Uuid>),
    /// An instant, kept to the microsecond.
    Instant(Option<DateTime<Utc>>),
    /// A business date.
    Date(Option<NaiveDate>),
    /// A truth value.
    Bool(Option<bool>),
}

macro_rules! from {
    ($($type:ty => $variant:ident $(, $convert:expr)?;)*) => {
        $(
            impl From<$type> for Arg {
                fn from(value: $type) -> Arg {
                    $(let value = $convert(value);)?
                    Arg::$variant(Some(value))
                }
            }
            impl From<Option<$type>> for Arg {
                fn from(value: Option<$type>) -> Arg {
                    $(let value = value.map($convert);)?
                    Arg::$variant(value)
                }
            }
        )*
    };
}
from! {
    i64 => Integer;
    String => Text;
    &str => Text, str::to_owned;
    Vec<u8> => Bytes;
    Uuid => Uuid;
    DateTime<Utc> => Instant;
    NaiveDate => Date;
    bool => Bool;
    Fen => Integer, |fen: Fen| fen.0;
    AreaDm2 => Integer, |area: AreaDm2| area.0;
}

impl From<[u8; 32]> for Arg {
    fn from(hash: [u8; 32]) -> Arg {
        Arg::Bytes(Some(hash.to_vec()))
    }
}

pub(crate) type SqliteQuery = Query<'static, Sqlite, sqlx::sqlite::SqliteArguments>;
pub(crate) type PostgresQuery = Query<'static, Postgres, sqlx::postgres::PgArguments>;

pub(crate) fn bind_sqlite(mut query: SqliteQuery, args: Vec<Arg>) -> SqliteQuery {
    for arg in args {
        query = match arg {
            Arg::Integer(value) => query.bind(value),
            Arg::Text(value) => query.bind(value),
            Arg::Bytes(value) => query.bind(value),
            Arg::Uuid(value) => query.bind(value),
            Arg::Instant(value) => query.bind(value.map(|at| at.timestamp_micros())),
            Arg::Date(value) => query.bind(value),
            Arg::Bool(value) => query.bind(value),
        };
    }
    query
}

pub(crate) fn bind_postgres(mut query: PostgresQuery, args: Vec<Arg>) -> PostgresQuery {
    for arg in args {
        query = match arg {
            Arg::Integer(value) => query.bind(value),
            Arg::Text(value) => query.bind(value),
            Arg::Bytes(value) => query.bind(value),
            Arg::Uuid(value) => query.bind(value),
            Arg::Instant(value) => query.bind(value),
            Arg::Date(value) => query.bind(value),
            Arg::Bool(value) => query.bind(value),
        };
    }
    query
}

/// Collects the bound values of a statement in their order.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::Arg::from($value)),*] };
}
