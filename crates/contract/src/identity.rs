//! Signing in (spec «roles», sign-in).

mod captcha;
mod key;
mod recovery;
mod reveal;
mod session;

pub use captcha::{CaptchaAnswer, CaptchaRequest, CaptchaResponse};
pub use key::{
    ConfirmKeyRequest, ConfirmKeyResponse, IssueKeyRequest, IssueKeyResponse, KeyChallengeRequest,
    KeyChallengeResponse, KeyRow, KeySignature, ListKeysRequest, ListKeysResponse, RevokeKeyRequest,
    RevokeKeyResponse, SignInWithKeyRequest,
};
pub use recovery::{
    FinishRecoveryRequest, FinishRecoveryResponse, ListMessagesRequest, ListMessagesResponse, ShortMessage,
    StartRecoveryRequest, StartRecoveryResponse,
};
pub use reveal::{RevealRequest, RevealResponse, RevealSubject};
pub use session::{
    DeskHalfRequest, DeskHalfResponse, EndSessionRequest, EndSessionResponse, ListSessionsRequest,
    ListSessionsResponse, MeRequest, MeResponse, SessionRow,
};

use anju_domain::permission::{OrganisationKind, Permission, Role};
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
    /// The answer to a captcha, where one is asked for.
    #[serde(default)]
    pub captcha: Option<CaptchaAnswer>,
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
    /// After so many days without the server a desk closes; what the office has set by today.
    #[serde(default = "default_offline_days")]
    pub offline_days: u32,
}

/// What held before the server said it (spec «parameters»).
fn default_offline_days() -> u32 {
    7
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

/// Asks for one page of organisations, by name.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ListOrganisationsRequest {}

/// The organisations whose people use the desktop.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ListOrganisationsResponse {
    /// The organisations, by name.
    pub organisations: Vec<OrganisationRow>,
}

/// One organisation, as the administrator chooses it.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct OrganisationRow {
    /// The organisation.
    pub organisation_id: Uuid,
    /// Its name.
    pub name: String,
    /// The code of its kind.
    #[schema(value_type = String)]
    pub kind: OrganisationKind,
    /// Its district's name, if its scope is one.
    pub district_name: Option<String>,
    /// The codes of the roles that its people may hold.
    #[schema(value_type = Vec<String>)]
    pub roles: Vec<Role>,
}

/// Asks for one page of users, by name of the account.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ListUsersRequest {
    /// The last account name of the page before, to go on from.
    #[serde(default)]
    pub after: Option<String>,
}

/// One page of users.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ListUsersResponse {
    /// The rows.
    pub users: Vec<UserRow>,
    /// There are more after the last row.
    pub more: bool,
}

/// One user, as the administrator sees them.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct UserRow {
    /// The user.
    pub user_id: Uuid,
    /// The account's name.
    pub user_name: String,
    /// The person's name.
    pub display_name: String,
    /// The organisation that the user acts for.
    pub organisation_id: Uuid,
    /// Its name.
    pub organisation_name: String,
    /// The user's roles.
    #[schema(value_type = Vec<String>)]
    pub roles: Vec<Role>,
    /// Nobody signs in with it any more.
    pub disabled: bool,
    /// Closed after failed sign-ins until then.
    pub locked_until: Option<DateTime<Utc>>,
    /// The next sign-in has to change the password.
    pub must_change_password: bool,
    /// 手机号, masked; empty without one. A forgotten password is recovered by it.
    pub phone_masked: String,
    /// The version that a write has to name.
    pub version: i64,
}

/// Makes an account.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct CreateUserRequest {
    /// The user; made by whoever creates it.
    pub user_id: Uuid,
    /// The organisation that the user acts for.
    pub organisation_id: Uuid,
    /// The account's name: letters, digits, `.`, `-`, `_`; stored in lower case.
    pub user_name: String,
    /// The person's name.
    pub display_name: String,
    /// The user's roles.
    #[schema(value_type = Vec<String>)]
    pub roles: Vec<Role>,
    /// The first password, which the first sign-in has to change.
    pub initial_password: String,
    /// The person's mobile number; empty without one.
    #[serde(default)]
    pub phone: String,
}

/// Sets a user's name, roles, and whether they may sign in.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct UpdateUserRequest {
    /// The user.
    pub user_id: Uuid,
    /// The version that the writer saw.
    pub version: i64,
    /// The person's name.
    pub display_name: String,
    /// The user's roles.
    #[schema(value_type = Vec<String>)]
    pub roles: Vec<Role>,
    /// Nobody may sign in with it; open sessions end.
    pub disabled: bool,
    /// The person's mobile number; null leaves it as it is, an empty one removes it.
    #[serde(default)]
    pub phone: Option<String>,
}

/// Gives a user a new first password and opens a closed account; open sessions end.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ResetPasswordRequest {
    /// The user.
    pub user_id: Uuid,
    /// The version that the writer saw.
    pub version: i64,
    /// The password, which the next sign-in has to change.
    pub initial_password: String,
}

/// The account as it stands now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UserWritten {
    /// The user.
    pub user_id: Uuid,
    /// The version that the next write has to name.
    pub version: i64,
}
