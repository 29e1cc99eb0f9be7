//! What a submission freezes, computed from stored rows outside any transaction.

use super::rules;
use crate::parameter::Rules;
use crate::{App, Refusal};
use anju_contract::problem::FieldProblem;
use anju_contract::withdrawal::{
    Draft, FrozenOrganisation as FrozenOrganisationView, FrozenUnit as FrozenUnitView,
};
use anju_domain::area::AreaDm2;
use anju_domain::estate::{UnitKind, UnitState};
use anju_domain::ledger::Payer;
use anju_domain::money::Fen;
use anju_domain::withdrawal::allocation::{
    AllocationDigests, ScopeUnit, SellingOrganisation, SellingShare, UnitFund, allocate,
};
use anju_domain::withdrawal::draw::{PrincipalAndInterest, draw};
use anju_domain::withdrawal::scope::{SelectableUnit, Selection, select};
use anju_domain::withdrawal::sheet::{SheetText, TaskSheet};
use anju_store::estate as store;
use anju_store::ledger::{Hold, account_id};
use anju_store::withdrawal::frozen::{Elector, FrozenUnit};
use anju_store::withdrawal::scope::{UnitOfScope, units_of_building};
use anju_store::withdrawal::selling::FrozenOrganisation;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// The most units of one sheet: those of the largest community.
const MOST_UNITS: usize = 50_000;

/// A draft as it would be submitted now.
pub(super) struct Freeze {
    /// The valid sheet.
    pub(super) sheet: TaskSheet,
    /// Which units take part, and what is odd about it.
    pub(super) selection: Selection,
    /// Who pays how much, by place.
    pub(super) units: Vec<FrozenUnit>,
    /// What the selling organisations pay, where the basis gives them a part.
    pub(super) organisations: Vec<FrozenOrganisation>,
    /// What was available of each unit and selling organisation, principal and interest apart.
    pub(super) balances: HashMap<Uuid, PrincipalAndInterest>,
    /// Who votes.
    pub(super) electors: Vec<Elector>,
    /// What is to be held.
    pub(super) holds: Vec<Hold>,
    /// 分摊总面积
    pub(super) area: AreaDm2,
    /// What the person has to have seen.
    pub(super) digests: AllocationDigests,
    /// What was in force.
    pub(super) rules: Rules,
}

/// Reads the draft and the units, and computes.
pub(super) async fn freeze(
    app: &App,
    community_id: Uuid,
    draft: &Draft,
    today: NaiveDate,
) -> Result<Freeze, Refusal> {
    let sheet = text(draft).validate().map_err(field_problems)?;
    let scope = read_scope(app, community_id, draft).await?;
    let in_force = app.rules().await?;
    App::blocking(move || compute(sheet, scope, in_force, today)).await?
}

/// The units of the ticked buildings, with what the draft says of them.
struct Scope {
    units: Vec<UnitOfScope>,
    saved: HashSet<Uuid>,
    reasons: HashMap<Uuid, String>,
    ticked: Vec<Uuid>,
    /// The organisations that sold public homes in the community.
    selling: Vec<store::SellingOrganisation>,
}

async fn read_scope(app: &App, community_id: Uuid, draft: &Draft) -> Result<Scope, Refusal> {
    let mut ticked = draft.ticked_buildings.clone();
    ticked.sort_unstable();
    ticked.dedup();
    let mut units = Vec::new();
    for &building_id in &ticked {
        let of_building = units_of_building(&app.store, community_id, building_id).await?;
        if of_building.is_empty() {
            return Err(Refusal::invalid(
                "withdrawal.building_unknown",
                "所勾选的自然幢不在本小区内，或已没有房屋。请刷新楼盘后重新选择。",
            ));
        }
        units.extend(of_building);
        if units.len() > MOST_UNITS {
            return Err(Refusal::invalid(
                "withdrawal.too_many_units",
                "所选房屋超过 50,000 户，一张任务单不能办理。请分多张任务单申请。",
            ));
        }
    }
    units.sort_by_key(|unit| unit.place);
    let saved = draft.saved_units.iter().copied().collect();
    let reasons = draft.exclusions.iter().map(|own| (own.unit_id, own.reason.clone())).collect();
    let selling = store::selling_organisations(&app.store, community_id).await?;
    Ok(Scope { units, saved, reasons, ticked, selling })
}

