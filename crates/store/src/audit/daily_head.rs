//! The signed heads of the audit chains: what a chain was at the end of a day, so that not even the whole chain can be
//! written anew without being noticed.

use crate::{Row, Store, StoreError, Tx, args, statements};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

statements! {
    HEADS = "SELECT h.district_id, h.seq, h.hash FROM audit_head h
             WHERE NOT EXISTS (SELECT 1 FROM audit_daily_head d WHERE d.district_id = h.district_id AND d.day = $1)
             ORDER BY h.district_id";
    KEEP = "INSERT INTO audit_daily_head (district_id, day, seq, hash, signature, signed_at)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    REWRITTEN = "SELECT d.district_id, d.day FROM audit_daily_head d
                 LEFT JOIN audit_entry e ON e.district_id = d.district_id AND e.seq = d.seq AND e.hash = d.hash
                 WHERE e.seq IS NULL ORDER BY d.day, d.district_id LIMIT 1";
    LIST = "SELECT d.district_id, n.name AS district_name, d.day, d.seq, d.hash, d.signature, d.signed_at,
            e.hash AS entry_hash FROM audit_daily_head d LEFT JOIN district n ON n.id = d.district_id
            LEFT JOIN audit_entry e ON e.district_id = d.district_id AND e.seq = d.seq
            WHERE ($1 OR d.district_id = $2) ORDER BY d.day DESC, d.district_id LIMIT 400";
}

/// A chain's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Whose chain.
    pub district_id: Uuid,
    /// How many entries it has.
    pub seq: i64,
    /// Its hash.
    pub hash: Vec<u8>,
}

/// The heads for which no signature of this day is kept.
pub async fn unsigned(store: &Store, day: NaiveDate) -> Result<Vec<Head>, StoreError> {
    let head = |row: &Row| {
        Ok(Head { district_id: row.get("district_id")?, seq: row.get("seq")?, hash: row.get("hash")? })
    };
    store.all(HEADS, args![day]).await?.iter().map(head).collect()
}

/// Keeps a signed head; the first one of a day stays.
pub async fn keep(
    tx: &mut Tx,
    head: &Head,
    day: NaiveDate,
    signature: &[u8],
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let args = args![head.district_id, day, head.seq, head.hash.clone(), signature.to_vec(), at];
    tx.exec(KEEP, args).await.map(drop)
}

/// The first kept head whose chain does not have that hash there any more: district and day.
pub async fn rewritten(store: &Store) -> Result<Option<(Uuid, NaiveDate)>, StoreError> {
    let row = store.opt(REWRITTEN, args![]).await?;
    row.map(|row| Ok((row.get("district_id")?, row.get("day")?))).transpose()
}

/// A kept head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The head.
    pub head: Head,
    /// The district's name; none of what belongs to no district.
    pub district_name: Option<String>,
    /// The day.
    pub day: NaiveDate,
    /// The server's signature.
    pub signature: Vec<u8>,
    /// When it was signed.
    pub signed_at: DateTime<Utc>,
    /// The hash that the chain has there now; none if the entry is gone.
    pub entry_hash: Option<Vec<u8>>,
}

/// The kept heads of a district, or of all for `None`, the newest day first, at most 400.
pub async fn list(store: &Store, scope: Option<Uuid>) -> Result<Vec<Signed>, StoreError> {
    let signed = |row: &Row| {
        let head =
            Head { district_id: row.get("district_id")?, seq: row.get("seq")?, hash: row.get("hash")? };
        Ok(Signed {
            head,
            district_name: row.get("district_name")?,
            day: row.get("day")?,
            signature: row.get("signature")?,
            signed_at: row.get("signed_at")?,
            entry_hash: row.get("entry_hash")?,
        })
    };
    store.all(LIST, args![scope.is_none(), scope.unwrap_or_default()]).await?.iter().map(signed).collect()
}
