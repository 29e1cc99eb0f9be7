//! A submitted sheet with everything that the guards ask of it, read outside any transaction. Every change of a case
//! counts the sheet's version up, so what was read holds as long as the version does.

use super::{facts, rules, settlement};
use crate::parameter::Rules;
use crate::{App, Caller, Refusal};
use anju_contract::attachment::PaperFile;
use anju_contract::withdrawal::SIGNED_SHEET;
use anju_domain::calendar::business_date;
use anju_domain::withdrawal::emergency::{EmergencyKind, EmergencyPaper};
use anju_domain::withdrawal::paper::{Stage, kind_of};
use anju_domain::withdrawal::sheet::Kind;
use anju_domain::withdrawal::state::{
    Approval, Contradiction, Done, Duty, Facts, Instruction, Round, SettlementFacts, State,
};
use anju_domain::withdrawal::vote::{
    Ballot, Choice, Electorate, ElectorateUnit, OwnerKey, Signatures, Tally, tally,
};
use anju_store::StoreError;
use anju_store::attachment::{self, Named};
use anju_store::ledger::{self, AccountKind, account, instruction, task};
use anju_store::withdrawal::case::{self, BallotRow, Case};
use anju_store::withdrawal::frozen::{self, Elector, Totals};
use anju_store::withdrawal::{self as store, Sheet, supplement};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// 结算书
const FINAL_ACCOUNT: &str = "final_account";

/// A submitted sheet.
#[derive(Clone)]
pub(super) struct Loaded {
    pub(super) sheet: Sheet,
    pub(super) state: State,
    pub(super) case: Case,
    pub(super) facts: Facts,
    /// The last round that counts.
    pub(super) round: i64,
    /// The rounds in which nothing was paid.
    pub(super) voided: Vec<i64>,
    /// What the actual cost means, once it is entered.
    pub(super) figures: Option<settlement::Figures>,
    pub(super) totals: Totals,
    pub(super) tally: Option<Tally>,
    pub(super) papers: Vec<String>,
    pub(super) attachments: Vec<Named>,
    pub(super) instructions: Vec<instruction::Instruction>,
    pub(super) rules: Rules,
}

/// The sheet, if the caller may see it and it was submitted.
pub(super) async fn load_for(app: &App, caller: &Caller, sheet_id: Uuid) -> Result<Loaded, Refusal> {
    let sheet = seen_by(app, caller, sheet_id).await?;
    load(app, sheet).await?.ok_or_else(not_submitted)
}

/// The sheet with its case and nothing around it, if the caller may see it and it was submitted.
pub(super) async fn find_for(app: &App, caller: &Caller, sheet_id: Uuid) -> Result<(Sheet, Case), Refusal> {
    let sheet = seen_by(app, caller, sheet_id).await?;
    let case = case::get(&app.store, sheet_id).await?.ok_or_else(not_submitted)?;
    Ok((sheet, case))
}

async fn seen_by(app: &App, caller: &Caller, sheet_id: Uuid) -> Result<Sheet, Refusal> {
    store::get(&app.store, sheet_id)
        .await?
        .filter(|sheet| facts::within(caller.scope, sheet))
        .ok_or_else(|| Refusal::not_found("该任务单"))
}

fn not_submitted() -> Refusal {
    Refusal::conflict(
        "withdrawal.not_submitted",
        "这份任务单还是草稿，没有提交，不能办理此项业务。请先提交任务单。",
        None,
    )
}

