//! A sheet that the server has not accepted: what was typed, with the allocation as it would be now.

use anju_contract::estate::UnitCard;
use anju_contract::withdrawal::{AllocateResponse, AllocatedUnit, Draft};
use anju_domain::identity::mask_account;
use anju_domain::money::Fen;
use anju_domain::withdrawal::allocation::Basis;
use chrono::NaiveDate;
use std::collections::HashMap;
use uuid::Uuid;

use super::accepted::kind;
use super::{PaperSheet, PaperUnit};
use crate::allocation_register::ExcludedUnit;
use crate::mark::Issue;
use crate::task_sheet::Payee;

/// A draft with what surrounds it.
#[derive(Clone, Copy, Debug)]
pub struct DraftSheet<'a> {
    /// The company that prepares it.
    pub company: &'a str,
    /// The community.
    pub community: &'a str,
    /// Its district.
    pub district: &'a str,
    /// What was typed.
    pub draft: &'a Draft,
    /// Who would bear what.
    pub allocation: &'a AllocateResponse,
    /// The units of the scope, those left out included.
    pub units: &'a [UnitCard],
    /// The version of the draft.
    pub version: i64,
    /// The day, Asia/Shanghai.
    pub today: NaiveDate,
}

/// The sheet of a draft; `None` if the allocation names a basis that there is not.
pub fn drafted(sheet: &DraftSheet<'_>) -> Option<PaperSheet> {
    let DraftSheet { draft, allocation, .. } = *sheet;
    let cards: HashMap<Uuid, &UnitCard> = sheet.units.iter().map(|card| (card.unit_id, card)).collect();
    let unit = |line: &AllocatedUnit| cards.get(&line.unit_id).map(|card| unit(card, line));
    Some(PaperSheet {
        issue: Issue::Draft,
        company: sheet.company.to_owned(),
        community: sheet.community.to_owned(),
        district: sheet.district.to_owned(),
        text: draft.clone(),
        kind: kind(&draft.kind),
        basis: Basis::from_code(&allocation.basis)?,
        amount: allocation.amount_fen,
        payee: Payee {
            name: draft.payee_name.clone(),
            bank: draft.payee_bank.clone(),
            account: mask_account(draft.payee_account.trim()),
        },
        area: allocation.area_dm2,
        units: allocation.lines.iter().filter_map(unit).collect(),
        // Only the register says what they bear, and a draft has none.
        selling: Vec::new(),
        left_out: left_out(draft, &cards),
        applied_on: sheet.today,
        sheet_version: u32::try_from(sheet.version).unwrap_or(0),
        electorate: None,
        vote_rule: "以提交当日有效的表决规则为准。".to_owned(),
        publicity: None,
        pay_by: None,
        notices: HashMap::new(),
        bureau_opinion: None,
        department_opinion: None,
    })
}

fn left_out(draft: &Draft, cards: &HashMap<Uuid, &UnitCard>) -> Vec<ExcludedUnit> {
    let exclusion = |own: &anju_contract::withdrawal::Exclusion| {
        let card = cards.get(&own.unit_id)?;
        Some(ExcludedUnit { place: card.label(), area: card.area_dm2, reason: own.reason.clone() })
    };
    draft.exclusions.iter().filter_map(exclusion).collect()
}

fn unit(card: &UnitCard, line: &AllocatedUnit) -> PaperUnit {
    let owner = match card.owner_count {
        2.. => format!("{} 等 {} 人", card.owner_name, card.owner_count),
        _ => card.owner_name.clone(),
    };
    PaperUnit {
        id: card.unit_id,
        building: card.building.clone(),
        entrance: card.entrance.clone(),
        floor: card.floor.clone(),
        room: card.room.clone(),
        owner,
        area: card.area_dm2,
        share: line.share_fen,
        available: line.available_fen,
        pays: line.pays_fen,
        shortfall: line.shortfall_fen,
        // Told apart when the money is held; no form of a draft says them.
        principal: line.pays_fen,
        interest: Fen::ZERO,
    }
}
