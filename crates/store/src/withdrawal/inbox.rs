//! What awaits whom: sheets by their state, and the people of an organisation who could work on them.

use super::Whose;
use crate::{Row, Store, StoreError, args, statements};
use anju_domain::money::Fen;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// Cases as they await somebody; named is which.
macro_rules! awaiting {
    ($which:literal) => {
        concat!(
            "SELECT w.id, w.number, n.name AS community_name, w.draft, c.amount_fen, w.state, w.version,
             c.claimed_by, u.display_name AS claimed_by_name, c.due_on, c.began_on, w.updated_at
             FROM withdrawal w JOIN withdrawal_case c ON c.sheet_id = w.id
             JOIN community n ON n.id = w.community_id LEFT JOIN user_account u ON u.id = c.claimed_by ",
            $which
        )
    };
}

statements! {
    AWAITING_DISTRICT = awaiting!("WHERE w.district_id = $1 AND w.state = $2 ORDER BY w.updated_at, w.id LIMIT 500");
    AWAITING_COMPANY = awaiting!("WHERE w.organisation_id = $1 AND w.state = $2 ORDER BY w.updated_at, w.id LIMIT 500");
    AWAITING_SHEET = awaiting!("WHERE w.id = $1");
    COLLEAGUES = "SELECT u.id, u.display_name, r.role FROM user_account u JOIN user_role r ON r.user_id = u.id
                  WHERE u.organisation_id = $1 AND u.disabled = $2 ORDER BY u.display_name, u.id LIMIT 5000";
}

/// A sheet that awaits somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Awaiting {
    /// The sheet.
    pub id: Uuid,
    /// 任务单编号
    pub number: String,
    /// The community's name.
    pub community_name: String,
    /// What was typed, as JSON.
    pub draft: String,
    /// 申请支取金额
    pub amount: Fen,
    /// The state's code.
    pub state: String,
    /// Its version.
    pub version: i64,
    /// Who works on it.
    pub claimed_by: Option<Uuid>,
    /// That person's name.
    pub claimed_by_name: Option<String>,
    /// The last day of the state.
    pub due_on: Option<NaiveDate>,
    /// The day whose parameters it keeps.
    pub began_on: NaiveDate,
    /// Since when it stands there.
    pub since: DateTime<Utc>,
}

/// The sheets in a state, those that stand there longest first, at most 500.
pub async fn awaiting(store: &Store, whose: Whose, state: &str) -> Result<Vec<Awaiting>, StoreError> {
    let rows = match whose {
        Whose::Company(id) => store.all(AWAITING_COMPANY, args![id, state]).await?,
        Whose::District(id) => store.all(AWAITING_DISTRICT, args![id, state]).await?,
    };
    rows.iter().map(item).collect()
}

/// A sheet as it awaits whoever its state awaits; `None` of a draft, which awaits nobody else.
pub async fn of_sheet(store: &Store, sheet_id: Uuid) -> Result<Option<Awaiting>, StoreError> {
    store.opt(AWAITING_SHEET, args![sheet_id]).await?.as_ref().map(item).transpose()
}

fn item(row: &Row) -> Result<Awaiting, StoreError> {
    Ok(Awaiting {
        id: row.get("id")?,
        number: row.get("number")?,
        community_name: row.get("community_name")?,
        draft: row.get("draft")?,
        amount: row.get("amount_fen")?,
        state: row.get("state")?,
        version: row.get("version")?,
        claimed_by: row.get("claimed_by")?,
        claimed_by_name: row.get("claimed_by_name")?,
        due_on: row.get("due_on")?,
        began_on: row.get("began_on")?,
        since: row.get("updated_at")?,
    })
}

/// Somebody who works in an organisation, once for each of their roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// The user.
    pub id: Uuid,
    /// The person's name.
    pub display_name: String,
    /// The code of the role.
    pub role: String,
}

/// Who can sign in for an organisation, by name.
pub async fn colleagues(store: &Store, organisation_id: Uuid) -> Result<Vec<Colleague>, StoreError> {
    let rows = store.all(COLLEAGUES, args![organisation_id, false]).await?;
    let colleague = |row: &Row| {
        Ok(Colleague { id: row.get("id")?, display_name: row.get("display_name")?, role: row.get("role")? })
    };
    rows.iter().map(colleague).collect()
}
