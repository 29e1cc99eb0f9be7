//! Writing a whole scope, or one page of its changes.

use super::Tables;
use super::pack::pack;
use super::scopes::{delete_rows, forget_papers, kind_code};
use super::search::{community_text, sheet_text};
use super::units::{PackedBuilding, balance, merge, pack_building, units_of, unpack_building};
use crate::ClientError;
use anju_contract::estate::{CommunityView, UnitCard};
use anju_contract::sync::{ChangesResponse, ScopeKind, SheetNews, SheetRecord, SyncLine, UnitColumns};
use anju_contract::withdrawal::SheetTab;
use chrono::NaiveDate;
use sqlx::SqliteConnection;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A scope of a snapshot, gathered and packed, ready to be written in one transaction.
#[derive(Default)]
pub(crate) struct WholeScope {
    pub(crate) scope_id: Uuid,
    kind: Option<ScopeKind>,
    community: Option<Box<CommunityView>>,
    buildings: Vec<PackedBuilding>,
    sheets: Vec<PackedSheet>,
    /// The building whose units are coming.
    open: Option<UnitColumns>,
    /// How many units and sheets it has.
    pub(crate) entries: i64,
    end: Option<(String, i64)>,
}

struct PackedSheet {
    told: SheetTold,
    version: i64,
    tab: SheetTab,
    last_step: i64,
    row: String,
    awaits: Option<String>,
    search: String,
    record: Vec<u8>,
}

/// What a sheet has to tell its reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SheetTold {
    pub(crate) sheet_id: Uuid,
    /// 任务单编号, empty of a draft.
    pub(crate) number: String,
    /// 维修项目
    pub(crate) project: String,
    /// The community's name.
    pub(crate) community: String,
    /// What is news; only steps that were not known here.
    pub(crate) news: Vec<SheetNews>,
}

impl WholeScope {
    /// Takes the next line; `true` once the scope is whole.
    pub(crate) fn take(&mut self, line: SyncLine) -> Result<bool, ClientError> {
        match line {
            SyncLine::Begin { scope_id, kind } => {
                *self = WholeScope { scope_id, kind: Some(kind), ..WholeScope::default() };
            }
            SyncLine::Community(view) => self.community = Some(view),
            SyncLine::Units(columns) => self.units(*columns)?,
            SyncLine::Sheet(record) => {
                self.entries += 1;
                self.sheets.push(pack_sheet(*record)?);
            }
            SyncLine::End { scope_id, cursor, seq } => {
                if scope_id != self.scope_id {
                    return Err(ClientError::Internal("end of another scope"));
                }
                self.close_building()?;
                self.end = Some((cursor, seq));
                return Ok(true);
            }
            SyncLine::UnitChanges(_)
            | SyncLine::Balances(_)
            | SyncLine::SheetGone { .. }
            | SyncLine::ScopesChanged => {}
        }
        Ok(false)
    }

    /// It is a community's; otherwise a desk's.
    pub(crate) fn has_community(&self) -> bool {
        self.kind == Some(ScopeKind::Community)
    }

    fn units(&mut self, columns: UnitColumns) -> Result<(), ClientError> {
        match &mut self.open {
            Some(open) if open.building_id == columns.building_id => open.append(columns),
            _ => {
                self.close_building()?;
                self.open = Some(columns);
            }
        }
        Ok(())
    }

    fn close_building(&mut self) -> Result<(), ClientError> {
        if let Some(units) = self.open.take() {
            self.entries += i64::try_from(units.len()).unwrap_or(i64::MAX);
            self.buildings.push(pack_building(&units)?);
        }
        Ok(())
    }
}

fn pack_sheet(record: SheetRecord) -> Result<PackedSheet, ClientError> {
    Ok(PackedSheet {
        version: record.view.version,
        tab: record.tab,
        last_step: record.steps.last().map_or(0, |step| step.seq),
        row: serde_json::to_string(&record.row)?,
        awaits: record.awaits.as_ref().map(serde_json::to_string).transpose()?,
        search: sheet_text(&record),
        record: pack(&record)?,
        told: SheetTold {
            sheet_id: record.view.sheet_id,
            number: record.view.number.unwrap_or_default(),
            project: record.row.project,
            community: record.row.community_name,
            news: record.news,
        },
    })
}

