//! Writes that may wait: saved on this desk, answered at once, delivered when the server is there.

use super::parse;
use crate::ClientError;
use crate::deliver;
use crate::desk::NewItem;
use crate::open_desk::OpenDesk;
use anju_contract::command::{Command, Policy};
use anju_contract::commands::{self, EnterSignatures, Revise, SaveDraft, Submit};
use anju_contract::for_each_command;
use anju_contract::withdrawal::{
    EnterSignaturesRequest, MoveResponse, ReviseRequest, SaveDraftRequest, SaveDraftResponse, SubmitRequest,
    SubmitResponse,
};
use anju_domain::attachment::ContentHash;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::future::Future;
use uuid::Uuid;

/// A command that may wait in the outbox.
pub(crate) trait Queued: Command {
    /// The person waits for the server's word if it is there, because a refusal changes what they do next.
    const WAITS_FOR_SERVER: bool;

    /// On what it writes; writes on one subject are sent in their order.
    fn subject(request: &Self::Request) -> Uuid;

    /// The same request on the version that our last write was given, if that is later than the one the page saw.
    fn rebase(request: Self::Request, own_version: i64) -> Self::Request;

    /// What the page is answered before the server has it. It goes on naming the version that it saw.
    fn saved_here(request: &Self::Request, now: DateTime<Utc>) -> Self::Response;

    /// The files that the server must have before it can take the write.
    fn files(_: &Self::Request) -> Vec<ContentHash> {
        Vec::new()
    }

    /// The version that the server gave.
    fn version(response: &Self::Response) -> i64;

    /// What this desk notes for itself before it is queued. It may happen twice for one key.
    fn before_queued(
        desk: &OpenDesk,
        request: &Self::Request,
    ) -> impl Future<Output = Result<(), ClientError>> + Send {
        let _ = (desk, request);
        async { Ok(()) }
    }
}

impl Queued for SaveDraft {
    const WAITS_FOR_SERVER: bool = false;

    fn subject(request: &SaveDraftRequest) -> Uuid {
        request.sheet_id
    }

    fn rebase(request: SaveDraftRequest, own_version: i64) -> SaveDraftRequest {
        SaveDraftRequest { version: request.version.max(own_version), ..request }
    }

    fn saved_here(request: &SaveDraftRequest, now: DateTime<Utc>) -> SaveDraftResponse {
        SaveDraftResponse { sheet_id: request.sheet_id, version: request.version, saved_at: now }
    }

    fn version(response: &SaveDraftResponse) -> i64 {
        response.version
    }
}

impl Queued for Submit {
    const WAITS_FOR_SERVER: bool = true;

    fn subject(request: &SubmitRequest) -> Uuid {
        request.sheet_id
    }

    fn rebase(request: SubmitRequest, own_version: i64) -> SubmitRequest {
        SubmitRequest { version: request.version.max(own_version), ..request }
    }

    fn files(request: &SubmitRequest) -> Vec<ContentHash> {
        request.attachments.clone()
    }

    /// Without a number and a check code: those are the server's to give.
    fn saved_here(request: &SubmitRequest, now: DateTime<Utc>) -> SubmitResponse {
        SubmitResponse {
            sheet_id: request.sheet_id,
            version: request.version,
            state: "waiting".to_owned(),
            number: String::new(),
            check_code: String::new(),
            submitted_at: now,
        }
    }

    fn version(response: &SubmitResponse) -> i64 {
        response.version
    }
}

impl Queued for EnterSignatures {
    const WAITS_FOR_SERVER: bool = false;

    fn subject(request: &EnterSignaturesRequest) -> Uuid {
        request.sheet_id
    }

    fn rebase(request: EnterSignaturesRequest, own_version: i64) -> EnterSignaturesRequest {
        EnterSignaturesRequest { version: request.version.max(own_version), ..request }
    }

    fn files(request: &EnterSignaturesRequest) -> Vec<ContentHash> {
        request.attachments.iter().flatten().map(|file| file.sha256).collect()
    }

    fn saved_here(request: &EnterSignaturesRequest, _: DateTime<Utc>) -> MoveResponse {
        MoveResponse { sheet_id: request.sheet_id, version: request.version, state: "submitted".to_owned() }
    }

    fn version(response: &MoveResponse) -> i64 {
        response.version
    }
}

