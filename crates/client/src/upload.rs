//! Files on their way to the server: piece by piece from where the server stands, before the write that names them.
//!
//! Nothing about how far a file has come is relied on here: the server is asked. So a killed desktop, a killed server and
//! a cut line all go on where the server stands.

use crate::ClientError;
use crate::connection::Event;
use crate::deliver::CrashPoint;
use crate::desk::FileProgress;
use crate::open_desk::OpenDesk;
use anju_contract::attachment::{AttachmentStatesRequest, AttachmentStatesResponse, PieceTaken};
use anju_contract::command::Command;
use anju_contract::commands::AttachmentStates;
use anju_contract::problem::Problem;
use anju_domain::attachment::ContentHash;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;

/// How often a file may have to go on elsewhere than it was thought to before it is left for later.
const MOST_TURNS: u32 = 8;
/// How long a faulty server is left alone at first, and at most.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Sends what was attached, as soon as it was attached; ends only with its task.
pub(crate) async fn run(desk: Arc<OpenDesk>, crash: Option<CrashPoint>) {
    let mut line = desk.line.changes();
    let mut pause = FIRST_PAUSE;
    loop {
        match round(&desk, crash).await {
            Err(_) if crash == Some(CrashPoint::AfterPiece) => return,
            Ok(()) => {
                pause = FIRST_PAUSE;
                desk.attached.notified().await;
            }
            // The sender lives as long as the desk that this task holds.
            Err(ClientError::Unreachable) => drop(line.wait_for(|(connection, _)| connection.online).await),
            Err(ClientError::SignedOut) => desk.attached.notified().await,
            Err(error) => {
                tracing::warn!(%error, "a file was not sent");
                tokio::select! {
                    () = desk.attached.notified() => {}
                    () = tokio::time::sleep(pause) => pause = (pause * 2).min(LONGEST_PAUSE),
                }
            }
        }
    }
}

async fn round(desk: &OpenDesk, crash: Option<CrashPoint>) -> Result<(), ClientError> {
    for hash in desk.file.unsent_files().await? {
        match send(desk, &[hash], crash).await {
            Err(ClientError::Refused(problem)) if settles(&problem) => {}
            sent => sent?,
        }
    }
    Ok(())
}

/// Sends files, now, as far as the server does not have them and this machine does: what neither has, the server will
/// name when it is asked to take the write.
///
/// # Errors
/// [`ClientError::Refused`] if the server does not take one, [`ClientError::Unreachable`].
pub(crate) async fn send(
    desk: &OpenDesk,
    files: &[ContentHash],
    crash: Option<CrashPoint>,
) -> Result<(), ClientError> {
    if files.is_empty() {
        return Ok(());
    }
    let asked = serde_json::to_string(&AttachmentStatesRequest { files: files.to_vec() })?;
    let answer = desk.send(AttachmentStates::NAME, asked, None).await?;
    let states: AttachmentStatesResponse = serde_json::from_str(&answer)?;
    for state in states.files {
        let Some(own) = desk.file.attachment(state.sha256).await? else { continue };
        if state.complete {
            note(desk, &own, own.size_bytes, true).await?;
        } else {
            send_one(desk, &own, state.received_bytes, crash).await?;
        }
    }
    Ok(())
}

async fn send_one(
    desk: &OpenDesk,
    file: &FileProgress,
    mut offset: i64,
    crash: Option<CrashPoint>,
) -> Result<(), ClientError> {
    let hash = file.sha256;
    let mut turns = 0;
    // The person may have taken it back meanwhile.
    while desk.file.is_wanted(hash).await? {
        note(desk, file, offset, false).await?;
        let begins = usize::try_from(offset).map_err(|_| ClientError::Unreadable)?;
        let piece = desk.file.piece(hash, begins).await?;
        let path = format!("attachments/{hash}?size={}&offset={offset}", file.size_bytes);
        match desk.put(&path, piece).await {
            Ok(_) if crash == Some(CrashPoint::AfterPiece) => return Err(ClientError::Unreachable),
            Ok(answer) => {
                let taken: PieceTaken = serde_json::from_str(&answer)?;
                if taken.stored.is_some() {
                    return note(desk, file, file.size_bytes, true).await;
                }
                offset = taken.received_bytes;
            }
            Err(ClientError::Refused(problem)) if turns < MOST_TURNS && is_a_turn(&problem) => {
                turns += 1;
                offset = elsewhere(&problem);
            }
            Err(ClientError::Refused(problem)) => {
                if settles(&problem) {
                    desk.file.note_refused(hash, &problem).await?;
                    tell(
                        desk,
                        FileProgress { state: "refused", problem: Some(*problem.clone()), ..file.clone() },
                    );
                }
                return Err(ClientError::Refused(problem));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// The server stands elsewhere, or has to begin anew.
fn is_a_turn(problem: &Problem) -> bool {
    matches!(problem.code.as_str(), "attachment.elsewhere" | "attachment.damaged_on_the_way")
}

fn elsewhere(problem: &Problem) -> i64 {
    problem.details.as_ref().and_then(|details| details["received_bytes"].as_i64()).unwrap_or(0)
}

/// A refusal that speaks of the file, so that sending it again would not help.
fn settles(problem: &Problem) -> bool {
    !is_a_turn(problem)
        && problem.status < 500
        && !matches!(problem.status, 401 | 408 | 429)
        && problem.code != "attachment.out_of_bounds"
}

async fn note(desk: &OpenDesk, file: &FileProgress, sent_bytes: i64, whole: bool) -> Result<(), ClientError> {
    let whole_at = whole.then(|| desk.clock.now());
    desk.file.note_sent(file.sha256, sent_bytes, whole_at).await?;
    let state = if whole { "sent" } else { "waiting" };
    tell(desk, FileProgress { sent_bytes, state, problem: None, ..file.clone() });
    Ok(())
}

fn tell(desk: &OpenDesk, progress: FileProgress) {
    desk.line.tell(Event::Attachment(progress));
}

/// The files that a request names, in the members that every command uses for it.
pub(crate) fn named_in(request: &Value) -> Vec<ContentHash> {
    let own = request["attachments"].as_array();
    let listed = own.or_else(|| request["draft"]["attachments"].as_array());
    let hash = |file: &Value| file.as_str().or_else(|| file["sha256"].as_str()).and_then(ContentHash::parse);
    listed.into_iter().flatten().filter_map(hash).collect()
}
