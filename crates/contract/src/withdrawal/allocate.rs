//! 计算分摊: the desktop computes it from its cache, the server from its rows, both by [`allocate`].

use super::allocated_building::{AllocatedBuilding, by_building};
use super::{AllocationSeen, Exclusion};
use crate::estate::{SellingOrganisationCard, UnitCard};
use crate::problem::FieldProblem;
use anju_domain::area::AreaDm2;
use anju_domain::estate::UnitKind;
use anju_domain::money::Fen;
use anju_domain::withdrawal::allocation::{
    self, Allocation, AllocationDigests, AllocationError, Basis, Explanation, Line, Party, ScopeUnit,
    SellingOrganisation, SellingShare, Step, UnitFund,
};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use utoipa::ToSchema;
use uuid::Uuid;

/// Computes who bears what of an amount. Changes nothing.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AllocateRequest {
    /// The community.
    pub community_id: Uuid,
    /// 申请支取金额 as typed, in yuan.
    pub amount_text: String,
    /// 分摊方式: `area`, `household`, `contributed` or `mixed`.
    pub basis: String,
    /// The units that take part.
    pub unit_ids: Vec<Uuid>,
    /// The units that are left out, each with the reason that is printed.
    #[serde(default)]
    pub exclusions: Vec<Exclusion>,
    /// Whether each line says why its share is what it is.
    #[serde(default)]
    pub explain: bool,
}

/// Who bears what. The shares add up to the amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AllocateResponse {
    /// The amount, in fen.
    #[schema(value_type = i64)]
    pub amount_fen: Fen,
    /// 分摊方式, its code.
    pub basis: String,
    /// 分摊总户数
    pub households: i64,
    /// 分摊总面积, in 0.01 m².
    #[schema(value_type = i64)]
    pub area_dm2: AreaDm2,
    /// 分摊标准 in 元/㎡ with four decimals; for reading only, shares come from the total.
    pub rate_text: String,
    /// Sum of the shares, always the amount.
    #[schema(value_type = i64)]
    pub share_fen: Fen,
    /// Sum of what will be drawn.
    #[schema(value_type = i64)]
    pub pays_fen: Fen,
    /// Sum of what is lacking.
    #[schema(value_type = i64)]
    pub shortfall_fen: Fen,
    /// How many units lack something.
    pub short_units: i64,
    /// The digests of these figures, which a submission carries.
    pub seen: AllocationSeen,
    /// One line for each building, in place order.
    pub buildings: Vec<AllocatedBuilding>,
    /// One line for each unit, in place order.
    pub lines: Vec<AllocatedUnit>,
    /// One line for each selling organisation that bears a part.
    pub selling_organisations: Vec<AllocatedOrganisation>,
}

/// What one unit bears.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AllocatedUnit {
    /// The unit.
    pub unit_id: Uuid,
    /// 应分摊
    #[schema(value_type = i64)]
    pub share_fen: Fen,
    /// 可用余额
    #[schema(value_type = i64)]
    pub available_fen: Fen,
    /// 实际支取
    #[schema(value_type = i64)]
    pub pays_fen: Fen,
    /// 欠款
    #[schema(value_type = i64)]
    pub shortfall_fen: Fen,
    /// Why the share is what it is, one sentence a step; empty unless asked for.
    pub why: Vec<String>,
}

/// What one selling organisation bears.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AllocatedOrganisation {
    /// The organisation.
    pub selling_organisation_id: Uuid,
    /// Its name.
    pub name: String,
    /// 应分摊
    #[schema(value_type = i64)]
    pub share_fen: Fen,
    /// 可用余额
    #[schema(value_type = i64)]
    pub available_fen: Fen,
    /// 实际支取
    #[schema(value_type = i64)]
    pub pays_fen: Fen,
    /// 欠款
    #[schema(value_type = i64)]
    pub shortfall_fen: Fen,
    /// Why the share is what it is, one sentence a step; empty unless asked for.
    pub why: Vec<String>,
}

