//! One task sheet, whole: what was typed, and from its submission on what was frozen and what came of it.

use super::case::{self, Loaded};
use super::facts::{self, within};
use super::on_paper::on_paper;
use super::{freeze, rules, settlement};
use crate::attachment::naming;
use crate::{App, Caller, Read, Refusal, Scope};
use anju_contract::commands::GetSheet;
use anju_contract::withdrawal::{
    CorrectedPayee, Draft, FrozenUnit, GetSheetRequest, MissingView, MoveView, Payment, SheetView,
    SubmittedSheet, VoteTally,
};
use anju_domain::identity::{mask_account, mask_name, mask_phone};
use anju_domain::personal::{PersonalField, Showing};
use anju_domain::withdrawal::state::{Missing, Move, State, allowed_moves};
use anju_store::withdrawal::{self as store, frozen, selling};

impl Read for GetSheet {
    async fn read(app: &App, caller: &Caller, request: GetSheetRequest) -> Result<SheetView, Refusal> {
        let sheet = store::get(&app.store, request.sheet_id)
            .await?
            .filter(|sheet| within(caller.scope, sheet))
            .ok_or_else(|| Refusal::not_found("该任务单"))?;
        let submitted = match case::load(app, sheet.clone()).await? {
            Some(loaded) => Some(submitted(app, caller, loaded).await?),
            None => None,
        };
        let revised = match sheet.revises {
            Some(old) => store::get(&app.store, old).await?.and_then(|old| old.number),
            None => None,
        };
        let drafts = matches!(caller.scope, Scope::Company(_));
        // Others cannot be revised: a snapshot of many sheets need not ask for each.
        let successor = match case::state_of(&sheet)? {
            State::Returned | State::Cancelled => store::successor(&app.store, sheet.id, drafts).await?,
            _ => None,
        };
        let (revised_by, revised_by_number) = successor.unzip();
        Ok(SheetView {
            sheet_id: sheet.id,
            community_id: sheet.community_id,
            community_name: sheet.community_name,
            number: sheet.number,
            revises: sheet.revises,
            revises_number: revised,
            revised_by,
            revised_by_number: revised_by_number.flatten(),
            state: sheet.state,
            version: sheet.version,
            draft: draft_as_shown(caller, serde_json::from_str(&sheet.draft)?),
            updated_at: sheet.updated_at,
            submitted,
        })
    }
}

async fn submitted(app: &App, caller: &Caller, loaded: Loaded) -> Result<SubmittedSheet, Refusal> {
    let permissions = facts::permissions(caller);
    let actor = facts::actor(caller, &permissions, &loaded.sheet);
    let moves = allowed_moves(loaded.state, &loaded.facts, actor).into_iter().map(move_view).collect();
    let units = frozen::units(&app.store, loaded.sheet.id, loaded.round).await?;
    let organisations = selling::organisations(&app.store, loaded.sheet.id, loaded.round).await?;
    let on_paper = on_paper(app, &loaded, &units).await?;
    let Loaded {
        case,
        facts,
        round,
        figures,
        totals,
        tally,
        papers,
        attachments,
        instructions,
        state,
        rules,
        ..
    } = loaded;
    let undetermined = rules::is_undetermined(&rules, state, case.began_on, case.due_on);
    Ok(SubmittedSheet {
        submitted_at: case.submitted_at,
        sheet_version: case.sheet_version,
        check_code: case.check_code,
        amount_fen: case.amount,
        unit_count: case.unit_count,
        area_dm2: case.area,
        share_fen: totals.share,
        pays_fen: totals.pays,
        shortfall_fen: totals.shortfall,
        clearing_fen: facts.clearing,
        payee_name: case.payee.name,
        payee_bank: case.payee.bank,
        payee_account_masked: mask_account(&case.payee.account),
        payee_correction_pending: case.corrected.is_some(),
        corrected_payee: case.corrected.map(|payee| CorrectedPayee {
            name: payee.name,
            bank: payee.bank,
            account_masked: mask_account(&payee.account),
        }),
        due_on: case.due_on,
        due_undetermined: undetermined,
        claimed_by: case.claimed_by,
        claimed_by_name: case.claimed_by_name,
        actual_cost_fen: case.actual_cost,
        settlement: figures.as_ref().map(|figures| settlement::view(figures, facts.clearing)),
        round,
        units: units.iter().map(|unit| as_shown(caller, freeze::view(unit))).collect(),
        selling_organisations: organisations.iter().map(freeze::organisation_view).collect(),
        tally: tally.as_ref().map(VoteTally::from),
        papers,
        attachments: attachments.into_iter().map(naming::view).collect(),
        payments: instructions
            .into_iter()
            .map(|own| Payment {
                instruction_id: own.id,
                amount_fen: own.fen,
                state: own.state,
                detail: own.detail,
                created_at: own.created_at,
                ended_at: own.ended_at,
            })
            .collect(),
        moves,
        on_paper,
    })
}

/// What was typed, with account and phone in full only for the company that typed them.
fn draft_as_shown(caller: &Caller, mut draft: Draft) -> Draft {
    if !matches!(caller.scope, Scope::Company(_)) {
        draft.payee_account = mask_account(draft.payee_account.trim());
        draft.phone = mask_phone(draft.phone.trim());
    }
    draft
}

/// A frozen unit as the caller's role may see its owners.
fn as_shown(caller: &Caller, mut unit: FrozenUnit) -> FrozenUnit {
    if caller.showing(PersonalField::OwnerName) < Showing::Full {
        unit.owners = unit.owners.split('、').map(mask_name).collect::<Vec<_>>().join("、");
    }
    unit
}

fn move_view((chosen, outcome): (Move, Result<State, Vec<Missing>>)) -> MoveView {
    let (target, missing) = match outcome {
        Ok(target) => (Some(target.code().to_owned()), Vec::new()),
        Err(missing) => (None, missing),
    };
    let view =
        |missing: &Missing| MissingView { code: missing.code().to_owned(), message: missing.message() };
    MoveView {
        move_code: chosen.code().to_owned(),
        label: chosen.label().to_owned(),
        target,
        missing: missing.iter().map(view).collect(),
    }
}
