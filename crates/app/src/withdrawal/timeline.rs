//! Who moved a case, when, from where to where, and why.

use super::facts::within;
use crate::{App, Caller, Read, Refusal};
use anju_contract::commands::Timeline;
use anju_contract::withdrawal::{TimelineRequest, TimelineResponse, TimelineStep};
use anju_store::withdrawal::{self as store, case};

impl Read for Timeline {
    async fn read(app: &App, caller: &Caller, request: TimelineRequest) -> Result<TimelineResponse, Refusal> {
        store::get(&app.store, request.sheet_id)
            .await?
            .filter(|sheet| within(caller.scope, sheet))
            .ok_or_else(|| Refusal::not_found("该任务单"))?;
        let steps = case::timeline(&app.store, request.sheet_id).await?;
        let view = |step: case::StepRow| TimelineStep {
            seq: step.seq,
            at: step.at,
            actor_name: step.actor_name,
            move_code: step.move_code,
            from_state: step.from_state,
            to_state: step.to_state,
            reason: step.reason,
        };
        Ok(TimelineResponse { steps: steps.into_iter().map(view).collect() })
    }
}
