//! Dated parameters: rows are added, never changed.

use crate::{Row, Store, StoreError, Tx, args, statements};
use anju_domain::parameter::{Parameter, ParameterRow};
use uuid::Uuid;

statements! {
    ALL_VALUES = "SELECT p.code, p.seq, p.value, p.in_force_from, p.source, p.set_by, p.set_at,
                  u.display_name AS set_by_name
                  FROM parameter_value p LEFT JOIN user_account u ON u.id = p.set_by
                  ORDER BY p.code, p.seq LIMIT 100000";
    ADD = "INSERT INTO parameter_value (code, seq, value, in_force_from, source, set_by, set_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
}

/// A value that somebody set, with who that is.
#[derive(Clone, Debug)]
pub struct SetValue {
    /// Counts the rows of the parameter, from 1.
    pub seq: i64,
    /// The row, as the rules take it.
    pub row: ParameterRow,
    /// The name of the user who set it.
    pub set_by_name: String,
}

fn value(row: &Row) -> Result<Option<SetValue>, StoreError> {
    // A parameter that this version does not know any more rules nothing.
    let Some(parameter) = Parameter::from_code(&row.get::<String>("code")?) else { return Ok(None) };
    Ok(Some(SetValue {
        seq: row.get("seq")?,
        row: ParameterRow {
            parameter,
            value: serde_json::from_str(&row.get::<String>("value")?)?,
            in_force_from: row.get("in_force_from")?,
            source: row.get("source")?,
            set_by: row.get::<Uuid>("set_by")?,
            set_at: row.get("set_at")?,
        },
        set_by_name: row.get::<Option<String>>("set_by_name")?.unwrap_or_default(),
    }))
}

/// Every value that was ever set, by parameter and in the order in which they were set.
pub async fn values(store: &Store) -> Result<Vec<SetValue>, StoreError> {
    store.all(ALL_VALUES, args![]).await?.iter().filter_map(|row| value(row).transpose()).collect()
}

/// Adds a value as the parameter's row number `seq`. `false` if somebody else has added that one.
pub async fn add(tx: &mut Tx, seq: i64, row: &ParameterRow) -> Result<bool, StoreError> {
    let args = args![
        row.parameter.code(),
        seq,
        serde_json::to_string(&row.value)?,
        row.in_force_from,
        row.source.as_str(),
        row.set_by,
        row.set_at
    ];
    Ok(tx.exec(ADD, args).await? == 1)
}