pub(super) fn tab_code(tab: SheetTab) -> &'static str {
    match tab {
        SheetTab::Applied => "applied",
        SheetTab::ReturnedAndCancelled => "returned_and_cancelled",
    }
}

impl Tables {
    /// What of these sheets is news here: steps after those that are known. A sheet that was never here tells nothing
    /// when the whole desk is read: its steps were made before this machine listened.
    pub(crate) async fn news(&self, scope: &WholeScope) -> Result<Vec<SheetTold>, ClientError> {
        let mut told = Vec::new();
        for sheet in &scope.sheets {
            let known: Option<i64> = self.known_step(sheet.told.sheet_id).await?;
            if let Some(known) = known {
                told.extend(later(&sheet.told, known));
            }
        }
        Ok(told)
    }

    /// What of a page of changes is news here.
    pub(crate) async fn news_of_changes(
        &self,
        page: &ChangesResponse,
    ) -> Result<Vec<SheetTold>, ClientError> {
        let mut told = Vec::new();
        for line in &page.lines {
            if let SyncLine::Sheet(record) = line {
                let known = self.known_step(record.view.sheet_id).await?.unwrap_or(0);
                let sheet = SheetTold {
                    sheet_id: record.view.sheet_id,
                    number: record.view.number.clone().unwrap_or_default(),
                    project: record.row.project.clone(),
                    community: record.row.community_name.clone(),
                    news: record.news.clone(),
                };
                told.extend(later(&sheet, known));
            }
        }
        Ok(told)
    }

    async fn known_step(&self, sheet_id: Uuid) -> Result<Option<i64>, ClientError> {
        let known = sqlx::query_scalar("SELECT news_seq FROM sheet WHERE sheet_id = ?").bind(sheet_id);
        Ok(known.fetch_optional(&self.pool).await?)
    }

    /// Replaces what is kept of a scope.
    pub(crate) async fn put_whole(&self, scope: WholeScope, today: NaiveDate) -> Result<(), ClientError> {
        let (Some(kind), Some((cursor, seq))) = (scope.kind, scope.end) else {
            return Err(ClientError::Internal("a scope without an end"));
        };
        let mut tx = self.pool.begin().await?;
        let updated = sqlx::query("UPDATE scope SET cursor = ?, seq = ?, whole = 1 WHERE scope_id = ?")
            .bind(cursor)
            .bind(seq)
            .bind(scope.scope_id)
            .execute(&mut *tx)
            .await?;
        if updated.rows_affected() == 0 {
            // It was taken away while it was on its way.
            return Ok(());
        }
        delete_rows(&mut tx, scope.scope_id, kind_code(kind)).await?;
        if let Some(view) = &scope.community {
            put_community(&mut tx, view).await?;
        }
        for building in &scope.buildings {
            put_building(&mut tx, scope.scope_id, building).await?;
        }
        for sheet in &scope.sheets {
            put_sheet(&mut tx, sheet, today).await?;
        }
        if kind != ScopeKind::Community {
            forget_papers(&mut tx).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Takes over one page of changes of a scope; `true` if the list of scopes has changed with it.
    pub(crate) async fn put_changes(
        &self,
        scope_id: Uuid,
        page: ChangesResponse,
        today: NaiveDate,
    ) -> Result<bool, ClientError> {
        let mut tx = self.pool.begin().await?;
        let mut scopes_changed = false;
        let mut buildings: BTreeMap<Uuid, Vec<UnitCard>> = BTreeMap::new();
        for line in page.lines {
            match line {
                SyncLine::Community(view) => put_community(&mut tx, &view).await?,
                SyncLine::UnitChanges(columns) => {
                    let changed = units_of(*columns)?;
                    let Some(building_id) = changed.first().map(|unit| unit.building_id) else { continue };
                    merge(open_building(&mut tx, &mut buildings, building_id).await?, changed);
                }
                SyncLine::Balances(columns) => {
                    balance(open_building(&mut tx, &mut buildings, columns.building_id).await?, &columns);
                }
                SyncLine::Sheet(record) => {
                    let sheet = pack_sheet(*record)?;
                    if is_news(&mut tx, &sheet).await? {
                        put_sheet(&mut tx, &sheet, today).await?;
                    }
                }
                SyncLine::SheetGone { sheet_id } => {
                    for text in
                        ["DELETE FROM sheet WHERE sheet_id = ?", "DELETE FROM paper WHERE sheet_id = ?"]
                    {
                        sqlx::query(text).bind(sheet_id).execute(&mut *tx).await?;
                    }
                }
                SyncLine::ScopesChanged => scopes_changed = true,
                SyncLine::Begin { .. } | SyncLine::Units(_) | SyncLine::End { .. } => {}
            }
        }
        for units in buildings.into_values() {
            if let Some(columns) = UnitColumns::of(units) {
                put_building(&mut tx, scope_id, &pack_building(&columns)?).await?;
            }
        }
        sqlx::query("UPDATE scope SET cursor = ?, seq = ? WHERE scope_id = ? AND cursor IS NOT NULL")
            .bind(page.cursor)
            .bind(page.seq)
            .bind(scope_id)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(scopes_changed)
    }
}

fn later(sheet: &SheetTold, known: i64) -> Option<SheetTold> {
    let news: Vec<SheetNews> = sheet.news.iter().filter(|news| news.seq > known).cloned().collect();
    (!news.is_empty()).then(|| SheetTold { news, ..sheet.clone() })
}

/// The units of a building, read once for all lines that change them.
async fn open_building<'b>(
    connection: &mut SqliteConnection,
    open: &'b mut BTreeMap<Uuid, Vec<UnitCard>>,
    building_id: Uuid,
) -> Result<&'b mut Vec<UnitCard>, ClientError> {
    use std::collections::btree_map::Entry;
    match open.entry(building_id) {
        Entry::Occupied(units) => Ok(units.into_mut()),
        Entry::Vacant(place) => {
            let packed: Option<Vec<u8>> =
                sqlx::query_scalar("SELECT units FROM building WHERE building_id = ?")
                    .bind(building_id)
                    .fetch_optional(connection)
                    .await?;
            Ok(place.insert(packed.map(|packed| unpack_building(&packed)).transpose()?.unwrap_or_default()))
        }
    }
}