fn compute(sheet: TaskSheet, scope: Scope, in_force: Rules, today: NaiveDate) -> Result<Freeze, Refusal> {
    let Scope { units, saved, reasons, ticked, selling } = scope;
    let reason_of = |unit: &UnitOfScope| {
        let typed = reasons.get(&unit.id).map_or("", String::as_str).trim();
        if typed.is_empty() { unit.excluded_reason.clone().unwrap_or_default() } else { typed.to_owned() }
    };
    let excluded =
        units.iter().find(|unit| saved.contains(&unit.id) && unit.state == UnitState::Excluded.code());
    if let Some(unit) = excluded {
        return Err(Refusal::invalid(
            "withdrawal.unit_excluded",
            format!("房号 {} 登记为不参与分摊，不能保存为参与房屋。请在该自然幢中取消该户。", room_of(unit)),
        ));
    }
    let reason_texts: Vec<String> = units.iter().map(reason_of).collect();
    let selectable: Vec<SelectableUnit<'_>> = units
        .iter()
        .zip(&reason_texts)
        .map(|(unit, reason)| SelectableUnit {
            unit: unit.id,
            building: unit.building_id,
            saved: saved.contains(&unit.id),
            exclusion_reason: reason,
        })
        .collect();
    let selection = select(&ticked, &selectable);
    let taking_part: HashSet<Uuid> = selection.taking_part.iter().copied().collect();
    let paying: Vec<&UnitOfScope> = units.iter().filter(|unit| taking_part.contains(&unit.id)).collect();
    let rooms: Vec<String> = paying.iter().map(|unit| room_of(unit)).collect();
    let position_of: HashMap<Uuid, u32> = selling.iter().map(|own| own.id).zip(0..).collect();
    let inputs: Vec<ScopeUnit<'_>> = paying
        .iter()
        .zip(&rooms)
        .map(|(unit, room)| scope_unit(unit, room, &position_of))
        .collect::<Result<_, _>>()?;
    let accounts: Vec<SellingOrganisation> = selling.iter().map(account).collect::<Result<_, _>>()?;
    let allocation = allocate(sheet.amount, sheet.basis, &inputs, &accounts)
        .map_err(|error| Refusal::invalid(error.code(), error.to_string()))?;
    let digests = allocation.digests();
    let order = rules::draw_order(&in_force, today);
    let mut frozen = Vec::with_capacity(paying.len());
    let mut balances = HashMap::with_capacity(paying.len());
    let mut holds = Vec::with_capacity(paying.len());
    let mut area: i64 = 0;
    for (unit, line) in paying.iter().zip(allocation.lines()) {
        let available = unit.balance.available();
        let pays = draw(line.pays(), available, order)
            .map_err(|error| Refusal::invalid(error.code(), error.to_string()))?;
        hold(&mut holds, Payer::Unit(unit.id), pays);
        area += unit.area.0;
        balances.insert(unit.id, available);
        frozen.push(FrozenUnit {
            unit_id: unit.id,
            unit_version: unit.version,
            place: unit.place,
            building: unit.building.clone(),
            entrance: unit.entrance.clone(),
            floor: unit.floor.clone(),
            room: unit.room.clone(),
            owners: unit.owners.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join("、"),
            area: unit.area,
            share: line.share,
            available: line.available,
            pays,
            shortfall: line.shortfall(),
        });
    }
    let mut organisations = Vec::new();
    for own in allocation.organisation_lines() {
        let account = &selling[own.organisation as usize];
        let available = account.balance.available();
        let pays = draw(own.line.pays(), available, order)
            .map_err(|error| Refusal::invalid(error.code(), error.to_string()))?;
        hold(&mut holds, Payer::SellingOrganisation(account.id), pays);
        balances.insert(account.id, available);
        organisations.push(FrozenOrganisation {
            organisation_id: account.id,
            name: account.name.clone(),
            share: own.line.share,
            available: own.line.available,
            pays,
            shortfall: own.line.shortfall(),
        });
    }
    let electors = units
        .iter()
        .zip(reason_texts)
        .map(|(unit, reason)| Elector {
            unit_id: unit.id,
            unit_version: unit.version,
            place: unit.place,
            building: unit.building.clone(),
            entrance: unit.entrance.clone(),
            floor: unit.floor.clone(),
            room: unit.room.clone(),
            owners: unit.owners.iter().map(|(name, _)| name.clone()).collect(),
            area: unit.area,
            owner_keys: unit.owners.iter().map(|(_, key)| key.clone()).collect(),
            excluded_reason: (!taking_part.contains(&unit.id)).then_some(reason),
        })
        .collect();
    Ok(Freeze {
        sheet,
        selection,
        units: frozen,
        organisations,
        balances,
        electors,
        holds,
        area: AreaDm2(area),
        digests,
        rules: in_force,
    })
}

