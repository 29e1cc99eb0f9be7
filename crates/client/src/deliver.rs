//! Delivery: what waits in the outbox goes to the server, in order, each item exactly once.
//!
//! An item is marked as sent before it leaves, and is repeated with the same bytes under the same key until an answer
//! came back, after the files that it names; the server answers a repetition with the first answer. So a lost answer, a killed server and a killed
//! desktop all end in one effect.

use crate::ClientError;
use crate::answer::queued;
use crate::connection::Settled;
use crate::desk::{ItemState, Outgoing};
use crate::open_desk::OpenDesk;
use crate::upload;
use anju_contract::problem::Problem;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// How long a faulty server is left alone at first, and at most.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// The moment at which a test lets the program die.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CrashPoint {
    /// The server's answer is here, the outbox does not know it yet.
    AfterAnswer,
    /// The server has taken a piece of a file, and waits for the next.
    AfterPiece,
}

/// How a round ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Round {
    /// Nothing is left that could be sent now.
    Done,
    /// The server is there and could not take something; it is tried again later.
    Later,
    /// The server is not there.
    Offline,
    /// The session has ended; somebody has to sign in.
    SignedOut,
    /// A test let the program die.
    Crashed,
}

/// Delivers whenever there is something to deliver and somebody to deliver it to; ends only with its task.
pub(crate) async fn run(desk: Arc<OpenDesk>, crash: Option<CrashPoint>) {
    let mut line = desk.line.changes();
    let mut pause = FIRST_PAUSE;
    loop {
        let round = round(&desk, crash).await.unwrap_or_else(|error| {
            tracing::error!(%error, "delivery failed");
            Round::Later
        });
        match round {
            Round::Crashed => return,
            Round::Done => {
                pause = FIRST_PAUSE;
                desk.wake.notified().await;
            }
            Round::Later => {
                tokio::select! {
                    () = desk.wake.notified() => {}
                    () = tokio::time::sleep(pause) => pause = (pause * 2).min(LONGEST_PAUSE),
                }
            }
            Round::SignedOut => desk.wake.notified().await,
            // The sender lives as long as the desk that this task holds.
            Round::Offline => drop(line.wait_for(|(connection, _)| connection.online).await),
        }
    }
}

/// Sends what a subject has waiting, now, for a command that must come after it.
///
/// # Errors
/// [`ClientError::Conflict`] if a choice is to be made first, [`ClientError::Unreachable`] if something still waits.
pub(crate) async fn flush(desk: &OpenDesk, subject: Uuid) -> Result<(), ClientError> {
    if desk.file.open_state(subject).await?.is_some() {
        round(desk, None).await?;
    }
    match desk.file.open_state(subject).await? {
        None => Ok(()),
        Some(ItemState::Conflict) => Err(ClientError::Conflict),
        Some(_) => Err(ClientError::Unreachable),
    }
}

async fn round(desk: &OpenDesk, crash: Option<CrashPoint>) -> Result<Round, ClientError> {
    let _one_at_a_time = desk.sending.lock().await;
    let mut after = 0;
    let mut held_up = HashSet::new();
    let mut ended = Round::Done;
    while let Some(item) = desk.file.next_outgoing(after).await? {
        if held_up.contains(&item.subject) {
            after = item.seq;
            continue;
        }
        let sent = match upload::send(desk, &queued::files_of(&item.command, &item.body)?, crash).await {
            Ok(()) => {
                let Some(body) = stamp(desk, &item).await? else { continue };
                desk.send(&item.command, body, Some(item.key)).await
            }
            Err(error) => Err(error),
        };
        match sent {
            Ok(_) if crash == Some(CrashPoint::AfterAnswer) => return Ok(Round::Crashed),
            Ok(answer) => accepted(desk, &item, &answer).await?,
            Err(ClientError::Refused(problem)) => match verdict(&problem) {
                Some(state) => declined(desk, &item, state, &problem).await?,
                None => {
                    ended = Round::Later;
                    held_up.insert(item.subject);
                }
            },
            Err(ClientError::Unreachable) => return Ok(Round::Offline),
            Err(ClientError::SignedOut) => return Ok(Round::SignedOut),
            Err(error) => return Err(error),
        }
        desk.count().await?;
        after = item.seq;
    }
    Ok(ended)
}

/// The bytes that an item is sent with: those of the first time, or its request on the version that our last write was
/// given. `None` if the item was replaced by a later one meanwhile.
async fn stamp(desk: &OpenDesk, item: &Outgoing) -> Result<Option<String>, ClientError> {
    if item.was_sent {
        return Ok(Some(item.body.clone()));
    }
    let body = queued::rebase(&item.command, &item.body, desk.file.own_version(item.subject).await?)?;
    let marked = desk.file.mark_sent(item, &body, desk.clock.now()).await?;
    Ok(marked.then_some(body))
}

/// What a refusal means for the item; `None` if it says nothing about it and the item is to be sent again.
fn verdict(problem: &Problem) -> Option<ItemState> {
    match (problem.status, problem.code.as_str()) {
        // Without the other text there is nothing to choose between.
        (_, "version.stale")
            if problem
                .details
                .as_ref()
                .is_some_and(|details| details["draft"].is_object() || details["rows"].is_array()) =>
        {
            Some(ItemState::Conflict)
        }
        (_, "idempotency.in_progress" | "session.required" | "password.must_change")
        | (408 | 429, _)
        | (500.., _) => None,
        _ => Some(ItemState::Refused),
    }
}

async fn accepted(desk: &OpenDesk, item: &Outgoing, answer: &str) -> Result<(), ClientError> {
    let version = queued::version_of(&item.command, answer)?;
    desk.file.accept(item, version, answer, desk.clock.now()).await?;
    tell(desk, item, "accepted", Some(version));
    Ok(())
}

async fn declined(
    desk: &OpenDesk,
    item: &Outgoing,
    state: ItemState,
    problem: &Problem,
) -> Result<(), ClientError> {
    desk.file.decline(item, state, problem, desk.clock.now()).await?;
    tracing::info!(command = item.command, code = problem.code, "an item was not taken");
    let word = if state == ItemState::Conflict { "conflict" } else { "refused" };
    desk.tell_declined(item, word, problem).await?;
    tell(desk, item, word, None);
    Ok(())
}

fn tell(desk: &OpenDesk, item: &Outgoing, state: &'static str, version: Option<i64>) {
    desk.line.settled(Settled {
        item_id: item.key,
        command: item.command.clone(),
        subject_id: item.subject,
        state,
        version,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(status: u16, code: &str) -> Option<ItemState> {
        judged_with(status, code, None)
    }

    fn judged_with(status: u16, code: &str, details: Option<serde_json::Value>) -> Option<ItemState> {
        verdict(&Problem {
            status,
            code: code.to_owned(),
            message: String::new(),
            fields: Vec::new(),
            details,
            request_id: String::new(),
        })
    }

    #[test]
    fn only_what_speaks_of_the_item_settles_it() {
        let theirs = serde_json::json!({ "version": 2, "draft": {} });
        assert_eq!(judged_with(409, "version.stale", Some(theirs)), Some(ItemState::Conflict));
        assert_eq!(judged(409, "version.stale"), Some(ItemState::Refused));
        assert_eq!(judged(422, "draft.too_long"), Some(ItemState::Refused));
        assert_eq!(judged(403, "permission.missing"), Some(ItemState::Refused));
        for (status, code) in [
            (500, "internal"),
            (503, "busy"),
            (429, "rate"),
            (409, "idempotency.in_progress"),
            (401, "session.required"),
        ] {
            assert_eq!(judged(status, code), None, "{code}");
        }
    }
}
