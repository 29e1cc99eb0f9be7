//! What happened on a unit's accounts, and the units whose balance is below the line.

use crate::{Row, Store, StoreError, args, statements};
use anju_domain::area::AreaDm2;
use anju_domain::estate::UnitKind;
use anju_domain::ledger::AccountKind;
use anju_domain::money::Fen;
use anju_domain::parameter::Ratio;
use chrono::NaiveDate;
use uuid::Uuid;

use super::account_id;

statements! {
    UNIT = "SELECT u.id, u.community_id, c.district_id, c.name AS community_name, b.name AS building, u.entrance, u.room
            FROM unit u JOIN community c ON c.id = u.community_id JOIN building b ON b.id = u.building_id
            WHERE u.id = $1";
    OWNERS = "SELECT name FROM unit_owner WHERE unit_id = $1 ORDER BY ordinal";
    ENTRIES = "SELECT e.id, e.business_date, e.kind, e.reverses, w.number,
               CAST(SUM(CASE WHEN p.account_id = $1 THEN p.fen ELSE 0 END) AS BIGINT) AS principal_fen,
               CAST(SUM(CASE WHEN p.account_id = $2 THEN p.fen ELSE 0 END) AS BIGINT) AS interest_fen,
               CAST(SUM(SUM(p.fen)) OVER (ORDER BY e.posted_at, e.id) AS BIGINT) AS balance_fen
               FROM posting p JOIN entry e ON e.id = p.entry_id LEFT JOIN withdrawal w ON w.id = e.case_id
               WHERE p.account_id IN ($1, $2)
               GROUP BY e.id, e.business_date, e.kind, e.reverses, e.posted_at, w.number
               ORDER BY e.posted_at DESC, e.id DESC LIMIT 1000";
    TOP_UPS_OF_DISTRICT = "SELECT u.id, c.name AS community_name, b.name AS building, b.has_lift, u.entrance, u.room,
                           u.kind, u.area_dm2, u.first_contribution_fen, o.name AS owner_name,
                           CAST(p.balance_fen + i.balance_fen AS BIGINT) AS balance_fen
                           FROM unit u JOIN community c ON c.id = u.community_id
                           JOIN building b ON b.id = u.building_id
                           JOIN account p ON p.owner_id = u.id AND p.kind = 'unit_principal'
                           JOIN account i ON i.owner_id = u.id AND i.kind = 'unit_interest'
                           LEFT JOIN unit_owner o ON o.unit_id = u.id AND o.ordinal = 1
                           WHERE ($1 OR c.district_id = $2) AND ($3 OR u.community_id = $4) AND u.id > $5
                           AND (p.balance_fen + i.balance_fen) * $6 < u.first_contribution_fen * $7
                           ORDER BY u.id LIMIT $8";
    TOP_UPS_OF_COMPANY = "SELECT u.id, c.name AS community_name, b.name AS building, b.has_lift, u.entrance, u.room,
                          u.kind, u.area_dm2, u.first_contribution_fen, o.name AS owner_name,
                          CAST(p.balance_fen + i.balance_fen AS BIGINT) AS balance_fen
                          FROM area_link l JOIN community c ON c.id = l.community_id
                          JOIN unit u ON u.community_id = c.id JOIN building b ON b.id = u.building_id
                          JOIN account p ON p.owner_id = u.id AND p.kind = 'unit_principal'
                          JOIN account i ON i.owner_id = u.id AND i.kind = 'unit_interest'
                          LEFT JOIN unit_owner o ON o.unit_id = u.id AND o.ordinal = 1
                          WHERE l.organisation_id = $1 AND ($2 OR u.community_id = $3) AND u.id > $4
                          AND (p.balance_fen + i.balance_fen) * $5 < u.first_contribution_fen * $6
                          ORDER BY u.id LIMIT $7";
}

/// Where a unit stands and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitOfStatement {
    /// The community.
    pub community_id: Uuid,
    /// The district.
    pub district_id: Uuid,
    /// 小区
    pub community_name: String,
    /// 自然幢-单元-房号
    pub room: String,
    /// The owners' names.
    pub owners: String,
}