/// What a payer pays is held of its two accounts.
pub(super) fn hold(holds: &mut Vec<Hold>, payer: Payer, pays: PrincipalAndInterest) {
    for (account, fen) in [(payer.principal(), pays.principal), (payer.interest(), pays.interest)] {
        if fen > Fen::ZERO {
            holds.push(Hold { account_id: account_id(account.kind, account.owner), fen });
        }
    }
}

/// A selling organisation's account, as the rules see it.
fn account(own: &store::SellingOrganisation) -> Result<SellingOrganisation, Refusal> {
    let corrupt = || Refusal::from(anju_store::StoreError::Corrupt("balance of a selling organisation"));
    Ok(SellingOrganisation {
        organisation: own.id,
        balance: own.balance.balance.total().ok_or_else(corrupt)?,
        held: own.balance.held.total().ok_or_else(corrupt)?,
    })
}

/// A unit, as the rules see it. Bases that give selling organisations a part refuse a sold public home without one by
/// its room.
fn scope_unit<'a>(
    unit: &UnitOfScope,
    room: &'a str,
    position_of: &HashMap<Uuid, u32>,
) -> Result<ScopeUnit<'a>, Refusal> {
    let corrupt = || Refusal::from(anju_store::StoreError::Corrupt("unit kind"));
    let balance = unit.balance.balance.total().ok_or_else(corrupt)?;
    let fund = match UnitKind::from_code(&unit.kind).ok_or_else(corrupt)? {
        UnitKind::CommodityHome | UnitKind::NonResidential => UnitFund::Commodity,
        UnitKind::SoldPublicHome => UnitFund::SoldPublic {
            owners_contributed: unit.first_contribution,
            selling: unit
                .selling_organisation_id
                .and_then(|id| position_of.get(&id))
                .map(|&organisation| SellingShare { organisation, contributed: unit.selling_contribution }),
        },
    };
    Ok(ScopeUnit {
        unit: unit.id,
        place: unit.place,
        room,
        area: unit.area,
        balance,
        held: unit.balance.held.total().ok_or_else(corrupt)?,
        fund,
    })
}

fn room_of(unit: &UnitOfScope) -> String {
    [&unit.building, &unit.entrance, &unit.room]
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join("-")
}

fn text(draft: &Draft) -> SheetText<'_> {
    SheetText {
        project: &draft.project,
        part: &draft.part,
        reason: &draft.reason,
        kind: &draft.kind,
        emergency_kind: &draft.emergency_kind,
        contractor: &draft.contractor,
        contract_no: &draft.contract_no,
        amount_text: &draft.amount_text,
        basis: &draft.basis,
        payee_name: &draft.payee_name,
        payee_bank: &draft.payee_bank,
        payee_account: &draft.payee_account,
        handler: &draft.handler,
        phone: &draft.phone,
    }
}

fn field_problems(problems: Vec<anju_domain::withdrawal::sheet::FieldProblem>) -> Refusal {
    let field = |problem: anju_domain::withdrawal::sheet::FieldProblem| FieldProblem {
        field: format!("draft.{}", problem.field),
        code: problem.code.to_owned(),
        message: problem.message,
    };
    Refusal::invalid_fields(problems.into_iter().map(field).collect())
}

/// A frozen row, as the wire carries it.
pub(super) fn view(unit: &FrozenUnit) -> FrozenUnitView {
    FrozenUnitView {
        unit_id: unit.unit_id,
        building: unit.building.clone(),
        entrance: unit.entrance.clone(),
        floor: unit.floor.clone(),
        room: unit.room.clone(),
        owners: unit.owners.clone(),
        area_dm2: unit.area,
        share_fen: unit.share,
        available_fen: unit.available,
        pays_fen: Fen(unit.pays.principal.0 + unit.pays.interest.0),
        shortfall_fen: unit.shortfall,
        principal_fen: unit.pays.principal,
        interest_fen: unit.pays.interest,
    }
}

/// A frozen part of a selling organisation, as the wire carries it.
pub(super) fn organisation_view(own: &FrozenOrganisation) -> FrozenOrganisationView {
    FrozenOrganisationView {
        organisation_id: own.organisation_id,
        name: own.name.clone(),
        share_fen: own.share,
        available_fen: own.available,
        pays_fen: Fen(own.pays.principal.0 + own.pays.interest.0),
        shortfall_fen: own.shortfall,
        principal_fen: own.pays.principal,
        interest_fen: own.pays.interest,
    }
}

/// Somebody else's business moved an input at the same moment.
pub(super) fn moved_meanwhile() -> Refusal {
    Refusal::conflict(
        "withdrawal.inputs_moved",
        "提交的同时，有房屋的资料或余额被其他业务改动，没有提交。请再次点击“提交”，系统会按最新数据核对。",
        None,
    )
}