/// Everything about a sheet; `None` of one that was never submitted.
pub(super) async fn load(app: &App, sheet: Sheet) -> Result<Option<Loaded>, Refusal> {
    let store = &app.store;
    let Some(case) = case::get(store, sheet.id).await? else {
        return Ok(None);
    };
    let state = state_of(&sheet)?;
    let now = app.clock.now();
    let rules = app.rules().await?;
    let attachments = attachment::of_case(store, sheet.id).await?;
    let papers = papers(attachments.iter().map(|file| &*file.paper));
    let voided = supplement::voided(store, sheet.id).await?;
    let round = (1..=case.round).rev().find(|round| !voided.contains(round)).unwrap_or(1);
    let totals = frozen::totals(store, sheet.id, round).await?;
    let instructions = instruction::of_case(store, sheet.id).await?;
    let last = instructions.iter().rfind(|own| own.round == round);
    let clearing = account::balance(store, AccountKind::CaseClearing, sheet.id).await?;
    let ballots = case::ballots(store, sheet.id).await?;
    let tally =
        if case.kind == "planned" { Some(count(app, &rules, &case, &ballots, now).await?) } else { None };
    let duties = case::duties(store, sheet.id).await?;
    let figures = settlement::figures(app, &rules, &case, &voided).await?;
    let facts = Facts {
        round: if round > 1 { Round::Supplement } else { Round::First },
        done: duties.into_iter().map(done).collect::<Result<_, _>>()?,
        community_linked: true,
        units: usize::try_from(case.unit_count).unwrap_or(usize::MAX),
        approval: approval(&case, tally.as_ref(), &papers)?,
        publicity_until: case.publicity_until,
        pays: totals.pays,
        held: ledger::held(store, sheet.id).await?,
        shortfall: totals.shortfall,
        release_with_shortfall: rules::release_with_shortfall(&rules, case.began_on),
        instruction: standing(last),
        bank_never_had_it: last.is_some_and(|own| own.state == "unknown" && own.never_had_at.is_some()),
        contradiction: contradiction(app, last).await?,
        clearing,
        payee_correction_pending: case.corrected.is_some(),
        settlement: figures.clone().map(|figures| SettlementFacts {
            settlement: figures.settlement,
            papers: papers.iter().any(|paper| paper == FINAL_ACCOUNT),
        }),
        ..facts::blank(business_date(now))
    };
    Ok(Some(Loaded {
        sheet,
        state,
        case,
        facts,
        round,
        voided,
        figures,
        totals,
        tally,
        papers,
        attachments,
        instructions,
        rules,
    }))
}

/// The codes of the papers that these files are, each once. A paper that nobody brought as a file is not there.
pub(super) fn papers<'a>(files: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut papers = Vec::new();
    for paper in files {
        if !papers.iter().any(|known: &String| known == paper) {
            papers.push(paper.to_owned());
        }
    }
    papers
}

/// What the sheet is for, as it was submitted.
pub(super) fn kind(case: &Case) -> Result<Kind, Refusal> {
    let emergency_kind = case.emergency_kind.as_deref().unwrap_or_default();
    Ok(kind_of(&case.kind, emergency_kind).ok_or(StoreError::Corrupt("kind of a sheet"))?)
}

/// The stored state of a sheet.
pub(super) fn state_of(sheet: &Sheet) -> Result<State, Refusal> {
    State::from_code(&sheet.state).ok_or_else(|| StoreError::Corrupt("state of a withdrawal").into())
}

/// The stored word for a duty.
pub(super) fn duty_code(duty: Duty) -> &'static str {
    match duty {
        Duty::Enter => "enter",
        Duty::BureauReview => "bureau_review",
        Duty::DepartmentReview => "department_review",
        Duty::Release => "release",
    }
}

fn done((code, user): (String, Uuid)) -> Result<Done, Refusal> {
    [Duty::Enter, Duty::BureauReview, Duty::DepartmentReview, Duty::Release]
        .into_iter()
        .find(|duty| duty_code(*duty) == code)
        .map(|duty| Done { duty, user })
        .ok_or_else(|| StoreError::Corrupt("duty").into())
}

/// Counts the vote over the frozen electorate.
pub(super) async fn count(
    app: &App,
    in_force: &Rules,
    case: &Case,
    ballots: &[BallotRow],
    now: DateTime<Utc>,
) -> Result<Tally, Refusal> {
    let electorate = electorate(case, &frozen::electors(&app.store, case.sheet_id).await?)?;
    let rules = rules::vote(in_force, case.began_on).ok_or(StoreError::Corrupt("rules of the vote"))?;
    let ballots: Vec<Ballot> = ballots.iter().map(ballot).collect::<Result<_, _>>()?;
    let signatures = Signatures {
        version: case.sheet_version,
        from: case.began_on,
        until: business_date(now),
        ballots: &ballots,
    };
    tally(&electorate, rules, signatures).map_err(|error| Refusal::invalid(error.code(), error.to_string()))
}

