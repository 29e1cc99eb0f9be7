//! Sessions: who is signed in here, and where else.

use super::Me;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Asks who is signed in, after a page was loaded again.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct MeRequest {}

/// Who is signed in, and the server's time.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct MeResponse {
    /// The user as it stands now.
    pub me: Me,
    /// The server's time, by which a desktop checks its own clock.
    pub server_time: DateTime<Utc>,
}

/// Asks for the server's half of the key that opens a desk again without the password.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct DeskHalfRequest {}

/// The server's half: given only to the session that it belongs to, as long as that lasts.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct DeskHalfResponse {
    /// 32 bytes, base64.
    pub half: String,
}

/// Asks where somebody is signed in.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ListSessionsRequest {
    /// Whose sessions; oneself without it. Another's need `identity.manage`.
    #[serde(default)]
    pub user_id: Option<Uuid>,
}

/// Open sessions, the newest first.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ListSessionsResponse {
    /// The sessions, at most 100.
    pub sessions: Vec<SessionRow>,
}

/// One open session.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct SessionRow {
    /// The session.
    pub session_id: Uuid,
    /// The workstation's name, as it said at the sign-in; may be empty.
    pub device: String,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// When its tokens were last exchanged: it was in use then.
    pub renewed_at: DateTime<Utc>,
    /// The request is made in it.
    pub current: bool,
}

/// Ends a session: one's own, or with `identity.manage` another's.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct EndSessionRequest {
    /// The session.
    pub session_id: Uuid,
}

/// The session has ended; whoever sat there has to sign in again.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct EndSessionResponse {}
