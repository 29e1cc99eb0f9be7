//! What the printed forms of a submitted sheet need: names, numbers, codes and addresses that only the server gives.

use super::case::Loaded;
use super::rules;
use crate::{App, Refusal};
use anju_contract::withdrawal::{LeftOut, NoticeNumber, OnPaper, OpinionOnPaper};
use anju_domain::calendar::business_date;
use anju_domain::form::check_code;
use anju_domain::money::Fen;
use anju_domain::withdrawal::flow_number::FlowNumber;
use anju_domain::withdrawal::state::Move;
use anju_store::StoreError;
use anju_store::form::{self, Issued};
use anju_store::withdrawal::case::{self, StepRow};
use anju_store::withdrawal::frozen::{self, Elector, FrozenUnit};

/// What only forms say of a sheet; `units` are those of the round under way.
pub(super) async fn on_paper(app: &App, loaded: &Loaded, units: &[FrozenUnit]) -> Result<OnPaper, Refusal> {
    let Loaded { sheet, case, .. } = loaded;
    let number = sheet.number.as_deref().ok_or(StoreError::Corrupt("number of a submitted sheet"))?;
    let issued = form::issued(&app.store, sheet.id).await?;
    let electors = frozen::electors(&app.store, sheet.id).await?;
    let steps = case::timeline(&app.store, sheet.id).await?;
    let planned = case.kind == "planned";
    Ok(OnPaper {
        verification_url: app.verification_url(number, &case.check_code),
        notices: notices(app, loaded, number, &issued, units),
        company_name: issued.company_name,
        district_name: issued.district_name,
        kind: case.kind.clone(),
        basis: case.basis.clone(),
        began_on: case.began_on,
        publicity_until: case.publicity_until,
        pay_by: rules::shortfall_pay_by(&loaded.rules, case.began_on),
        vote_rule: if planned {
            rules::vote(&loaded.rules, case.began_on).map(|rules| rules.words())
        } else {
            None
        },
        left_out: electors.into_iter().filter_map(left_out).collect(),
        opinions: [
            opinion(&steps, "bureau", Move::BureauApprove, "同意使用。"),
            opinion(&steps, "department", Move::DepartmentApprove, "复核通过。"),
        ]
        .into_iter()
        .flatten()
        .collect(),
    })
}

fn left_out(elector: Elector) -> Option<LeftOut> {
    let reason = elector.excluded_reason.clone()?;
    let place = elector.label();
    Some(LeftOut { place, area_dm2: elector.area, reason })
}

fn notices(
    app: &App,
    loaded: &Loaded,
    number: &str,
    issued: &Issued,
    units: &[FrozenUnit],
) -> Vec<NoticeNumber> {
    // By the place among all units: it stays when others have paid what they lacked.
    let short = units.iter().zip(1..).filter(|(unit, _)| unit.shortfall > Fen::ZERO);
    short
        .map(|(unit, line)| {
            let number = FlowNumber::of_line(number, line).to_string();
            let check_code = check_code(loaded.sheet.id, &number, &issued.digest);
            let verification_url = app.verification_url(&number, &check_code);
            NoticeNumber { unit_id: unit.unit_id, number, check_code, verification_url }
        })
        .collect()
}

/// The opinion on record; a sheet that came back since has none any more.
fn opinion(steps: &[StepRow], by: &str, approved: Move, words: &str) -> Option<OpinionOnPaper> {
    let given = steps.iter().rfind(|step| step.move_code == approved.code())?;
    let sent_back = steps.iter().any(|step| step.seq > given.seq && step.move_code == Move::SendBack.code());
    (!sent_back).then(|| OpinionOnPaper {
        by: by.to_owned(),
        text: if given.reason.is_empty() { words.to_owned() } else { given.reason.clone() },
        signer: given.actor_name.clone(),
        signed_on: business_date(given.at),
    })
}
