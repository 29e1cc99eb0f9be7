//! The server's answers, made from the tables. `None` where they do not hold enough to answer.

use super::apply::tab_code;
use super::pack::unpack;
use super::{Tables, Units};
use crate::ClientError;
use anju_contract::estate::{
    CommunityView, ListCommunitiesResponse, ListUnitsRequest, ListUnitsResponse, UnitCard,
};
use anju_contract::sync::SheetRecord;
use anju_contract::withdrawal::{InboxItem, InboxResponse, ListSheetsRequest, ListSheetsResponse, SheetRow};
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// How many sheets one page of a list has, and how many units: as the server's.
const SHEETS: usize = 200;
const UNITS: usize = 5_000;

/// Which sheets a read may be answered from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Freshness {
    /// Those that were read on this business date: what can be done with a sheet, and until when, changes at midnight.
    Of(NaiveDate),
    /// Any.
    Any,
}

impl Freshness {
    fn since(self) -> String {
        match self {
            Freshness::Of(day) => day.to_string(),
            Freshness::Any => String::new(),
        }
    }
}

fn read_all<T: DeserializeOwned>(texts: &[String]) -> Result<Vec<T>, ClientError> {
    texts.iter().map(|text| Ok(serde_json::from_str(text)?)).collect()
}

impl Tables {
    /// Whether every scope of this sort is here: communities, or the user's own desk.
    async fn is_whole(&self, communities: bool) -> Result<bool, ClientError> {
        let (all, whole): (i64, i64) = sqlx::query_as(
            "SELECT COUNT(*), COALESCE(SUM(whole), 0) FROM scope WHERE (kind = 'community') = ?",
        )
        .bind(communities)
        .fetch_one(&self.pool)
        .await?;
        Ok(all > 0 && all == whole)
    }

    /// The communities, by name.
    pub(crate) async fn communities(&self) -> Result<Option<ListCommunitiesResponse>, ClientError> {
        if !self.is_whole(true).await? {
            return Ok(None);
        }
        let views: Vec<String> = sqlx::query_scalar("SELECT view FROM community ORDER BY name, community_id")
            .fetch_all(&self.pool)
            .await?;
        let views: Vec<CommunityView> = read_all(&views)?;
        Ok(Some(ListCommunitiesResponse {
            communities: views.into_iter().map(|view| view.community).collect(),
        }))
    }

    /// A community with its buildings.
    pub(crate) async fn community(&self, community_id: Uuid) -> Result<Option<CommunityView>, ClientError> {
        let view: Option<String> = sqlx::query_scalar("SELECT view FROM community WHERE community_id = ?")
            .bind(community_id)
            .fetch_optional(&self.pool)
            .await?;
        Ok(view.map(|view| serde_json::from_str(&view)).transpose()?)
    }

    /// A community's name.
    pub(crate) async fn community_name(&self, community_id: Uuid) -> Result<Option<String>, ClientError> {
        let name = sqlx::query_scalar("SELECT name FROM community WHERE community_id = ?").bind(community_id);
        Ok(name.fetch_optional(&self.pool).await?)
    }

    /// A building's community and its units.
    pub(crate) async fn building(&self, building_id: Uuid) -> Result<Option<(Uuid, Units)>, ClientError> {
        let row: Option<(Uuid, Vec<u8>)> =
            sqlx::query_as("SELECT community_id, units FROM building WHERE building_id = ?")
                .bind(building_id)
                .fetch_optional(&self.pool)
                .await?;
        let Some((community_id, packed)) = row else { return Ok(None) };
        Ok(Some((community_id, self.opened.units(building_id, packed)?)))
    }

    /// One page of a building's units, in place order.
    pub(crate) async fn units(
        &self,
        request: &ListUnitsRequest,
    ) -> Result<Option<ListUnitsResponse>, ClientError> {
        let Some((community_id, units)) = self.building(request.building_id).await? else { return Ok(None) };
        let place = |unit: &UnitCard| (unit.entrance_ordinal, unit.floor_ordinal, unit.room_ordinal);
        let after =
            request.after.map(|after| (after.entrance_ordinal, after.floor_ordinal, after.room_ordinal));
        let rest = || units.iter().filter(|unit| after.is_none_or(|after| place(unit) > after));
        let more = rest().nth(UNITS).is_some();
        let units = rest().take(UNITS).cloned().collect();
        Ok(Some(ListUnitsResponse { community_id, units, more }))
    }

    /// One page of a tab, the newest sheet first.
    pub(crate) async fn sheets(
        &self,
        request: &ListSheetsRequest,
    ) -> Result<Option<ListSheetsResponse>, ClientError> {
        if !self.is_whole(false).await? {
            return Ok(None);
        }
        let rows: Vec<String> = sqlx::query_scalar(
            "SELECT row FROM sheet WHERE tab = ? AND sheet_id < ? ORDER BY sheet_id DESC LIMIT ?",
        )
        .bind(tab_code(request.tab))
        .bind(request.after.unwrap_or(Uuid::max()))
        .bind(i64::try_from(SHEETS + 1).unwrap_or(i64::MAX))
        .fetch_all(&self.pool)
        .await?;
        let mut sheets: Vec<SheetRow> = read_all(&rows)?;
        let more = sheets.len() > SHEETS;
        sheets.truncate(SHEETS);
        Ok(Some(ListSheetsResponse { sheets, more }))
    }

    /// A sheet with its timeline.
    pub(crate) async fn sheet(
        &self,
        sheet_id: Uuid,
        freshness: Freshness,
    ) -> Result<Option<SheetRecord>, ClientError> {
        let packed: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT record FROM sheet WHERE sheet_id = ? AND read_on >= ?")
                .bind(sheet_id)
                .bind(freshness.since())
                .fetch_optional(&self.pool)
                .await?;
        packed.map(|packed| unpack(&packed)).transpose()
    }

    /// Whether this sheet is here.
    pub(crate) async fn has_sheet(&self, sheet_id: Uuid) -> Result<bool, ClientError> {
        let found =
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM sheet WHERE sheet_id = ?)").bind(sheet_id);
        Ok(found.fetch_one(&self.pool).await?)
    }

    /// What awaits the user, the nearest deadline first.
    pub(crate) async fn inbox(&self, freshness: Freshness) -> Result<Option<InboxResponse>, ClientError> {
        if !self.is_whole(false).await? {
            return Ok(None);
        }
        let rows: Vec<(String, bool)> =
            sqlx::query_as("SELECT awaits, read_on >= ? FROM sheet WHERE awaits IS NOT NULL")
                .bind(freshness.since())
                .fetch_all(&self.pool)
                .await?;
        if rows.iter().any(|(_, fresh)| !fresh) {
            return Ok(None);
        }
        let mut items: Vec<InboxItem> = rows
            .iter()
            .map(|(text, _)| Ok(serde_json::from_str(text)?))
            .collect::<Result<_, ClientError>>()?;
        items.sort_by_key(|item| (item.due_on.is_none(), item.due_on, item.since, item.sheet_id));
        Ok(Some(InboxResponse { items }))
    }
}
