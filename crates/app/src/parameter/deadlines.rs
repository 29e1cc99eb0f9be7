//! Deadlines that were 待定: computed as soon as a parameter or a calendar year makes them known.

use super::Rules;
use crate::withdrawal::rules::due_on;
use crate::{App, Refusal, Unit};
use anju_domain::calendar::business_date;
use anju_domain::withdrawal::state::State;
use anju_store::withdrawal::undetermined as store;
use chrono::NaiveDate;
use uuid::Uuid;

/// A sheet and the last day of its state.
pub(super) type Determined = (Uuid, NaiveDate);

/// The open sheets whose last day these rules know and the records do not.
pub(super) async fn determined(app: &App, rules: &Rules) -> Result<Vec<Determined>, Refusal> {
    let open = store::undetermined(&app.store).await?;
    let determine = |own: store::Undetermined| {
        let state = State::from_code(&own.state)?;
        let entered_on = business_date(own.entered_at?);
        Some((own.sheet_id, due_on(rules, state, own.began_on, entered_on)?))
    };
    Ok(open.into_iter().filter_map(determine).collect())
}

/// Writes them.
pub(super) async fn write(unit: &mut Unit<'_>, determined: &[Determined]) -> Result<(), Refusal> {
    for (sheet_id, due_on) in determined {
        store::determine(unit.tx, *sheet_id, *due_on).await?;
    }
    Ok(())
}