/// Computes the allocation of a request. `cards` holds at least the units of the request.
///
/// # Errors
/// What is wrong, beside the field that it concerns.
pub fn allocate(
    request: &AllocateRequest,
    cards: &[UnitCard],
    organisations: &[SellingOrganisationCard],
) -> Result<AllocateResponse, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let amount = Fen::parse(&request.amount_text)
        .map_err(|error| problems.push(problem("amount_text", error.code(), error.message())));
    let basis = Basis::from_code(&request.basis).ok_or_else(|| {
        problems.push(problem(
            "basis",
            "withdrawal.allocation.basis_unknown",
            "没有选择分摊方式。请选择按面积、按户、按交存比例或混合分摊。",
        ));
    });
    problems.extend(exclusion_problems(request));
    let chosen = chosen(request, cards).map_err(|problem| problems.push(problem));
    let (Ok(amount), Ok(basis), Ok(chosen), true) = (amount, basis, chosen, problems.is_empty()) else {
        return Err(problems);
    };
    let scope = scope(&chosen, organisations);
    let accounts: Vec<SellingOrganisation> = organisations
        .iter()
        .map(|card| SellingOrganisation {
            organisation: card.selling_organisation_id,
            balance: card.balance_fen,
            held: card.held_fen,
        })
        .collect();
    let allocation = allocation::allocate(amount, basis, &scope, &accounts)
        .map_err(|error| vec![allocation_problem(&error)])?;
    Ok(response(&allocation, &chosen, organisations, request.explain))
}

fn problem(field: &str, code: &str, message: impl Into<String>) -> FieldProblem {
    FieldProblem { field: field.to_owned(), code: code.to_owned(), message: message.into() }
}

/// Each unit that is left out needs a reason, because the forms print it.
fn exclusion_problems(request: &AllocateRequest) -> impl Iterator<Item = FieldProblem> + '_ {
    request.exclusions.iter().enumerate().filter(|(_, exclusion)| exclusion.reason.trim().is_empty()).map(
        |(index, _)| {
            problem(
                &format!("exclusions.{index}.reason"),
                "withdrawal.exclusion_reason_missing",
                "没有填写不参与分摊的原因。原因会印在分摊明细上，请补填。",
            )
        },
    )
}

/// The cards of the units that take part, those left out excepted.
fn chosen<'c>(request: &AllocateRequest, cards: &'c [UnitCard]) -> Result<Vec<&'c UnitCard>, FieldProblem> {
    let left_out: HashSet<Uuid> = request.exclusions.iter().map(|exclusion| exclusion.unit_id).collect();
    let by_id: HashMap<Uuid, &UnitCard> = cards.iter().map(|card| (card.unit_id, card)).collect();
    let mut chosen = Vec::with_capacity(request.unit_ids.len());
    for id in request.unit_ids.iter().filter(|id| !left_out.contains(id)) {
        let card = by_id.get(id).ok_or_else(|| {
            problem(
                "unit_ids",
                "withdrawal.unit_unknown",
                "所选房屋中有不属于该小区的，可能房屋资料已更新。请刷新后重新选择。",
            )
        })?;
        if let Some(reason) = &card.excluded_reason {
            let message = format!("{}不能参与分摊（{reason}）。请将其移出所选房屋。", card.label());
            return Err(problem("unit_ids", "withdrawal.unit_excluded", message));
        }
        chosen.push(*card);
    }
    chosen.sort_unstable_by_key(|card| card.place());
    Ok(chosen)
}

fn scope<'c>(chosen: &[&'c UnitCard], organisations: &[SellingOrganisationCard]) -> Vec<ScopeUnit<'c>> {
    let position_of: HashMap<Uuid, u32> =
        organisations.iter().map(|card| card.selling_organisation_id).zip(0..).collect();
    let unit = |card: &&'c UnitCard| ScopeUnit {
        unit: card.unit_id,
        place: card.place(),
        room: &card.room,
        area: card.area_dm2,
        balance: card.balance_fen,
        held: card.held_fen,
        fund: match card.kind {
            UnitKind::CommodityHome | UnitKind::NonResidential => UnitFund::Commodity,
            UnitKind::SoldPublicHome => UnitFund::SoldPublic {
                owners_contributed: card.first_contribution_fen,
                selling: card.selling_organisation_id.and_then(|id| position_of.get(&id)).map(
                    |&organisation| SellingShare { organisation, contributed: card.selling_contribution_fen },
                ),
            },
        },
    };
    chosen.iter().map(unit).collect()
}

fn allocation_problem(error: &AllocationError) -> FieldProblem {
    let field = match error {
        AllocationError::AmountOutOfRange { .. } => "amount_text",
        AllocationError::NotSoldPublic(_)
        | AllocationError::SellingOrganisationMissing(_)
        | AllocationError::ContributionNegative(_)
        | AllocationError::NothingContributed => "basis",
        AllocationError::NoUnitTakesPart
        | AllocationError::TooManyUnits { .. }
        | AllocationError::DuplicateUnit(_)
        | AllocationError::AreaNotPositive { .. }
        | AllocationError::WeightsTooLarge => "unit_ids",
    };
    problem(field, error.code(), error.to_string())
}