/// The frozen electorate as the domain counts it.
pub(super) fn electorate(case: &Case, electors: &[Elector]) -> Result<Electorate, Refusal> {
    let units: Vec<ElectorateUnit> = electors
        .iter()
        .map(|elector| ElectorateUnit {
            unit: elector.unit_id,
            room: elector.label(),
            area: elector.area,
            owners: elector.owner_keys.iter().cloned().map(OwnerKey).collect(),
        })
        .collect();
    Electorate::freeze(case.sheet_version, &units)
        .map_err(|error| Refusal::invalid(error.code(), error.to_string()))
}

fn ballot(row: &BallotRow) -> Result<Ballot, Refusal> {
    let choice = Choice::from_code(&row.choice).ok_or(StoreError::Corrupt("choice"))?;
    Ok(Ballot { unit: row.unit_id, choice, signed_on: row.signed_on })
}

/// On what the use of the fund would rest with these files in place of those of the review's stage.
pub(super) async fn approval_with(
    app: &App,
    caller: &Caller,
    sheet_id: Uuid,
    files: &[PaperFile],
) -> Result<Approval, Refusal> {
    let loaded = load_for(app, caller, sheet_id).await?;
    let kept = loaded.attachments.iter().filter(|file| file.stage != Stage::Review.code());
    let named = kept.map(|file| &*file.paper).chain(files.iter().map(|file| &*file.paper));
    approval(&loaded.case, loaded.tally.as_ref(), &papers(named))
}

/// On what the use of the fund rests, with these papers.
fn approval(case: &Case, tally: Option<&Tally>, papers: &[String]) -> Result<Approval, Refusal> {
    if let Some(tally) = tally {
        let signed_sheet = papers.iter().any(|paper| paper == SIGNED_SHEET);
        return Ok(Approval::Vote { signed_sheet, lacking: tally.lacking.clone() });
    }
    let kind = case.emergency_kind.as_deref().and_then(EmergencyKind::from_code);
    let kind = kind.ok_or(StoreError::Corrupt("kind of emergency"))?;
    let uploaded: Vec<EmergencyPaper> =
        kind.papers().into_iter().filter(|paper| papers.iter().any(|code| code == paper.code())).collect();
    Ok(Approval::Emergency { papers_missing: kind.missing_papers(&uploaded) })
}

/// The task about an instruction that the bank reported as failed and then as paid.
pub(super) const PAID_AFTER_FAILED: &str = "paid_after_failed";
/// The task about an instruction that the bank reported as paid and then as failed.
pub(super) const FAILED_AFTER_PAID: &str = "failed_after_paid";

async fn contradiction(
    app: &App,
    last: Option<&instruction::Instruction>,
) -> Result<Option<Contradiction>, Refusal> {
    let Some(last) = last else { return Ok(None) };
    let (kind, contradiction) = match last.state.as_str() {
        "failed" => (PAID_AFTER_FAILED, Contradiction::PaidAfterFailed),
        "paid" => (FAILED_AFTER_PAID, Contradiction::FailedAfterPaid),
        _ => return Ok(None),
    };
    let open = task::about(&app.store, last.id).await?;
    Ok(open.iter().any(|own| own == kind).then_some(contradiction))
}

fn standing(last: Option<&instruction::Instruction>) -> Instruction {
    match last.map(|own| own.state.as_str()) {
        None => Instruction::None,
        Some("paid") => Instruction::Paid,
        Some("failed") => Instruction::Failed,
        Some(_) => Instruction::Running,
    }
}

/// The day on which a deadline of a state that is entered now ends.
pub(super) fn due_on(loaded: &Loaded, state: State, now: DateTime<Utc>) -> Option<NaiveDate> {
    rules::due_on(&loaded.rules, state, loaded.case.began_on, business_date(now))
}