/// The unit of a statement.
pub async fn unit(store: &Store, id: Uuid) -> Result<Option<UnitOfStatement>, StoreError> {
    let Some(row) = store.opt(UNIT, args![id]).await? else {
        return Ok(None);
    };
    let names = store.all(OWNERS, args![id]).await?;
    let names: Vec<String> = names.iter().map(|row| row.get("name")).collect::<Result<_, _>>()?;
    Ok(Some(UnitOfStatement {
        community_id: row.get("community_id")?,
        district_id: row.get("district_id")?,
        community_name: row.get("community_name")?,
        room: room(&row)?,
        owners: names.join("、"),
    }))
}

fn room(row: &Row) -> Result<String, StoreError> {
    let parts: [String; 3] = [row.get("building")?, row.get("entrance")?, row.get("room")?];
    Ok(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-"))
}

/// One entry as a unit's statement shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementLine {
    /// The entry.
    pub id: Uuid,
    /// The day in whose books it stands.
    pub business_date: NaiveDate,
    /// The kind's code.
    pub kind: String,
    /// The entry that it takes back.
    pub reverses: Option<Uuid>,
    /// The number of its sheet.
    pub number: Option<String>,
    /// The change of the principal.
    pub principal: Fen,
    /// The change of the interest.
    pub interest: Fen,
    /// Both together after it.
    pub balance: Fen,
}

/// The entries of a unit, the newest first, at most 1,000.
pub async fn entries(store: &Store, unit_id: Uuid) -> Result<Vec<StatementLine>, StoreError> {
    let accounts = [AccountKind::UnitPrincipal, AccountKind::UnitInterest];
    let [principal, interest] = accounts.map(|kind| account_id(kind, unit_id));
    let line = |row: &Row| {
        Ok(StatementLine {
            id: row.get("id")?,
            business_date: row.get("business_date")?,
            kind: row.get("kind")?,
            reverses: row.get("reverses")?,
            number: row.get("number")?,
            principal: row.get("principal_fen")?,
            interest: row.get("interest_fen")?,
            balance: row.get("balance_fen")?,
        })
    };
    store.all(ENTRIES, args![principal, interest]).await?.iter().map(line).collect()
}

/// Whose units a top-up list shows.
#[derive(Clone, Copy, Debug)]
pub enum Whose {
    /// Those of the communities that a company serves.
    Company(Uuid),
    /// Those of a district.
    District(Uuid),
    /// All.
    Everybody,
}

/// A unit whose balance is below the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LowUnit {
    /// The unit.
    pub id: Uuid,
    /// 小区
    pub community_name: String,
    /// 自然幢-单元-房号
    pub room: String,
    /// The first owner.
    pub owner_name: Option<String>,
    /// Its kind.
    pub kind: UnitKind,
    /// Whether its building has a lift.
    pub has_lift: bool,
    /// Its area.
    pub area: AreaDm2,
    /// 首次交存额
    pub first_contribution: Fen,
    /// 余额
    pub balance: Fen,
}

/// The units whose balance is strictly below this part of their first contribution, by id, after `after`.
pub async fn below_line(
    store: &Store,
    whose: Whose,
    community_id: Option<Uuid>,
    line: Ratio,
    (after, limit): (Uuid, i64),
) -> Result<Vec<LowUnit>, StoreError> {
    let (any, community) = (community_id.is_none(), community_id.unwrap_or_default());
    let (part, whole) = (i64::from(line.numerator), i64::from(line.denominator));
    let rows = match whose {
        Whose::Company(id) => {
            let args = args![id, any, community, after, whole, part, limit];
            store.all(TOP_UPS_OF_COMPANY, args).await?
        }
        Whose::District(id) => {
            let args = args![false, id, any, community, after, whole, part, limit];
            store.all(TOP_UPS_OF_DISTRICT, args).await?
        }
        Whose::Everybody => {
            let args = args![true, Uuid::nil(), any, community, after, whole, part, limit];
            store.all(TOP_UPS_OF_DISTRICT, args).await?
        }
    };
    let low = |row: &Row| {
        Ok(LowUnit {
            id: row.get("id")?,
            community_name: row.get("community_name")?,
            room: room(row)?,
            owner_name: row.get("owner_name")?,
            kind: UnitKind::from_code(&row.get::<String>("kind")?).ok_or(StoreError::Corrupt("unit kind"))?,
            has_lift: row.get("has_lift")?,
            area: row.get("area_dm2")?,
            first_contribution: row.get("first_contribution_fen")?,
            balance: row.get("balance_fen")?,
        })
    };
    rows.iter().map(low).collect()
}
