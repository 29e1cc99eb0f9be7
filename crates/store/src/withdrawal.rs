//! Task sheets and their timelines.

pub mod case;
pub mod frozen;
pub mod inbox;
pub mod scope;
pub mod selling;
pub mod supplement;
pub mod undetermined;

use crate::{Row, Store, StoreError, Tx, args, statements};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Sheets with their community's name; named is which.
macro_rules! sheets {
    ($which:literal) => {
        concat!(
            "SELECT w.id, w.district_id, w.community_id, w.organisation_id, w.number, w.revises, w.state, w.draft,
             w.updated_at, w.version, c.name AS community_name
             FROM withdrawal w JOIN community c ON c.id = w.community_id ",
            $which
        )
    };
}

statements! {
    ADD = "INSERT INTO withdrawal (id, district_id, community_id, organisation_id, number, revises, state, draft,
           created_by, created_at, updated_at, version) VALUES ($1, $2, $3, $4, NULL, $5, $6, $7, $8, $9, $10, 1)
           ON CONFLICT DO NOTHING";
    SAVE = "UPDATE withdrawal SET draft = $4, community_id = $5, district_id = $6, updated_at = $7,
            version = version + 1 WHERE id = $1 AND version = $2 AND state = $3";
    GET = sheets!("WHERE w.id = $1");
    BY_NUMBER = sheets!("WHERE w.number = $1");
    OF_COMPANY = sheets!("WHERE w.organisation_id = $1 AND (w.state IN ('returned', 'cancelled')) = $2
                  AND w.id < $3 ORDER BY w.id DESC LIMIT $4");
    OF_DISTRICT = sheets!("WHERE w.district_id = $1 AND w.state <> 'draft' AND (w.state IN ('returned', 'cancelled')) = $2
                  AND w.id < $3 ORDER BY w.id DESC LIMIT $4");
    OF_CITY = sheets!("WHERE w.state <> 'draft' AND (w.state IN ('returned', 'cancelled')) = $1
                  AND w.id < $2 ORDER BY w.id DESC LIMIT $3");
    IDS_OF_COMPANY = "SELECT id FROM withdrawal WHERE organisation_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    IDS_OF_DISTRICT = "SELECT id FROM withdrawal WHERE district_id = $1 AND state <> 'draft' AND id > $2
                       ORDER BY id LIMIT $3";
    COUNT_OF_COMPANY = "SELECT COUNT(*) AS sheets FROM withdrawal WHERE organisation_id = $1";
    COUNT_OF_DISTRICT = "SELECT COUNT(*) AS sheets FROM withdrawal WHERE district_id = $1 AND state <> 'draft'";
    MOVE = "UPDATE withdrawal SET state = $3, updated_at = $4, version = version + 1 WHERE id = $1 AND version = $2";
    SUCCESSOR = "SELECT id, number FROM withdrawal WHERE revises = $1 AND state <> 'cancelled'
                 AND ($2 OR state <> 'draft') ORDER BY id DESC LIMIT 1";
    NUMBER = "UPDATE withdrawal SET number = $2 WHERE id = $1";
    APPEND_TIMELINE = "INSERT INTO timeline (case_id, seq, at, actor_id, actor_name, move_code, from_state, to_state,
                       reason) SELECT $1, COALESCE(MAX(seq), 0) + 1, $2, $3, $4, $5, $6, $7, $8
                       FROM timeline WHERE case_id = $1";
}

/// A task sheet as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The sheet.
    pub id: Uuid,
    /// The district of its community.
    pub district_id: Uuid,
    /// The community that it is for.
    pub community_id: Uuid,
    /// The community's name.
    pub community_name: String,
    /// The company that prepares it.
    pub organisation_id: Uuid,
    /// Its number, once submitted.
    pub number: Option<String>,
    /// The sheet that it revises.
    pub revises: Option<Uuid>,
    /// The state's code.
    pub state: String,
    /// What was typed, as JSON, byte for byte.
    pub draft: String,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts every change.
    pub version: i64,
}

fn sheet(row: &Row) -> Result<Sheet, StoreError> {
    Ok(Sheet {
        id: row.get("id")?,
        district_id: row.get("district_id")?,
        community_id: row.get("community_id")?,
        community_name: row.get("community_name")?,
        organisation_id: row.get("organisation_id")?,
        number: row.get("number")?,
        revises: row.get("revises")?,
        state: row.get("state")?,
        draft: row.get("draft")?,
        updated_at: row.get("updated_at")?,
        version: row.get("version")?,
    })
}

/// A new draft.
#[derive(Clone, Debug)]
pub struct NewDraft {
    /// The sheet.
    pub id: Uuid,
    /// The district of its community.
    pub district_id: Uuid,
    /// The community.
    pub community_id: Uuid,
    /// The company that prepares it.
    pub organisation_id: Uuid,
    /// The sheet that it revises.
    pub revises: Option<Uuid>,
    /// What was typed, as JSON.
    pub draft: String,
    /// Who started it.
    pub created_by: Uuid,
    /// When.
    pub at: DateTime<Utc>,
}

