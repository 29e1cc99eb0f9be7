//! The audit chain: each accepted command's line carries the hash of the line before (spec «ledger», audit).

pub mod daily_head;

use crate::{Store, StoreError, Tx, args, statements};
use chrono::{DateTime, SubsecRound, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

statements! {
    LOCK_HEAD = "INSERT INTO audit_head (district_id, seq, hash) VALUES ($1, 0, $2)
                 ON CONFLICT (district_id) DO UPDATE SET seq = audit_head.seq RETURNING seq, hash";
    ADVANCE = "UPDATE audit_head SET seq = $2, hash = $3 WHERE district_id = $1";
    APPEND = "INSERT INTO audit_entry (district_id, seq, at, actor_id, command, subject_id, before_text, after_text,
              previous_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    HEADS = "SELECT district_id, seq, hash FROM audit_head ORDER BY district_id";
    PAGE = "SELECT seq, at, actor_id, command, subject_id, before_text, after_text, previous_hash, hash
            FROM audit_entry WHERE district_id = $1 AND seq > $2 ORDER BY seq LIMIT 500";
}

/// What one command did to one subject.
#[derive(Clone, Debug)]
pub struct Line {
    /// Whose chain it goes into.
    pub district_id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor_id: Uuid,
    /// By which command.
    pub command: &'static str,
    /// On what.
    pub subject_id: Uuid,
    /// What it was before, without personal data in clear.
    pub before: String,
    /// What it is after.
    pub after: String,
}

/// The first entry of a chain that does not follow from the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Whose chain.
    pub district_id: Uuid,
    /// Which entry.
    pub seq: i64,
}

struct Hashed<'a> {
    district_id: Uuid,
    seq: i64,
    at: DateTime<Utc>,
    actor_id: Uuid,
    command: &'a str,
    subject_id: Uuid,
    before: &'a str,
    after: &'a str,
    previous: &'a [u8],
}

impl Hashed<'_> {
    /// Every part with its length before it, so that no two lines have the same bytes.
    fn hash(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        let mut part = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        };
        part(self.previous);
        part(self.district_id.as_bytes());
        part(&self.seq.to_be_bytes());
        part(&self.at.timestamp_micros().to_be_bytes());
        part(self.actor_id.as_bytes());
        part(self.command.as_bytes());
        part(self.subject_id.as_bytes());
        part(self.before.as_bytes());
        part(self.after.as_bytes());
        hash.finalize().into()
    }
}

/// Appends a line to its district's chain.
pub async fn append(tx: &mut Tx, line: &Line) -> Result<(), StoreError> {
    let head = tx
        .opt(LOCK_HEAD, args![line.district_id, [0u8; 32]])
        .await?
        .ok_or(StoreError::Corrupt("audit head"))?;
    let seq: i64 = head.get::<i64>("seq")? + 1;
    let previous: Vec<u8> = head.get("hash")?;
    // Both engines keep microseconds; the hash must not know more than they do.
    let at = line.at.trunc_subsecs(6);
    let hash = Hashed {
        district_id: line.district_id,
        seq,
        at,
        actor_id: line.actor_id,
        command: line.command,
        subject_id: line.subject_id,
        before: &line.before,
        after: &line.after,
        previous: &previous,
    }
    .hash();
    tx.exec(
        APPEND,
        args![
            line.district_id,
            seq,
            at,
            line.actor_id,
            line.command,
            line.subject_id,
            line.before.as_str(),
            line.after.as_str(),
            previous,
            hash
        ],
    )
    .await?;
    tx.exec(ADVANCE, args![line.district_id, seq, hash]).await?;
    Ok(())
}

/// Recomputes every chain and names the first entry that does not hold, or `None`. Reads 500 entries at a time.
pub async fn verify(store: &Store) -> Result<Option<Broken>, StoreError> {
    for head in store.all(HEADS, args![]).await? {
        let district_id: Uuid = head.get("district_id")?;
        let mut seq = 0;
        let mut previous = vec![0u8; 32];
        loop {
            let page = store.all(PAGE, args![district_id, seq]).await?;
            if page.is_empty() {
                break;
            }
            for row in page {
                let command: String = row.get("command")?;
                let before: String = row.get("before_text")?;
                let after: String = row.get("after_text")?;
                let expected = Hashed {
                    district_id,
                    seq: seq + 1,
                    at: row.get("at")?,
                    actor_id: row.get("actor_id")?,
                    command: &command,
                    subject_id: row.get("subject_id")?,
                    before: &before,
                    after: &after,
                    previous: &previous,
                }
                .hash();
                let hash: Vec<u8> = row.get("hash")?;
                if row.get::<i64>("seq")? != seq + 1
                    || row.get::<Vec<u8>>("previous_hash")? != previous
                    || hash != expected
                {
                    return Ok(Some(Broken { district_id, seq: seq + 1 }));
                }
                seq += 1;
                previous = hash;
            }
        }
        if head.get::<i64>("seq")? != seq || head.get::<Vec<u8>>("hash")? != previous {
            return Ok(Some(Broken { district_id, seq: seq + 1 }));
        }
    }
    Ok(None)
}