async fn is_news(connection: &mut SqliteConnection, sheet: &PackedSheet) -> Result<bool, ClientError> {
    let kept: Option<i64> = sqlx::query_scalar("SELECT version FROM sheet WHERE sheet_id = ?")
        .bind(sheet.told.sheet_id)
        .fetch_optional(connection)
        .await?;
    Ok(kept.is_none_or(|kept| sheet.version >= kept))
}

async fn put_community(connection: &mut SqliteConnection, view: &CommunityView) -> Result<(), ClientError> {
    sqlx::query("INSERT OR REPLACE INTO community (community_id, name, search, view) VALUES (?, ?, ?, ?)")
        .bind(view.community.community_id)
        .bind(&view.community.name)
        .bind(community_text(&view.community))
        .bind(serde_json::to_string(view)?)
        .execute(connection)
        .await?;
    Ok(())
}

async fn put_building(
    connection: &mut SqliteConnection,
    community_id: Uuid,
    building: &PackedBuilding,
) -> Result<(), ClientError> {
    sqlx::query(
        "INSERT OR REPLACE INTO building (building_id, community_id, search, units) VALUES (?, ?, ?, ?)",
    )
    .bind(building.building_id)
    .bind(community_id)
    .bind(&building.search)
    .bind(&building.units)
    .execute(connection)
    .await?;
    Ok(())
}

async fn put_sheet(
    connection: &mut SqliteConnection,
    sheet: &PackedSheet,
    today: NaiveDate,
) -> Result<(), ClientError> {
    sqlx::query(
        "INSERT OR REPLACE INTO sheet (sheet_id, version, tab, read_on, news_seq, row, awaits, search, record)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(sheet.told.sheet_id)
    .bind(sheet.version)
    .bind(tab_code(sheet.tab))
    .bind(today)
    .bind(sheet.last_step)
    .bind(&sheet.row)
    .bind(&sheet.awaits)
    .bind(&sheet.search)
    .bind(&sheet.record)
    .execute(connection)
    .await?;
    Ok(())
}
