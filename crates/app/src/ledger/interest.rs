//! 结息: interest accrues on what stands on a payer's accounts and is posted on the day that the office has set.
//!
//! Invariant: what is below a fen is carried from one computation to the next, so computing every day or once gives the
//! same sum; a payer is computed for a day at most once, whoever runs the job how often.

use crate::withdrawal::{bank, book_in, rules};
use crate::{App, Refusal, Unit};
use anju_domain::ledger::{DatedRate, EntryHead, InterestError, Payer, accrue_history, interest_posted};
use anju_domain::money::Fen;
use anju_store::ledger::interest::{self as store, Bearing, State};
use anju_store::ledger::reconcile::districts;
use anju_store::ledger::task::{self, NewTask};
use chrono::{Datelike, NaiveDate};
use serde_json::json;
use std::sync::Arc;
use uuid::Uuid;

/// The task about interest that cannot be computed.
const INTEREST: &str = "interest";
/// How many payers share one transaction, and one entry.
const PAGE: i64 = 500;

impl App {
    /// Computes interest up to the day before `until`, and posts what has accrued if `posts`. Returns what was posted.
    /// A district whose rates are not known gets a task instead.
    ///
    /// # Errors
    /// A refusal if the storage fails or the books contradict themselves.
    pub async fn compute_interest(
        &self,
        until: NaiveDate,
        posts: bool,
        rates: Vec<DatedRate>,
    ) -> Result<Fen, Refusal> {
        let rates: Arc<[DatedRate]> = rates.into();
        let mut total = Fen::ZERO;
        for (scope_id, _) in districts(&self.store).await? {
            let mut after = Uuid::nil();
            while let Some(last) = store::page_end(&self.store, scope_id, after, PAGE).await? {
                match self.page(scope_id, (after, last), until, posts, Arc::clone(&rates)).await {
                    Ok(posted) => total = Fen(total.0 + posted.0),
                    Err(refusal) if refusal.problem().code == RATE_UNKNOWN => {
                        self.ask_for_rate(scope_id, refusal.problem().message.clone()).await?;
                        break;
                    }
                    Err(refusal) => return Err(refusal),
                }
                after = last;
            }
        }
        Ok(total)
    }

    /// Computes interest at the end of each month, and posts that of a year on the day that the office has set for it.
    /// On other days, and before the office has set a rate and a day, nothing happens.
    ///
    /// # Errors
    /// A refusal as of [`App::compute_interest`].
    pub async fn post_interest_due(&self, day: NaiveDate) -> Result<Fen, Refusal> {
        let in_force = self.rules().await?;
        let (posts, rates) = (rules::is_interest_day(&in_force, day), rules::interest_rates(&in_force));
        if posts || (day.day() == 1 && !rates.is_empty()) {
            self.compute_interest(day, posts, rates).await
        } else {
            Ok(Fen::ZERO)
        }
    }

    async fn page(
        &self,
        scope_id: Uuid,
        page: (Uuid, Uuid),
        until: NaiveDate,
        posts: bool,
        rates: Arc<[DatedRate]>,
    ) -> Result<Fen, Refusal> {
        let now = self.clock.now();
        let (posted, heads) = self
            .store
            .write(move |tx| {
                let rates = Arc::clone(&rates);
                Box::pin(async move {
                    let bearing = store::lock(tx, scope_id, page).await?;
                    let mut unit = Unit::new(tx, "ledger.post_interest", now);
                    let posted = compute(&mut unit, scope_id, &bearing, (until, posts), &rates).await?;
                    Ok::<_, Refusal>((posted, unit.finish().await?))
                })
            })
            .await?;
        self.announce(heads);
        Ok(posted)
    }

    async fn ask_for_rate(&self, scope_id: Uuid, detail: String) -> Result<(), Refusal> {
        let at = self.clock.now();
        let new = NewTask {
            scope_id,
            kind: INTEREST,
            subject_id: scope_id,
            case_id: None,
            fen: Fen::ZERO,
            detail,
            at,
        };
        self.store
            .write(move |tx| {
                let new = new.clone();
                Box::pin(async move { task::open(tx, &new).await.map(drop) })
            })
            .await?;
        Ok(())
    }
}

const RATE_UNKNOWN: &str = "ledger.interest.rate_unknown";

async fn compute(
    unit: &mut Unit<'_>,
    scope_id: Uuid,
    bearing: &[Bearing],
    (until, posts): (NaiveDate, bool),
    rates: &[DatedRate],
) -> Result<Fen, Refusal> {
    let mut states = Vec::with_capacity(bearing.len());
    let mut credits: Vec<(Payer, Fen)> = Vec::new();
    for own in bearing {
        let mut state = computed(own, until, rates)
            .map_err(|error: InterestError| Refusal::invalid(error.code(), error.to_string()))?;
        if posts && state.accrued > Fen::ZERO {
            credits.push((own.payer, state.accrued));
            state.accrued = Fen::ZERO;
        }
        if own.state != Some(state) {
            states.push((own.payer.principal().owner, state));
        }
    }
    store::keep(unit.tx, &states).await?;
    let Some((first, _)) = credits.first() else {
        return Ok(Fen::ZERO);
    };
    let first = first.principal().owner;
    let total = Fen(credits.iter().map(|(_, fen)| fen.0).sum());
    let head = EntryHead {
        business_date: until,
        case: scope_id,
        idempotency_key: format!("interest:{until}:{first}"),
    };
    let caller = bank();
    let entry = interest_posted(head, scope_id, &credits);
    let entry_id = book_in(unit, scope_id, caller.user_id, entry).await?;
    let units = credits.iter().filter_map(|(payer, _)| match payer {
        Payer::Unit(id) => Some(*id),
        Payer::SellingOrganisation(_) => None,
    });
    unit.balances_moved(units.collect::<Vec<_>>()).await?;
    let after = json!({ "interest_until": until, "payers": credits.len(), "fen": total }).to_string();
    unit.audit(&caller, scope_id, entry_id, String::new(), after);
    Ok(total)
}

/// How far a payer is computed then.
fn computed(own: &Bearing, until: NaiveDate, rates: &[DatedRate]) -> Result<State, InterestError> {
    let begin = own.changes.first().map_or(until, |first| first.day);
    let before = own.state.unwrap_or(State { until: begin.min(until), accrued: Fen::ZERO, carried: 0 });
    if before.until >= until {
        return Ok(before);
    }
    let more = accrue_history(before.carried, &own.changes, rates, before.until, until)?;
    let accrued = before.accrued.checked_add(more.interest).ok_or(InterestError::OutOfRange)?;
    Ok(State { until, accrued, carried: more.carried })
}
