//! `anju-server import-estate`: the same preview and import as a clerk's, from the command line.

use crate::cli::{Failure, say};
use anju_app::{App, Caller, Refusal, Scope};
use anju_contract::commands::{Import, PreviewImport};
use anju_contract::estate::{CellFault, ImportCounts, ImportReport, ImportRequest, PreviewImportRequest};
use anju_domain::area::AreaDm2;
use anju_domain::permission::Role;
use anju_store::StoreError;
use anju_store::estate::{self, Community};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::path::Path;
use uuid::Uuid;

/// Which community is meant.
pub(crate) struct Which {
    /// Its name or id.
    pub(crate) community: String,
    /// Its district's code.
    pub(crate) district: Option<String>,
    /// It is added if it is not there.
    pub(crate) create: bool,
}

pub(crate) async fn import_estate(
    app: &App,
    file: &Path,
    which: &Which,
    dry_run: bool,
) -> Result<(), Failure> {
    let community = find_or_create(app, which).await?;
    let caller = operator(community.district_id);
    let content_base64 = STANDARD.encode(std::fs::read(file)?);
    say(&format!("正在读取 {}，小区“{}”……", file.display(), community.name));
    let request = PreviewImportRequest {
        community_id: community.id,
        content_base64: content_base64.clone(),
        job_id: None,
    };
    let preview = app.read::<PreviewImport>(&caller, request).await.map_err(refused)?;
    show_faults(&preview.faults);
    show_counts("预览", preview.counts);
    if dry_run {
        return Ok(());
    }
    let imported = preview.counts.rows - preview.counts.refused;
    if imported == 0 {
        return Err(Failure::Said("没有一行可以导入，请按上面的提示更正后重试。".to_owned()));
    }
    say(&format!("正在导入 {imported} 户……"));
    let request =
        ImportRequest { community_id: community.id, version: preview.version, content_base64, job_id: None };
    let answered = app.write::<Import>(&caller, Uuid::now_v7(), request, &[]).await.map_err(refused)?;
    let report: ImportReport = serde_json::from_str(&answered.json).map_err(StoreError::from)?;
    show_counts("导入", report.counts);
    Ok(())
}

/// Whoever may start this program on the server acts as a clerk of the community's district, under nobody's name.
fn operator(district_id: Uuid) -> Caller {
    Caller {
        user_id: Uuid::nil(),
        session_id: Uuid::nil(),
        display_name: "系统".to_owned(),
        organisation_id: Uuid::nil(),
        scope: Scope::District(district_id),
        roles: vec![Role::DepartmentClerk],
        must_change_password: false,
    }
}

async fn find_or_create(app: &App, which: &Which) -> Result<Community, Failure> {
    let name = which.community.trim();
    let mut found = match Uuid::parse_str(name) {
        Ok(id) => estate::community_by_id(&app.store, id).await?.into_iter().collect(),
        Err(_) => estate::communities_by_name(&app.store, name).await?,
    };
    let district_id = match &which.district {
        None => None,
        Some(code) => Some(
            estate::district_by_code(&app.store, code)
                .await?
                .ok_or_else(|| Failure::Said(format!("没有代码为 {code} 的区县。")))?,
        ),
    };
    found.retain(|community| district_id.is_none_or(|id| community.district_id == id));
    if found.len() > 1 {
        return Err(Failure::Said(format!("多个区县都有“{name}”，请用 --district 指明区县代码。")));
    }
    match (found.pop(), district_id) {
        (Some(community), _) => Ok(community),
        (None, Some(district_id)) if which.create => create(app, district_id, name).await,
        (None, _) => Err(Failure::Said(format!(
            "没有找到小区“{name}”。请核对名称，或加上 --create 和 --district 新建。"
        ))),
    }
}

async fn create(app: &App, district_id: Uuid, name: &str) -> Result<Community, Failure> {
    let community = Community {
        id: Uuid::now_v7(),
        district_id,
        district_name: String::new(),
        name: name.to_owned(),
        address: String::new(),
        developer_name: String::new(),
        building_count: 0,
        unit_count: 0,
        total_area: AreaDm2::ZERO,
        version: 1,
    };
    let new = community.clone();
    let added: Result<(), StoreError> = app
        .store
        .write(move |tx| {
            let new = new.clone();
            Box::pin(async move { estate::add_community(tx, &new).await })
        })
        .await;
    added?;
    say(&format!("已新建小区“{name}”"));
    Ok(community)
}

fn show_faults(faults: &[CellFault]) {
    for fault in faults {
        let unit = if fault.unit.is_empty() { String::new() } else { format!("（{}）", fault.unit) };
        say(&format!("第 {} 行 {} 列“{}”{unit}：{}", fault.row, fault.column, fault.label, fault.message));
    }
}

fn show_counts(what: &str, counts: ImportCounts) {
    say(&format!(
        "{what}：共 {} 户，新增 {}，变更 {}，无变化 {}，不导入 {}（{} 处问题）；另有空行 {}，合计行 {}",
        counts.rows,
        counts.added,
        counts.changed,
        counts.unchanged,
        counts.refused,
        counts.faults,
        counts.empty_rows,
        counts.total_rows
    ));
}

fn refused(refusal: Refusal) -> Failure {
    if let Some(fault) = refusal.fault() {
        tracing::error!(%fault, "import-estate");
    }
    Failure::Said(refusal.problem().message.clone())
}
