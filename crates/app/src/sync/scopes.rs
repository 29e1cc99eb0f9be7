//! The scopes of a caller: their own desk, and each community within their scope.

use crate::{App, Caller, Read, Refusal, Scope, estate};
use anju_contract::commands::Scopes;
use anju_contract::sync::{ScopeHead, ScopeKind, ScopesRequest, ScopesResponse};
use anju_domain::permission::Permission;
use anju_store::estate::Community;
use anju_store::feed::{self, Head};
use anju_store::withdrawal as sheets;
use std::collections::BTreeMap;
use uuid::Uuid;

impl Read for Scopes {
    async fn read(app: &App, caller: &Caller, _: ScopesRequest) -> Result<ScopesResponse, Refusal> {
        let epoch = feed::epoch(&app.store).await?;
        let mut scopes = Vec::new();
        if let Some(desk) = desk(caller) {
            let head = feed::head(&app.store, desk.id()).await?;
            scopes.push(ScopeHead {
                scope_id: desk.id(),
                kind: desk.kind(),
                name: "任务单".to_owned(),
                seq: head.seq,
                min_seq: head.min_seq,
                entries: sheets::count(&app.store, desk.whose()).await?,
            });
        }
        scopes.extend(communities(app, caller).await?.into_iter().map(|community| ScopeHead {
            scope_id: community.id,
            kind: ScopeKind::Community,
            name: community.name,
            seq: community.head.seq,
            min_seq: community.head.min_seq,
            entries: community.unit_count,
        }));
        Ok(ScopesResponse { epoch, scopes })
    }
}

/// The caller's own desk.
#[derive(Clone, Copy, Debug)]
pub(super) enum Desk {
    /// A company's.
    Organisation(Uuid),
    /// A district's.
    District(Uuid),
}

impl Desk {
    pub(super) fn id(self) -> Uuid {
        match self {
            Desk::Organisation(id) | Desk::District(id) => id,
        }
    }

    pub(super) fn kind(self) -> ScopeKind {
        match self {
            Desk::Organisation(_) => ScopeKind::Organisation,
            Desk::District(_) => ScopeKind::District,
        }
    }

    /// Whose sheets it has.
    pub(super) fn whose(self) -> sheets::Whose {
        match self {
            Desk::Organisation(id) => sheets::Whose::Company(id),
            Desk::District(id) => sheets::Whose::District(id),
        }
    }
}

fn desk(caller: &Caller) -> Option<Desk> {
    if !caller.may(Permission::WithdrawalRead) {
        return None;
    }
    match caller.scope {
        Scope::Company(id) => Some(Desk::Organisation(id)),
        Scope::District(id) => Some(Desk::District(id)),
        Scope::City | Scope::None => None,
    }
}

async fn communities(app: &App, caller: &Caller) -> Result<Vec<feed::CommunityHead>, Refusal> {
    if !caller.may(Permission::EstateRead) {
        return Ok(Vec::new());
    }
    Ok(match caller.scope {
        Scope::Company(id) => feed::communities(&app.store, feed::Whose::Company(id)).await?,
        Scope::District(id) => feed::communities(&app.store, feed::Whose::District(id)).await?,
        Scope::City | Scope::None => Vec::new(),
    })
}

/// How far each of the caller's scopes is.
pub async fn heads(app: &App, caller: &Caller) -> Result<BTreeMap<Uuid, i64>, Refusal> {
    let mut heads: BTreeMap<Uuid, i64> = communities(app, caller)
        .await?
        .into_iter()
        .map(|community| (community.id, community.head.seq))
        .collect();
    if let Some(desk) = desk(caller) {
        let Head { seq, .. } = feed::head(&app.store, desk.id()).await?;
        heads.insert(desk.id(), seq);
    }
    Ok(heads)
}

/// A scope of the caller's.
#[derive(Clone, Debug)]
pub(super) enum Found {
    Desk(Desk),
    Community(Box<Community>),
}

/// The scope with this id, if it is the caller's; others are as if they did not exist.
pub(super) async fn find(app: &App, caller: &Caller, scope_id: Uuid) -> Result<Found, Refusal> {
    if let Some(desk) = desk(caller).filter(|desk| desk.id() == scope_id) {
        return Ok(Found::Desk(desk));
    }
    if !caller.may(Permission::EstateRead) {
        return Err(Refusal::not_found("该同步范围"));
    }
    let community = estate::community_in_scope(app, caller, scope_id).await.map_err(|refusal| {
        if refusal.fault().is_some() { refusal } else { Refusal::not_found("该同步范围") }
    })?;
    Ok(Found::Community(Box::new(community)))
}
