//! Reads that also work offline: the server's answer when it is there, the one before when it is not, and over both
//! what this desk has typed and not delivered yet.

use super::parse;
use crate::ClientError;
use crate::open_desk::OpenDesk;
use anju_contract::command::Command;
use anju_contract::commands::{
    CalendarRows, EnterSignatures, GetCommunity, GetSheet, GetSignatures, Inbox, ListCommunities, ListFlows, ListSheets,
    ListUnits, SaveDraft, Timeline,
};
use anju_contract::estate::{ListCommunitiesRequest, ListCommunitiesResponse};
use anju_contract::withdrawal::{
    EnterSignaturesRequest, GetSheetRequest, GetSignaturesRequest, ListSheetsRequest, ListSheetsResponse,
    SaveDraftRequest, SheetRow, SheetTab, SheetView, SignatureSheet,
};
use serde_json::Value;
use std::future::Future;
use uuid::Uuid;

/// A read that is answered from the cache when the server is out of reach.
pub(crate) trait Cached: Command {
    /// Lays what this desk has not delivered yet over the answer, which is `None` if there is none.
    fn lay_over(
        desk: &OpenDesk,
        request: &Self::Request,
        answer: Option<Self::Response>,
    ) -> impl Future<Output = Result<Option<Self::Response>, ClientError>> + Send {
        let _ = (desk, request);
        async { Ok(answer) }
    }
}

/// Answers a read.
pub(super) async fn answer<C: Cached>(desk: &OpenDesk, request: Value) -> Result<Value, ClientError> {
    desk.check_age()?;
    Ok(serde_json::to_value(latest::<C>(desk, &parse::<C>(request)?).await?)?)
}

/// The latest answer that this machine can give, with what it has not delivered yet.
///
/// # Errors
/// [`ClientError::NotCached`] if there is none, or why the server gave none.
pub(super) async fn latest<C: Cached>(
    desk: &OpenDesk,
    request: &C::Request,
) -> Result<C::Response, ClientError> {
    let (found, why) = read::<C>(desk, request).await?;
    match C::lay_over(desk, request, found).await? {
        Some(response) => Ok(response),
        None => Err(why.unwrap_or(ClientError::NotCached)),
    }
}

/// The server's answer if it is there, the one kept from it if not.
pub(super) async fn newest<C: Cached>(
    desk: &OpenDesk,
    request: &C::Request,
) -> Result<Option<C::Response>, ClientError> {
    Ok(read::<C>(desk, request).await?.0)
}

type Found<R> = (Option<R>, Option<ClientError>);

/// The server's answer, or the one kept from it; without either, why there is none.
async fn read<C: Cached>(desk: &OpenDesk, request: &C::Request) -> Result<Found<C::Response>, ClientError> {
    let asked = serde_json::to_string(request)?;
    let sent = if desk.line.now().online {
        desk.send(C::NAME, asked.clone(), None).await
    } else {
        Err(ClientError::Unreachable)
    };
    match sent {
        Ok(answer) => {
            desk.cache.put(C::NAME, &asked, &answer, desk.clock.now()).await?;
            Ok((Some(serde_json::from_str(&answer)?), None))
        }
        Err(ClientError::Unreachable) => Ok((kept::<C>(desk, &asked).await?, None)),
        // What the server does not show this user any more, this machine does not show either.
        Err(error @ ClientError::Refused(_)) => {
            if let ClientError::Refused(problem) = &error
                && matches!(problem.status, 403 | 404)
            {
                desk.cache.forget(C::NAME, &asked).await?;
            }
            Ok((None, Some(error)))
        }
        Err(error) => Err(error),
    }
}

/// What this machine was shown last; read from the server if it was never shown.
///
/// # Errors
/// [`ClientError::NotCached`] if it was never shown and the server is out of reach.
pub(super) async fn shown<C: Cached>(
    desk: &OpenDesk,
    request: &C::Request,
) -> Result<C::Response, ClientError> {
    if let Some(response) = kept::<C>(desk, &serde_json::to_string(request)?).await? {
        return Ok(response);
    }
    match read::<C>(desk, request).await? {
        (Some(response), _) => Ok(response),
        (None, why) => Err(why.unwrap_or(ClientError::NotCached)),
    }
}

pub(super) async fn kept<C: Cached>(
    desk: &OpenDesk,
    asked: &str,
) -> Result<Option<C::Response>, ClientError> {
    let Some(text) = desk.cache.get(C::NAME, asked).await? else { return Ok(None) };
    // An answer that an earlier version wrote in another shape is no answer.
    Ok(serde_json::from_str(&text).ok())
}