/// Writes on the new sheet, so that what is typed into it waits behind it; the version is the old sheet's, which has
/// ended and changes no more.
impl Queued for Revise {
    const WAITS_FOR_SERVER: bool = true;

    fn subject(request: &ReviseRequest) -> Uuid {
        request.new_sheet_id
    }

    fn rebase(request: ReviseRequest, _: i64) -> ReviseRequest {
        request
    }

    /// Version 0, as of every sheet that was started here and that the server does not know yet.
    fn saved_here(request: &ReviseRequest, _: DateTime<Utc>) -> MoveResponse {
        MoveResponse { sheet_id: request.new_sheet_id, version: 0, state: "draft".to_owned() }
    }

    fn version(response: &MoveResponse) -> i64 {
        response.version
    }
}

/// Saves the write on this desk and answers; the delivery is told.
pub(super) async fn answer<C: Queued>(
    desk: &OpenDesk,
    request: Value,
    key: Uuid,
) -> Result<Value, ClientError> {
    desk.check_age()?;
    let request = parse::<C>(request)?;
    let body = serde_json::to_string(&request)?;
    let now = desk.clock.now();
    let new = NewItem {
        key,
        command: C::NAME,
        subject: C::subject(&request),
        request_hash: Sha256::digest(body.as_bytes()).into(),
        body,
        answer: serde_json::to_string(&C::saved_here(&request, now))?,
        now,
    };
    C::before_queued(desk, &request).await?;
    let answer = desk.file.queue(&new).await?;
    desk.count().await?;
    if C::WAITS_FOR_SERVER && desk.line.now().online {
        match deliver::flush(desk, new.subject).await {
            // Still waiting, or behind a choice that the page is told of by itself: saved here is the truth.
            Ok(()) | Err(ClientError::Unreachable | ClientError::Conflict) => {}
            Err(error) => return Err(error),
        }
        if let Some(said) = desk.file.take_outcome(key, desk.clock.now()).await? {
            desk.count().await?;
            return said;
        }
    }
    desk.wake.notify_one();
    Ok(serde_json::from_str(&answer)?)
}

fn rebase_as<C: Queued>(body: &str, own_version: i64) -> Result<String, ClientError> {
    let request: C::Request = serde_json::from_str(body)?;
    Ok(serde_json::to_string(&C::rebase(request, own_version))?)
}

fn version_as<C: Queued>(answer: &str) -> Result<i64, ClientError> {
    let response: C::Response = serde_json::from_str(answer)?;
    Ok(C::version(&response))
}

fn files_as<C: Queued>(body: &str) -> Result<Vec<ContentHash>, ClientError> {
    let request: C::Request = serde_json::from_str(body)?;
    Ok(C::files(&request))
}

/// Calls `$function::<Command>(…)` of the queued command of this name.
macro_rules! of_queued {
    ($($(#[$doc:meta])* $area:ident $command:ident $name:literal $request:ident => $response:ident
       [$($access:tt)+] $policy:ident $effect:ident;)*) => {
        /// An item's request on the version that our last write was given.
        pub(crate) fn rebase(command: &str, body: &str, own_version: i64) -> Result<String, ClientError> {
            $(arm!($policy $command $name command rebase_as(body, own_version));)*
            Err(ClientError::UnknownCommand(command.to_owned()))
        }

        /// The files that go before an item.
        pub(crate) fn files_of(command: &str, body: &str) -> Result<Vec<ContentHash>, ClientError> {
            $(arm!($policy $command $name command files_as(body));)*
            Err(ClientError::UnknownCommand(command.to_owned()))
        }

        /// The version in the server's answer to an item.
        pub(crate) fn version_of(command: &str, answer: &str) -> Result<i64, ClientError> {
            $(arm!($policy $command $name command version_as(answer));)*
            Err(ClientError::UnknownCommand(command.to_owned()))
        }
    };
}

macro_rules! arm {
    (QueuedWrite $command:ident $name:literal $asked:ident $function:ident($($argument:expr),*)) => {
        if $asked == $name {
            const { assert!(matches!(<commands::$command as Command>::POLICY, Policy::QueuedWrite)) };
            return $function::<commands::$command>($($argument),*);
        }
    };
    ($policy:ident $command:ident $name:literal $asked:ident $function:ident($($argument:expr),*)) => {};
}
for_each_command!(of_queued);
