//! Reads that also work offline. As long as the cache has heard all that the server told, it answers by itself; while
//! something is on its way, the server does; without the server the cache does again. Over all of it lies what this desk
//! has typed and not delivered yet.

use super::parse;
use crate::ClientError;
use crate::desk::Unsent;
use crate::open_desk::OpenDesk;
use crate::tables::Freshness;
use anju_contract::attachment::{AttachmentRulesRequest, AttachmentRulesResponse, attachment_rules};
use anju_contract::command::Command;
use anju_contract::commands::{
    AttachmentRules, CalendarRows, EnterSignatures, GetCommunity, GetSheet, GetSignatures, Inbox,
    ListCommunities, ListFlows, ListSheets, ListUnits, SaveDraft, Timeline,
};
use anju_contract::estate::{
    CommunityView, GetCommunityRequest, ListCommunitiesRequest, ListCommunitiesResponse, ListUnitsRequest,
    ListUnitsResponse,
};
use anju_contract::withdrawal::{
    EnterSignaturesRequest, GetSheetRequest, GetSignaturesRequest, InboxRequest, InboxResponse,
    ListSheetsRequest, ListSheetsResponse, SaveDraftRequest, SheetRow, SheetTab, SheetView, SignatureSheet,
    TimelineRequest, TimelineResponse,
};
use anju_domain::attachment::Limits;
use anju_domain::calendar::business_date;
use chrono::{DateTime, Utc};
use serde_json::Value;
use std::future::Future;
use uuid::Uuid;