/// Adds a draft. `false` if the id is taken.
pub async fn add_draft(tx: &mut Tx, new: &NewDraft) -> Result<bool, StoreError> {
    let args = args![
        new.id,
        new.district_id,
        new.community_id,
        new.organisation_id,
        new.revises,
        "draft",
        new.draft.as_str(),
        new.created_by,
        new.at,
        new.at
    ];
    Ok(tx.exec(ADD, args).await? == 1)
}

/// Replaces a draft of this version. `false` if it is not a draft of this version any more.
pub async fn save_draft(tx: &mut Tx, new: &NewDraft, version: i64) -> Result<bool, StoreError> {
    let args = args![new.id, version, "draft", new.draft.as_str(), new.community_id, new.district_id, new.at];
    Ok(tx.exec(SAVE, args).await? == 1)
}

/// Moves a sheet on to a state. `false` if its version is not this one any more.
pub async fn move_on(
    tx: &mut Tx,
    id: Uuid,
    version: i64,
    state: &str,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(tx.exec(MOVE, args![id, version, state, at]).await? == 1)
}

/// Gives a sheet its number.
pub async fn set_number(tx: &mut Tx, id: Uuid, number: &str) -> Result<(), StoreError> {
    tx.exec(NUMBER, args![id, number]).await.map(drop)
}

/// The sheet, inside a transaction.
pub async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<Sheet>, StoreError> {
    tx.opt(GET, args![id]).await?.as_ref().map(sheet).transpose()
}

/// The sheet, outside any transaction.
pub async fn get(store: &Store, id: Uuid) -> Result<Option<Sheet>, StoreError> {
    store.opt(GET, args![id]).await?.as_ref().map(sheet).transpose()
}

/// The newest sheet that revises this one and was not cancelled, with its number once it is submitted; drafts only if asked for.
pub async fn successor(
    store: &Store,
    id: Uuid,
    drafts: bool,
) -> Result<Option<(Uuid, Option<String>)>, StoreError> {
    let row = store.opt(SUCCESSOR, args![id, drafts]).await?;
    row.map(|row| Ok((row.get("id")?, row.get("number")?))).transpose()
}

/// The sheet with this number.
pub async fn by_number(store: &Store, number: &str) -> Result<Option<Sheet>, StoreError> {
    store.opt(BY_NUMBER, args![number]).await?.as_ref().map(sheet).transpose()
}

/// Whose sheets a list shows.
#[derive(Clone, Copy, Debug)]
pub enum Whose {
    /// Those that a company prepares, drafts included.
    Company(Uuid),
    /// Those submitted in a district.
    District(Uuid),
}

/// One page of sheets, the newest first, before `before`.
pub async fn list(
    store: &Store,
    whose: Whose,
    ended: bool,
    before: Uuid,
    limit: i64,
) -> Result<Vec<Sheet>, StoreError> {
    let rows = match whose {
        Whose::Company(id) => store.all(OF_COMPANY, args![id, ended, before, limit]).await?,
        Whose::District(id) => store.all(OF_DISTRICT, args![id, ended, before, limit]).await?,
    };
    rows.iter().map(sheet).collect()
}

/// One page of the sheets that were submitted anywhere, the newest first, before `before`.
pub async fn list_of_city(
    store: &Store,
    ended: bool,
    before: Uuid,
    limit: i64,
) -> Result<Vec<Sheet>, StoreError> {
    store.all(OF_CITY, args![ended, before, limit]).await?.iter().map(sheet).collect()
}

/// One page of the ids of sheets, ascending, after `after`.
pub async fn ids(store: &Store, whose: Whose, after: Uuid, limit: i64) -> Result<Vec<Uuid>, StoreError> {
    let rows = match whose {
        Whose::Company(id) => store.all(IDS_OF_COMPANY, args![id, after, limit]).await?,
        Whose::District(id) => store.all(IDS_OF_DISTRICT, args![id, after, limit]).await?,
    };
    rows.iter().map(|row| row.get("id")).collect()
}

/// How many sheets there are.
pub async fn count(store: &Store, whose: Whose) -> Result<i64, StoreError> {
    let row = match whose {
        Whose::Company(id) => store.opt(COUNT_OF_COMPANY, args![id]).await?,
        Whose::District(id) => store.opt(COUNT_OF_DISTRICT, args![id]).await?,
    };
    row.ok_or(StoreError::Corrupt("count"))?.get("sheets")
}

/// One step of a case.
#[derive(Clone, Debug)]
pub struct Step {
    /// The case.
    pub case_id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor_id: Uuid,
    /// The name that the timeline shows.
    pub actor_name: String,
    /// The move's code.
    pub move_code: &'static str,
    /// The state before; empty for the first step.
    pub from_state: String,
    /// The state after.
    pub to_state: String,
    /// Why.
    pub reason: String,
}

/// Appends a step to a case's timeline.
pub async fn append_step(tx: &mut Tx, step: &Step) -> Result<(), StoreError> {
    let args = args![
        step.case_id,
        step.at,
        step.actor_id,
        step.actor_name.as_str(),
        step.move_code,
        step.from_state.as_str(),
        step.to_state.as_str(),
        step.reason.as_str()
    ];
    tx.exec(APPEND_TIMELINE, args).await.map(drop)
}
