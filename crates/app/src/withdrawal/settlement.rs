//! What the actual cost of a sheet means: what each payer paid over all rounds that count, and what follows from it.

use super::case::Loaded;
use super::rules;
use crate::parameter::Rules;
use crate::{App, Refusal};
use anju_contract::withdrawal::SettlementView;
use anju_domain::ledger::{Payer, PayerAmount};
use anju_domain::money::Fen;
use anju_domain::withdrawal::draw::PrincipalAndInterest;
use anju_domain::withdrawal::settlement::{Settlement, settle};
use anju_store::StoreError;
use anju_store::withdrawal::case::Case;
use anju_store::withdrawal::{frozen, selling};
use std::collections::HashMap;

/// What the actual cost means, with the sums that it is compared with.
#[derive(Clone)]
pub(super) struct Figures {
    pub(super) settlement: Settlement,
    pub(super) paid: Fen,
    pub(super) allocated: Fen,
}

/// The rounds that count, the first one first.
fn rounds(case: &Case, voided: &[i64]) -> impl Iterator<Item = i64> {
    let voided = voided.to_vec();
    (1..=case.round).filter(move |round| !voided.contains(round))
}

/// What was drawn of each payer over all rounds that count: units by place, then selling organisations.
pub(super) async fn paid(
    app: &App,
    case: &Case,
    voided: &[i64],
) -> Result<Vec<(Payer, PrincipalAndInterest)>, Refusal> {
    let mut drawn: Vec<(Payer, PrincipalAndInterest)> = Vec::new();
    let mut organisations: Vec<(Payer, PrincipalAndInterest)> = Vec::new();
    for round in rounds(case, voided) {
        let units = frozen::units(&app.store, case.sheet_id, round).await?;
        drawn.extend(units.into_iter().map(|unit| (Payer::Unit(unit.unit_id), unit.pays)));
        let of_round = selling::organisations(&app.store, case.sheet_id, round).await?;
        let of_round =
            of_round.into_iter().map(|own| (Payer::SellingOrganisation(own.organisation_id), own.pays));
        organisations.extend(of_round);
    }
    drawn.append(&mut organisations);
    let mut each: Vec<(Payer, PrincipalAndInterest)> = Vec::new();
    let mut positions: HashMap<Payer, usize> = HashMap::new();
    for (payer, pays) in drawn {
        let position = *positions.entry(payer).or_insert_with(|| {
            each.push((payer, PrincipalAndInterest::default()));
            each.len() - 1
        });
        let own = &mut each[position].1;
        own.principal = Fen(own.principal.0 + pays.principal.0);
        own.interest = Fen(own.interest.0 + pays.interest.0);
    }
    Ok(each)
}

/// What the actual cost means; `None` until it is entered.
pub(super) async fn figures(
    app: &App,
    in_force: &Rules,
    case: &Case,
    voided: &[i64],
) -> Result<Option<Figures>, Refusal> {
    let Some(cost) = case.actual_cost else {
        return Ok(None);
    };
    let mut allocated = Fen::ZERO;
    for round in rounds(case, voided) {
        allocated = Fen(allocated.0 + frozen::totals(&app.store, case.sheet_id, round).await?.share.0);
    }
    let each: Vec<PrincipalAndInterest> =
        paid(app, case, voided).await?.into_iter().map(|(_, drawn)| drawn).collect();
    let (order, limit) =
        (rules::draw_order(in_force, case.began_on), rules::overrun_limit(in_force, case.began_on));
    let settlement = settle(allocated, cost, &each, order, limit)
        .map_err(|error| Refusal::invalid(error.code(), error.to_string()))?;
    let paid = each.iter().map(|own| Fen(own.principal.0 + own.interest.0));
    let paid = Fen::checked_sum(paid).ok_or(StoreError::Corrupt("sum of what was paid"))?;
    Ok(Some(Figures { settlement, paid, allocated }))
}

/// What goes back to each payer; nothing where nothing is left.
pub(super) async fn back(
    app: &App,
    loaded: &Loaded,
    settlement: &Settlement,
) -> Result<Vec<PayerAmount>, Refusal> {
    let Settlement::Remainder { back, .. } = settlement else {
        return Ok(Vec::new());
    };
    let payers = paid(app, &loaded.case, &loaded.voided).await?;
    let each = payers.into_iter().zip(back).map(|((payer, _), parts)| PayerAmount { payer, parts: *parts });
    Ok(each.filter(|amount| amount.parts != PrincipalAndInterest::default()).collect())
}

/// As the screens show it. `clearing` is what came back of a remainder.
pub(super) fn view(figures: &Figures, clearing: Fen) -> SettlementView {
    let (outcome, difference, received) = match figures.settlement {
        Settlement::Exact => ("exact", Fen::ZERO, Fen::ZERO),
        Settlement::Remainder { total, .. } => ("remainder", total, clearing),
        Settlement::Owed { rest } => ("owed", rest, Fen::ZERO),
        Settlement::Supplement { overrun } => ("supplement", overrun, Fen::ZERO),
        Settlement::NewSheet { overrun } => ("new_sheet", overrun, Fen::ZERO),
    };
    SettlementView {
        outcome: outcome.to_owned(),
        paid_fen: figures.paid,
        allocated_fen: figures.allocated,
        difference_fen: difference,
        received_fen: received,
    }
}