impl Cached for ListCommunities {}

impl Cached for GetCommunity {}

impl Cached for ListUnits {}

impl Cached for CalendarRows {}

impl Cached for Timeline {}

impl Cached for Inbox {}

impl Cached for ListFlows {}

impl Cached for GetSheet {
    async fn lay_over(
        desk: &OpenDesk,
        request: &GetSheetRequest,
        answer: Option<SheetView>,
    ) -> Result<Option<SheetView>, ClientError> {
        let Some(unsent) = desk.file.unsent(SaveDraft::NAME, request.sheet_id).await? else {
            return Ok(answer);
        };
        if answer.as_ref().is_some_and(|view| view.state != "draft") {
            return Ok(answer);
        }
        let mine: SaveDraftRequest = serde_json::from_str(&unsent.request)?;
        // The version that this text was typed on: naming a later one would overwrite what nobody has seen.
        let version = mine.version.max(desk.file.own_version(request.sheet_id).await?);
        Ok(Some(SheetView {
            sheet_id: mine.sheet_id,
            community_id: mine.community_id,
            community_name: match &answer {
                Some(view) => view.community_name.clone(),
                None => community_name(desk, mine.community_id).await?,
            },
            number: answer.as_ref().and_then(|view| view.number.clone()),
            revises: mine.revises,
            revises_number: answer.as_ref().and_then(|view| view.revises_number.clone()),
            state: answer.map_or_else(|| "draft".to_owned(), |view| view.state),
            version,
            draft: mine.draft,
            updated_at: unsent.saved_at,
            submitted: None,
        }))
    }
}

impl Cached for GetSignatures {
    /// What was typed here stands before what the server has, until the server has it too.
    async fn lay_over(
        desk: &OpenDesk,
        request: &GetSignaturesRequest,
        answer: Option<SignatureSheet>,
    ) -> Result<Option<SignatureSheet>, ClientError> {
        let unsent = desk.file.unsent(EnterSignatures::NAME, request.sheet_id).await?;
        let (Some(mut sheet), Some(unsent)) = (answer.clone(), unsent) else { return Ok(answer) };
        let mine: EnterSignaturesRequest = serde_json::from_str(&unsent.request)?;
        sheet.version = mine.version.max(desk.file.own_version(request.sheet_id).await?);
        sheet.ballots = mine.rows;
        for paper in mine.papers {
            if !sheet.papers.contains(&paper) {
                sheet.papers.push(paper);
            }
        }
        Ok(Some(sheet))
    }
}

impl Cached for ListSheets {
    async fn lay_over(
        desk: &OpenDesk,
        request: &ListSheetsRequest,
        answer: Option<ListSheetsResponse>,
    ) -> Result<Option<ListSheetsResponse>, ClientError> {
        if request.tab != SheetTab::Applied || request.after.is_some() {
            return Ok(answer);
        }
        let unsent = desk.file.all_unsent(SaveDraft::NAME).await?;
        if unsent.is_empty() {
            return Ok(answer);
        }
        let mut answer = answer.unwrap_or(ListSheetsResponse { sheets: Vec::new(), more: false });
        let mut started_here = Vec::new();
        for unsent in unsent {
            let mine: SaveDraftRequest = serde_json::from_str(&unsent.request)?;
            if let Some(row) = answer.sheets.iter_mut().find(|row| row.sheet_id == mine.sheet_id) {
                row.project = mine.draft.project;
                row.amount_text = mine.draft.amount_text;
                row.updated_at = unsent.saved_at;
            } else if desk.file.own_version(mine.sheet_id).await?.max(mine.version) == 0 {
                started_here.push(SheetRow {
                    sheet_id: mine.sheet_id,
                    number: None,
                    community_name: community_name(desk, mine.community_id).await?,
                    project: mine.draft.project,
                    amount_text: mine.draft.amount_text,
                    state: "draft".to_owned(),
                    version: 0,
                    updated_at: unsent.saved_at,
                });
            }
        }
        started_here.append(&mut answer.sheets);
        Ok(Some(ListSheetsResponse { sheets: started_here, ..answer }))
    }
}

/// A community's name from the cached list; empty if that was never read.
async fn community_name(desk: &OpenDesk, id: Uuid) -> Result<String, ClientError> {
    let asked = serde_json::to_string(&ListCommunitiesRequest {})?;
    let list: Option<ListCommunitiesResponse> = kept::<ListCommunities>(desk, &asked).await?;
    let communities = list.map(|list| list.communities).unwrap_or_default();
    Ok(communities.into_iter().find(|card| card.community_id == id).map(|card| card.name).unwrap_or_default())
}