fn response(
    allocation: &Allocation<'_>,
    chosen: &[&UnitCard],
    organisations: &[SellingOrganisationCard],
    explain: bool,
) -> AllocateResponse {
    let totals = allocation.totals();
    let units = allocation.units();
    let area_dm2 = AreaDm2(units.iter().map(|unit| unit.area.0).sum());
    let explanations = if explain { allocation.explain_all() } else { Vec::new() };
    let basis = allocation.basis();
    let line = |position: usize| {
        let Line { share, available } = allocation.line(position);
        let line = allocation.line(position);
        AllocatedUnit {
            unit_id: units[position].unit,
            share_fen: share,
            available_fen: available,
            pays_fen: line.pays(),
            shortfall_fen: line.shortfall(),
            why: explanations.get(position).map(|explanation| why(explanation, basis)).unwrap_or_default(),
        }
    };
    let organisation_line = |own: &allocation::OrganisationLine| {
        let card = &organisations[own.organisation as usize];
        AllocatedOrganisation {
            selling_organisation_id: card.selling_organisation_id,
            name: card.name.clone(),
            share_fen: own.line.share,
            available_fen: own.line.available,
            pays_fen: own.line.pays(),
            shortfall_fen: own.line.shortfall(),
            why: if explain { why(&own.explanation, basis) } else { Vec::new() },
        }
    };
    let AllocationDigests { shares, shares_and_pays } = allocation.digests();
    AllocateResponse {
        amount_fen: allocation.amount(),
        basis: basis.code().to_owned(),
        households: units.len() as i64,
        area_dm2,
        rate_text: allocation::rate(allocation.amount(), area_dm2)
            .map(|rate| rate.to_string())
            .unwrap_or_default(),
        share_fen: totals.share,
        pays_fen: totals.pays,
        shortfall_fen: totals.shortfall,
        short_units: totals.short_units as i64,
        seen: AllocationSeen { shares, shares_and_pays },
        buildings: by_building(chosen, allocation),
        lines: allocation.place_order().map(line).collect(),
        selling_organisations: allocation.organisation_lines().iter().map(organisation_line).collect(),
    }
}

/// One sentence for each level of the division.
fn why(explanation: &Explanation, basis: Basis) -> Vec<String> {
    explanation.steps.iter().map(|step| sentence(step, basis)).collect()
}

fn sentence(step: &Step, basis: Basis) -> String {
    let (weight, sum) =
        (weight_text(step, basis, step.quota.weight), weight_text(step, basis, step.quota.weight_sum));
    let who = match step.party {
        Party::CommodityHomes => "商品房部分",
        Party::SoldPublicHomes => "售后公房部分",
        Party::Owners => "业主部分",
        Party::SellingOrganisation { .. } => "售房单位",
        Party::Unit => "本户",
    };
    let rest = match (step.quota.remainder(), step.extra_fen) {
        (0, _) => "恰为整分".to_owned(),
        (_, true) => {
            format!("余下 {} 分按尾数从大到小补，{who}排第 {} 位，补 1 分", step.remaining_fen, step.rank)
        }
        (_, false) => {
            format!("余下 {} 分按尾数从大到小补，{who}排第 {} 位，不补", step.remaining_fen, step.rank)
        }
    };
    format!(
        "{who}：{} 元 × {weight} ÷ {sum}，取整到分为 {} 元；{rest}，应分摊 {} 元。",
        step.quota.total.grouped(),
        step.quota.floor().grouped(),
        step.share().grouped()
    )
}

/// A weight in the words of what it counts at this level.
fn weight_text(step: &Step, basis: Basis, weight: u64) -> String {
    let hundredths = i64::try_from(weight).unwrap_or(i64::MAX);
    match (step.party, basis) {
        (Party::Owners | Party::SellingOrganisation { .. }, _) => {
            format!("交存 {} 元", Fen(hundredths).grouped())
        }
        (Party::Unit, Basis::Household) => format!("{weight} 户"),
        (Party::Unit | Party::CommodityHomes | Party::SoldPublicHomes, _) => {
            format!("{} ㎡", AreaDm2(hundredths).grouped())
        }
    }
}

#[cfg(test)]
#[path = "allocate_tests.rs"]
mod tests;
