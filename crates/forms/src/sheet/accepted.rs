//! A sheet that the server has accepted, as its view carries it.

use anju_contract::withdrawal::{
    FrozenOrganisation, FrozenUnit, NoticeNumber, OnPaper, OpinionOnPaper, SheetView, SubmittedSheet,
    VoteCount, VoteTally,
};
use anju_domain::area::AreaDm2;
use anju_domain::form::grouped_code;
use anju_domain::withdrawal::allocation::Basis;

use super::{PaperSheet, PaperUnit};
use crate::allocation_register::{ExcludedUnit, RegisterRow};
use crate::mark::Issue;
use crate::signature_table::HeadsAndArea;
use crate::task_sheet::{Opinion, Payee, RepairKind};

/// The sheet of a view; `None` if it was never submitted.
pub fn accepted(view: &SheetView) -> Option<PaperSheet> {
    let (submitted, number) = (view.submitted.as_ref()?, view.number.as_ref()?);
    let SubmittedSheet { on_paper, .. } = submitted;
    let opinion = |by: &str| on_paper.opinions.iter().find(|opinion| opinion.by == by).map(opinion);
    Some(PaperSheet {
        issue: issue(number, &submitted.check_code, &on_paper.verification_url),
        company: on_paper.company_name.clone(),
        community: view.community_name.clone(),
        district: on_paper.district_name.clone(),
        text: view.draft.clone(),
        kind: kind(&on_paper.kind),
        basis: Basis::from_code(&on_paper.basis)?,
        amount: submitted.amount_fen,
        payee: Payee {
            name: submitted.payee_name.clone(),
            bank: submitted.payee_bank.clone(),
            account: submitted.payee_account_masked.clone(),
        },
        area: submitted.area_dm2,
        units: submitted.units.iter().map(unit).collect(),
        selling: submitted.selling_organisations.iter().map(organisation).collect(),
        left_out: on_paper.left_out.iter().map(left_out).collect(),
        applied_on: on_paper.began_on,
        sheet_version: u32::try_from(submitted.sheet_version).ok()?,
        electorate: submitted.tally.as_ref().and_then(electorate),
        vote_rule: on_paper.vote_rule.clone().unwrap_or_default(),
        publicity: publicity(on_paper),
        pay_by: on_paper.pay_by,
        notices: on_paper.notices.iter().map(|own| (own.unit_id, notice(own))).collect(),
        bureau_opinion: opinion("bureau"),
        department_opinion: opinion("department"),
    })
}

/// The kind of repair with this code; `None` while none is chosen.
pub(super) fn kind(code: &str) -> Option<RepairKind> {
    match code {
        "planned" => Some(RepairKind::Planned),
        "emergency" => Some(RepairKind::Emergency),
        _ => None,
    }
}

fn issue(number: &str, check_code: &str, verification_url: &str) -> Issue {
    Issue::Accepted {
        number: number.to_owned(),
        check_code: grouped_code(check_code),
        verification_url: verification_url.to_owned(),
    }
}

fn notice(own: &NoticeNumber) -> Issue {
    issue(&own.number, &own.check_code, &own.verification_url)
}

fn opinion(given: &OpinionOnPaper) -> Opinion {
    Opinion { text: given.text.clone(), signer: given.signer.clone(), signed_on: given.signed_on }
}

fn publicity(on_paper: &OnPaper) -> Option<(chrono::NaiveDate, chrono::NaiveDate)> {
    on_paper.publicity_until.map(|until| (on_paper.began_on, until))
}

fn electorate(tally: &VoteTally) -> Option<HeadsAndArea> {
    let all = |count: &VoteCount| count.all;
    Some(HeadsAndArea {
        heads: u32::try_from(all(&tally.heads)).ok()?,
        area: AreaDm2(i64::try_from(all(&tally.area_dm2)).ok()?),
    })
}

fn left_out(own: &anju_contract::withdrawal::LeftOut) -> ExcludedUnit {
    ExcludedUnit { place: own.place.clone(), area: own.area_dm2, reason: own.reason.clone() }
}

fn organisation(own: &FrozenOrganisation) -> RegisterRow {
    RegisterRow {
        entrance: String::new(),
        floor: String::new(),
        room: String::new(),
        owner: own.name.clone(),
        area: AreaDm2::ZERO,
        share: own.share_fen,
        principal: own.principal_fen,
        interest: own.interest_fen,
        pays: own.pays_fen,
        shortfall: own.shortfall_fen,
    }
}

fn unit(own: &FrozenUnit) -> PaperUnit {
    PaperUnit {
        id: own.unit_id,
        building: own.building.clone(),
        entrance: own.entrance.clone(),
        floor: own.floor.clone(),
        room: own.room.clone(),
        owner: own.owners.clone(),
        area: own.area_dm2,
        share: own.share_fen,
        available: own.available_fen,
        pays: own.pays_fen,
        shortfall: own.shortfall_fen,
        principal: own.principal_fen,
        interest: own.interest_fen,
    }
}
