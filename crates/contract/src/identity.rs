//! Signing in (spec «roles», sign-in).

use anju_domain::permission::{Permission, Role};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// User name and password of staff or a company.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct SignInRequest {
    /// The user name, case-insensitive.
    pub user_name: String,
    /// The password in clear; only ever inside TLS or loopback.
    pub password: String,
    /// A name of the workstation, shown in the list of sessions and printed on forms.
    #[serde(default)]
    pub device: String,
}

/// A new session, and who it belongs to.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct SignInResponse {
    /// The tokens of the session.
    pub tokens: SessionTokens,
    /// Who signed in.
    pub me: Me,
}

/// The tokens of one session. The server keeps only their hashes.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct SessionTokens {
    /// Sent with each request as `Authorization: Bearer`.
    pub access_token: String,
    /// When the access token ends.
    pub access_expires_at: DateTime<Utc>,
    /// Exchanged once for a new pair.
    pub refresh_token: String,
    /// When the refresh token ends.
    pub refresh_expires_at: DateTime<Utc>,
    /// The server's time, by which a desktop checks its own clock.
    pub server_time: DateTime<Utc>,
}

/// Who is signed in and what they may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Me {
    /// The user.
    pub user_id: Uuid,
    /// The name of the user's account.
    pub user_name: String,
    /// The person's name.
    pub display_name: String,
    /// The organisation that the user acts for.
    pub organisation_id: Uuid,
    /// Its name.
    pub organisation_name: String,
    /// Its district, if its scope is one.
    pub district_id: Option<Uuid>,
    /// The district's name.
    pub district_name: Option<String>,
    /// The user's roles.
    #[schema(value_type = Vec<String>)]
    pub roles: Vec<Role>,
    /// What the roles permit together.
    #[schema(value_type = Vec<String>)]
    pub permissions: Vec<Permission>,
    /// The password was set by somebody else and has to be changed before anything else.
    pub must_change_password: bool,
}

/// A refresh token.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct RefreshRequest {
    /// The refresh token of the last pair.
    pub refresh_token: String,
}

/// Ends the session that the request is made in.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct SignOutRequest {}

/// The session has ended.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct SignOutResponse {}

/// A change of one's own password.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ChangePasswordRequest {
    /// The password in force.
    pub old_password: String,
    /// The password wanted.
    pub new_password: String,
}

/// The password is changed; every other session of the user has ended.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ChangePasswordResponse {
    /// The user as it stands now.
    pub me: Me,
}
