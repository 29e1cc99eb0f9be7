//! Business flows.

use crate::form::containing;
use crate::withdrawal::Whose;
use crate::{Arg, Row, Store, StoreError, Tx, args, statements};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Flows by period, kind, channel and number, the latest first; named is whose.
macro_rules! flows {
    ($whose:literal) => {
        concat!(
            "SELECT f.flow_id, f.number, f.kind, f.channel, n.name AS community_name, f.case_id, w.state,
             f.actor_name, f.at FROM business_flow f JOIN withdrawal w ON w.id = f.case_id
             JOIN community n ON n.id = w.community_id WHERE ",
            $whose,
            " f.at >= $1 AND f.at < $2 AND f.kind LIKE $3 AND f.channel LIKE $4
             AND f.number LIKE $5 ESCAPE '!' ORDER BY f.at DESC, f.flow_id LIMIT $6"
        )
    };
}

statements! {
    // A desktop names its workstation when it signs in, a browser has none.
    ADD = "INSERT INTO business_flow (flow_id, organisation_id, district_id, number, kind, channel, case_id, actor_id,
           actor_name, at) SELECT $1, w.organisation_id, w.district_id, w.number, $3,
           CASE WHEN s.device = '' THEN 'browser' ELSE 'desktop' END, w.id, $4, $5, $6
           FROM withdrawal w JOIN session s ON s.id = $7 WHERE w.id = $2 AND w.number IS NOT NULL";
    OF_COMPANY = flows!("f.organisation_id = $7 AND");
    OF_DISTRICT = flows!("f.district_id = $7 AND");
    OF_CITY = flows!("");
}

/// What somebody did.
#[derive(Clone, Debug)]
pub struct NewFlow {
    /// The flow.
    pub id: Uuid,
    /// The code of its kind.
    pub kind: &'static str,
    /// The withdrawal; one without a number has no flows.
    pub case_id: Uuid,
    /// Who.
    pub actor_id: Uuid,
    /// The name that the list shows.
    pub actor_name: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The session in which it was done: it tells the channel.
    pub session_id: Uuid,
}

/// Adds a flow.
pub async fn add(tx: &mut Tx, flow: &NewFlow) -> Result<(), StoreError> {
    let args = args![
        flow.id,
        flow.case_id,
        flow.kind,
        flow.actor_id,
        flow.actor_name.as_str(),
        flow.at,
        flow.session_id
    ];
    tx.exec(ADD, args).await.map(drop)
}

/// Which flows are asked for.
#[derive(Clone, Debug)]
pub struct Filter {
    /// From this instant.
    pub from: DateTime<Utc>,
    /// Before this instant.
    pub before: DateTime<Utc>,
    /// The kind's code; `None` for all.
    pub kind: Option<&'static str>,
    /// The channel's code; `None` for all.
    pub channel: Option<&'static str>,
    /// Part of the number.
    pub number: String,
}

/// A flow as it is listed.
#[derive(Clone, Debug)]
pub struct Flow {
    /// The flow.
    pub id: Uuid,
    /// The application number.
    pub number: String,
    /// The code of its kind.
    pub kind: String,
    /// The code of its channel.
    pub channel: String,
    /// The community's name.
    pub community_name: String,
    /// The case.
    pub case_id: Uuid,
    /// The state of the case now.
    pub state: String,
    /// Who.
    pub actor_name: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Flows of a company or a district, the latest first.
pub async fn list(store: &Store, whose: Whose, filter: &Filter, limit: i64) -> Result<Vec<Flow>, StoreError> {
    let (sql, scope) = match whose {
        Whose::Company(id) => (OF_COMPANY, id),
        Whose::District(id) => (OF_DISTRICT, id),
    };
    let mut args = by(filter, limit);
    args.push(scope.into());
    store.all(sql, args).await?.iter().map(flow).collect()
}

/// Flows of the whole city, the latest first.
pub async fn list_of_city(store: &Store, filter: &Filter, limit: i64) -> Result<Vec<Flow>, StoreError> {
    store.all(OF_CITY, by(filter, limit)).await?.iter().map(flow).collect()
}

fn by(filter: &Filter, limit: i64) -> Vec<Arg> {
    let (kind, channel) = (filter.kind.unwrap_or("%"), filter.channel.unwrap_or("%"));
    args![filter.from, filter.before, kind, channel, containing(&filter.number), limit]
}

fn flow(row: &Row) -> Result<Flow, StoreError> {
    Ok(Flow {
        id: row.get("flow_id")?,
        number: row.get("number")?,
        kind: row.get("kind")?,
        channel: row.get("channel")?,
        community_name: row.get("community_name")?,
        case_id: row.get("case_id")?,
        state: row.get("state")?,
        actor_name: row.get("actor_name")?,
        at: row.get("at")?,
    })
}
