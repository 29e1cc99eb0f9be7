//! Submitting a sheet with the figures that the person saw (source 4 §4.2.1 ⑥).
//!
//! Everything is computed before the transaction opens; the transaction then makes sure that no input has moved, and
//! writes. So a sheet is never accepted with other figures, and the writer is never held up by an allocation.

use super::{facts, freeze, rules};
use crate::attachment::naming::{self, Naming, Place};
use crate::{App, Caller, Refusal, Unit, Write};
use anju_contract::commands::Submit;
use anju_contract::withdrawal::{AllocationSeen, Draft, SubmitRequest, SubmitResponse};
use anju_domain::calendar::business_date;
use anju_domain::flow::FlowKind;
use anju_domain::form::check_code;
use anju_domain::withdrawal::allocation::{AllocationDigests, Comparison};
use anju_domain::withdrawal::paper::Stage;
use anju_domain::withdrawal::sheet::Kind as SheetKind;
use anju_domain::withdrawal::state::{Duty, Move, State, check};
use anju_store::ledger::{self, LedgerError};
use anju_store::withdrawal::case::{self, Case, PayeeText};
use anju_store::withdrawal::{self as store, Sheet, Step, frozen, selling};
use anju_store::{StoreError, estate};
use chrono::Datelike;
use freeze::Freeze;
use serde_json::json;
use std::sync::Arc;
use uuid::Uuid;

/// What is ready to be written.
#[derive(Clone)]
pub struct Prepared {
    sheet: Sheet,
    freeze: Arc<Freeze>,
    naming: Naming,
}

impl Write for Submit {
    type Prepared = Prepared;

    async fn prepare(app: &App, caller: &Caller, request: &SubmitRequest) -> Result<Prepared, Refusal> {
        let sheet = store::get(&app.store, request.sheet_id)
            .await?
            .filter(|sheet| facts::within(caller.scope, sheet))
            .ok_or_else(|| Refusal::not_found("该任务单"))?;
        check_seen(&sheet, request.version)?;
        let draft: Draft = serde_json::from_str(&sheet.draft)?;
        let today = business_date(app.clock.now());
        let freeze = freeze::freeze(app, sheet.community_id, &draft, today).await?;
        let permissions = facts::permissions(caller);
        let known = anju_domain::withdrawal::state::Facts {
            // The link is checked inside the transaction, where it can no longer be taken away.
            community_linked: true,
            ticked_buildings_without_units: freeze.selection.ticked_without_units.len(),
            left_out_without_reason: freeze.selection.left_out_without_reason.len(),
            units: freeze.units.len(),
            ..facts::blank(today)
        };
        check(State::Draft, Move::Submit, &known, facts::actor(caller, &permissions, &sheet))
            .map_err(|missing| facts::refusal(&missing))?;
        compare(&request.seen, &freeze)?;
        let naming = name_files(app, caller, &sheet, &freeze, &draft, request).await?;
        Ok(Prepared { sheet, freeze: Arc::new(freeze), naming })
    }

    async fn write(
        unit: &mut Unit<'_>,
        caller: &Caller,
        request: SubmitRequest,
        prepared: Prepared,
    ) -> Result<SubmitResponse, Refusal> {
        let Prepared { sheet, freeze, naming } = prepared;
        let id = sheet.id;
        let linked = estate::linked_district(unit.tx, sheet.organisation_id, sheet.community_id).await?;
        if linked != Some(sheet.district_id) {
            return Err(facts::refusal(&[anju_domain::withdrawal::state::Missing::CommunityLink]));
        }
        let moved_on =
            store::move_on(unit.tx, id, request.version, State::Submitted.code(), unit.now).await?;
        if !moved_on {
            let now = store::find(unit.tx, id).await?;
            return Err(now.as_ref().map_or_else(|| Refusal::not_found("该任务单"), facts::stale));
        }
        let version = request.version + 1;
        write_frozen(unit, id, &freeze).await?;
        naming::write(unit, &naming).await?;
        let (number, case) = register(unit, caller, &sheet, &freeze, version).await?;
        case::add_duty(unit.tx, id, super::case::duty_code(Duty::Enter), caller.user_id).await?;
        let reason = if request.accepts_moved_pays { "已确认余额变动后的支取金额" } else { "" }.to_owned();
        let step = Step {
            case_id: id,
            at: unit.now,
            actor_id: caller.user_id,
            actor_name: caller.display_name.clone(),
            move_code: Move::Submit.code(),
            from_state: State::Draft.code().to_owned(),
            to_state: State::Submitted.code().to_owned(),
            reason,
        };
        store::append_step(unit.tx, &step).await?;
        unit.flow(caller, FlowKind::WithdrawalApply, id).await?;
        unit.audit(
            caller,
            sheet.district_id,
            id,
            State::Draft.code().to_owned(),
            json!({
                "state": State::Submitted.code(), "number": number, "allocation": freeze.digests.shares_and_pays,
                "attachments": naming::hashes(&naming),
            })
            .to_string(),
        );
        unit.sheet_changed(&sheet, version);
        unit.predecessor_changed(sheet.revises).await?;
        Ok(SubmitResponse {
            sheet_id: id,
            version,
            state: State::Submitted.code().to_owned(),
            number,
            check_code: case.check_code,
            submitted_at: unit.now,
        })
    }
}

fn check_seen(sheet: &Sheet, version: i64) -> Result<(), Refusal> {
    if sheet.state != State::Draft.code() {
        return Err(Refusal::conflict(
            "withdrawal.not_a_draft",
            "这份任务单已经提交或撤销，不能再次提交。请刷新后查看最新状态。",
            Some(json!({ "version": sheet.version, "state": sheet.state })),
        ));
    }
    if sheet.version != version {
        return Err(facts::stale(sheet));
    }
    Ok(())
}