/// A read that is answered from the cache when the server is out of reach.
pub(crate) trait Cached: Command {
    /// The answer of the synced tables; `None` if they do not hold it.
    fn from_tables(
        desk: &OpenDesk,
        request: &Self::Request,
        freshness: Freshness,
    ) -> impl Future<Output = Result<Option<Self::Response>, ClientError>> + Send {
        let _ = (desk, request, freshness);
        async { Ok(None) }
    }

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

/// The cache's answer, the server's, or the one kept from it; without any, why there is none.
async fn read<C: Cached>(desk: &OpenDesk, request: &C::Request) -> Result<Found<C::Response>, ClientError> {
    if desk.line.now().online
        && desk.sync.is_current()
        && let Some(answer) = C::from_tables(desk, request, Freshness::Of(desk.today())).await?
    {
        return Ok((Some(answer), None));
    }
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
        Err(ClientError::Unreachable) => Ok((remembered::<C>(desk, request).await?, None)),
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

/// What this machine has; read from the server if it has nothing.
///
/// # Errors
/// [`ClientError::NotCached`] if there is nothing here and the server is out of reach.
pub(super) async fn shown<C: Cached>(
    desk: &OpenDesk,
    request: &C::Request,
) -> Result<C::Response, ClientError> {
    if let Some(response) = remembered::<C>(desk, request).await? {
        return Ok(response);
    }
    match read::<C>(desk, request).await? {
        (Some(response), _) => Ok(response),
        (None, why) => Err(why.unwrap_or(ClientError::NotCached)),
    }
}

/// What this machine has: of the synced tables, or else of an earlier answer.
pub(super) async fn remembered<C: Cached>(
    desk: &OpenDesk,
    request: &C::Request,
) -> Result<Option<C::Response>, ClientError> {
    if let Some(answer) = C::from_tables(desk, request, Freshness::Any).await? {
        return Ok(Some(answer));
    }
    let Some(text) = desk.cache.get(C::NAME, &serde_json::to_string(request)?).await? else {
        return Ok(None);
    };
    // An answer that an earlier version wrote in another shape is no answer.
    Ok(serde_json::from_str(&text).ok())
}

impl Cached for AttachmentRules {
    /// Without the server's answer, now or before, what holds until an office sets anything else.
    async fn lay_over(
        desk: &OpenDesk,
        request: &AttachmentRulesRequest,
        answer: Option<AttachmentRulesResponse>,
    ) -> Result<Option<AttachmentRulesResponse>, ClientError> {
        if answer.is_some() {
            return Ok(answer);
        }
        let limits = Limits::of_withdrawals(&[], business_date(desk.clock.now()));
        attachment_rules(request, &limits).map(Some).map_err(ClientError::Fields)
    }
}

impl Cached for ListCommunities {
    async fn from_tables(
        desk: &OpenDesk,
        _: &ListCommunitiesRequest,
        _: Freshness,
    ) -> Result<Option<ListCommunitiesResponse>, ClientError> {
        desk.tables.communities().await
    }
}

impl Cached for GetCommunity {
    async fn from_tables(
        desk: &OpenDesk,
        request: &GetCommunityRequest,
        _: Freshness,
    ) -> Result<Option<CommunityView>, ClientError> {
        desk.tables.community(request.community_id).await
    }
}

impl Cached for ListUnits {
    async fn from_tables(
        desk: &OpenDesk,
        request: &ListUnitsRequest,
        _: Freshness,
    ) -> Result<Option<ListUnitsResponse>, ClientError> {
        desk.tables.units(request).await
    }
}

impl Cached for CalendarRows {}

impl Cached for Timeline {
    async fn from_tables(
        desk: &OpenDesk,
        request: &TimelineRequest,
        _: Freshness,
    ) -> Result<Option<TimelineResponse>, ClientError> {
        let record = desk.tables.sheet(request.sheet_id, Freshness::Any).await?;
        Ok(record.map(|record| TimelineResponse { steps: record.steps }))
    }
}

impl Cached for Inbox {
    async fn from_tables(
        desk: &OpenDesk,
        _: &InboxRequest,
        freshness: Freshness,
    ) -> Result<Option<InboxResponse>, ClientError> {
        desk.tables.inbox(freshness).await
    }
}

impl Cached for ListFlows {}

impl Cached for GetSheet {
    async fn from_tables(
        desk: &OpenDesk,
        request: &GetSheetRequest,
        freshness: Freshness,
    ) -> Result<Option<SheetView>, ClientError> {
        let record = desk.tables.sheet(request.sheet_id, freshness).await?;
        // What this desk has delivered since then is newer.
        let own_version = desk.file.own_version(request.sheet_id).await?;
        Ok(record.map(|record| record.view).filter(|view| view.version >= own_version))
    }

    async fn lay_over(
        desk: &OpenDesk,
        request: &GetSheetRequest,
        answer: Option<SheetView>,
    ) -> Result<Option<SheetView>, ClientError> {
        let own_version = desk.file.own_version(request.sheet_id).await?;
        let typed = match desk.file.unsent(SaveDraft::NAME, request.sheet_id).await? {
            None if answer.as_ref().is_none_or(|view| view.version < own_version) => {
                desk.file.delivered(SaveDraft::NAME, request.sheet_id).await?
            }
            unsent => unsent,
        };
        let Some(typed) = typed else { return Ok(answer) };
        if answer.as_ref().is_some_and(|view| view.state != "draft") {
            return Ok(answer);
        }
        let mine: SaveDraftRequest = serde_json::from_str(&typed.request)?;
        // The version that this text was typed on: naming a later one would overwrite what nobody has seen.
        let version = mine.version.max(own_version);
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
            revised_by: None,
            revised_by_number: None,
            state: answer.map_or_else(|| "draft".to_owned(), |view| view.state),
            version,
            draft: mine.draft,
            updated_at: typed.saved_at,
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
        if let Some(files) = mine.attachments {
            sheet.attachments = files;
        }
        Ok(Some(sheet))
    }
}

impl Cached for ListSheets {
    async fn from_tables(
        desk: &OpenDesk,
        request: &ListSheetsRequest,
        _: Freshness,
    ) -> Result<Option<ListSheetsResponse>, ClientError> {
        desk.tables.sheets(request).await
    }

    async fn lay_over(
        desk: &OpenDesk,
        request: &ListSheetsRequest,
        answer: Option<ListSheetsResponse>,
    ) -> Result<Option<ListSheetsResponse>, ClientError> {
        if request.tab != SheetTab::Applied || request.after.is_some() {
            return Ok(answer);
        }
        let unsent = desk.file.all_unsent(SaveDraft::NAME).await?;
        let delivered = delivered_unheard(desk).await?;
        if unsent.is_empty() && delivered.is_empty() {
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
                started_here.push(draft_row(desk, mine, unsent.saved_at).await?);
            }
        }
        for delivered in delivered {
            let mine: SaveDraftRequest = serde_json::from_str(&delivered.request)?;
            if answer.sheets.iter().chain(&started_here).all(|row| row.sheet_id != mine.sheet_id) {
                started_here.push(draft_row(desk, mine, delivered.saved_at).await?);
            }
        }
        started_here.append(&mut answer.sheets);
        Ok(Some(ListSheetsResponse { sheets: started_here, ..answer }))
    }
}

/// Drafts that this desk delivered before the line broke and of which the cache has not heard.
async fn delivered_unheard(desk: &OpenDesk) -> Result<Vec<Unsent>, ClientError> {
    let mut drafts = Vec::new();
    if desk.line.now().online {
        return Ok(drafts);
    }
    for subject in desk.file.delivered_subjects(SaveDraft::NAME).await? {
        if !desk.tables.has_sheet(subject).await? {
            drafts.extend(desk.file.delivered(SaveDraft::NAME, subject).await?);
        }
    }
    Ok(drafts)
}

async fn draft_row(
    desk: &OpenDesk,
    mine: SaveDraftRequest,
    saved_at: DateTime<Utc>,
) -> Result<SheetRow, ClientError> {
    Ok(SheetRow {
        sheet_id: mine.sheet_id,
        number: None,
        community_name: community_name(desk, mine.community_id).await?,
        project: mine.draft.project,
        amount_text: mine.draft.amount_text,
        state: "draft".to_owned(),
        version: desk.file.own_version(mine.sheet_id).await?,
        updated_at: saved_at,
    })
}

/// A community's name, as far as it is known here; empty if it is not.
async fn community_name(desk: &OpenDesk, id: Uuid) -> Result<String, ClientError> {
    if let Some(name) = desk.tables.community_name(id).await? {
        return Ok(name);
    }
    let list = remembered::<ListCommunities>(desk, &ListCommunitiesRequest {}).await?;
    let communities = list.map(|list| list.communities).unwrap_or_default();
    Ok(communities.into_iter().find(|card| card.community_id == id).map(|card| card.name).unwrap_or_default())
}
