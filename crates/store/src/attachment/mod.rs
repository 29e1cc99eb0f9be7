//! 附件: what is known of files, who brought them, which case names them. Their bytes are [`Files`]'.

mod files;
mod orphan;

pub use files::{FileError, Files, Piece};
pub use orphan::{collect, first_fault};

pub(crate) use orphan::ALL as ORPHAN_STATEMENTS;

use crate::{Row, Store, StoreError, Tx, args, statements};
use anju_domain::attachment::{ContentHash, FileKind, Orientation};
use chrono::{DateTime, Utc};
use uuid::Uuid;

statements! {
    ADD = "INSERT INTO attachment (sha256, kind, size_bytes, stored_at) VALUES ($1, $2, $3, $4)
           ON CONFLICT DO NOTHING";
    HOLD = "INSERT INTO attachment_holder (organisation_id, sha256, brought_by, brought_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (organisation_id, sha256) DO UPDATE SET brought_at = excluded.brought_at";
    HELD = "SELECT a.kind, a.size_bytes FROM attachment a JOIN attachment_holder h ON h.sha256 = a.sha256
            WHERE h.organisation_id = $1 AND a.sha256 = $2";
    EXISTS = "SELECT kind, size_bytes FROM attachment WHERE sha256 = $1";
    OF_CASE = "SELECT c.stage, c.paper, c.sha256, c.name, c.orientation, c.added_by, u.display_name, c.added_at,
               a.kind, a.size_bytes FROM case_attachment c JOIN attachment a ON a.sha256 = c.sha256
               JOIN user_account u ON u.id = c.added_by WHERE c.case_id = $1 ORDER BY c.stage, c.ordinal";
    CLEAR = "DELETE FROM case_attachment WHERE case_id = $1 AND stage = $2";
    NAME = "INSERT INTO case_attachment (case_id, stage, ordinal, paper, sha256, name, orientation, added_by, added_at)
            VALUES";
}

/// What is known of a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// What it is.
    pub kind: FileKind,
    /// Its size in bytes.
    pub size: i64,
}

fn known(row: &Row) -> Result<Known, StoreError> {
    let kind: String = row.get("kind")?;
    let kind = FileKind::from_code(&kind).ok_or(StoreError::Corrupt("kind of a file"))?;
    Ok(Known { kind, size: row.get("size_bytes")? })
}

fn hash(row: &Row, column: &str) -> Result<ContentHash, StoreError> {
    let bytes: Vec<u8> = row.get(column)?;
    let bytes = bytes.try_into().map_err(|_| StoreError::Corrupt("name of a file"))?;
    Ok(ContentHash::from_bytes(bytes))
}

/// A file that was brought.
#[derive(Clone, Copy, Debug)]
pub struct Brought {
    /// Its name.
    pub hash: ContentHash,
    /// What it is, and its size.
    pub known: Known,
    /// For whom.
    pub organisation_id: Uuid,
    /// By whom.
    pub user_id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
}

/// Notes that an organisation has brought a content, whose bytes stand in the folder already.
pub async fn bring(tx: &mut Tx, brought: &Brought) -> Result<(), StoreError> {
    let hash = brought.hash.bytes();
    let known = brought.known;
    tx.exec(ADD, args![hash, known.kind.code(), known.size, brought.at]).await?;
    tx.exec(HOLD, args![brought.organisation_id, hash, brought.user_id, brought.at]).await.map(drop)
}

/// What is known of a content that this organisation has brought.
pub async fn held(
    store: &Store,
    organisation_id: Uuid,
    hash: ContentHash,
) -> Result<Option<Known>, StoreError> {
    store.opt(HELD, args![organisation_id, hash.bytes()]).await?.as_ref().map(known).transpose()
}

/// A file that a case names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The code of the stage.
    pub stage: String,
    /// The code of the paper.
    pub paper: String,
    /// The file.
    pub hash: ContentHash,
    /// What the person calls it.
    pub name: String,
    /// How it is turned.
    pub orientation: Orientation,
    /// What it is.
    pub known: Known,
    /// Who named it.
    pub added_by: Uuid,
    /// That person's name.
    pub added_by_name: String,
    /// When.
    pub added_at: DateTime<Utc>,
}

fn named(row: &Row) -> Result<Named, StoreError> {
    let orientation = u8::try_from(row.get::<i64>("orientation")?).ok();
    Ok(Named {
        stage: row.get("stage")?,
        paper: row.get("paper")?,
        hash: hash(row, "sha256")?,
        name: row.get("name")?,
        orientation: orientation
            .and_then(|number| Orientation::try_from(number).ok())
            .ok_or(StoreError::Corrupt("orientation"))?,
        known: known(row)?,
        added_by: row.get("added_by")?,
        added_by_name: row.get("display_name")?,
        added_at: row.get("added_at")?,
    })
}

/// The files of a case, by stage and in their order.
pub async fn of_case(store: &Store, case_id: Uuid) -> Result<Vec<Named>, StoreError> {
    store.all(OF_CASE, args![case_id]).await?.iter().map(named).collect()
}

/// Replaces the files of a stage. `false`, and nothing is to be kept, if a content is not there any more.
pub async fn replace(tx: &mut Tx, case_id: Uuid, stage: &str, files: &[Named]) -> Result<bool, StoreError> {
    for file in files {
        if tx.opt(EXISTS, args![file.hash.bytes()]).await?.is_none() {
            return Ok(false);
        }
    }
    tx.exec(CLEAR, args![case_id, stage]).await?;
    let row = |(ordinal, file): (i64, &Named)| {
        args![
            case_id,
            stage,
            ordinal,
            file.paper.as_str(),
            file.hash.bytes(),
            file.name.as_str(),
            i64::from(file.orientation.number()),
            file.added_by,
            file.added_at
        ]
    };
    tx.insert_many(NAME, (1..).zip(files).map(row).collect()).await?;
    Ok(true)
}