/// Checks the draft's files, which have to be those that the person submits.
async fn name_files(
    app: &App,
    caller: &Caller,
    sheet: &Sheet,
    freeze: &Freeze,
    draft: &Draft,
    request: &SubmitRequest,
) -> Result<Naming, Refusal> {
    if !draft.attachments.iter().map(|file| &file.sha256).eq(&request.attachments) {
        return Err(Refusal::conflict(
            "withdrawal.attachments_changed",
            "附件与任务单保存的内容不一致，没有提交。请返回上一步核对附件，保存后再提交。",
            None,
        ));
    }
    let place = Place {
        case_id: sheet.id,
        stage: Stage::Submission,
        kind: freeze.sheet.kind,
        field: "draft.attachments",
    };
    naming::check(app, caller, place, &draft.attachments).await
}

/// Refuses other figures than the person saw, with the figures of now.
fn compare(seen: &AllocationSeen, freeze: &Freeze) -> Result<(), Refusal> {
    let seen =
        AllocationDigests { shares: seen.shares.clone(), shares_and_pays: seen.shares_and_pays.clone() };
    let (code, message) = match seen.compare(&freeze.digests) {
        Comparison::Equal => return Ok(()),
        Comparison::PaysDiffer => (
            "withdrawal.pays_moved",
            "有房屋的可用余额在您计算后发生了变化，分摊金额不变，实际支取和欠款有变。请核对新的金额，确认后即可提交。",
        ),
        Comparison::SharesDiffer => (
            "withdrawal.shares_changed",
            "房屋资料在您计算后发生了变化，分摊金额与您看到的不同，没有提交。请对照两张分摊明细，重新计算后再提交。",
        ),
    };
    let rows: Vec<_> = freeze.units.iter().map(freeze::view).collect();
    let organisations: Vec<_> = freeze.organisations.iter().map(freeze::organisation_view).collect();
    let now = json!({ "seen": freeze.digests, "units": rows, "selling_organisations": organisations });
    Err(Refusal::conflict(code, message, Some(json!({ "now": now }))))
}

/// Writes units, electorate and holds after making sure that they are what was computed from.
async fn write_frozen(unit: &mut Unit<'_>, id: Uuid, freeze: &Freeze) -> Result<(), Refusal> {
    frozen::add_units(unit.tx, id, 1, &freeze.units).await?;
    selling::add_organisations(unit.tx, id, 1, &freeze.organisations).await?;
    frozen::add_electors(unit.tx, id, &freeze.electors).await?;
    let unmoved = frozen::count_unmoved(unit.tx, id).await?;
    if usize::try_from(unmoved) != Ok(freeze.electors.len()) {
        return Err(freeze::moved_meanwhile());
    }
    for now in frozen::lock_balances(unit.tx, id, 1).await? {
        if freeze.balances.get(&now.unit_id) != Some(&now.available()) {
            return Err(freeze::moved_meanwhile());
        }
    }
    ledger::place_holds(unit.tx, id, 1, &freeze.holds).await.map_err(|error| match error {
        LedgerError::Store(error) => Refusal::from(error),
        LedgerError::Unbalanced
        | LedgerError::Uncovered { .. }
        | LedgerError::NotOpen
        | LedgerError::AlreadyReversed => freeze::moved_meanwhile(),
    })
}

/// Gives the sheet its number and check code and adds its case.
async fn register(
    unit: &mut Unit<'_>,
    caller: &Caller,
    sheet: &Sheet,
    freeze: &Freeze,
    version: i64,
) -> Result<(String, Case), Refusal> {
    let began_on = business_date(unit.now);
    let code = case::district_code(unit.tx, sheet.district_id).await?;
    let year = i64::from(began_on.year());
    let serial = case::next_serial(unit.tx, sheet.district_id, "withdrawal", year).await?;
    let number = format!("{code}-{year}-{serial:06}");
    store::set_number(unit.tx, sheet.id, &number).await?;
    let emergency_kind = match freeze.sheet.kind {
        SheetKind::Planned => None,
        SheetKind::Emergency(kind) => Some(kind.code().to_owned()),
    };
    let case = Case {
        sheet_id: sheet.id,
        sheet_version: version,
        submitted_at: unit.now,
        submitted_by: caller.user_id,
        began_on,
        check_code: check_code(sheet.id, &number, &freeze.digests.shares_and_pays),
        kind: freeze.sheet.kind.code().to_owned(),
        emergency_kind,
        basis: freeze.sheet.basis.code().to_owned(),
        amount: freeze.sheet.amount,
        unit_count: i64::try_from(freeze.units.len()).map_err(|_| StoreError::Corrupt("number of units"))?,
        area: freeze.area,
        payee: PayeeText {
            name: freeze.sheet.payee.name.clone(),
            bank: freeze.sheet.payee.bank.clone(),
            account: freeze.sheet.payee.account.reveal().to_owned(),
        },
        corrected: None,
        publicity_until: rules::publicity_until(&freeze.rules, began_on),
        due_on: rules::due_on(&freeze.rules, State::Submitted, began_on, began_on),
        round: 1,
        claimed_by: None,
        claimed_by_name: None,
        actual_cost: None,
        signatures_version: 0,
    };
    case::add(unit.tx, &case, &freeze.digests.shares, &freeze.digests.shares_and_pays).await?;
    Ok((number, case))
}
